import { ATTACHED, attributesOf, HEAD, headFields, headKey, type Part } from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { type Elsewhere, type ElsewhereCell, ElsewhereSchema } from "./elsewhere.ts";

const CELLS = `${ATTACHED}CELLS`;

function elsewherePk(id: string): string {
  return `EXT#${id}`;
}

export type LoadedElsewhere = {
  readonly elsewhere: Elsewhere;
  readonly ownerId: string;
  readonly item: Item;
};

/** A registration without its figures. One GetItem. */
export async function loadElsewhere(table: Table, id: string): Promise<LoadedElsewhere | undefined> {
  const item = await getItem(table, headKey(elsewherePk(id)));
  return item && toElsewhere(item);
}

/** The figures of a registration; undefined where there is none. One GetItem. */
export async function findElsewhere(
  table: Table,
  id: string,
): Promise<{ readonly cells: readonly ElsewhereCell[] } | undefined> {
  const item = await getItem(table, { pk: elsewherePk(id), sk: CELLS });
  return item && { cells: JSON.parse(String(item.cells)) };
}

/** A page of a partnership's registrations, oldest first. One Query on byOwner. */
export async function elsewherePage(
  table: Table,
  list: { readonly partnershipId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoadedElsewhere[]; readonly next?: Item }> {
  const { partnershipId, ...paging } = list;
  const page = await queryPage(table, { index: "byOwner", partition: listOf(partnershipId), ...paging });
  return { items: page.items.map(toElsewhere), ...(page.next ? { next: page.next } : {}) };
}

/** Writes a registration, new with its figures or changed without, with what it rests on. One transaction. */
export async function saveElsewhere(
  table: Table,
  write: {
    readonly previous?: LoadedElsewhere;
    readonly next: Omit<Elsewhere, "version" | "recordedAt">;
    readonly cells?: readonly ElsewhereCell[];
    readonly action: string;
    readonly reason?: string;
    readonly by: Author;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
    readonly others: readonly Write[];
  },
): Promise<Result<Elsewhere>> {
  const { previous, next, cells, action, reason, by, now, idempotency, others } = write;
  const { retracted, ...facts } = next;
  const head: Part = {
    sk: HEAD,
    type: "release-elsewhere",
    attributes: { ...facts, ...(retracted ? { retracted: JSON.stringify(retracted) } : {}) },
    index: { ownerPk: listOf(next.partnershipId), ownerSk: next.id },
  };
  const figures: Part = {
    sk: CELLS,
    type: "release-elsewhere-cells",
    attributes: { cells: JSON.stringify(cells) },
    sealed: true,
  };
  const written = await writeAggregate(table, {
    pk: elsewherePk(next.id),
    ownerId: by.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [
      { ...(previous ? { before: previous.item } : {}), after: head },
      ...(cells ? [{ after: figures, isNew: true }] : []),
    ],
    action,
    by,
    now,
    others,
    ...defined({ reason, idempotency }),
  });
  if (!written.ok) return written;
  const { version, recordedAt } = written.value;
  return { ok: true, value: { ...next, version, recordedAt } };
}

function toElsewhere(item: Item): LoadedElsewhere {
  const { retracted, ...attributes } = attributesOf(item);
  const { version, recordedAt } = headFields(item);
  const elsewhere = ElsewhereSchema().parse({
    ...attributes,
    ...(retracted === undefined ? {} : { retracted: JSON.parse(String(retracted)) }),
    version,
    recordedAt,
  });
  return { elsewhere, ownerId: String(item.ownerId), item };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#EXT`;
}
