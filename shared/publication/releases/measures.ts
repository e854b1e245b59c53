import type { PlaceSum } from "../../disclosure/release/place-sums.ts";
import type { ReleaseMeasure } from "../../disclosure/release/release-cell.ts";
import type { CodebookEntry } from "../published/manifest.ts";
import type { Frozen } from "./pack.store.ts";
import type { Release } from "./release.ts";

/** In what the figures of each indicator are measured, and how they hang together, by indicator. */
export type Measures = ReadonlyMap<string, ReleaseMeasure>;

/**
 * The measures of a release's indicators. Rates whose denominators are defined in the same words, or are stated to be the same, rest on
 * the same children: what a reader learns of one denominator, of all.
 */
export function measuresOf(
  {
    indicators,
    sumsOverTime,
  }: { readonly indicators: readonly CodebookEntry[]; readonly sumsOverTime: readonly string[] },
  { sharedDenominators = [], partitions = [] }: Pick<Release, "sharedDenominators" | "partitions">,
): Measures {
  const groups = denominatorGroups(indicators, [...sharedDenominators, ...partitions]);
  return new Map(
    indicators.map(({ id, unit, ratePer, level }) => {
      const group = groups.get(id);
      return [
        id,
        {
          unit: unit as ReleaseMeasure["unit"],
          aboutSystem: level === "system",
          ...(ratePer === undefined ? {} : { ratePer }),
          ...(sumsOverTime.includes(id) ? { sumsOverTime: true as const } : {}),
          ...(group === undefined ? {} : { denominatorOf: group }),
        },
      ];
    }),
  );
}

/**
 * The name of each indicator's group: the words of its denominator's definition, so that it is the same in every release; of groups that
 * are stated, the first of the words of its members.
 */
function denominatorGroups(
  indicators: readonly CodebookEntry[],
  stated: readonly (readonly string[])[],
): ReadonlyMap<string, string> {
  const isStated = new Set(stated.flat());
  const names = new Map(
    indicators
      .filter(({ id, unit }) => unit === "percent" || unit === "rate" || isStated.has(id))
      .map(({ id, denominatorDefinition }) => [id, wordsOf(denominatorDefinition)]),
  );
  for (const group of stated) {
    const members = group.flatMap((id) => names.get(id) ?? []).sort();
    const [first] = members;
    if (first === undefined) continue;
    // Whoever shares words with a member shares its denominator.
    for (const [id, name] of names) if (members.includes(name)) names.set(id, first);
  }
  return names;
}

/**
 * The measures of now beside those of earlier releases, oldest first: the last word holds on each indicator, and denominators that were
 * once the same children stay so, whichever release had which indicator and said so.
 *
 * @param groups indicators that any of the releases states to share their denominators
 */
export function joinMeasures(all: readonly Measures[], groups: readonly (readonly string[])[]): Measures {
  const last = new Map(all.flatMap((measures) => [...measures]));
  const names = Map.groupBy(
    all.flatMap((measures) => [...measures]),
    ([id]) => id,
  );
  const namesOf = (id: string) =>
    (names.get(id) ?? []).flatMap(([, { denominatorOf }]) => denominatorOf ?? []);
  const nameFor = new Map<string, string>();
  for (const tied of [...[...last.keys()].map((id) => [id]), ...groups]) {
    const own = new Set(tied.flatMap(namesOf).map((name) => nameFor.get(name) ?? name));
    const [first] = [...own].sort();
    if (first === undefined) continue;
    for (const name of tied.flatMap(namesOf)) nameFor.set(name, nameFor.get(name) ?? name);
    for (const [name, to] of nameFor) if (own.has(to)) nameFor.set(name, first);
  }
  return new Map(
    [...last].map(([id, { denominatorOf: _own, ...measure }]) => {
      const [name] = namesOf(id);
      const group = name === undefined ? undefined : nameFor.get(name);
      return [id, group === undefined ? measure : { ...measure, denominatorOf: group }];
    }),
  );
}

/** A definition without what does not change its meaning: capitals, blanks, a full stop. */
function wordsOf(definition: string): string {
  return definition.trim().toLowerCase().replace(/\s+/g, " ").replace(/\.$/, "");
}

/**
 * Sums of places beside the tree: a place that is divided in several ways, into districts and into counties, is the sum of each kind by
 * itself, and of no two together.
 */
export function placeSumsOf({ places }: Pick<Frozen, "places">): PlaceSum[] {
  const children = Map.groupBy(
    places.filter(({ parent }) => parent !== undefined),
    ({ parent }) => parent as string,
  );
  return [...children].flatMap(([whole, own]) => {
    const kinds = [...Map.groupBy(own, ({ kind }) => kind).values()];
    return kinds.length < 2 ? [] : kinds.map((parts) => ({ whole, parts: parts.map(({ code }) => code) }));
  });
}
