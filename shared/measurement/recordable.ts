import type { ProblemPlace } from "../platform/problem.ts";
import type { Table } from "../platform/table.ts";
import type { Dimensions } from "./dimension.ts";
import { findIndicators, type LoadedIndicator } from "./indicator.store.ts";
import type { NamedVersion } from "./schemes/overlaps.ts";
import { resolveSchemes } from "./schemes/resolve-schemes.ts";

/** An indicator with the category schemes that it names, by dimension: what is recorded for it has to be in their categories. */
export type RecordableIndicator = LoadedIndicator & {
  readonly schemes?: ReadonlyMap<string, NamedVersion>;
};

/** How many categories a refusal lists. */
const MOST_LISTED = 40;

/**
 * Indicators by id, ready to be recorded for; those that do not exist are absent. One round, and one more where organisations'
 * own schemes are named.
 */
export async function findRecordable(
  table: Table,
  ids: readonly string[],
): Promise<Map<string, RecordableIndicator>> {
  const found = await findIndicators(table, ids);
  const byOwner = Map.groupBy(found.values(), ({ ownerId }) => ownerId);
  const ready = await Promise.all(
    [...byOwner].map(async ([ownerId, indicators]) => {
      const names = indicators.flatMap(({ indicator }) => Object.values(indicator.categorySchemes ?? {}));
      const versions = await resolveSchemes(table, ownerId, names);
      return indicators.map((loaded) => withSchemes(loaded, versions));
    }),
  );
  return new Map(ready.flat().map((loaded) => [loaded.indicator.id, loaded]));
}

function withSchemes(
  loaded: LoadedIndicator,
  versions: ReadonlyMap<string, NamedVersion>,
): RecordableIndicator {
  const named = Object.entries(loaded.indicator.categorySchemes ?? {});
  const schemes = named.flatMap(([dimension, name]): [string, NamedVersion][] => {
    const version = versions.get(name);
    return version ? [[dimension, version]] : [];
  });
  return schemes.length === 0 ? loaded : { ...loaded, schemes: new Map(schemes) };
}

/** The categories of a row that the schemes of its indicator do not have. Of a dimension without a scheme any category is taken. */
export function categoryFaults(
  dimensions: Dimensions,
  { schemes }: Pick<RecordableIndicator, "schemes">,
): ProblemPlace[] {
  return Object.entries(dimensions).flatMap(([dimension, category]) => {
    const scheme = schemes?.get(dimension);
    if (!scheme || scheme.categories.some(({ key }) => key === category)) return [];
    const keys = scheme.categories.map(({ key }) => key);
    const more = keys.length > MOST_LISTED ? `, and ${keys.length - MOST_LISTED} more` : "";
    const detail = `${scheme.ref} has no category "${category}". It has ${keys.slice(0, MOST_LISTED).join(", ")}${more}.`;
    return [{ pointer: `/dimensions/${dimension}`, code: "unknown_category", detail }];
  });
}
