import * as z from "zod";
import type { Summary } from "../../../measurement/index.ts";
import { lazy } from "../../../platform/lazy.ts";
import type { OutcomeFacts } from "../outcome-facts.ts";
import {
  type MovedRecord,
  type MovedSet,
  movedRecords,
  movedSets,
  type Placed,
  recordsOf,
} from "./causes.ts";

/** In which versions and revisions a report was made from what: enough to tell what moved since, and no content of it. */
export const BasisSchema = lazy(() =>
  z.object({
    /** Versions of records, by their ids. */
    records: z.record(z.string(), z.int()),
    /** Revisions of sets of figures, by indicator, dimensions and period. */
    figures: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.int()))),
  }),
);
export type Basis = z.infer<ReturnType<typeof BasisSchema>>;

/** The basis of the report that is made of some facts. */
export function basisOf(facts: OutcomeFacts): Basis {
  const figures = facts.summaries.map(({ indicatorId, sets }) => [indicatorId, revisionsIn(sets)] as const);
  return {
    records: Object.fromEntries(recordsOf(facts).map(({ id, version }) => [id, version])),
    figures: Object.fromEntries(figures),
  };
}

function revisionsIn(sets: Summary["sets"]): Basis["figures"][string] {
  return valuesOf(sets, (periods) => valuesOf(periods, ({ revision }) => revision));
}

/** The records and sets of figures that moved between the basis of a report and the facts of a later one of the same. */
export function movedSince(
  { records, figures }: Basis,
  after: OutcomeFacts,
): { readonly records: readonly MovedRecord[]; readonly sets: readonly MovedSet[] } {
  const versions = Object.entries(records).map(([id, version]) => ({ id, version, ownerId: "" }));
  const revisions = Object.entries(figures).map(([indicatorId, sets]) => ({
    indicatorId,
    sets: valuesOf(sets, (periods) => valuesOf(periods, (revision) => ({ revision }))),
  }));
  return {
    records: movedRecords(versions, recordsOf(after)),
    sets: movedSets(revisions, after.summaries),
  };
}

/** What an earlier report was made from and a later one of the same is not: it was taken back, or may not be read any more. */
export function goneSince(before: Basis, after: Basis): Placed[] {
  const ids = [...Object.keys(before.records), ...Object.keys(before.figures)];
  const gone = [...new Set(ids)].filter((id) => !(id in after.records) && !(id in after.figures)).sort();
  return gone.map((id) => ({ cause: { kind: "taken-back", of: id }, about: [id] }));
}

function valuesOf<T, R>(of: Readonly<Record<string, T>>, value: (inner: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(of).map(([key, inner]) => [key, value(inner)]));
}
