import { canonicalJson, contentHash } from "../../platform/canonical-json.ts";
import { getItems, type Item, type Key, type Table } from "../../platform/table.ts";
import { NOT_EXISTS, transact, type Write } from "../../platform/transaction.ts";
import {
  concentrationKey,
  FUNDING,
  fromRecipientKey,
  portfolioKey,
  RECIPIENT,
  recipientIndex,
  TOTAL,
} from "./portfolio-keys.ts";
import type { ConcentrationSums, RecipientSums } from "./stored-sums.ts";
import { isNothing, plus, type Sums, total } from "./sums.ts";

const TYPES = {
  source: "portfolio-source",
  total: "portfolio-total",
  group: "portfolio-group",
  recipient: "portfolio-recipient",
  funding: "portfolio-funding",
} as const;

/** Whether an item belongs to this read model. */
export function isPortfolio(item: Item): boolean {
  return Object.values(TYPES).some((type) => type === item.type);
}

/** A commitment as it stands: its version, and what it adds. */
export type Standing = {
  readonly pk: string;
  readonly funderId: string;
  readonly sk: string;
  readonly version: number;
  readonly sums: Sums;
};

/** A commitment that is counted at an older version, or not at all, and the difference it makes, by sort key. */
export type Moved = Standing & { readonly held: Item | undefined; readonly difference: Sums };

/** The sort keys of all items that move with a commitment. */
export function touchedBy({ sk, difference }: Moved): Set<string> {
  const keys = Object.keys(difference);
  const currencies = keys.filter(isRecipient).map((key) => fromRecipientKey(key).currency);
  return new Set([sk, ...keys, ...currencies.map(concentrationKey)]);
}

/**
 * Moves the sums of a portfolio by the differences of some commitments, and their sources with them: one BatchGet and one transaction.
 * False where a rival moved one of them meanwhile.
 */
export async function moveSums(table: Table, funderId: string, group: readonly Moved[]): Promise<boolean> {
  const difference = total(group.map((each) => each.difference));
  const keys = [...new Set([...Object.keys(difference), ...group.flatMap((each) => [...touchedBy(each)])])];
  const sources = new Set(group.map(({ sk }) => sk));
  const shared = keys.filter((sk) => !sources.has(sk)).map((sk) => portfolioKey(funderId, sk));
  const items = await getItems(table, shared, { consistent: true });
  const stored = new Map(items.map((item) => [item.sk, item]));
  const sums = shared
    .filter(({ sk }) => Object.hasOwn(difference, sk))
    .map((key): Shifted => {
      const before = stored.get(key.sk);
      const own = before ? sumsOf(before) : {};
      return { key, before, own, next: plus(own, difference[key.sk] as Sums) };
    });
  const writes = [
    ...sums.map((each) => sumsWrite(funderId, each)),
    ...concentrationWrites(funderId, sums, stored),
    ...group.map((each) => sourceWrite(funderId, each)),
  ];
  return (await transact(table, writes)).done;
}

/** An item of sums before and after. */
type Shifted = {
  readonly key: Key;
  readonly before: Item | undefined;
  readonly own: Sums;
  readonly next: Sums;
};

function sumsWrite(funderId: string, { key, before, next }: Shifted): Write {
  if (isNothing(next)) return { delete: key, condition: asRead(before) };
  const { committedMinor = 0 } = next as RecipientSums;
  const index = isRecipient(key.sk) ? recipientIndex(funderId, key.sk, committedMinor) : {};
  return put(key, { funderId, before, type: typeOf(key.sk), data: canonicalJson(next), index });
}

/** The sum of squares moves with the recipients it is of: for each, the square after less the square before. */
function concentrationWrites(
  funderId: string,
  sums: readonly Shifted[],
  stored: ReadonlyMap<string, Item>,
): Write[] {
  const recipients = sums.filter(({ key }) => isRecipient(key.sk));
  const byCurrency = Map.groupBy(recipients, ({ key }) => fromRecipientKey(key.sk).currency);
  return [...byCurrency].map(([currency, shifted]) => {
    const key = portfolioKey(funderId, concentrationKey(currency));
    const before = stored.get(key.sk);
    const next = shifted.reduce(
      withRecipient,
      before ? (JSON.parse(String(before.data)) as ConcentrationSums) : NOT_CONCENTRATED,
    );
    if (next.recipients === 0) return { delete: key, condition: asRead(before) };
    return put(key, { funderId, before, type: TYPES.total, data: canonicalJson(next) });
  });
}

const NOT_CONCENTRATED: ConcentrationSums = { recipients: 0, committedMinor: 0, squares: "0" };

function withRecipient(sums: ConcentrationSums, { own, next }: Shifted): ConcentrationSums {
  const committed = (of: Sums) => (of as RecipientSums).committedMinor ?? 0;
  const square = (of: Sums) => BigInt(committed(of)) ** 2n;
  return {
    recipients: sums.recipients + Number(!isNothing(next)) - Number(!isNothing(own)),
    committedMinor: sums.committedMinor + committed(next) - committed(own),
    squares: String(BigInt(sums.squares) + square(next) - square(own)),
  };
}

function sourceWrite(funderId: string, { sk, version, sums, held }: Moved): Write {
  const put = { ...portfolioKey(funderId, sk), type: TYPES.source, ownerId: funderId };
  return {
    put: { ...put, schemaVersion: 1, version, data: canonicalJson(sums) },
    condition: held ? { expression: "version = :version", values: { ":version": held.version } } : NOT_EXISTS,
  };
}

function put(
  key: Key,
  made: {
    readonly funderId: string;
    readonly before: Item | undefined;
    readonly type: string;
    readonly data: string;
    readonly index?: Readonly<Record<string, string>>;
  },
): Write {
  const { funderId, before, type, data, index } = made;
  const item = { ...key, ...index, type, ownerId: funderId, schemaVersion: 1, data };
  return { put: { ...item, token: contentHash(data) }, condition: asRead(before) };
}

/** That a shared item is still what was read: its content by its hash. */
function asRead(before: Item | undefined) {
  if (!before) return NOT_EXISTS;
  return { expression: "#token = :token", names: { "#token": "token" }, values: { ":token": before.token } };
}

function isRecipient(sk: string): boolean {
  return sk.startsWith(RECIPIENT);
}

function typeOf(sk: string): string {
  if (sk.startsWith(TOTAL)) return TYPES.total;
  if (isRecipient(sk)) return TYPES.recipient;
  return sk.startsWith(FUNDING) ? TYPES.funding : TYPES.group;
}

/** The sums that an item holds. */
export function sumsOf(item: Item): Sums {
  return JSON.parse(String(item.data)) as Sums;
}
