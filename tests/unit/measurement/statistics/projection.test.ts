import { describe, expect, test } from "vitest";
import {
  type Projection,
  type ProjectionOptions,
  projectToTarget,
} from "../../../../shared/measurement/statistics/projection.ts";

const years = (values: readonly number[]) =>
  values.map((value, index) => ({ at: `${2021 + index}-06-30`, value }));

function project(values: readonly number[], options: Partial<ProjectionOptions> = {}) {
  const target = { at: "2029-06-30", value: 65 };
  const found: Projection = projectToTarget(years(values), { target, polarity: "higher", ...options });
  if (found.status !== "projected") throw new Error("There is nothing projected.");
  return found;
}

describe("a projection to a target", () => {
  test("follows a straight line: 49 and 2 a year are 65 after eight years", () => {
    const found = project([49, 51, 53, 55, 57]);
    expect(found.changePerYear).toBeCloseTo(2, 10);
    expect(found.expected).toBeCloseTo(65, 10);
    expect(found.upper - found.lower).toBeCloseTo(0, 10);
    expect(found.meetsOn).toBe("2029-06-30");
  });

  test("has the interval of a single new figure, by Student's t", () => {
    // Equal distances of a year, x = 0 to 3: slope 1.9, at x = 8 it is 64.1; s² = 0.35, Σ(x − x̄)² = 5.
    const found = project([49, 51, 52, 55], { target: { at: "2029-06-30", value: 65 } });
    const half = 4.302653 * Math.sqrt(0.35 * (1 + 1 / 4 + 6.5 ** 2 / 5));
    expect(found.changePerYear).toBeCloseTo(1.9, 10);
    expect(found.expected).toBeCloseTo(64.1, 10);
    expect(found.upper - found.lower).toBeCloseTo(2 * half, 4);
  });

  test("is uncertain where the target lies within it, else reaches the target or falls short", () => {
    const outlook = (value: number, polarity: "higher" | "lower" = "higher") =>
      project([49, 51, 52, 55], { target: { at: "2029-06-30", value }, polarity }).outlook;
    expect([40, 65, 90].map((value) => outlook(value))).toEqual(["reaches", "uncertain", "falls-short"]);
    expect([40, 65, 90].map((value) => outlook(value, "lower"))).toEqual([
      "falls-short",
      "uncertain",
      "reaches",
    ]);
  });

  test("does not leave what the figure can be", () => {
    const found = project([80, 88, 97], { bounds: { lower: 0, upper: 100 } });
    expect([found.expected, found.upper]).toEqual([100, 100]);
    expect(found.lower).toBeGreaterThanOrEqual(0);
  });

  test("never meets a target that the trend leads away from, or only after a century", () => {
    expect(project([55, 54, 53])).not.toHaveProperty("meetsOn");
    expect(project([49, 49, 49])).not.toHaveProperty("meetsOn");
    expect(project([49, 49.01, 49.02])).not.toHaveProperty("meetsOn");
  });

  test("needs three points, on more than one day", () => {
    const options = { target: { at: "2029-06-30", value: 65 }, polarity: "higher" as const };
    expect(projectToTarget(years([49, 51]), options)).toEqual({
      status: "insufficient_points",
      points: 2,
      needed: 3,
    });
    const sameDay = [1, 2, 3].map((value) => ({ at: "2025-06-30", value }));
    expect(projectToTarget(sameDay, options)).toMatchObject({ status: "insufficient_points", points: 1 });
  });
});
