import { expect, it } from "vitest";
import { planRelease, type ReleaseInput } from "../../../../shared/disclosure/release/plan-release.ts";
import { publishedCell } from "../../../../shared/disclosure/release/published-cell.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY as policy } from "../../../../shared/disclosure/release/release-policy.ts";
import { aShare, solver } from "./builders.ts";

type Shares = Readonly<Record<string, readonly [number, number]>>;

const BOTH: Shares = {
  "asian+female": [1, 9],
  "asian+male": [2, 7],
  "black+female": [81, 160],
  "black+male": [9, 32],
  "hispanic+female": [3, 4],
  "hispanic+male": [6, 25],
  "white+female": [2, 10],
  "white+male": [2, 5],
};
const RACES: Shares = { asian: [3, 16], black: [90, 192], hispanic: [9, 29], white: [4, 15] };

function by(dimensionKey: string, shares: Shares): SourceCell[] {
  return Object.entries(shares).map(([category, share]) => ({
    ...aShare("All", category, share),
    dimensionKey,
    category,
  }));
}

async function release(cells: readonly SourceCell[], earlier: ReleaseInput["earlier"]) {
  const plan = planRelease(await solver, { cells, earlier, places: new Map(), policy });
  expect(plan.exposed).toEqual([]);
  const all = { hiding: "all", isPrimary: true } as const;
  const rows = cells.map((source, at) => publishedCell(source, plan.cells[at] ?? all, policy));
  return {
    rowOf: (category: string) => rows.find((row) => row.category === category),
    out: { cells: cells.map((source, at) => ({ source, ...(plan.cells[at] ?? all) })) },
  };
}

it("lets bands of several releases bound no count more narrowly together than the policy allows", async () => {
  const total = by("all", { all: [106, 252] });
  const sexes = by("sex", { female: [87, 183], male: [19, 69] });
  const first = await release([...total, ...sexes, ...by("race+sex", BOTH)], []);
  expect(first.rowOf("black+male")?.band).toEqual({ from: 0, to: 50 });
  const second = await release([...total, ...by("race", RACES), ...by("race+sex", BOTH)], [first.out]);
  // Thirty more, all of them inside: 120 less 0 to 15 of 32 boys. From 50 to 60 % of 190 girls would leave 7 to 15 of the boys.
  const grown = [
    ...by("all", { all: [136, 282] }),
    ...by("race", { ...RACES, black: [120, 222] }),
    ...by("race+sex", { ...BOTH, "black+female": [111, 190] }),
  ];
  const third = await release(grown, [first.out, second.out]);
  expect(third.rowOf("black")?.numerator).toBe(120);
  expect(third.rowOf("black+female")).toMatchObject({ numerator: null, denominator: 190 });
  expect(third.rowOf("black+female")).not.toHaveProperty("band");
});
