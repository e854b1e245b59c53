import { ADJACENT } from "./adjacent.ts";
import { CONTRIBUTING } from "./contributing.ts";
import { CORE } from "./core.ts";
import type { CatalogueEntry } from "./entry.ts";
import { MOBILITY_OF_PEOPLE } from "./mobility-people.ts";
import { MOBILITY_OF_PLACES } from "./mobility-places.ts";
import type { OutcomeId } from "./outcome-ids.ts";
import { SYSTEMS } from "./systems.ts";

/** Every version of every entry, those of one entry in the order in which they were made. */
export const CATALOGUE: readonly CatalogueEntry[] = [
  ...CORE,
  ...CONTRIBUTING,
  ...SYSTEMS,
  ...ADJACENT,
  ...MOBILITY_OF_PLACES,
  ...MOBILITY_OF_PEOPLE,
];

export type CatalogueFilter = {
  readonly level?: CatalogueEntry["level"] | undefined;
  readonly outcome?: OutcomeId | undefined;
  readonly set?: string | undefined;
};

/** The latest version of every entry that a filter lets through. An outcome is met by whatever measures, foretells or shapes it. */
export function selectEntries(
  filter: CatalogueFilter = {},
  entries: readonly CatalogueEntry[] = CATALOGUE,
): CatalogueEntry[] {
  const { level, outcome, set } = filter;
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()].filter(
    (entry) =>
      (level === undefined || entry.level === level) &&
      (outcome === undefined || entry.outcomeIds.includes(outcome)) &&
      (set === undefined || entry.set === set),
  );
}

/** An entry in a version, the latest unless one is named. */
export function findEntry(
  asked: { readonly id: string; readonly version?: string | undefined },
  entries: readonly CatalogueEntry[] = CATALOGUE,
): CatalogueEntry | undefined {
  return entries.findLast(
    ({ id, version }) => id === asked.id && (asked.version === undefined || version === asked.version),
  );
}
