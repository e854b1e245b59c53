import { ok, type Result } from "../../../platform/result.ts";
import type { Table } from "../../../platform/table.ts";
import { composeOutcomeReport } from "../compose-outcome-report.ts";
import { factsWhen, type ReportedOn } from "../read-outcome-report.ts";
import type { Asked } from "../read-work.ts";
import { causesOf, movedRecords, movedSets, recordsOf } from "./causes.ts";
import { differences, leavesOf } from "./leaves.ts";
import { readCauses } from "./read-causes.ts";
import { type DiffQuery, explained, type ReportDiff, settledInstants } from "./report-diff.ts";

/**
 * What changed in a report between two instants, and why: new data, a restatement with its reason, an amendment of a record. Cost: that of
 * the two reports as of their instants, and of `readCauses`; refused as those are. Both are protected as today: what was taken back since
 * differs in neither.
 */
export async function readReportDiff(
  table: Table,
  of: ReportedOn,
  asked: Omit<Asked, "query"> & { readonly query: DiffQuery },
): Promise<Result<ReportDiff>> {
  const { query, principal, now } = asked;
  const instants = settledInstants(query, now);
  if (!instants.ok) return instants;
  const at = (asOf: string | undefined) =>
    factsWhen(table, of, { principal, now, query: { sections: query.sections, asOf } });
  const [before, after] = [await at(query.from), await at(query.to)];
  if (!before.ok) return before;
  if (!after.ok) return after;
  const [first, second] = [composeOutcomeReport(before.value), composeOutcomeReport(after.value)];
  const found = differences(leavesOf(first), leavesOf(second));
  const { kind, subject } = second;
  const said = {
    kind,
    id: subject.id,
    from: before.value.asOf ?? query.from,
    ...(after.value.asOf === undefined ? {} : { to: after.value.asOf }),
    hashes: { from: first.contentHash, to: second.contentHash },
  };
  if (found.length === 0) return ok({ ...said, items: [], causes: [] });
  const moved = {
    records: movedRecords(recordsOf(before.value), recordsOf(after.value)),
    sets: movedSets(before.value.summaries, after.value.summaries),
    since: said.from,
  };
  const placed = await readCauses(table, moved, principal.organisationId);
  if (!placed.ok) return placed;
  return ok({ ...said, ...explained(found, (one) => causesOf(one, placed.value)) });
}
