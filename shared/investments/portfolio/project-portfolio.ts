import { inParallel } from "../../platform/in-parallel.ts";
import { getItems, type Item, pause, type Table, TableBusy } from "../../platform/table.ts";
import { commitmentPk, loadCommitment } from "../commitment.store.ts";
import { contributionOf } from "./contribution.ts";
import { type Moved, moveSums, type Standing, sumsOf, touchedBy } from "./move-sums.ts";
import { portfolioKey, SOURCE } from "./portfolio-keys.ts";
import { plus } from "./sums.ts";

/** What DynamoDB writes at once; the widest commitment touches fewer items, before and after together. */
const MOST_WRITES = 100;
const ATTEMPTS = 8;
const WIDTH = 8;

/** A change of a commitment's head, as the stream or a scan brings it. */
type HeadChange = { readonly after?: Item };

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

async function settle(table: Table, funderId: string, standings: readonly Standing[]): Promise<void> {
  let open = standings;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const moved = await findMoved(table, funderId, open);
    const refused: Moved[] = [];
    for (const group of groupsOf(moved))
      if (!(await moveSums(table, funderId, group))) refused.push(...group);
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
    return [{ ...each, held, difference: plus(each.sums, held ? sumsOf(held) : {}, -1) }];
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
