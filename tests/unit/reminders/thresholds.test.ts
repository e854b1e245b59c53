import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  daysUntil,
  REPORT_THRESHOLDS,
  spanAround,
  TRANCHE_THRESHOLDS,
  thresholdOn,
} from "../../../shared/investments/reminders/thresholds.ts";
import { addDays, dayIn } from "../../../shared/platform/time.ts";

const DUE_ON = "2026-12-10";

/** The threshold called for so many days after the due day (before it, where below zero). */
function thresholdAfter(days: number, thresholds: readonly number[]) {
  return thresholdOn(thresholds, DUE_ON, addDays(DUE_ON, days));
}

describe("a tranche", () => {
  it.each([
    [-31, undefined],
    [-30, 30],
    [-8, 30],
    [-7, 7],
    [-1, 7],
    [0, 0],
    [6, 0],
    [7, -7],
    [21, -7],
    [22, undefined],
  ])("%i days from its day is reminded of at threshold %s", (days, threshold) => {
    expect(thresholdAfter(days, TRANCHE_THRESHOLDS)).toBe(threshold);
  });
});

describe("a report", () => {
  it.each([
    [-31, undefined],
    [-30, 30],
    [-7, 7],
    [0, 0],
    [1, -1],
    [6, -1],
    [7, -7],
    [29, -7],
    [30, -30],
    [44, -30],
    [45, undefined],
  ])("%i days from its day is reminded of at threshold %s", (days, threshold) => {
    expect(thresholdAfter(days, REPORT_THRESHOLDS)).toBe(threshold);
  });
});

describe.each([
  ["tranches", TRANCHE_THRESHOLDS],
  ["reports", REPORT_THRESHOLDS],
] as const)("the thresholds of %s", (_of, thresholds) => {
  it("are each given by a daily run, from the first to the last", () => {
    const daily = Array.from({ length: 101 }, (_, n) => thresholdAfter(n - 50, thresholds) ?? []);
    expect([...new Set(daily.flat())]).toEqual([...thresholds]);
  });

  it("never go back, whichever days a run misses", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -50, max: 50 })), (days) => {
        const seen = days.toSorted((a, b) => a - b).flatMap((day) => thresholdAfter(day, thresholds) ?? []);
        expect(seen).toEqual(seen.toSorted((a, b) => b - a));
        expect(thresholds).toEqual(expect.arrayContaining([...new Set(seen)]));
      }),
    );
  });

  it("lie in the span that is asked for, which is no longer than it must be", () => {
    const { from, to } = spanAround("2026-12-10", thresholds);
    const on = (dueOn: string) => thresholdOn(thresholds, dueOn, "2026-12-10") !== undefined;
    expect([on(from), on(to), on(addDays(from, -1)), on(addDays(to, 1))]).toEqual([true, true, false, false]);
  });
});

it("days are counted to a day ahead, and below zero to one that has passed", () => {
  expect([daysUntil("2026-12-31", "2026-12-10"), daysUntil("2026-11-30", "2026-12-10")]).toEqual([21, -10]);
});

it("today is the day where somebody is", () => {
  const instant = "2026-11-24T03:00:00.000Z";
  expect(dayIn("America/New_York", instant)).toBe("2026-11-23");
  expect(dayIn("UTC", instant)).toBe("2026-11-24");
  expect(dayIn("Pacific/Auckland", "2026-11-23T12:00:00.000Z")).toBe("2026-11-24");
});
