import { describe, expect, it } from "vitest";
import {
  addMonths,
  after,
  DateSchema,
  fiscalYearOf,
  PeriodSchema,
  periodLabel,
  schoolYear,
} from "../../../shared/platform/time.ts";

describe("fiscal years", () => {
  it.each([
    ["2026-06-30", 7, 2026],
    ["2026-07-01", 7, 2027],
    ["2026-01-01", 1, 2026],
    ["2026-12-31", 1, 2026],
    ["2026-04-01", 4, 2027],
    ["2026-03-31", 4, 2026],
  ])("%s lies, where they start in month %i, in %i", (day, startMonth, year) => {
    expect(fiscalYearOf(day, startMonth)).toBe(year);
  });
});

describe("periods", () => {
  it("are labelled as their kind is spoken of", () => {
    expect(periodLabel(schoolYear(2018))).toBe("2018-19");
    expect(periodLabel({ start: "1999-07-01", end: "2000-06-30", kind: "school-year" })).toBe("1999-00");
    expect(periodLabel({ start: "2026-01-01", end: "2026-03-31", kind: "quarter" })).toBe("Q1 2026");
    expect(periodLabel({ start: "2026-03-01", end: "2026-03-31", kind: "month" })).toBe("2026-03");
    expect(periodLabel({ start: "2026-03-04", end: "2026-03-04", kind: "custom" })).toBe("2026-03-04");
  });

  it("do not end before they start", () => {
    const period = { start: "2026-07-01", end: "2026-06-30", kind: "custom" };
    expect(PeriodSchema().safeParse(period).error?.issues[0]?.path).toEqual(["end"]);
  });
});

it("a day that nobody can have meant is no date: years are walked one by one", () => {
  const isDate = (day: string) => DateSchema().safeParse(day).success;
  expect(["1900-01-01", "2200-12-31"].map(isDate)).toEqual([true, true]);
  expect(["0408-07-01", "1899-12-31", "2201-01-01", "9999-12-31"].map(isDate)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});

it("a month after the 31st is the last day of a shorter month", () => {
  expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
});

it("what is recorded later never bears an earlier instant", () => {
  expect(after("2026-01-01T00:00:00.000Z", "2026-01-01T00:00:05.000Z")).toBe("2026-01-01T00:00:05.000Z");
  expect(after("2026-01-01T00:00:05.000Z", "2026-01-01T00:00:00.000Z")).toBe("2026-01-01T00:00:05.001Z");
});
