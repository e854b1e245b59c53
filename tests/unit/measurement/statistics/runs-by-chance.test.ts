import { describe, expect, test } from "vitest";
import {
  fewestCrossings,
  longestRunByChance,
  runLimits,
} from "../../../../shared/measurement/statistics/runs-by-chance.ts";

describe("runs by chance", () => {
  test.each([
    [10, 6, 2],
    [12, 7, 3],
    [15, 7, 4],
    [20, 7, 6],
    [24, 8, 8],
    [30, 8, 10],
  ])(
    "of %d points the longest has %d, and they cross the centre %d times at least",
    (points, run, crossings) => {
      expect(longestRunByChance(points)).toBe(run);
      expect(fewestCrossings(points)).toBe(crossings);
    },
  );

  test("16 points have 5 to 12 runs, as printed; 10 have 3 to 8 and 20 have 6 to 15", () => {
    expect(runLimits(16)).toEqual({ least: 5, most: 12 });
    expect(runLimits(10)).toEqual({ least: 3, most: 8 });
    expect(runLimits(20)).toEqual({ least: 6, most: 15 });
  });
});
