import type { CategoryMapping, SchemeVersion } from "./scheme.ts";
import { parseSchemeRef } from "./scheme-ref.ts";

/**
 * The pairs of categories in which one person can be in both, in the order of the scheme: all that no whole of it shows to
 * exclude one another. What cannot be shown to be apart is not: figures of such a pair are never added.
 */
export function overlapsOf(scheme: Pick<SchemeVersion, "categories" | "wholes">): [string, string][] {
  const keys = scheme.categories.map(({ key }) => key);
  return keys.flatMap((a, index) =>
    keys.slice(index + 1).flatMap((b): [string, string][] => {
      const isApart = scheme.wholes.some(
        ({ categories }) => categories.includes(a) && categories.includes(b),
      );
      return isApart ? [] : [[a, b]];
    }),
  );
}

/** Whether categories exclude one another and together make everybody: they are one of the scheme's wholes. */
export function isWhole(scheme: Pick<SchemeVersion, "wholes">, categories: readonly string[]): boolean {
  const given = new Set(categories);
  return scheme.wholes.some(
    (whole) => whole.categories.length === given.size && whole.categories.every((key) => given.has(key)),
  );
}

/** The versions of a scheme between which a category is to be mapped. */
export type NamedVersion = SchemeVersion & { readonly ref: string };

/**
 * Where the people of a category are counted in another version of the same scheme, and what is lost; by the crosswalk that the
 * later version keeps. What no crosswalk says cannot be mapped, and nothing can be between two schemes.
 *
 * @example mapsTo(race1997, race2024, "white").fit // "spread": those of the Middle East are counted by themselves now
 */
export function mapsTo(from: NamedVersion, to: NamedVersion, category: string): CategoryMapping {
  if (from.ref === to.ref && from.categories.some(({ key }) => key === category))
    return { category, fit: "same", to: [category] };
  const unmapped: CategoryMapping = {
    category,
    fit: "none",
    to: [],
    loss: `No crosswalk says where ${category} of ${from.ref} is counted in ${to.ref}.`,
  };
  if (parseSchemeRef(from.ref)?.id !== parseSchemeRef(to.ref)?.id) return unmapped;
  const forward = to.crosswalks.find(({ version }) => version === from.version)?.forward ?? [];
  const backward = from.crosswalks.find(({ version }) => version === to.version)?.backward ?? [];
  return [...forward, ...backward].find((mapping) => mapping.category === category) ?? unmapped;
}
