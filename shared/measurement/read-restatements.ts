import * as z from "zod";
import { defined } from "../platform/defined.ts";
import { lazy } from "../platform/lazy.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { fail, type Result } from "../platform/result.ts";
import { findSet, revisionKey, revisionsPage } from "./observation.store.ts";
import { CellViewSchema } from "./observation.ts";
import { parseRef, toRef } from "./observation-ref.ts";
import { type SetRecord, sameCell } from "./observation-set.ts";
import { toCellView } from "./observation-view.ts";
import type { ReadDeps } from "./read-indicator.ts";

/** What one revision made of the cells it changed: the old beside the new, by whom and why. */
export const RestatementSchema = lazy(() =>
  z
    .object({
      observation: z.string().meta({ description: "The reference of this revision." }),
      revision: z.int(),
      indicatorVersion: z.int(),
      recordedAt: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
      reason: z.string().optional(),
      source: z.string().optional(),
      exceptionId: z.string().optional(),
      submissionId: z.string().optional(),
      agreementId: z.string().optional(),
      cells: z.array(
        z.object({
          category: z.string(),
          before: CellViewSchema().nullable().meta({ description: "Null where it was new." }),
          after: CellViewSchema(),
        }),
      ),
    })
    .meta({ id: "Restatement" }),
);
type Restatement = z.infer<ReturnType<typeof RestatementSchema>>;

/**
 * A page of the revisions of the set that a reference names, the latest first, each with the cells it changed; of one cell, those that
 * changed that one. For the owner. Two rounds: the revision named, a Query. A page of one cell may have fewer than its limit.
 */
export async function listRestatements(
  deps: ReadDeps,
  input: {
    readonly ref: string;
    readonly organisationId: string;
    readonly category?: string | undefined;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<Restatement>>> {
  const { organisationId, category, page } = input;
  const named = parseRef(input.ref);
  const set = named && (await findSet(deps.table, named.key, named.revision));
  if (!named || set?.ownerId !== organisationId)
    return fail({ code: "not_found", detail: "There is no such observation." });
  const { key } = named;
  const query = { list: "restatements", set: toRef(key, 0), organisationId, category: category ?? "" };
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from }) => {
    // One more, because what a revision changed is seen beside the one before it.
    const { sets, isLast } = await revisionsPage(deps.table, {
      key,
      limit: limit + 1,
      ...(from ? { from } : {}),
    });
    const shown = isLast && sets.length <= limit ? sets : sets.slice(0, -1);
    const items = shown
      .map((one, index) => restatementOf(one, sets[index + 1], category))
      .filter(({ cells }) => cells.length > 0);
    const last = shown.at(-1);
    const hasMore = last !== undefined && last.revision > 1;
    return { items, ...(hasMore ? { next: { ...revisionKey(key, last.revision) } } : {}) };
  });
}

function restatementOf(
  set: SetRecord,
  previous: SetRecord | undefined,
  wanted: string | undefined,
): Restatement {
  const { key, revision, indicatorVersion, recordedAt, by, reason, source } = set;
  const { exceptionId, submissionId, agreementId } = set;
  const cells = Object.entries(set.cells)
    .filter(([category]) => wanted === undefined || wanted === category)
    .filter(([category, cell]) => !sameCell(previous?.cells[category], cell))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([category, cell]) => {
      const old = previous?.cells[category];
      const before = previous && old ? toCellView(category, old, previous) : null;
      return { category, before, after: toCellView(category, cell, set) };
    });
  return {
    observation: toRef(key, revision),
    revision,
    indicatorVersion,
    recordedAt,
    by,
    ...defined({ reason, source, exceptionId, submissionId, agreementId }),
    cells,
  };
}
