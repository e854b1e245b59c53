import type { ProblemPlace } from "../../platform/problem.ts";
import type { Table } from "../../platform/table.ts";
import type { NamedVersion } from "./overlaps.ts";
import { findSchemeVersions } from "./scheme.store.ts";
import { parseSchemeRef, type SchemeRef, schemeRef } from "./scheme-ref.ts";

/** Category schemes by dimension, as an indicator names them. */
export type SchemesByDimension = Readonly<Record<string, string>>;

/**
 * The versions that names stand for, by name: those of the product, and those of the organisation. What is neither, or another
 * organisation's, is absent. No round where only schemes of the product are named, else one.
 */
export async function resolveSchemes(
  table: Table,
  ownerId: string,
  names: readonly string[],
): Promise<Map<string, NamedVersion>> {
  const refs = [...new Set(names)].flatMap((name) => parseSchemeRef(name) ?? []);
  if (refs.length === 0) return new Map();
  const builtIn = await builtInVersions(refs);
  const own = refs.filter(({ id }) => id.startsWith("sch_"));
  const stored = await findSchemeVersions(table, own);
  const owned = [...stored].flatMap(([ref, found]): [string, NamedVersion][] =>
    found.ownerId === ownerId ? [[ref, { ref, ...found.version }]] : [],
  );
  return new Map([...builtIn, ...owned]);
}

/** Reference data is loaded with the first indicator that names some. */
async function builtInVersions(refs: readonly SchemeRef[]): Promise<[string, NamedVersion][]> {
  const { BUILT_IN } = await import("./built-in/built-in.ts");
  return refs.flatMap((asked): [string, NamedVersion][] => {
    const scheme = BUILT_IN.find(({ id }) => id === asked.id);
    const version = scheme?.versions.find((one) => one.version === asked.version);
    const ref = schemeRef(asked);
    return version ? [[ref, { ref, ...version }]] : [];
  });
}

/** The places of `categorySchemes` that name nothing; those that stood there before are left as they are. */
export async function schemeFaultsOf(
  table: Table,
  ownerId: string,
  given: {
    readonly schemes: SchemesByDimension | undefined;
    readonly before?: SchemesByDimension | undefined;
  },
): Promise<ProblemPlace[]> {
  const changed = Object.entries(given.schemes ?? {}).filter(
    ([dimension, name]) => given.before?.[dimension] !== name,
  );
  const found = await resolveSchemes(
    table,
    ownerId,
    changed.map(([, name]) => name),
  );
  return changed
    .filter(([, name]) => !found.has(name))
    .map(([dimension]) => ({
      pointer: `/categorySchemes/${dimension}`,
      detail: "There is no such version of a category scheme: see GET /v1/schemes.",
    }));
}
