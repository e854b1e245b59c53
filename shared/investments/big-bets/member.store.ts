import { HEAD, headKey } from "../../platform/aggregate.ts";
import { canonicalJson } from "../../platform/canonical-json.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import {
  getItems,
  type Item,
  type Key,
  pause,
  queryAll,
  type Table,
  TableBusy,
} from "../../platform/table.ts";
import { transact, type Write } from "../../platform/transaction.ts";
import { commitmentPk, loadCommitment } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { bigBetPk } from "./big-bet.store.ts";
import { type Member, MemberSchema, memberOf } from "./member.ts";

const MEMBER = "M#";
const TYPE = "big-bet-member";
const WIDTH = 8;
const ATTEMPTS = 8;

/** A head of a commitment before and after a change, as the stream or a scan brings it. */
export type HeadChange = { readonly before?: Item; readonly after?: Item };

/** Whether an item belongs to this read model. */
export function isBigBetMember(item: Item): boolean {
  return item.type === TYPE;
}

/** Whether a change concerns a bet: a commitment's head that names one, or named one before. */
export function concernsBigBet({ before, after }: HeadChange): boolean {
  return [before, after].some(
    (item) => item?.type === "commitment" && item.sk === HEAD && betIn(item) !== undefined,
  );
}

/** What a bet counts: one item a commitment. One Query, eventually consistent, about 1 KB each. */
export async function readMembers(table: Table, bigBetId: string): Promise<Member[]> {
  const items = await queryAll(table, { partition: bigBetPk(bigBetId), prefix: MEMBER, consistent: false });
  return items.map((item) => MemberSchema().parse(JSON.parse(String(item.data))));
}

/**
 * Brings commitments into the bets they name, and out of those they left. A change only says which commitment and which bets to look
 * at; what is written follows from the commitment as it stands, in a transaction that checks that it still stands so. Therefore it
 * keeps no memory of what it saw: redelivered, reordered or replayed, the items are the same. Answers what failed, each alone.
 */
export async function projectBigBetMembers<C extends HeadChange>(
  table: Table,
  changes: readonly C[],
): Promise<{ readonly change: C; readonly error: unknown }[]> {
  const groups = [...Map.groupBy(changes, ({ before, after }) => (after ?? before)?.pk ?? "").values()];
  const failed = await inParallel(groups, WIDTH, async (group) => {
    const bets = group.flatMap(({ before, after }) => [before, after].flatMap((item) => betIn(item) ?? []));
    const commitmentId = group[0]?.after?.id ?? group[0]?.before?.id;
    try {
      await settle(table, String(commitmentId), new Set(bets));
      return [];
    } catch (error) {
      return group.map((change) => ({ change, error }));
    }
  });
  return failed.flat();
}

function betIn(item: Item | undefined): string | undefined {
  return (item?.bigBet as Commitment["bigBet"])?.id;
}

/** 2 read rounds, and a transaction where something differs: 2 write units per KB of the member and of the commitment's head. */
async function settle(table: Table, commitmentId: string, bets: ReadonlySet<string>): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const loaded = await loadCommitment(table, commitmentId);
    // A commitment is never deleted: whoever reports one that is not there saw another table.
    if (!loaded) throw new Error(`There is no commitment ${commitmentId}.`);
    const { commitment } = loaded.state;
    const { version } = loaded.head;
    const wanted = commitment.bigBet ? [...new Set([...bets, commitment.bigBet.id])] : [...bets];
    const keys = wanted.map((id) => memberKey(id, commitmentId));
    const held = new Map((await getItems(table, keys, { consistent: true })).map((item) => [item.pk, item]));
    const writes = keys.flatMap((key): Write[] => {
      const isIn = commitment.bigBet !== undefined && key.pk === bigBetPk(commitment.bigBet.id);
      const item = isIn
        ? memberItem(key, commitment, { version, data: canonicalJson(memberOf(loaded.state)) })
        : undefined;
      return difference(held.get(key.pk), item);
    });
    if (writes.length === 0) return;
    const asRead = { expression: "version = :version", values: { ":version": version } };
    const outcome = await transact(table, [
      ...writes,
      { check: headKey(commitmentPk(commitmentId)), condition: asRead },
    ]);
    if (outcome.done) return;
    await pause(attempt);
  }
  throw new TableBusy("A commitment kept changing while its big bet was told.");
}

function difference(held: Item | undefined, item: Item | undefined): Write[] {
  if (!item) return held ? [{ delete: { pk: held.pk, sk: held.sk } }] : [];
  return held?.version === item.version && held?.data === item.data ? [] : [{ put: item }];
}

function memberItem(key: Key, commitment: Commitment, content: { version: number; data: string }): Item {
  return { ...key, type: TYPE, ownerId: commitment.funder.organisationId, ...content };
}

function memberKey(bigBetId: string, commitmentId: string): Key {
  return { pk: bigBetPk(bigBetId), sk: `${MEMBER}${commitmentId}` };
}
