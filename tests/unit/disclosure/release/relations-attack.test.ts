import { describe, expect, it } from "vitest";
import {
  planRelease,
  type ReleaseInput,
  type ReleasePlan,
} from "../../../../shared/disclosure/release/plan-release.ts";
import { type PublishedCell, publishedCell } from "../../../../shared/disclosure/release/published-cell.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { random } from "../../../support/random.ts";
import { attackRows, type Belief } from "../../../support/release-attacker.ts";
import { solver } from "./builders.ts";
import { type Features, type RandomWorld, randomWorld } from "./random-relations.ts";

const policy = DEFAULT_RELEASE_POLICY;
const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** True beliefs that come too near: of figures that are hidden, and of small counts that have no figure. */
function disclosed(rows: readonly PublishedCell[], world: RandomWorld): Belief[] {
  const there = new Set<object>(rows);
  const { lore, isCount } = world;
  return attackRows(rows, { parents: new Map(), isCount, lore }).filter(({ row, count, least, most }) => {
    const truth = world.truthOf(row, count);
    const matters = there.has(row) || (truth > 0 && truth < policy.minimumCell);
    return matters && least <= truth && truth <= most && most - least < policy.minimumWidth;
  });
}

function rowsOf({ cells }: Pick<RandomWorld, "cells">, plan: ReleasePlan): PublishedCell[] {
  return cells.map((cell, at) =>
    publishedCell(cell, plan.cells[at] ?? { hiding: "all", isPrimary: true }, policy),
  );
}

async function planOf({ cells, placeSums, partitions }: RandomWorld, more: Partial<ReleaseInput> = {}) {
  const input = { cells, places: new Map(), placeSums, partitions, policy, earlier: [], ...more };
  return planRelease(await solver, input);
}

/** The same figures, of which the planner is told less. */
function without(cells: readonly SourceCell[], name: "sumsOverTime" | "denominatorOf"): SourceCell[] {
  return cells.map((source) => {
    const { [name]: _left, ...measure } = source.measure;
    return { ...source, measure };
  });
}

describe("somebody who knows how figures hang together", () => {
  it.each<[string, Features, number]>([
    ["months and the years that they make", { time: true }, 60],
    ["levels of a test, and how many took it", { levels: true }, 60],
    ["places that overlap", { overlap: true }, 60],
    ["all of them at once", { time: true, levels: true, overlap: true }, 6],
  ])(
    "finds out nothing from %s",
    async (_what, features, count) => {
      let [hidden, shown] = [0, 0];
      for (const seed of seeds(count)) {
        const world = randomWorld(seed, features);
        const plan = await planOf(world);
        const rows = rowsOf(world, plan);
        const found = disclosed(rows, world);
        expect({ seed, exposed: plan.exposed, found }).toEqual({ seed, exposed: [], found: [] });
        hidden += rows.filter(({ numerator }) => numerator === null).length;
        shown += rows.filter(({ numerator }) => numerator !== null).length;
      }
      expect(hidden).toBeGreaterThan(100);
      expect(shown).toBeGreaterThan(100);
    },
    120_000,
  );
});

describe("somebody who keeps two releases, of which each has what the other has not", () => {
  /** Some of a world's figures, and all others. */
  function halves(world: RandomWorld, seed: number): [SourceCell[], SourceCell[]] {
    const next = random(seed);
    const first = new Set(world.cells.filter(() => next() < 0.5));
    return [[...first], world.cells.filter((source) => !first.has(source))];
  }

  async function bothOf(world: RandomWorld, seed: number, isHeeded: boolean) {
    const [one, other] = halves(world, seed);
    const first = await planOf({ ...world, cells: one });
    const out = one.map((source, at) => ({ source, hiding: first.cells[at]?.hiding ?? ("all" as const) }));
    const second = await planOf({ ...world, cells: other }, { earlier: isHeeded ? [{ cells: out }] : [] });
    // What is out already may give away what a second release has: then there is none.
    if (second.exposed.length > 0) return undefined;
    return [...rowsOf({ cells: one }, first), ...rowsOf({ cells: other }, second)];
  }

  it.each<[string, Features]>([
    ["months", { time: true }],
    ["levels", { levels: true }],
    ["places", { overlap: true }],
  ])(
    "finds out no hidden figure of the second from %s, and would if the first were not heeded",
    async (_what, features) => {
      let [released, careless] = [0, 0];
      for (const seed of seeds(16)) {
        const world = randomWorld(seed, features);
        const [, other] = halves(world, seed);
        const news = new Set(other.map(textOf));
        const found = (rows: readonly PublishedCell[]) =>
          disclosed(rows, world).filter(({ row }) => news.has(textOf(row)));
        const rows = await bothOf(world, seed, true);
        if (rows) {
          released += 1;
          expect({ seed, found: found(rows) }).toEqual({ seed, found: [] });
        }
        if (found((await bothOf(world, seed, false)) ?? []).length > 0) careless += 1;
      }
      expect(released).toBeGreaterThan(5);
      expect(careless).toBeGreaterThan(0);
    },
    120_000,
  );
});

function textOf({ indicatorId, periodKey, placeCode, category }: PublishedCell | SourceCell | Belief["row"]) {
  return [indicatorId, periodKey, placeCode, category].join(" ");
}

describe("without", () => {
  it.each<[string, Features, (world: RandomWorld) => Partial<ReleaseInput>]>([
    ["sums over periods", { time: true }, ({ cells }) => ({ cells: without(cells, "sumsOverTime") })],
    [
      "denominators that are the same",
      { levels: true },
      ({ cells }) => ({ cells: without(cells, "denominatorOf"), partitions: [] }),
    ],
    ["partitions", { levels: true }, () => ({ partitions: [] })],
    ["sums over places that are stated", { overlap: true }, () => ({ placeSums: [] })],
  ])(
    "%s, something is found out",
    async (_rule, features, less) => {
      let count = 0;
      for (const seed of seeds(60)) {
        const world = randomWorld(seed, features);
        const rows = rowsOf(world, await planOf(world, less(world)));
        if (disclosed(rows, world).length > 0) count += 1;
      }
      expect(count).toBeGreaterThan(0);
    },
    120_000,
  );
});
