import { canonicalJson, contentHash } from "../../platform/canonical-json.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { getItems, type Item, type Key, pause, type Table, TableBusy } from "../../platform/table.ts";
import { NOT_EXISTS, transact, type Write } from "../../platform/transaction.ts";
import { commitmentPk, loadCommitment } from "../commitment.store.ts";
import { contributionOf } from "./contribution.ts";
import {
  concentrationKey,
  FUNDING,
  fromRecipientKey,
  portfolioKey,
  RECIPIENT,
  recipientIndex,
  SOURCE,
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

/** What DynamoDB writes at once; a commitment of the widest kind touches less than half of it before and after. */
const MOST_WRITES = 100;
const ATTEMPTS = 8;
const WIDTH = 8;

/** A change of a commitment's head, as the stream or a scan brings it. */
type HeadChange = { readonly after?: Item };

/** Whether an item belongs to this read model. */
export function isPortfolio(item: Item): boolean {
  return Object.values(TYPES).some((type) => type === item.type);
}

/**
 * Brings commitments into their funders' portfolios. A change only says which commitment to look at; what it adds follows from the
 * commitment as it stands. A source item remembers at which version it was counted and what it added, and moves in one transaction
 * with the sums: redelivered, reordered or replayed, a commitment counts once. One Query a commitment; then as many commitments as
 * fit share a read and a transaction. Answers what failed, each commitment that cannot be read alone.
 */
export async function projectPortfolio<C extends HeadChange>(
  table: Table,
  changes: readonly C[],
): Promise<{ readonly change: C; readonly error: unknown }[]> {
  const byCommitment = Map.groupBy(changes, ({ after }) => after?.pk ?? "");
  const failed: { readonly change: C; readonly error: unknown }[] = [];
  const fail = (pk: string, error: unknown) => {
    for (const change of byCommitment.get(pk) ?? []) failed.push({ change, error });
  };
  const read = await inParallel([...byCommitment.keys()], WIDTH, async (pk) => {
    try {
      return [await standing(table, pk)];
    } catch (error) {
      fail(pk, error);
      return [];
    }
  });
  for (const [funderId, own] of Map.groupBy(read.flat(), (each) => each.funderId))
    await settle(table, funderId, own).catch((error: unknown) => {
      for (const { pk } of own) fail(pk, error);
    });
  return failed;
}

/** A commitment as it stands: its version, and what it adds. */
type Standing = {
  readonly pk: string;
  readonly funderId: string;
  readonly sk: string;
  readonly version: number;
  readonly sums: Sums;
};

async function standing(table: Table, pk: string): Promise<Standing> {
  const id = pk.slice(commitmentPk("").length);
  const loaded = await loadCommitment(table, id);
  // A commitment is never deleted: whoever reports one that is not there saw another table.
  if (!loaded) throw new Error(`There is no commitment ${id}.`);
  const { state, head } = loaded;
  return {
    pk,
    funderId: state.commitment.funder.organisationId,
    sk: `${SOURCE}${id}`,
    version: head.version,
    sums: contributionOf(state),
  };
}

/** A commitment that is counted at an older version, or not at all, and the difference it makes, by sort key. */
type Moved = Standing & { readonly held: Item | undefined; readonly difference: Sums };

async function settle(table: Table, funderId: string, standings: readonly Standing[]): Promise<void> {
  let open = standings;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const moved = await findMoved(table, funderId, open);
    const refused: Moved[] = [];
    for (const group of groupsOf(moved)) if (!(await move(table, funderId, group))) refused.push(...group);
    if (refused.length === 0) return;
    open = refused;
    await pause(attempt);
  }
  throw new TableBusy("A portfolio's sums kept moving under a projection.");
}

async function findMoved(table: Table, funderId: string, standings: readonly Standing[]): Promise<Moved[]> {
  const keys = standings.map(({ sk }) => portfolioKey(funderId, sk));
  const items = await getItems(table, keys, { consistent: true });
  const sources = new Map(items.map((item) => [item.sk, item]));
  return standings.flatMap((each) => {
    const held = sources.get(each.sk);
    if (held && Number(held.version) >= each.version) return [];
    return [{ ...each, held, difference: plus(each.sums, held ? dataOf(held) : {}, -1) }];
  });
}

/** Commitments in order, as many together as one transaction can write: what several touch is written once. */
function groupsOf(moved: readonly Moved[]): Moved[][] {
  const groups: Moved[][] = [];
  let touched = new Set<string>();
  for (const each of moved) {
    const own = touchedBy(each);
    const group = groups.at(-1);
    const together = new Set([...touched, ...own]);
    if (group && together.size <= MOST_WRITES) {
      group.push(each);
      touched = together;
    } else {
      groups.push([each]);
      touched = own;
    }
  }
  return groups;
}

function touchedBy({ sk, difference }: Moved): Set<string> {
  const keys = Object.keys(difference);
  const currencies = keys.filter(isRecipient).map((key) => fromRecipientKey(key).currency);
  return new Set([sk, ...keys, ...currencies.map(concentrationKey)]);
}

async function move(table: Table, funderId: string, group: readonly Moved[]): Promise<boolean> {
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
      const own = before ? dataOf(before) : {};
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

function dataOf(item: Item): Sums {
  return JSON.parse(String(item.data)) as Sums;
}
