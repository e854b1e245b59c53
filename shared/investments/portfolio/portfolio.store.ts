import { canonicalJson, contentHash } from "../../platform/canonical-json.ts";
import { getItems, type Item, pause, queryAll, type Table, TableBusy } from "../../platform/table.ts";
import { NOT_EXISTS, transact, type Write } from "../../platform/transaction.ts";
import { toCommitment } from "../commitment.store.ts";
import { type Contribution, contributionOf, EMPTY_TOTAL, type PortfolioTotal, shift } from "./portfolio.ts";

const TOTAL = "TOTAL#";
const SOURCE = "SRC#";
const TYPES = { total: "portfolio-total", source: "portfolio-source" } as const;

/** Sources that move in one transaction with the totals: under DynamoDB's 100, with room for one total a currency. */
const MOST_SOURCES = 40;
const ATTEMPTS = 8;

/** Whether an item belongs to this read model. */
export function isPortfolio(item: Item): boolean {
  return item.type === TYPES.total || item.type === TYPES.source;
}

/** A funder's totals by currency. One Query: one small item a currency. */
export async function readPortfolio(table: Table, funderId: string): Promise<Record<string, PortfolioTotal>> {
  const items = await queryAll(table, { partition: portfolioPk(funderId), prefix: TOTAL, consistent: false });
  return Object.fromEntries(items.map((item) => [item.sk.slice(TOTAL.length), toTotal(item)]));
}

/**
 * Brings commitment heads into their funders' totals. A head counts once: a source item remembers which version of it the total
 * holds, and both move in one transaction, so a head that comes twice, late or out of order changes nothing.
 */
export async function projectPortfolio(table: Table, heads: readonly Item[]): Promise<void> {
  for (const [funderId, own] of Map.groupBy(heads, (head) => String(head.ownerId))) {
    const latest = [...Map.groupBy(own, (head) => head.pk).values()].map((versions) => newest(versions));
    for (let start = 0; start < latest.length; start += MOST_SOURCES)
      await moveTotals(table, funderId, latest.slice(start, start + MOST_SOURCES));
  }
}

function newest(heads: readonly Item[]): Item {
  return heads.reduce((best, head) => (Number(head.version) > Number(best.version) ? head : best));
}

type Moved = {
  readonly sk: string;
  readonly version: number;
  readonly next: Contribution;
  readonly held?: Item;
};

async function moveTotals(table: Table, funderId: string, heads: readonly Item[]): Promise<void> {
  const pk = portfolioPk(funderId);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const moved = await findMoved(table, pk, heads);
    if (moved.length === 0) return;
    const currencies = [
      ...new Set(
        moved.flatMap(({ next, held }) => [next.currency, ...(held ? [heldBy(held).currency] : [])]),
      ),
    ];
    const keys = currencies.map((currency) => ({ pk, sk: `${TOTAL}${currency}` }));
    const totals = new Map(
      (await getItems(table, keys, { consistent: true })).map((item) => [item.sk, item]),
    );
    const writes = [
      ...keys.map(({ sk }) => totalWrite({ pk, sk, funderId, before: totals.get(sk) }, moved)),
      ...moved.map((source) => sourceWrite(pk, funderId, source)),
    ];
    if ((await transact(table, writes)).done) return;
    await pause(attempt);
  }
  throw new TableBusy("A portfolio's totals kept moving under a projection.");
}

async function findMoved(table: Table, pk: string, heads: readonly Item[]): Promise<Moved[]> {
  const keyOf = (head: Item) => `${SOURCE}${head.pk.slice("CMT#".length)}`;
  const sources = await getItems(
    table,
    heads.map((head) => ({ pk, sk: keyOf(head) })),
    { consistent: true },
  );
  const held = new Map(sources.map((item) => [item.sk, item]));
  return heads.flatMap((head): Moved[] => {
    const { commitment, version } = toCommitment(head);
    const source = held.get(keyOf(head));
    if (source && Number(source.version) >= version) return [];
    return [
      { sk: keyOf(head), version, next: contributionOf(commitment), ...(source ? { held: source } : {}) },
    ];
  });
}

function totalWrite(
  key: { pk: string; sk: string; funderId: string; before: Item | undefined },
  moved: readonly Moved[],
): Write {
  const currency = key.sk.slice(TOTAL.length);
  let total = key.before ? toTotal(key.before) : EMPTY_TOTAL;
  for (const { next, held } of moved) {
    const before = held && heldBy(held);
    if (before?.currency === currency) total = shift(total, before, -1);
    if (next.currency === currency) total = shift(total, next, 1);
  }
  const data = canonicalJson(total);
  return {
    put: {
      pk: key.pk,
      sk: key.sk,
      type: TYPES.total,
      ownerId: key.funderId,
      data,
      token: contentHash(data),
    },
    condition: key.before
      ? {
          expression: "#token = :token",
          names: { "#token": "token" },
          values: { ":token": key.before.token },
        }
      : NOT_EXISTS,
  };
}

function sourceWrite(pk: string, funderId: string, { sk, version, next, held }: Moved): Write {
  return {
    put: { pk, sk, type: TYPES.source, ownerId: funderId, version, data: canonicalJson(next) },
    condition: held ? { expression: "version = :version", values: { ":version": held.version } } : NOT_EXISTS,
  };
}

function heldBy(item: Item): Contribution {
  return JSON.parse(String(item.data)) as Contribution;
}

function toTotal(item: Item): PortfolioTotal {
  return JSON.parse(String(item.data)) as PortfolioTotal;
}

function portfolioPk(funderId: string): string {
  return `PORTFOLIO#${funderId}`;
}
