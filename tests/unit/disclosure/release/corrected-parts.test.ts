import { expect, it } from "vitest";
import { planRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { aShare, solver } from "./builders.ts";

type Shares = Readonly<Record<string, readonly [number, number]>>;

const TOTAL = { all: [147, 339] } as const;
const RACES = { asian: [14, 34], black: [88, 207], hispanic: [21, 31], white: [24, 67] } as const;
const BOTH: Shares = {
  "asian+female": [11, 25],
  "asian+male": [3, 9],
  "black+female": [28, 32],
  "black+male": [60, 175],
  "hispanic+female": [20, 26],
  "hispanic+male": [1, 5],
  "white+female": [21, 63],
  "white+male": [3, 4],
};

function by(dimensionKey: string, shares: Shares): SourceCell[] {
  return Object.entries(shares).map(([category, share]) => ({
    ...aShare("All", category, share),
    dimensionKey,
    category,
  }));
}

it("does not let a breakdown of before stand between a total that grew and the groups that it is made of", async () => {
  const highs = await solver;
  const common = { places: new Map(), policy: DEFAULT_RELEASE_POLICY };
  const before = [...by("all", TOTAL), ...by("race", RACES), ...by("race+sex", BOTH)];
  const first = planRelease(highs, { ...common, cells: before, earlier: [] });
  const out = before.map((source, at) => ({ source, hiding: first.cells[at]?.hiding ?? ("all" as const) }));
  expect(first.cells[5]).toMatchObject({ hiding: "all" });
  // Twelve girls more. Who sees how many they are now, and that all are twelve more, knows how many they were; and of the boys, too.
  const cells = [...by("all", { all: [159, 351] }), ...by("race+sex", { ...BOTH, "asian+female": [23, 37] })];
  const second = planRelease(highs, { ...common, cells, earlier: [{ cells: out }] });
  expect(second.exposed).toEqual([]);
  expect(second.cells[0]).toMatchObject({ hiding: "nothing" });
  expect(second.cells[1]).toMatchObject({ hiding: "all" });
});
