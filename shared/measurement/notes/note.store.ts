import { randomBytes } from "node:crypto";
import { attributesOf, HEAD, headKey } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { type ObservationNote, ObservationNoteSchema } from "./note.ts";

/** A note as it was read, with the stored item that a later write is compared against. */
export type LoadedNote = { readonly note: ObservationNote; readonly ownerId: string; readonly item: Item };

/** One note. A GetItem, strongly consistent. */
export async function findNote(table: Table, id: string): Promise<LoadedNote | undefined> {
  const item = await getItem(table, headKey(notePk(id)));
  return item && { note: toNote(item), ownerId: String(item.ownerId), item };
}

/**
 * A page of an indicator's notes, the latest first: all of them for its owner, those for readers for others. One Query, of byOwner or
 * of byParty, so that nothing is read which is not shown.
 */
export async function notesPage(
  table: Table,
  list: { indicatorId: string; access: "owner" | "shared"; limit: number; from?: Position },
): Promise<{ items: ObservationNote[]; next?: Position }> {
  const { indicatorId, access, ...paging } = list;
  const index = access === "owner" ? ("byOwner" as const) : ("byParty" as const);
  const page = await queryPage(table, {
    index,
    partition: listOf(indicatorId),
    descending: true,
    ...paging,
  });
  return { items: page.items.map(toNote), ...(page.next ? { next: page.next } : {}) };
}

/**
 * Writes a note's next state: an aggregate of its own, so that the versions of an indicator stay those of its definition. People are
 * named in what people write, so the history holds a digest, salted anew, and not the text.
 */
export async function saveNote(
  table: Table,
  write: {
    readonly previous?: Item;
    readonly next: ObservationNote;
    readonly ownerId: string;
    readonly action: string;
    readonly reason?: string;
    readonly by: Author;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<unknown>> {
  const { previous, next, ownerId, action, reason, by, now, idempotency } = write;
  const list = listOf(next.indicatorId);
  const after = {
    sk: HEAD,
    type: "observation-note",
    // As text, because an empty map ("everybody", "the whole series") does not survive the stream of every engine.
    attributes: { note: JSON.stringify(next), salt: randomBytes(16).toString("base64url") },
    index: {
      ownerPk: list,
      ownerSk: next.id,
      ...(next.visibility === "readers" ? { partyPk: list, partySk: next.id } : {}),
    },
    personal: true,
  };
  return writeAggregate(table, {
    pk: notePk(next.id),
    ownerId,
    parts: [previous ? { before: previous, after } : { after }],
    ...(previous ? { previousHead: previous } : {}),
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    ...(idempotency ? { idempotency } : {}),
  });
}

function toNote(item: Item): ObservationNote {
  return ObservationNoteSchema().parse(JSON.parse(String(attributesOf(item).note)));
}

function notePk(id: string): string {
  return `NOTE#${id}`;
}

function listOf(indicatorId: string): string {
  return `IND#${indicatorId}#NOTE`;
}
