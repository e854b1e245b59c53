import type { Manifest } from "../../shared/publication/published/manifest.ts";

/** The places of a release, those first that lie in no other; then by code. */
export function placesByRank({ places }: Pick<Manifest, "places">): string[] {
  const parents = new Map(places.map(({ code, parent }) => [code, parent]));
  const depthOf = (code: string) => {
    const above = new Set<string>();
    let parent = parents.get(code);
    while (parent !== undefined && parents.has(parent) && !above.has(parent)) {
      above.add(parent);
      parent = parents.get(parent);
    }
    return above.size;
  };
  return places
    .map(({ code }) => ({ code, depth: depthOf(code) }))
    .sort((a, b) => a.depth - b.depth || (a.code < b.code ? -1 : 1))
    .map(({ code }) => code);
}

/** The first of the ranked places that is one of these. */
export function firstOf(ranked: readonly string[], codes: ReadonlySet<string>): string | undefined {
  return ranked.find((code) => codes.has(code)) ?? [...codes][0];
}
