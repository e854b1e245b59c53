import { inParallel } from "../platform/in-parallel.ts";
import { type Page, queryPage, type Table } from "../platform/table.ts";
import { indicatorPk } from "./indicator.store.ts";
import { findLatestSet, revisionRange, toSet } from "./observation.store.ts";
import type { SetKey } from "./observation-ref.ts";
import type { SetRecord } from "./observation-set.ts";

/** Fewer sets of an indicator are asked for one by one: that is one round too. */
const FEWEST_A_RANGE = 8;
/** How many revisions a range may bring for each set that is asked for. What lies beyond is asked for one by one. */
const ITEMS_A_SET = 2;
const WIDTH = 25;

/**
 * The latest revision of each set, in the order of the keys. Rounds: a Query an indicator over the range in which its sets lie,
 * strongly consistent, its bytes / 4 KB; then, 25 at a time, a Query for each set that the range did not reach, because others or
 * older revisions lie between them.
 */
export async function findLatestSets(
  table: Table,
  keys: readonly SetKey[],
): Promise<(SetRecord | undefined)[]> {
  const own = [...Map.groupBy(keys, ({ indicatorId }) => indicatorId).values()];
  const ranges = own.filter((each) => each.length >= FEWEST_A_RANGE);
  const answers = await inParallel(ranges, WIDTH, (range) => readRange(table, range));
  const known = new Map(answers.flatMap((answer) => [...answer]));
  return inParallel(keys, WIDTH, async (key) =>
    known.has(key) ? known.get(key) : findLatestSet(table, key),
  );
}

/** What one page says of the sets of an indicator: absent are those that it does not reach. */
async function readRange(table: Table, keys: readonly SetKey[]): Promise<Map<SetKey, SetRecord | undefined>> {
  const ranges = keys.map((key) => ({ key, range: revisionRange(key) })).sort(byFirstKey);
  const page = await queryPage(table, {
    partition: indicatorPk(keys[0]?.indicatorId ?? ""),
    between: [ranges[0]?.range[0] ?? "", ranges.at(-1)?.range[1] ?? ""],
    limit: keys.length * ITEMS_A_SET,
  });
  const latest = latestOf(page);
  const end = page.next?.sk;
  return new Map(
    ranges.flatMap(({ key, range: [before, after] }) => {
      const item = latest.get(before);
      const isReached = item || end === undefined || byBytes(after, end) <= 0;
      return isReached ? [[key, item && toSet(item)] as const] : [];
    }),
  );
}

/** The first revision of each set in a page, which is the latest, by what its sort key begins with. */
function latestOf({ items }: Page): Map<string, Page["items"][number]> {
  const latest = new Map<string, Page["items"][number]>();
  for (const item of items) {
    const prefix = item.sk.slice(0, -REVISION_DIGITS);
    if (!latest.has(prefix)) latest.set(prefix, item);
  }
  return latest;
}

/** How many digits of a revision end a sort key. */
const REVISION_DIGITS = 8;

function byFirstKey(
  a: { range: readonly [string, string] },
  b: { range: readonly [string, string] },
): number {
  return byBytes(a.range[0], b.range[0]);
}

/** The order of sort keys in the table: that of their bytes in UTF-8. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
