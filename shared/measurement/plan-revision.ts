import { defined } from "../platform/defined.ts";
import { agreementFault } from "./agreements/agreement.ts";
import { lockWords, type PeriodLock } from "./controls/lock.ts";
import { cellBytes } from "./observation.store.ts";
import { toRef } from "./observation-ref.ts";
import {
  conflictingCells,
  MOST_BYTES,
  MOST_CELLS,
  nextRevision,
  type Provenance,
  type SetRecord,
  sameCell,
} from "./observation-set.ts";
import { type RowAnswer, type RowOutcome, rejected } from "./row-answer.ts";
import type { GoodRow, RowGroup } from "./sort-rows.ts";
import { withStage } from "./stage.ts";

/** What rows make of a stored set: an answer for each, and the revision to put, absent where nothing changes. */
export type Plan = {
  readonly group: RowGroup;
  readonly previous?: SetRecord;
  readonly next?: SetRecord;
  readonly answers: readonly RowAnswer[];
};

/**
 * Compares rows with the latest revision of their set. A cell that is the same is unchanged; one that is new is recorded; one
 * that differs is revised where the request says why. `read` is what was there when the request began: a cell that somebody
 * changed since, to something else, is refused with both.
 * A row that names an agreement the set is not under yet changes it, whatever its figure.
 * In a locked period nothing changes unless an exception allows it, and nowhere before a second person whom the partnership asks for.
 */
export function planRevision(
  group: RowGroup,
  state: { readonly read: SetRecord | undefined; readonly latest: SetRecord | undefined },
  provenance: Provenance,
): Plan {
  const { read, latest: previous } = state;
  const present = previous?.cells ?? {};
  const rows = group.rows.map((row) => ({ ...row, cell: withStage(present[row.category], row.cell) }));
  const sent = Object.fromEntries(rows.map((row) => [row.category, row.cell]));
  const conflicts = read === previous ? [] : conflictingCells(read?.cells ?? {}, present, sent);
  const refused: RowAnswer[] = [];
  const changing: GoodRow[] = [];
  let room = MOST_CELLS - Object.keys(present).length;
  // Figures that are recorded already come under the agreement that is named for them now.
  const { agreementId } = provenance;
  const isNewlyAgreed = agreementId !== undefined && !previous?.agreementIds?.includes(agreementId);
  for (const row of rows) {
    const before = present[row.category];
    if (sameCell(before, row.cell) && !isNewlyAgreed) continue;
    const disagreed = agreementFault(group.hold?.agreement, row.cell.source ?? provenance.source);
    if (group.hold?.lock) refused.push(lockedAnswer(row, group.hold.lock));
    else if (group.hold?.review) refused.push(unreviewed(row));
    else if (disagreed !== undefined) refused.push(notAgreed(row, disagreed));
    else if (conflicts.includes(row.category)) refused.push(conflictAnswer(row, before ?? null));
    else if (before && provenance.reason === undefined) refused.push(reasonless(row));
    else if (!before && --room < 0) refused.push(tooMany(row, `${MOST_CELLS} cells`));
    else changing.push(row);
  }
  return seal({ group: { ...group, rows }, previous, refused, changing }, provenance);
}

type Draft = { group: RowGroup; previous: SetRecord | undefined; refused: RowAnswer[]; changing: GoodRow[] };

function seal({ group, previous, refused, changing }: Draft, provenance: Provenance): Plan {
  const cells = Object.fromEntries(changing.map((row) => [row.category, row.cell]));
  if (changing.length > 0 && cellBytes({ ...previous?.cells, ...cells }) > MOST_BYTES)
    return { group, answers: group.rows.map((row) => tooMany(row, `${MOST_BYTES} bytes of cells`)) };
  const next =
    changing.length > 0
      ? nextRevision(previous, group.facts, {
          ...provenance,
          cells,
          ...defined({ exceptionId: group.hold?.exceptionId }),
        })
      : undefined;
  const ref = toRef(group.facts.key, (next ?? previous)?.revision ?? 0);
  const refusedAt = new Set(refused.map((answer) => answer.index));
  const accepted = group.rows
    .filter((row) => !refusedAt.has(row.index))
    .map((row): RowAnswer => {
      const outcome: RowOutcome = !changing.includes(row)
        ? "unchanged"
        : previous?.cells[row.category]
          ? "revised"
          : "recorded";
      const adjusted = row.adjusted.map((one) => ({
        ...one,
        pointer: `/observations/${row.index}${one.pointer}`,
      }));
      return defined({
        index: row.index,
        outcome,
        observation: ref,
        adjusted: adjusted.length > 0 ? adjusted : undefined,
      });
    });
  return { group, ...defined({ previous, next }), answers: [...refused, ...accepted] };
}

function conflictAnswer(row: GoodRow, recorded: GoodRow["cell"] | null): RowAnswer {
  const detail =
    "Somebody else recorded another value for this cell at the same time. Read it again and decide anew.";
  const answer = rejected(row.index, [{ pointer: "", code: "cell_conflict", detail }]);
  return { ...answer, conflict: { recorded, sent: row.cell } };
}

function lockedAnswer(row: GoodRow, lock: PeriodLock): RowAnswer {
  return rejected(row.index, [{ pointer: "/period", code: "period_locked", detail: lockWords(lock) }]);
}

function unreviewed(row: GoodRow): RowAnswer {
  const detail =
    "In this partnership a second person looks at figures before they are recorded. Hand them in as a submission.";
  return rejected(row.index, [{ pointer: "", code: "review_required", detail }]);
}

function notAgreed(row: GoodRow, detail: string): RowAnswer {
  return rejected(row.index, [{ pointer: "", code: "not_under_agreement", detail }]);
}

function reasonless(row: GoodRow): RowAnswer {
  const detail =
    'This cell holds another value, or stands under another agreement. To revise it, say why in the request\'s "reason".';
  return rejected(row.index, [{ pointer: "", code: "reason_required", detail }]);
}

function tooMany(row: GoodRow, limit: string): RowAnswer {
  const detail = `What is stored together holds at most ${limit}. Cut the table by place, period or dimension.`;
  return rejected(row.index, [{ pointer: "", code: "too_many_items", detail }]);
}
