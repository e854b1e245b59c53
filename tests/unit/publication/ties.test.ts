import { describe, expect, it } from "vitest";
import type { SourceCell } from "../../../shared/disclosure/release/release-cell.ts";
import { tiesOf } from "../../../shared/publication/releases/ties.ts";

const GROUPS = ["all", "asian", "black", "white"];
const DENOMINATORS = [500, 40, 160, 300];

/** Figures of an indicator by group, with the denominators that all of these have unless others are given. */
function figures(
  indicatorId: string,
  numerators: readonly number[],
  denominators: readonly number[] = DENOMINATORS,
): SourceCell[] {
  return numerators.map((numerator, at) => ({
    indicatorId,
    periodKey: "2024-07-01_2025-06-30",
    placeCode: "09001",
    dimensionKey: at === 0 ? "all" : "race-ethnicity",
    category: GROUPS[at] as string,
    measure: { unit: "percent", aboutSystem: false, denominatorOf: "cohort" },
    protectedAtSource: false,
    cell: { numerator, denominator: denominators[at] as number, value: null, status: "ok" },
  }));
}

describe("ties that the figures themselves show", () => {
  it("are found between two that make the denominator up", () => {
    const cells = [...figures("in", [320, 30, 90, 200]), ...figures("out", [180, 10, 70, 100])];
    expect(tiesOf(cells)).toEqual({ partitions: [["in", "out"]], copies: [] });
  });

  it("are found among all levels of a group", () => {
    const cells = [
      ...figures("low", [100, 10, 40, 50]),
      ...figures("middle", [250, 20, 80, 150]),
      ...figures("high", [150, 10, 40, 100]),
    ];
    expect(tiesOf(cells)).toEqual({ partitions: [["low", "middle", "high"]], copies: [] });
  });

  it("are found between one and its copy", () => {
    const cells = [...figures("one", [320, 30, 90, 200]), ...figures("two", [320, 30, 90, 200])];
    expect(tiesOf(cells).copies).toEqual([["one", "two"]]);
  });

  it("are none where one figure is otherwise, where few are common, or where the children are others", () => {
    const nothing = { partitions: [], copies: [] };
    const own = figures("in", [320, 30, 90, 200]);
    expect(tiesOf([...own, ...figures("out", [180, 10, 71, 99])])).toEqual(nothing);
    expect(tiesOf([...own, ...figures("out", [180, 10])])).toEqual(nothing);
    const others = figures("out", [180, 10, 70, 100]).map((cell) => ({
      ...cell,
      measure: { ...cell.measure, denominatorOf: "enrolled" },
    }));
    expect(tiesOf([...own, ...others])).toEqual(nothing);
  });
});
