import { gunzipSync, gzipSync } from "node:zlib";
import {
  attributesOf,
  HEAD,
  type HeadFields,
  headKey,
  type LoadedHead,
  loadedHead,
  withJson,
  withoutJson,
} from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import { type AggregateWrite, type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, putIf, type Write } from "../../platform/transaction.ts";
import { type ScorecardContent, ScorecardContentSchema } from "../published/scorecard-document.ts";
import { type Scorecard, ScorecardSchema } from "./scorecard.ts";

/** What a stored scorecard's head is called; the outbox reads its status and its step. */
const HEAD_TYPE = "scorecard";

/** The partition of a scorecard in the records table: its head and history, and beside them the drafts that steps composed. */
export function scorecardPk(id: string): string {
  return `SCO#${id}`;
}

export type LoadedScorecard = LoadedHead & { readonly scorecard: Scorecard };

/** A scorecard as it stands. One GetItem, strongly consistent. */
export async function loadScorecard(table: Table, id: string): Promise<LoadedScorecard | undefined> {
  const item = await getItem(table, headKey(scorecardPk(id)));
  return item && toScorecard(item);
}

/** A page of a partnership's scorecards, newest first. One Query on byOwner. */
export async function scorecardsPage(
  table: Table,
  list: { readonly partnershipId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoadedScorecard[]; readonly next?: Item }> {
  const { partnershipId, ...paging } = list;
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  return { items: page.items.map(toScorecard), ...(page.next ? { next: page.next } : {}) };
}

export type ScorecardWrite = {
  readonly previous?: LoadedScorecard;
  readonly next: Scorecard;
  readonly ownerId: string;
  readonly action: string;
  readonly reason?: string | undefined;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
  readonly others?: readonly Write[];
};

/** Writes a scorecard's next state and its change in one transaction, over the version that was read only. */
export function saveScorecard(table: Table, write: ScorecardWrite): Promise<Result<HeadFields>> {
  const { previous, next, ownerId, action, by, now, reason, idempotency, others } = write;
  const aggregate: AggregateWrite = {
    pk: scorecardPk(next.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [{ ...(previous ? { before: previous.item } : {}), after: headPart(next) }],
    action,
    by,
    now,
    ...defined({ reason, idempotency, others }),
  };
  return writeAggregate(table, aggregate);
}

const NESTED = ["choices", "draft", "withdrawal"] as const;

function headPart(scorecard: Scorecard) {
  const attributes = withJson(scorecard, NESTED);
  const index = { ownerPk: listOf(scorecard.partnershipId), ownerSk: scorecard.id };
  return { sk: HEAD, type: HEAD_TYPE, attributes, index };
}

function toScorecard(item: Item): LoadedScorecard {
  const scorecard = ScorecardSchema().parse(withoutJson(attributesOf(item), NESTED));
  return { scorecard, ...loadedHead(item) };
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#SCO`;
}

function draftKey(id: string, step: number) {
  return { pk: scorecardPk(id), sk: `D#${String(step).padStart(6, "0")}` };
}

/** Keeps what a step composed, unless the step did so before. One put. */
export async function keepDraft(
  table: Table,
  at: { readonly id: string; readonly step: number; readonly ownerId: string },
  content: ScorecardContent,
): Promise<void> {
  const { id, step, ownerId } = at;
  const packed = gzipSync(JSON.stringify(ScorecardContentSchema().parse(content)), { level: 9 });
  const item = { ...draftKey(id, step), type: "scorecard-draft", ownerId, schemaVersion: 1, content: packed };
  await putIf(table, item, NOT_EXISTS);
}

/** The text of what a step composed; undefined where it has not. One GetItem. */
export async function findDraft(table: Table, id: string, step: number): Promise<string | undefined> {
  const item = await getItem(table, draftKey(id, step));
  if (!item) return undefined;
  if (!(item.content instanceof Uint8Array)) throw new Error(`The draft ${step} of ${id} is not one.`);
  return gunzipSync(item.content).toString("utf8");
}

/** The content of a draft's text. */
export function contentOf(text: string): ScorecardContent {
  return ScorecardContentSchema().parse(JSON.parse(text));
}
