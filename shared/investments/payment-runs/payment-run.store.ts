import * as z from "zod";
import {
  attributesOf,
  HEAD,
  type HeadFields,
  headFields,
  type Part,
  readCollection,
} from "../../platform/aggregate.ts";
import { contentHash } from "../../platform/canonical-json.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { Result } from "../../platform/result.ts";
import { type Item, type Position, queryAll, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, putIf } from "../../platform/transaction.ts";
import {
  type PaymentRun,
  PaymentRunSchema,
  type RunItem,
  RunItemSchema,
  type RunOutcome,
  RunOutcomeSchema,
} from "./payment-run.ts";

const ITEMS = "C#ITEMS";
/** Outcomes lie beside the aggregate: each is written once, by the payment itself, and no version waits for another. */
const OUTCOME = "OUT#";

/** The partition of a payment run. */
export function runPk(id: string): string {
  return `RUN#${id}`;
}

/** A payment run as it was read, with the outcomes there are so far. */
export type LoadedRun = {
  readonly run: PaymentRun;
  readonly items: readonly RunItem[];
  readonly outcomes: readonly RunOutcome[];
  readonly head: HeadFields;
  readonly stored: Item;
};

/** A run with its items and outcomes: two Queries side by side, strongly consistent, bytes read / 4 KB. */
export async function loadRun(table: Table, id: string): Promise<LoadedRun | undefined> {
  const [parts, outcomes] = await Promise.all([readCollection(table, runPk(id)), readOutcomes(table, id)]);
  const stored = parts.find(({ sk }) => sk === HEAD);
  const items = parts.find(({ sk }) => sk === ITEMS);
  if (!stored || !items) return undefined;
  return {
    run: PaymentRunSchema().parse(attributesOf(stored)),
    items: z.array(RunItemSchema()).parse(JSON.parse(String(items.content))),
    outcomes,
    head: headFields(stored),
    stored,
  };
}

/** The outcomes of a run's items so far, by number. One Query, strongly consistent. */
export async function readOutcomes(table: Table, id: string): Promise<RunOutcome[]> {
  const items = await queryAll(table, { partition: runPk(id), prefix: OUTCOME });
  return items.map((item) => RunOutcomeSchema().parse(JSON.parse(String(item.content))));
}

type Saving = {
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Writes a new run with its items, before anything is paid: one transaction, 2 write units per KB of head, items and change. */
export function saveNewRun(
  table: Table,
  { run, items }: { readonly run: PaymentRun; readonly items: readonly RunItem[] },
  { by, now, idempotency }: Saving,
): Promise<Result<HeadFields>> {
  const itemsPart = { sk: ITEMS, type: "payment-run-items", attributes: { content: JSON.stringify(items) } };
  return writeAggregate(table, {
    pk: runPk(run.id),
    ownerId: run.organisationId,
    parts: [{ after: headPart(run) }, { after: itemsPart }],
    action: "payment-run.created",
    by,
    now,
    ...(idempotency === undefined ? {} : { idempotency }),
  });
}

/** Writes that a run is over, once: refused with `version_conflict` where another request did so first. */
export function saveFinishedRun(
  table: Table,
  { loaded, run }: { readonly loaded: LoadedRun; readonly run: PaymentRun },
  { by, now }: Saving,
): Promise<Result<HeadFields>> {
  return writeAggregate(table, {
    pk: runPk(run.id),
    ownerId: run.organisationId,
    previousHead: loaded.stored,
    parts: [{ before: loaded.stored, after: headPart(run) }],
    action: "payment-run.finished",
    by,
    now,
  });
}

/** The write of an outcome where none is there yet: in the transaction of the payment, so that an item is paid at most once. */
export function outcomeWrite(run: PaymentRun, outcome: RunOutcome) {
  const put: Item = {
    pk: runPk(run.id),
    sk: `${OUTCOME}${String(outcome.number).padStart(3, "0")}`,
    type: "payment-outcome",
    ownerId: run.organisationId,
    schemaVersion: 1,
    // One string: nested attributes cost more units and far more time.
    content: JSON.stringify(outcome),
  };
  return { put, condition: NOT_EXISTS };
}

/** Records an outcome by itself, unless the item was decided meanwhile. One conditional put. */
export async function recordOutcome(table: Table, run: PaymentRun, outcome: RunOutcome): Promise<void> {
  const { put, condition } = outcomeWrite(run, outcome);
  await putIf(table, put, condition);
}

/** The hash by which a finished run covers all its outcomes. */
export function outcomesHash(outcomes: readonly RunOutcome[]): string {
  return contentHash(outcomes);
}

/** A page of a funder's runs, newest first. One Query of byOwner, eventually consistent. */
export async function runsPage(
  table: Table,
  list: { readonly organisationId: string; readonly limit: number; readonly from?: Position },
): Promise<{ items: { run: PaymentRun; head: HeadFields }[]; next?: Position }> {
  const { organisationId, ...paging } = list;
  const partition = listOf(organisationId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  const items = page.items.map((item) => ({
    run: PaymentRunSchema().parse(attributesOf(item)),
    head: headFields(item),
  }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

function headPart(run: PaymentRun): Part {
  const index = { ownerPk: listOf(run.organisationId), ownerSk: run.id };
  return { sk: HEAD, type: "payment-run", attributes: run, index };
}

function listOf(organisationId: string): string {
  return `ORG#${organisationId}#RUN`;
}
