import { inParallel } from "../../platform/in-parallel.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { findLatestSet } from "../observation.store.ts";
import { toRef } from "../observation-ref.ts";
import { MOST_SETS_TOGETHER, WIDTH } from "../record-observations.ts";
import { findRecordable } from "../recordable.ts";
import { sortRows } from "../sort-rows.ts";
import type { KeptRows } from "./submission.store.ts";
import { MOST_ROW_BYTES, type SubmissionRows } from "./submission.ts";

/**
 * Checks rows as recording would, and reads over which revisions they are handed in, so that approval sees what came between. All of
 * them must be of the partnership, and fall into at most 90 sets: approval records all or nothing. Rounds: the indicators' heads,
 * the latest revisions. Refused with `validation_failed` at every bad row, or `too_many_items`.
 */
export async function checkRows(
  table: Table,
  at: { readonly partnershipId: string; readonly organisationId: string },
  input: SubmissionRows,
): Promise<Result<KeptRows>> {
  const rows = new Map(input.observations.map((row, index) => [index, row]));
  const found = await findRecordable(table, [...new Set(input.observations.map((row) => row.indicatorId))]);
  const own = [...found].filter(([, { indicator }]) => indicator.partnershipId === at.partnershipId);
  const { groups, answers } = sortRows(rows, new Map(own), at.organisationId);
  if (answers.length > 0) return badRows(answers.flatMap(({ errors }) => errors ?? []));
  if (groups.length > MOST_SETS_TOGETHER) {
    const detail = `These rows fall into ${groups.length} stored sets, and a submission holds ${MOST_SETS_TOGETHER}. Hand in several.`;
    return fail({
      code: "too_many_items",
      detail,
      extra: { limit: MOST_SETS_TOGETHER, sets: groups.length },
    });
  }
  const bases = await inParallel(groups, WIDTH, async ({ facts: { key } }) => {
    const latest = await findLatestSet(table, key);
    return [toRef(key, 0), latest?.revision ?? 0] as const;
  });
  const kept: KeptRows = { ...input, bases: Object.fromEntries(bases) };
  if (Buffer.byteLength(JSON.stringify(kept)) > MOST_ROW_BYTES) {
    const detail = `A submission holds at most ${MOST_ROW_BYTES} bytes of rows. Hand in several.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_ROW_BYTES } });
  }
  return ok(kept);
}

function badRows(errors: readonly ProblemPlace[]): Result<never> {
  return fail({ code: "validation_failed", detail: "These rows cannot be handed in like this.", errors });
}
