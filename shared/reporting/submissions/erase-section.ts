import { retryOnConflict } from "../../identity/retry.ts";
import { type RestingCall, writeResting } from "../../partnerships/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { handsOf } from "./hands.ts";
import { findKeptVersions, newSection, sectionPart, sectionPk } from "./section.store.ts";
import type { SectionView } from "./section.ts";
import { readSection, type SectionCall } from "./write-section.ts";

type Call = RestingCall &
  Pick<SectionCall, "submissionId" | "key" | "principal"> & { readonly reason: string };

/**
 * Erases what is written in a section, in all versions that were frozen as well: in what was handed in, digests stay and its hash verifies
 * still. For a reason, at any time: somebody may not wish to be told of any more. Three rounds and one transaction; decided anew where
 * somebody writes at that moment. Refused with `not_found` where nothing is written.
 */
export function eraseSection({ table }: { readonly table: Table }, call: Call): Promise<Result<SectionView>> {
  return retryOnConflict(() => eraseOnce(table, call));
}

async function eraseOnce(table: Table, call: Call): Promise<Result<SectionView>> {
  const { submissionId, key, principal, author, now, reason, idempotency } = call;
  const read = await readSection(table, call);
  if (!read.ok) return read;
  const { section } = read.value;
  if (!section) return fail({ code: "not_found", detail: "Nothing is written in this section." });
  const kept = await findKeptVersions(table, submissionId, key);
  const address = `/v1/report-submissions/${submissionId}/sections/${key}`;
  const written = await writeResting(table, {
    pk: sectionPk(submissionId, key),
    ownerId: author.organisationId,
    previousHead: section.item,
    parts: [
      { before: section.item, after: sectionPart(newSection(key, {}, handsOf(principal))) },
      ...kept.map((before) => ({ before })),
    ],
    action: "report-section.erased",
    reason,
    by: author,
    now,
    ...(idempotency ? { idempotency: idempotency(200, address) } : {}),
  });
  if (!written.ok) return written;
  const { version, recordedAt } = written.value;
  return ok({ key, version, recordedAt, writtenBy: author.principalId, content: {} });
}
