import { describe, expect, test } from "vitest";
import { protectSummary } from "../../../shared/disclosure/protect-summary.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aCell, aSet, noFigure } from "./builders.ts";

const FIRST = "2018-07-01_2019-06-30";
const SECOND = "2019-07-01_2020-06-30";
const target = (dimensions: Record<string, string>, startYear: number) => ({
  dimensions,
  baseline: { period: schoolYear(startYear), value: 40 },
});
const SUMMARY = {
  unit: "percent" as const,
  definition: {
    level: "core",
    targets: [
      target({}, 2018),
      target({ race: "a" }, 2018),
      target({ race: "a" }, 2019),
      target({ sex: "female" }, 2018),
    ],
  },
  sets: {
    all: { [FIRST]: aSet({ all: aCell(210, 300) }), [SECOND]: aSet({ all: aCell(220, 300) }) },
    race: {
      [FIRST]: aSet({ a: aCell(150, 200), b: aCell(60, 100) }),
      [SECOND]: aSet({ a: aCell(195, 200), b: aCell(25, 100) }),
    },
  },
};

describe("a summary seen by others than its owner", () => {
  const { summary, withheld, policy } = protectSummary(SUMMARY);

  test("has a breakdown withheld in the period in which it is small, and only there", () => {
    expect(withheld).toEqual([{ dimensionKey: "race", periodKey: SECOND, reason: "disclosure" }]);
    expect(summary.sets.race[SECOND]?.cells).toEqual({ a: noFigure("c"), b: noFigure("c") });
    expect(summary.sets.race[FIRST]).toEqual(SUMMARY.sets.race[FIRST]);
    expect(summary.sets.all).toEqual(SUMMARY.sets.all);
  });

  test("has what an agreement holds back withheld whatever its counts, with the baseline that it repeats, and says why", () => {
    const heldBack = { ...SUMMARY.sets.all[FIRST], protectedAtSource: true, heldBack: true };
    const sets = { ...SUMMARY.sets, all: { ...SUMMARY.sets.all, [FIRST]: heldBack } };
    const seen = protectSummary({ ...SUMMARY, sets });
    expect(seen.withheld).toContainEqual({ dimensionKey: "all", periodKey: FIRST, reason: "agreement" });
    expect(seen.summary.sets.all[FIRST]?.cells.all).toEqual({ ...noFigure("c"), withheldBy: "agreement" });
    expect(seen.summary.sets.race[FIRST]).toEqual(SUMMARY.sets.race[FIRST]);
    expect(seen.summary.definition.targets[0]?.baseline.value).toBeNull();
  });

  test("says by which version of which policy", () => {
    expect(policy).toEqual({ id: "whole-breakdown", version: 1, minimumCell: 10 });
  });

  test("withholds a baseline with the cell it repeats, and one of a subgroup that no shown cell vouches for", () => {
    expect(summary.definition.targets.map(({ baseline }) => baseline.value)).toEqual([40, 40, null, null]);
  });

  test("has nothing withheld under a minimum of 0 or 1, but what an agreement holds back with its baselines", () => {
    for (const minimumCell of [0, 1]) {
      const open = { id: "open", version: 1, minimumCell };
      expect(protectSummary(SUMMARY, { policy: open })).toEqual({
        summary: SUMMARY,
        withheld: [],
        policy: open,
      });
      const heldBack = { ...SUMMARY.sets.race[FIRST], protectedAtSource: false, heldBack: true };
      const race = { ...SUMMARY.sets.race, [FIRST]: { ...aSet({ a: aCell(150, 200) }), ...heldBack } };
      const seen = protectSummary({ ...SUMMARY, sets: { ...SUMMARY.sets, race } }, { policy: open });
      expect(seen.withheld).toEqual([{ dimensionKey: "race", periodKey: FIRST, reason: "agreement" }]);
      expect(seen.summary.sets.race[FIRST]?.cells.a).toEqual({ ...noFigure("c"), withheldBy: "agreement" });
      expect(seen.summary.definition.targets.map(({ baseline }) => baseline.value)).toEqual([
        40,
        null,
        40,
        40,
      ]);
    }
  });

  test("has what counts below the minimum of its policy withheld, and not what reaches it", () => {
    const withheldBelow = (minimumCell: number) =>
      protectSummary(SUMMARY, { policy: { id: "other", version: 1, minimumCell } }).withheld;
    expect(withheldBelow(5)).toEqual([]);
    expect(withheldBelow(6)).toEqual([{ dimensionKey: "race", periodKey: SECOND, reason: "disclosure" }]);
  });

  test("takes the level from the caller where it has no definition of its own", () => {
    const sets = { place: { [FIRST]: aSet({ a: { ...noFigure("ok"), value: 9_000 } }) } };
    const money = { unit: "currency" as const, sets };
    expect(protectSummary(money, { level: "system" }).withheld).toEqual([]);
    expect(protectSummary(money, { level: "core" }).withheld).toHaveLength(1);
    expect(protectSummary(money).withheld).toHaveLength(1);
  });
});
