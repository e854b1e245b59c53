import {
  attributesOf,
  HEAD,
  type HeadFields,
  headKey,
  type LoadedHead,
  loadedHead,
} from "../platform/aggregate.ts";
import { type Author, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Result } from "../platform/result.ts";
import { getItem, getItems, type Item, type Position, queryPage, type Table } from "../platform/table.ts";
import type { Condition, Write } from "../platform/transaction.ts";
import { type Indicator, IndicatorSchema, type IndicatorView } from "./indicator.ts";
import { accountabilityOf, levelWord } from "./indicator-words.ts";
import type { Target } from "./target.ts";

export const INDICATOR_TYPE = "indicator";

/** The partition of an indicator: its head, its history, and every revision of its observations. */
export function indicatorPk(id: string): string {
  return `IND#${id}`;
}

/** An indicator as it was read, with the stored head that a later write is compared against. */
export type LoadedIndicator = LoadedHead & { readonly indicator: Indicator };

/** An indicator's head. One GetItem, strongly consistent, about 1 KB. */
export async function findIndicator(table: Table, id: string): Promise<LoadedIndicator | undefined> {
  const item = await getItem(table, headKey(indicatorPk(id)));
  return item && toIndicator(item);
}

/** The heads of several indicators by id, in one round; those that do not exist are absent. */
export async function findIndicators(
  table: Table,
  ids: readonly string[],
): Promise<Map<string, LoadedIndicator>> {
  const keys = ids.map((id) => headKey(indicatorPk(id)));
  const items = await getItems(table, keys, { consistent: true });
  return new Map(items.map(toIndicator).map((loaded) => [loaded.indicator.id, loaded]));
}

/** A page of a partnership's indicators in the order they were made. One Query of the index `byParty`. */
export async function indicatorsPage(
  table: Table,
  options: { partnershipId: string; limit: number; from?: Position },
): Promise<{ items: LoadedIndicator[]; next?: Position }> {
  const page = await queryPage(table, {
    index: "byParty",
    partition: listOf(options.partnershipId),
    limit: options.limit,
    ...(options.from ? { from: options.from } : {}),
  });
  return { items: page.items.map(toIndicator), ...(page.next ? { next: page.next } : {}) };
}

/** An indicator from recorded attributes, whenever they were written: those of a head, or the sum of changes. */
export function readIndicatorState({ level, ...rest }: Readonly<Record<string, unknown>>): Indicator {
  return IndicatorSchema().parse({ ...rest, level: levelWord(level) });
}

/** An indicator from its stored head. */
export function toIndicator(item: Item): LoadedIndicator {
  const indicator = readIndicatorState(attributesOf(item));
  return { indicator, ...loadedHead(item) };
}

/** An indicator as the API shows it. */
export function toView(loaded: Pick<LoadedIndicator, "indicator" | "ownerId" | "head">): IndicatorView {
  const { version, recordedAt } = loaded.head;
  const accountability = accountabilityOf(loaded.indicator.level);
  return { ...loaded.indicator, accountability, ownerId: loaded.ownerId, version, recordedAt };
}

export type IndicatorWrite = {
  readonly previous?: LoadedIndicator;
  readonly next: Indicator;
  readonly ownerId: string;
  readonly action: string;
  readonly reason?: string | undefined;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/**
 * Writes an indicator's next state with its change in one transaction: twice the head's KB for head, index entry and change.
 * A new one is written only where its partnership exists and is the owner's (`extra.failedOther` 0 otherwise).
 */
export function saveIndicator(table: Table, write: IndicatorWrite): Promise<Result<HeadFields>> {
  const { previous, next, ownerId, action, reason, by, now, idempotency } = write;
  const after = {
    sk: HEAD,
    type: INDICATOR_TYPE,
    attributes: { ...next, targets: next.targets.map(toStoredTarget) },
    index: { partyPk: listOf(next.partnershipId), partySk: next.id },
  };
  return writeAggregate(table, {
    pk: indicatorPk(next.id),
    ownerId,
    parts: [previous ? { before: previous.item, after } : { after }],
    action,
    by,
    now,
    ...(previous
      ? { previousHead: previous.item }
      : { others: [ownPartnership(next.partnershipId, ownerId)] }),
    ...(reason === undefined ? {} : { reason }),
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}

/** Everybody's dimensions are left out: an empty map does not survive the stream of every engine. */
function toStoredTarget({ dimensions, ...points }: Target) {
  return Object.keys(dimensions).length === 0 ? points : { dimensions, ...points };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#IND`;
}

/** The condition that a partnership is an organisation's. Its own key is the contract with `partnerships`: a head in the partition named by its id. */
export function ownPartnership(partnershipId: string, ownerId: string): Write {
  const condition: Condition = { expression: "ownerId = :owner", values: { ":owner": ownerId } };
  return { check: headKey(`PRT#${partnershipId}`), condition };
}

/**
 * How an organisation may see what belongs to a partnership: as its owner, as one it is shared with, or not at all.
 * One BatchGet of two small items.
 */
export async function accessTo(
  table: Table,
  partnershipId: string,
  organisationId: string,
): Promise<"owner" | "shared" | undefined> {
  const pk = `PRT#${partnershipId}`;
  const share = `C#SHARE#${organisationId}`;
  const items = await getItems(table, [headKey(pk), { pk, sk: share }], { consistent: true });
  if (items.some((item) => item.sk === HEAD && item.ownerId === organisationId)) return "owner";
  return items.some((item) => item.sk === share) ? "shared" : undefined;
}
