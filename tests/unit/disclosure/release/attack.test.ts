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
import { type RandomTable, randomTable } from "./random-tables.ts";

const policy = DEFAULT_RELEASE_POLICY;
const SIZE = { dimensions: 4, places: 4, size: 1_500 };
/** The choices that policies have, in turn. */
const policyOf = (seed: number): typeof policy => ({
  ...policy,
  rates: (["ladder", "ends", "hidden"] as const)[seed % 3] ?? "ladder",
  complementary: seed % 2 === 0 ? "fewest-cells" : "fewest-children",
  keep: [[], ["sex"], ["race", "age+sex"]][Math.floor(seed / 3) % 3] ?? [],
});
const seeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Beliefs that are true and come too near. */
function disclosed(rows: readonly PublishedCell[], { cells, places }: RandomTable): Belief[] {
  const truths = new Map(cells.map((source) => [placeIn(source), source.cell]));
  return attackRows(rows, { parents: places }).filter(({ row, count, least, most }) => {
    const { numerator, denominator } = truths.get(placeIn(row)) ?? {};
    const [inside, all] = [numerator ?? Number.NaN, denominator ?? Number.NaN];
    const truth = { inside, outside: all - inside, all }[count];
    return least <= truth && truth <= most && most - least < policy.minimumWidth;
  });
}

function placeIn({
  placeCode,
  dimensionKey,
  category,
}: Pick<PublishedCell, "placeCode" | "dimensionKey" | "category">) {
  return `${placeCode} ${dimensionKey} ${category}`;
}

function rowsOf({ cells }: Pick<RandomTable, "cells">, plan: ReleasePlan): PublishedCell[] {
  return cells.map((cell, at) =>
    publishedCell(cell, plan.cells[at] ?? { hiding: "all", isPrimary: true }, policy),
  );
}

async function planOf(table: Pick<ReleaseInput, "cells" | "places">, more: Partial<ReleaseInput> = {}) {
  return planRelease(await solver, { ...table, policy, earlier: [], ...more });
}

/** What is out once a plan is published. */
function outOf({ cells }: Pick<RandomTable, "cells">, plan: ReleasePlan) {
  return { cells: cells.map((source, at) => ({ source, hiding: plan.cells[at]?.hiding ?? "all" })) };
}

describe("somebody who reads a release and solves for what it hides", () => {
  it("finds out no count of 500 tables of up to four dimensions, and none to less than the policy allows", async () => {
    let [hidden, shown] = [0, 0];
    for (const seed of seeds(500)) {
      const table = randomTable(seed, SIZE);
      const plan = await planOf(table, { policy: policyOf(seed) });
      const rows = rowsOf(table, plan);
      const found = disclosed(rows, table);
      expect({ seed, exposed: plan.exposed, found }).toEqual({ seed, exposed: [], found: [] });
      hidden += rows.filter(({ numerator }) => numerator === null).length;
      shown += rows.filter(({ numerator }) => numerator !== null).length;
    }
    expect(hidden).toBeGreaterThan(1_000);
    expect(shown).toBeGreaterThan(1_000);
  }, 600_000);

  it("finds out no more from two releases, of which the second tells of more dimensions and of fewer children", async () => {
    let released = 0;
    for (const seed of seeds(100)) {
      const { coarse, table } = inTwoSteps(seed);
      const first = await planOf(coarse);
      const second = await planOf(table, { earlier: [outOf(coarse, first)] });
      // What is out already may give away what a second release has: then there is none.
      if (second.exposed.length > 0) continue;
      released += 1;
      const rows = joined(rowsOf(coarse, first), rowsOf(table, second));
      expect({ seed, found: disclosed(rows, table) }).toEqual({ seed, found: [] });
    }
    expect(released).toBeGreaterThan(80);
  }, 300_000);

  it("reads no difference of a few children between a release and its correction", async () => {
    let released = 0;
    for (const seed of seeds(60)) {
      const table = randomTable(seed, SIZE);
      const first = await planOf(table);
      const corrected = aCorrection(table, seed);
      const second = await planOf(corrected, { earlier: [outOf(table, first)] });
      if (second.exposed.length > 0) continue;
      released += 1;
      const before = new Map(rowsOf(table, first).map((row) => [placeIn(row), row]));
      const rows = rowsOf(corrected, second);
      const differences = rows.flatMap((row) => {
        const old = before.get(placeIn(row));
        return (["numerator", "denominator"] as const).flatMap((name) => {
          const [then, now] = [old?.[name] ?? null, row[name]];
          return then === null || now === null ? [] : [Math.abs(now - then)];
        });
      });
      expect(differences.filter((by) => by > 0 && by < policy.minimumCell)).toEqual([]);
      const isNews = ({ row, count, least, most }: Belief) => {
        const { numerator = null, denominator = null } = before.get(placeIn(row)) ?? {};
        const told = {
          inside: numerator,
          outside: numerator === null || denominator === null ? null : denominator - numerator,
          all: denominator,
        };
        return told[count] === null || least !== most || told[count] !== least;
      };
      expect({ seed, found: disclosed(rows, corrected).filter(isNews) }).toEqual({ seed, found: [] });
    }
    expect(released).toBeGreaterThan(40);
  }, 300_000);
});

describe("without", () => {
  const tables = seeds(40).map((seed) => randomTable(seed, SIZE));

  /** How many of the tables give something away where they are published this way. */
  async function giveAway(publish: (table: RandomTable) => Promise<PublishedCell[]>): Promise<number> {
    let count = 0;
    for (const table of tables) if (disclosed(await publish(table), table).length > 0) count += 1;
    return count;
  }

  it.each<[string, (table: RandomTable) => Promise<PublishedCell[]>]>([
    [
      "hiding more than what is small",
      async (table) => {
        const plan = await planOf(table);
        return rowsOf(table, {
          ...plan,
          cells: plan.cells.map((cell) => (cell.isPrimary ? cell : { hiding: "nothing", isPrimary: false })),
        });
      },
    ],
    ["the sums over places", async (table) => rowsOf(table, await planOf({ ...table, places: new Map() }))],
    [
      "the width that hidden counts keep",
      async (table) => rowsOf(table, await planOf(table, { policy: { ...policy, minimumWidth: 3 } })),
    ],
    [
      "care for bands",
      async (table) => {
        const plan = await planOf(table);
        return rowsOf(table, plan).map((row, at) => {
          const { numerator = null, denominator } = table.cells[at]?.cell ?? { denominator: null };
          if (row.numerator !== null || row.denominator === null || numerator === null || !denominator)
            return row;
          const from = Math.min(Math.floor((numerator * 20) / denominator) * 5, 95);
          return { ...row, band: { from, to: from + 5 } };
        });
      },
    ],
  ])(
    "%s, something is found out",
    async (_rule, publish) => {
      expect(await giveAway(publish)).toBeGreaterThan(0);
    },
    120_000,
  );

  it("heed of earlier releases, something is found out", async () => {
    let count = 0;
    for (const seed of seeds(40)) {
      const { coarse, table } = inTwoSteps(seed);
      const [first, second] = [await planOf(coarse), await planOf(table)];
      if (disclosed(joined(rowsOf(coarse, first), rowsOf(table, second)), table).length > 0) count += 1;
    }
    expect(count).toBeGreaterThan(0);
  }, 300_000);

  it.each<[string, Partial<typeof policy>]>([
    ["the minimum cell", { minimumCell: 3 }],
    ["protecting nobody and everybody", { protectZero: false }],
  ])(
    "%s, a table prints what it should not",
    async (_rule, change) => {
      const printed = async (own: typeof policy) => {
        let count = 0;
        for (const table of tables) {
          const rows = rowsOf(table, await planOf(table, { policy: own }));
          count += rows.filter(isTelling).length;
        }
        return count;
      };
      expect(await printed(policy)).toBe(0);
      expect(await printed({ ...policy, ...change })).toBeGreaterThan(0);
    },
    120_000,
  );

  /** A small count is printed, or that nobody or everybody of a group is meant. */
  function isTelling({ numerator, denominator }: PublishedCell): boolean {
    if (numerator === null || denominator === null || denominator === 0)
      return denominator !== null && denominator > 0 && denominator < 10;
    return numerator < 10 || denominator - numerator < 10;
  }
});

/** A table as it is published with fewer dimensions first, and whole afterwards. */
function inTwoSteps(seed: number): { coarse: RandomTable; table: RandomTable } {
  const table = randomTable(seed, SIZE);
  const cells = table.cells.filter(({ dimensionKey }) => !dimensionKey.includes("+"));
  return { coarse: { ...table, cells }, table };
}

/** All that one knows who keeps both releases. */
function joined(first: readonly PublishedCell[], second: readonly PublishedCell[]): PublishedCell[] {
  const known = new Map(first.map((row) => [placeIn(row), row]));
  return second.map((row) => {
    const old = known.get(placeIn(row));
    if (row.numerator !== null || !old) return row;
    if (old.numerator !== null) return { ...row, numerator: old.numerator, denominator: old.denominator };
    const band = row.band ?? old.band;
    return { ...row, denominator: row.denominator ?? old.denominator, ...(band ? { band } : {}) };
  });
}

/** A few children more, in one cell and all totals that it is counted in. */
function aCorrection(table: RandomTable, seed: number): RandomTable {
  const next = random(seed);
  const finest = table.cells.filter(
    ({ dimensionKey }) =>
      dimensionKey.split("+").length ===
      Math.max(...table.cells.map((cell) => cell.dimensionKey.split("+").length)),
  );
  const moved = finest[Math.floor(next() * finest.length)] as SourceCell;
  const by = 1 + Math.floor(next() * 5);
  const dimensions = moved.dimensionKey.split("+");
  const isIn = ({ placeCode, dimensionKey, category }: SourceCell) =>
    (placeCode === moved.placeCode || placeCode === table.places.get(moved.placeCode)) &&
    (dimensionKey === "all" ||
      dimensionKey
        .split("+")
        .every(
          (name, at) => category.split("+")[at] === moved.category.split("+")[dimensions.indexOf(name)],
        ));
  const cells = table.cells.map((source) => {
    const { numerator, denominator } = source.cell;
    if (!isIn(source) || numerator === null || denominator === null) return source;
    const [inside, all] = [numerator + by, denominator + by];
    return {
      ...source,
      cell: { ...source.cell, numerator: inside, denominator: all, value: (100 * inside) / all },
    };
  });
  return { ...table, cells };
}
