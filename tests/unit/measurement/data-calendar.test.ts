import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  byUrgency,
  type ExpectedFigure,
  expectedFigures,
} from "../../../shared/measurement/calendar/expected-figure.ts";
import {
  type PeriodPattern,
  patternOf,
  periodsEnding,
} from "../../../shared/measurement/calendar/period-pattern.ts";
import type { Indicator } from "../../../shared/measurement/indicator.ts";
import type { SetRecord } from "../../../shared/measurement/observation-set.ts";
import type { Summary } from "../../../shared/measurement/summary.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { addDays, type Period, schoolYear } from "../../../shared/platform/time.ts";
import { anIndicator, aSet } from "./builders.ts";

const month = (label: string, end: string): Period => ({
  start: `${label}-01`,
  end: `${label}-${end}`,
  kind: "month",
});
const CALENDAR_2024: Period = { start: "2024-01-01", end: "2024-12-31", kind: "calendar-year" };
const FISCAL_2024: Period = { start: "2023-10-01", end: "2024-09-30", kind: "fiscal-year" };

describe("the periods of an indicator", () => {
  const known = (
    frequency: Indicator["frequency"],
    recorded: Period[] = [],
    targets: Indicator["targets"] = [],
  ) => patternOf({ frequency, targets, recorded });

  it("follow the latest that has figures, whatever its year begins with", () => {
    const pattern = known("yearly", [CALENDAR_2024, FISCAL_2024, month("2025-03", "31")]);
    expect(pattern).toMatchObject({ basis: "recorded", kind: "calendar-year", anchor: "2024-01-01" });
  });

  it("follow a baseline or target where there is no figure, and usage where there is neither", () => {
    const target = { dimensions: {}, target: { period: FISCAL_2024, value: 1 } };
    expect(known("yearly", [], [target])).toMatchObject({ basis: "target", kind: "fiscal-year" });
    expect(known("yearly")).toMatchObject({ basis: "frequency", kind: "school-year", anchor: "2024-07-01" });
    expect(known("monthly", [CALENDAR_2024])).toMatchObject({ basis: "frequency", kind: "month" });
  });

  it("have no calendar where they come by terms or irregularly", () => {
    expect([known("termly"), known("irregular")]).toEqual([undefined, undefined]);
  });

  it("are those that end between two days, both included", () => {
    const yearly = known("yearly") as PeriodPattern;
    expect(periodsEnding(yearly, { from: "2019-06-30", to: "2021-06-30" })).toEqual(
      [2018, 2019, 2020].map(schoolYear),
    );
    expect(periodsEnding(yearly, { from: "2025-07-01", to: "2026-06-29" })).toEqual([]);
    expect(
      periodsEnding(known("monthly") as PeriodPattern, { from: "2024-02-29", to: "2024-03-31" }),
    ).toEqual([month("2024-02", "29"), month("2024-03", "31")]);
  });

  test("cover every day once, wherever the window lies", () => {
    const frequencies = fc.constantFrom<Indicator["frequency"]>("yearly", "quarterly", "monthly", "weekly");
    fc.assert(
      fc.property(frequencies, fc.integer({ min: -40_000, max: 40_000 }), (frequency, days) => {
        const from = addDays("2024-07-01", days);
        const periods = periodsEnding(known(frequency) as PeriodPattern, { from, to: addDays(from, 800) });
        expect(periods.length).toBeGreaterThanOrEqual(2);
        for (const [index, period] of periods.slice(1).entries())
          expect(period.start).toBe(addDays(periods[index]?.end ?? "", 1));
        expect(periods[0]?.start && periods[0].start <= from).toBe(true);
      }),
    );
  });
});

describe("an expected figure", () => {
  const summaryOf = (...sets: SetRecord[]) =>
    sets.reduce<Summary | undefined>((summary, set) => mergeSet(summary, set), undefined);
  const old = { createdAt: "2020-01-01T00:00:00.000Z", sourceLagMonths: 4 };
  const figures = (on: string, summary?: Summary, fields: Partial<Indicator> = {}) =>
    expectedFigures(anIndicator({ ...old, ...fields }), summary, {
      from: "2025-06-01",
      to: "2026-05-31",
      on,
    }) ?? [];

  it.each([
    ["2025-10-30", "expected"],
    ["2025-10-31", "due"],
    ["2025-11-29", "due"],
    ["2025-11-30", "late"],
  ])("of a year that ended in June, four months before its source has it, on %s is %s", (on, state) => {
    const [figure, ...others] = figures(on);
    expect(others).toEqual([]);
    expect(figure).toMatchObject({
      period: schoolYear(2024),
      availableOn: "2025-10-30",
      dueOn: "2025-11-29",
      state,
    });
  });

  it("has come once a table is there, provisional while a figure of it is, and says which tables lack", () => {
    const schemes = { categorySchemes: { "race-ethnicity": "race-ethnicity@1997" } };
    const arrived = figures("2026-01-01", summaryOf(aSet({})), schemes);
    expect(arrived).toMatchObject([{ state: "arrived", recorded: ["all"], missing: ["race-ethnicity"] }]);
    const cells = { all: { numerator: 51, denominator: 102, status: "ok", stage: "provisional" } } as const;
    const provisional = figures("2026-01-01", summaryOf(aSet({ cells })));
    expect(provisional).toMatchObject([{ state: "provisional", missing: [] }]);
  });

  it("is not expected of a time before the indicator, its first figures and its first baseline", () => {
    const young = { createdAt: "2026-03-01T00:00:00.000Z" };
    expect(figures("2026-04-01", undefined, young)).toEqual([]);
    const baseline = { dimensions: {}, baseline: { period: schoolYear(2024), value: 40 } };
    expect(figures("2026-04-01", undefined, { ...young, targets: [baseline] })).toMatchObject([
      { state: "late", basis: "target" },
    ]);
    expect(figures("2026-04-01", summaryOf(aSet({ startYear: 2023 })), young)).toMatchObject([
      { state: "late", basis: "recorded" },
    ]);
  });

  it("is asked for by how urgent it is: late, then due next, then what has come, the latest first", () => {
    const aFigure = (dueOn: string, state: ExpectedFigure["state"]) =>
      ({ ...figures("2025-01-01")[0], dueOn, state }) as ExpectedFigure;
    const all = [
      aFigure("2025-01-01", "arrived"),
      aFigure("2026-01-01", "expected"),
      aFigure("2025-06-01", "provisional"),
      aFigure("2025-03-01", "late"),
      aFigure("2025-07-01", "due"),
    ];
    expect(all.sort(byUrgency).map(({ state }) => state)).toEqual([
      "late",
      "due",
      "expected",
      "provisional",
      "arrived",
    ]);
  });
});
