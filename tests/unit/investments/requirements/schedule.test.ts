import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueDaysOf,
  FREQUENCIES,
  ScheduleSchema,
} from "../../../../shared/investments/requirements/requirement-schedule.ts";
import { addDays } from "../../../../shared/platform/time.ts";

function every(frequency: string, firstPeriodOn: string, more: Record<string, unknown> = {}) {
  return ScheduleSchema().parse({ frequency, firstPeriodOn, periods: 2, dueAfterDays: 60, ...more });
}

function daysOf(frequency: string, firstPeriodOn: string, more: Record<string, unknown> = {}) {
  return dueDaysOf(every(frequency, firstPeriodOn, more), 7).map(({ dueOn, period }) =>
    [dueOn, period?.start, period?.end, period?.kind].join(" "),
  );
}

describe("a series of reports", () => {
  it.each([
    [
      "yearly",
      "2026-07-01",
      "2027-08-29 2026-07-01 2027-06-30 fiscal-year",
      "2028-08-29 2027-07-01 2028-06-30 fiscal-year",
    ],
    [
      "yearly",
      "2026-01-01",
      "2027-03-01 2026-01-01 2026-12-31 calendar-year",
      "2028-02-29 2027-01-01 2027-12-31 calendar-year",
    ],
    [
      "yearly",
      "2026-03-15",
      "2027-05-13 2026-03-15 2027-03-14 custom",
      "2028-05-13 2027-03-15 2028-03-14 custom",
    ],
    [
      "half-yearly",
      "2026-07-01",
      "2027-03-01 2026-07-01 2026-12-31 custom",
      "2027-08-29 2027-01-01 2027-06-30 custom",
    ],
    [
      "quarterly",
      "2026-10-01",
      "2027-03-01 2026-10-01 2026-12-31 quarter",
      "2027-05-30 2027-01-01 2027-03-31 quarter",
    ],
    [
      "quarterly",
      "2026-11-01",
      "2027-04-01 2026-11-01 2027-01-31 custom",
      "2027-06-29 2027-02-01 2027-04-30 custom",
    ],
    [
      "monthly",
      "2026-01-01",
      "2026-04-01 2026-01-01 2026-01-31 month",
      "2026-04-29 2026-02-01 2026-02-28 month",
    ],
  ])("%s from %s on falls due so many days after each period", (frequency, from, ...expected) => {
    expect(daysOf(frequency, from)).toEqual(expected);
  });

  it("is due on the last day of its period where no days are given after it", () => {
    expect(daysOf("yearly", "2026-01-01", { periods: 1, dueAfterDays: 0 })).toEqual([
      "2026-12-31 2026-01-01 2026-12-31 calendar-year",
    ]);
  });

  it("that starts on the 31st comes back to the 31st", () => {
    const starts = dueDaysOf(every("monthly", "2026-01-31", { periods: 3 }), 1).map(
      (day) => day.period?.start,
    );
    expect(starts).toEqual(["2026-01-31", "2026-02-28", "2026-03-31"]);
  });

  it("covers its time without a gap or an overlap, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FREQUENCIES),
        fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
        fc.integer({ min: 2, max: 40 }),
        (frequency, from, periods) => {
          const series = dueDaysOf(every(frequency, from.toISOString().slice(0, 10), { periods }), 7);
          expect(series).toHaveLength(periods);
          for (const [index, { period, dueOn }] of series.entries()) {
            expect(dueOn).toBe(addDays(period?.end ?? "", 60));
            const next = series[index + 1]?.period?.start;
            expect(next ?? addDays(period?.end ?? "", 1)).toBe(addDays(period?.end ?? "", 1));
          }
        },
      ),
    );
  });
});

describe("named days", () => {
  const period = { start: "2026-01-01", end: "2026-06-30", kind: "custom" };

  it("are taken as they are, with the period that each covers", () => {
    const days = [{ dueOn: "2026-09-01", period }, { dueOn: "2026-03-01" }];
    expect(dueDaysOf(ScheduleSchema().parse({ frequency: "on-days", days }), 1)).toEqual(days);
  });

  it("are refused where a day is given twice", () => {
    const days = [{ dueOn: "2026-09-01" }, { dueOn: "2026-09-01", period }];
    expect(ScheduleSchema().safeParse({ frequency: "on-days", days }).error?.issues).toMatchObject([
      { path: ["days"], message: "A day is given twice." },
    ]);
  });
});
