import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PeriodStyle, periodOf } from "../../../shared/interchange/period-label.ts";

function read(label: string, style: PeriodStyle, options: object = {}) {
  return periodOf(label, { style, firstMonth: 7, ...options });
}

describe("the label of a period", () => {
  test.each(["2018-19", "2018-2019", "2018/19", "2018–19", "SY 2018-19", " 2018 - 19 "])(
    "%j is a school year",
    (label) => {
      expect(read(label, "school-year")).toEqual({
        period: { start: "2018-07-01", end: "2019-06-30", kind: "school-year" },
      });
    },
  );

  test.each([
    ["2019", "calendar-year", "2019-01-01", "2019-12-31", "calendar-year"],
    ["2019-Q1", "quarter", "2019-01-01", "2019-03-31", "quarter"],
    ["Q4 2019", "quarter", "2019-10-01", "2019-12-31", "quarter"],
    ["2020-02", "month", "2020-02-01", "2020-02-29", "month"],
    ["February 2019", "month", "2019-02-01", "2019-02-28", "month"],
    ["2019-03-31", "date", "2019-03-31", "2019-03-31", "day"],
  ] as const)("%j as a %s is %s to %s", (label, style, start, end, kind) => {
    expect(read(label, style)).toEqual({ period: { start, end, kind } });
  });

  test("of one year needs to be told which year names it", () => {
    expect(read("FY2019", "fiscal-year")).toHaveProperty("problem");
    expect(read("FY19", "fiscal-year", { namedBy: "end" })).toMatchObject({
      period: { start: "2018-07-01", end: "2019-06-30" },
    });
    expect(read("2019", "school-year", { namedBy: "start", firstMonth: 9 })).toMatchObject({
      period: { start: "2019-09-01", end: "2020-08-31" },
    });
    expect(read("2019", "fiscal-year", { namedBy: "end", firstMonth: 1 })).toMatchObject({
      period: { start: "2019-01-01", end: "2019-12-31" },
    });
  });

  test("with slashes needs to be told the order of day and month", () => {
    expect(read("3/4/2019", "date")).toHaveProperty("problem");
    expect(read("3/4/2019", "date", { dayOrder: "day-first" })).toMatchObject({
      period: { start: "2019-04-03" },
    });
    expect(read("3/4/2019", "date", { dayOrder: "month-first" })).toMatchObject({
      period: { start: "2019-03-04" },
    });
  });

  test.each([
    ["2018-20", "school-year"],
    ["2011-2013", "school-year"],
    ["2018", "school-year"],
    ["2018-19", "calendar-year"],
    ["2019-Q5", "quarter"],
    ["2019-13", "month"],
    ["Smarch 2019", "month"],
    ["2019-02-30", "date"],
    ["0219-20", "school-year"],
    ["9999", "calendar-year"],
    ["", "school-year"],
  ] as const)("%j is not a %s, and the problem says so", (label, style) => {
    expect(read(label, style)).toEqual({ problem: expect.stringContaining(`"${label}" is not a`) });
  });

  test("is read for every school year, over the turn of a century as well", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), (year) => {
        const short = String((year + 1) % 100).padStart(2, "0");
        expect(read(`${year}-${short}`, "school-year")).toEqual(read(`${year}-${year + 1}`, "school-year"));
        expect(read(`${year}-${short}`, "school-year")).toMatchObject({
          period: { end: `${year + 1}-06-30` },
        });
      }),
    );
  });
});
