import type { Author } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { ownIndicator } from "../read-indicator.ts";
import { findNote, saveNote } from "./note.store.ts";
import type { NewObservationNote, NotedPoint, ObservationNote } from "./note.ts";

type NoteCall = {
  readonly noteId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Writes a note about a point of an indicator's series, by its owner. What it is about need not be recorded: that nothing was
 * collected is worth a note. A set or a cell without a place lies in the indicator's own.
 */
export async function addObservationNote(
  deps: { readonly table: Table },
  call: NoteCall & { readonly indicatorId: string; readonly input: NewObservationNote },
): Promise<Result<ObservationNote>> {
  const { noteId: id, indicatorId, input, author: by, now: at, idempotency } = call;
  const organisationId = by.organisationId;
  const own = await ownIndicator(deps.table, { indicatorId, organisationId });
  if (!own.ok) return own;
  const about = withPlace(input.about, own.value.indicator.placeCode);
  const next: ObservationNote = { ...input, about, id, indicatorId, at, by };
  const action = "observation-note.written";
  const written = await saveNote(deps.table, {
    next,
    ownerId: organisationId,
    action,
    by,
    now: at,
    idempotency,
  });
  return written.ok ? ok(next) : written;
}

function withPlace(about: NotedPoint, own: string): NotedPoint {
  const isSet = about.breakdown !== undefined || about.dimensions !== undefined;
  return isSet ? { ...about, placeCode: about.placeCode ?? own } : about;
}

/**
 * Withdraws a note for a reason: its text goes, that it was there stays. By who wrote it, or by who may record observations
 * (`mayWithdrawAny`). Refused with `not_found`, `forbidden`, and `conflict` where it is withdrawn already.
 */
export async function withdrawObservationNote(
  deps: { readonly table: Table },
  call: NoteCall & { readonly reason: string; readonly mayWithdrawAny: boolean },
): Promise<Result<ObservationNote>> {
  const { noteId, reason, author: by, now: at, idempotency } = call;
  const found = await findNote(deps.table, noteId);
  if (found?.ownerId !== by.organisationId)
    return fail({ code: "not_found", detail: "There is no such note." });
  const { note, item: previous, ownerId } = found;
  if (!call.mayWithdrawAny && note.by.principalId !== by.principalId)
    return fail({
      code: "forbidden",
      detail: "A note is withdrawn by who wrote it, or by who may record observations.",
    });
  if (note.withdrawn) return fail({ code: "conflict", detail: "The note is withdrawn already." });
  const { text: _, ...kept } = note;
  const next: ObservationNote = { ...kept, withdrawn: { at, by, reason } };
  const action = "observation-note.withdrawn";
  const write = { previous, next, ownerId, action, reason, by, now: at, idempotency };
  const written = await saveNote(deps.table, write);
  return written.ok ? ok(next) : written;
}
