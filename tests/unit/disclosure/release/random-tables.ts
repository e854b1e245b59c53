import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { random } from "../../../support/random.ts";

export type RandomTable = { readonly cells: SourceCell[]; readonly places: Map<string, string> };

const NAMES = ["age", "race", "sex", "year"];

/**
 * A table of up to four dimensions with every total over them, for some schools of a district or one place alone. Groups are of very
 * different size, a few are empty, and now and then somebody belongs to no category.
 */
export function randomTable(
  seed: number,
  most: { dimensions: number; places: number; size: number },
): RandomTable {
  const next = random(seed);
  const upTo = (bound: number) => 1 + Math.floor(next() * bound);
  const count = upTo(most.dimensions);
  const dimensions = NAMES.slice(0, count).map((name) => ({ name, categories: count < 3 ? 1 + upTo(3) : 2 }));
  // As many schools as keep a table under a hundred cells.
  const size = dimensions.reduce((product, { categories }) => product * (categories + 1), 1);
  const room = Math.min(most.places, Math.floor(100 / size) - 1);
  const schools =
    room < 2 || next() < 0.3
      ? ["alone"]
      : Array.from({ length: 1 + upTo(room - 1) }, (_, at) => `school-${at}`);
  const places = new Map(schools.length > 1 ? schools.map((school) => [school, "district"]) : []);
  const table = new Map<string, { at: [string, string, string]; inside: number; all: number }>();
  for (const school of schools)
    for (const categories of combinations(dimensions.map((dimension) => dimension.categories))) {
      const all = next() < 0.08 ? 0 : Math.floor(most.size * next() ** 4) + upTo(6);
      const inside = Math.round(all * (next() < 0.1 ? 1 : next()));
      const unknown = next() < 0.03;
      for (const place of [school, ...(places.has(school) ? ["district"] : [])])
        for (const kept of subsets(dimensions.length)) {
          if (unknown && kept.length === dimensions.length) continue;
          const key = kept.map((at) => dimensions[at]?.name).join("+") || "all";
          const category = kept.map((at) => `c${categories[at]}`).join("+") || "all";
          const text = `${place} ${key} ${category}`;
          const cell = table.get(text) ?? {
            at: [place, key, category] as [string, string, string],
            inside: 0,
            all: 0,
          };
          table.set(text, { ...cell, inside: cell.inside + inside, all: cell.all + all });
        }
    }
  return { cells: [...table.values()].map(({ at, inside, all }) => aCell(at, [inside, all])), places };
}

function aCell(
  [placeCode, dimensionKey, category]: [string, string, string],
  [inside, all]: [number, number],
): SourceCell {
  return {
    indicatorId: "ind_1",
    periodKey: "2025-07-01_2026-06-30",
    placeCode,
    dimensionKey,
    category,
    measure: { unit: "percent", aboutSystem: false },
    protectedAtSource: false,
    cell: {
      numerator: inside,
      denominator: all,
      value: all === 0 ? null : (100 * inside) / all,
      status: "ok",
    },
  };
}

function combinations(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap((one) => Array.from({ length: size }, (_, at) => [...one, at])),
    [[]],
  );
}

function subsets(size: number): number[][] {
  return Array.from({ length: 2 ** size }, (_, bits) =>
    Array.from({ length: size }, (_, at) => at).filter((at) => (bits >> at) % 2 === 1),
  );
}
