import { describe, expect, it } from "vitest";
import { planRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { aCount, PLACES, solver } from "./builders.ts";

const policy = DEFAULT_RELEASE_POLICY;

describe("a plan of a release", () => {
  const TABLE = [
    ["North", 120, 45, 30, 6, 201],
    ["South", 200, 80, 24, 40, 344],
    ["East", 60, 22, 50, 18, 150],
    ["All", 380, 147, 104, 64, 695],
  ] as const;
  const cells = TABLE.flatMap(([place, ...counts]) =>
    counts.map((count, at) => aCount(place, ["g1", "g2", "g3", "g4", "all"][at] as string, count)),
  );

  it("hides the cheapest rectangle: four cells, not seven", async () => {
    const plan = planRelease(await solver, { cells, places: PLACES, policy, earlier: [] });
    const hidden = cells.filter((_, at) => plan.cells[at]?.hiding !== "nothing");
    expect(hidden.map(({ placeCode, category }) => `${placeCode}/${category}`)).toEqual([
      "North/g2",
      "North/g4",
      "East/g2",
      "East/g4",
    ]);
    expect(plan.cells.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
    expect(plan.exposed).toEqual([]);
  });
});
