import type { Facets } from "./lesson.ts";

/** One thing a lesson is found by, as keys have it: "all", "theme:digital divide", "place:2502345". */
export type Facet = string;

/** What a search asks for; each may be left out. */
export type LessonSearch = {
  readonly theme?: string | undefined;
  readonly population?: string | undefined;
  readonly capacity?: string | undefined;
  readonly place?: string | undefined;
};

const FACETS = [
  ["theme", "themes"],
  ["population", "populations"],
  ["capacity", "capacities"],
  ["place", "placeCodes"],
] as const;

/** Everything a lesson is found by. */
export function facetsOf(lesson: Facets): Facet[] {
  const named = FACETS.flatMap(([kind, field]) => (lesson[field] ?? []).map((value) => facet(kind, value)));
  return [...new Set(["all", ...named])];
}

/** The facet whose list a search reads: the first that it names, else everything. The others narrow what was read. */
export function facetOfSearch(search: LessonSearch): Facet {
  const named = FACETS.find(([kind]) => search[kind] !== undefined);
  return named ? facet(named[0], search[named[0]] ?? "") : "all";
}

/** Whether a lesson has everything that a search names. */
export function isFound(lesson: Facets, search: LessonSearch): boolean {
  const facets = facetsOf(lesson);
  return FACETS.every(([kind]) => {
    const value = search[kind];
    return value === undefined || facets.includes(facet(kind, value));
  });
}

/** Labels are free words: case and blanks make no difference. */
function facet(kind: string, value: string): Facet {
  return `${kind}:${value.trim().toLowerCase().replaceAll(/\s+/g, " ")}`;
}
