import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dayIn,
  dueReminders,
  REMINDER_THRESHOLDS,
  reminderSpan,
} from "../../../shared/investments/due-reminders.ts";
import { type Tranche, TrancheSchema } from "../../../shared/investments/tranche.ts";
import { addDays } from "../../../shared/platform/time.ts";

const DUE_ON = "2026-12-10";

function aDue(overrides: Partial<Tranche> = {}) {
  const tranche = TrancheSchema().parse({
    number: 2,
    dueOn: DUE_ON,
    amountMinor: 500_000,
    currency: "USD",
    paidMinor: 0,
    refundedMinor: 0,
    releasedMinor: 0,
    ...overrides,
  });
  return { commitmentId: "cmt_01JD0000000000000000000001", tranche };
}

/** The threshold called for so many days after the due day (before it, where below zero). */
function thresholdAfter(days: number) {
  return dueReminders([aDue()], addDays(DUE_ON, days))[0]?.threshold;
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
    expect(thresholdAfter(days)).toBe(threshold);
  });

  it("is late from the day after its day, and not before", () => {
    const lateOn = (days: number) => dueReminders([aDue()], addDays(DUE_ON, days))[0]?.isLate;
    expect([-1, 0, 1].map(lateOn)).toEqual([false, false, true]);
  });

  it("that is paid or released is not reminded of", () => {
    expect(dueReminders([aDue({ paidMinor: 500_000 })], DUE_ON)).toEqual([]);
    expect(dueReminders([aDue({ paidMinor: 100_000, releasedMinor: 400_000 })], DUE_ON)).toEqual([]);
    expect(dueReminders([aDue({ paidMinor: 499_999 })], DUE_ON)).toHaveLength(1);
  });
});

it("a daily run gives every threshold once, and a run that was missed is caught up", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: -40, max: 40 }), { maxLength: 81 }), (days) => {
      const seen = days.toSorted((a, b) => a - b).flatMap((day) => thresholdAfter(day) ?? []);
      expect(seen).toEqual(seen.toSorted((a, b) => b - a));
      expect(REMINDER_THRESHOLDS).toEqual(expect.arrayContaining([...new Set(seen)]));
    }),
  );
  const daily = Array.from({ length: 81 }, (_, n) => thresholdAfter(n - 40) ?? []);
  expect([...new Set(daily.flat())]).toEqual([...REMINDER_THRESHOLDS]);
});

it("the span that is asked for holds every day that may call for a reminder, and no more than it must", () => {
  const { from, to } = reminderSpan("2026-12-10");
  expect({ from, to }).toEqual({ from: "2026-11-19", to: "2027-01-09" });
  const on = (dueOn: string) => dueReminders([aDue({ dueOn })], "2026-12-10").length;
  expect([on(from), on(to), on(addDays(from, -1)), on(addDays(to, 1))]).toEqual([1, 1, 0, 0]);
});

it("today is the day where the funder is", () => {
  const instant = "2026-11-24T03:00:00.000Z";
  expect(dayIn("America/New_York", instant)).toBe("2026-11-23");
  expect(dayIn("UTC", instant)).toBe("2026-11-24");
  expect(dayIn("Pacific/Auckland", "2026-11-23T12:00:00.000Z")).toBe("2026-11-24");
});
