import { canonicalJson } from "../platform/canonical-json.ts";
import { isObject, textOf } from "./raw-value.ts";

/** A grant whose id an earlier grant of the same file has: where that one is, and whether both say the same. */
export type Duplicate = { readonly firstIndex: number; readonly same: boolean };

/**
 * Grants whose id occurred before in the file, by their place. Contents are compared as JSON values (key order and the
 * spelling of numbers do not matter), and only where ids are equal.
 */
export function duplicateGrants(grants: readonly unknown[]): ReadonlyMap<number, Duplicate> {
  const firstOf = new Map<string, number>();
  const duplicates = new Map<number, Duplicate>();
  for (const [index, grant] of grants.entries()) {
    const id = isObject(grant) ? textOf(grant.id) : undefined;
    if (id === undefined) continue;
    const firstIndex = firstOf.get(id);
    if (firstIndex === undefined) firstOf.set(id, index);
    else
      duplicates.set(index, { firstIndex, same: canonicalJson(grants[firstIndex]) === canonicalJson(grant) });
  }
  return duplicates;
}
