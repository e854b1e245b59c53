import * as z from "zod";
import { ATTACHED, attributesOf, COLLECTION, HEAD, HISTORY, LEDGER } from "./aggregate.ts";
import { contentHash } from "./canonical-json.ts";
import { type Change, changeKey, GENESIS } from "./history.ts";
import { lazy } from "./lazy.ts";
import { listedSchema } from "./page.ts";
import { type Item, type Page, type Position, queryPage, type Table } from "./table.ts";

const PartChangeSchema = lazy(() =>
  z.object({
    sk: z.string(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  }),
);

/** A change as the API shows it. */
export const ChangeSchema = lazy(() =>
  z
    .object({
      version: z.int(),
      recordedAt: z.iso.datetime(),
      by: z.object({ principalId: z.string(), organisationId: z.string() }),
      action: z.string(),
      reason: z.string().optional(),
      parts: z.array(PartChangeSchema()),
      previousHash: z.string(),
      hash: z.string(),
    })
    .meta({ id: "Change" }),
);

/** A page of an aggregate's history on the wire. */
export const ChangeListSchema = lazy(() => listedSchema(ChangeSchema()).meta({ id: "ChangeList" }));

/** A change from its stored item. */
export function toChange(item: Item): Change {
  const parsed = ChangeSchema().parse({ ...item, parts: JSON.parse(String(item.parts)) });
  const { reason, ...rest } = parsed;
  return reason === undefined ? rest : { ...rest, reason };
}

/** A page of an aggregate's history, oldest first unless the latest are asked for first. One Query: bytes read / 4 KB. */
export async function historyPage(
  table: Table,
  options: { pk: string; limit: number; from?: Position; descending?: boolean },
): Promise<{ changes: Change[]; next?: Item }> {
  const page: Page = await queryPage(table, {
    partition: options.pk,
    prefix: HISTORY,
    limit: options.limit,
    descending: options.descending ?? false,
    ...(options.from ? { from: options.from } : {}),
  });
  return { changes: page.items.map(toChange), ...(page.next ? { next: page.next } : {}) };
}

/**
 * The changes of an aggregate after one version and up to another, oldest first, at most a hundred. Its partition is named by its id. One
 * Query.
 */
export async function changesOf(
  table: Table,
  asked: { readonly id: string; readonly after: number; readonly through: number },
): Promise<Change[]> {
  const { id, after, through } = asked;
  const partition = `${id.slice(0, id.indexOf("_")).toUpperCase()}#${id}`;
  const between = [changeKey(after + 1), changeKey(through)] as const;
  const { items } = await queryPage(table, { partition, between, limit: 100 });
  return items.map(toChange);
}

/**
 * The parts of an aggregate as they stood after the given changes: attributes by sort key. Changes hold differences, so the
 * state is their sum; an attribute set to null by a change is gone.
 */
export function foldChanges(changes: readonly Change[]): Map<string, Record<string, unknown>> {
  const parts = new Map<string, Record<string, unknown>>();
  for (const { sk, after } of changes.flatMap((change) => change.parts)) {
    if (after === null) {
      parts.delete(sk);
      continue;
    }
    const merged = { ...parts.get(sk), ...after };
    parts.set(sk, Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null)));
  }
  return parts;
}

/** What is wrong with an aggregate's history, and where: `sk` names the stored item that does not fit. */
export type HistoryFault = { readonly sk: string; readonly detail: string };

/**
 * Checks an aggregate's chain: every change hashes to what it says, follows the one before without a gap, the head names the
 * last one, and the stored parts are the sum of the changes. Returns the faults found, none where all is well.
 */
export function checkHistory(changes: readonly Change[], items: readonly Item[]): HistoryFault[] {
  const { faults, lastHash } = checkChain(changes);
  return [...faults, ...checkParts(changes, items, lastHash)];
}

/** Checks the first changes of a chain, from its beginning: each hashes to what it says and follows the one before without a gap. */
export function checkChain(changes: readonly Change[]): {
  readonly faults: HistoryFault[];
  readonly lastHash: string;
} {
  const faults: HistoryFault[] = [];
  let previousHash = GENESIS;
  changes.forEach((change, index) => {
    const { hash, ...unsealed } = change;
    const sk = changeKey(change.version);
    if (change.version !== index + 1) faults.push({ sk, detail: `Change ${index + 1} is missing.` });
    if (change.previousHash !== previousHash)
      faults.push({ sk, detail: "It does not follow the change before it." });
    if (contentHash(unsealed) !== hash)
      faults.push({ sk, detail: "Its content does not give the hash it was sealed with." });
    previousHash = hash;
  });
  return { faults, lastHash: previousHash };
}

function checkParts(changes: readonly Change[], items: readonly Item[], lastHash: string): HistoryFault[] {
  const recorded = foldChanges(changes);
  const stored = items.filter((item) =>
    [COLLECTION, LEDGER, ATTACHED].some((prefix) => item.sk.startsWith(prefix)),
  );
  const faults = stored.flatMap((item) => checkPart(item, recorded.get(item.sk), lastHash));
  const gone = [...recorded.keys()].filter((sk) => !stored.some((item) => item.sk === sk));
  return [
    ...faults,
    ...gone.map((sk) => ({ sk, detail: "The history says it exists, but it is not there." })),
  ];
}

function checkPart(
  item: Item,
  recorded: Record<string, unknown> | undefined,
  lastHash: string,
): HistoryFault[] {
  if (!recorded) return [{ sk: item.sk, detail: "It is stored, but no change recorded it." }];
  const attributes = attributesOf(item);
  const actual = typeof recorded.digest === "string" ? { digest: contentHash(attributes) } : attributes;
  if (contentHash(actual) !== contentHash(recorded))
    return [{ sk: item.sk, detail: "It differs from what its history recorded." }];
  if (item.sk === HEAD && item.historyHash !== lastHash)
    return [{ sk: item.sk, detail: "It does not name the last change." }];
  return [];
}
