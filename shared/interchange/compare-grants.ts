import { canonicalJson, contentHash } from "../platform/canonical-json.ts";
import type { GrantRecord } from "./360giving-record.ts";
import { isObject } from "./raw-value.ts";

/** Fields of the original that the record itself holds as read: compared there, where 30000, 30000.0 and "30,000" are one. */
const READ_FIELDS = new Set([
  "amountAppliedFor",
  "amountAwarded",
  "amountDisbursed",
  "awardDate",
  "currency",
  "dataSource",
  "dateModified",
  "description",
  "fromOpenCall",
  "id",
  "regrantType",
  "title",
]);

/**
 * What an import of the same grant changes: the names of the fields of the record that differ, in order of the alphabet,
 * or "unchanged". Numbers are equal when they are equal as numbers, however they were written; a field left out equals
 * one that is undefined. "original" is named only where a field differs that the record does not hold itself.
 */
export function compareGrants(previous: GrantRecord, next: GrantRecord): "unchanged" | { changed: string[] } {
  const [before, after] = [comparable(previous), comparable(next)];
  const fields = new Set([...before.keys(), ...after.keys()]);
  const changed = [...fields].filter((field) => before.get(field) !== after.get(field)).sort();
  return changed.length === 0 ? "unchanged" : { changed };
}

/** A hash that two readings of a grant share exactly where `compareGrants` finds nothing changed. */
export function grantFingerprint(record: GrantRecord): string {
  return contentHash([...comparable(record)].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function comparable(record: GrantRecord): Map<string, string> {
  const rest = { ...record, original: unread(record.original) };
  const present = Object.entries(rest).filter(([, value]) => value !== undefined);
  return new Map(present.map(([field, value]) => [field, canonicalJson(value)]));
}

function unread(original: string): unknown {
  const content: unknown = JSON.parse(original);
  if (!isObject(content)) return content;
  return Object.fromEntries(Object.entries(content).filter(([field]) => !READ_FIELDS.has(field)));
}
