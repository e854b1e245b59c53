import type { Principal } from "../identity/principal.ts";
import { readCommitment } from "../investments/index.ts";
import { type Summary, toSummary } from "../measurement/index.ts";
import { fromItems, type LoadedPartnership, mayRead, partnershipPk } from "../partnerships/index.ts";
import { COLLECTION } from "../platform/aggregate.ts";
import { ok, type Result } from "../platform/result.ts";
import { getItems, type Item, type Page, queryAll, queryPage, type Table } from "../platform/table.ts";
import { composeReport, neededIndicators } from "./compose-report.ts";
import type { Report } from "./report.ts";

const SUMMARIES = "S#";

/**
 * The report of a commitment, for its funder and for who owns the partnership it is linked to; otherwise `not_found`.
 *
 * Rounds: (1) the commitment's collection; (2) the partnership's collection beside the summaries of its indicators; (3) only
 * where those summaries fill more than one page, the missing ones that are needed, by key. Flat in observations and payments: a
 * summary is about 5 KB for 30 subgroups over 20 years. (A collection beyond 1 MB, some 200 links of the longest text, costs a
 * further page.)
 */
export async function readReport(
  table: Table,
  asked: { readonly commitmentId: string; readonly principal: Principal; readonly now: string },
): Promise<Result<Report>> {
  const { commitmentId, principal, now } = asked;
  const loaded = await readCommitment(table, commitmentId, principal);
  if (!loaded.ok) return loaded;
  const { state, head } = loaded.value;
  const commitment = { state, version: head.version, recordedAt: head.recordedAt };
  const { partnershipId } = state.commitment;
  if (partnershipId === undefined) return ok(composeReport({ commitment, summaries: [], now }));
  const strategyIds = state.allocations.map((allocation) => allocation.strategyId);
  const { partnership, summaries } = await readImpact(table, partnershipId, strategyIds);
  if (!partnership || !mayRead(partnership, principal))
    return ok(composeReport({ commitment, summaries: [], now }));
  return ok(composeReport({ commitment, partnership, summaries, now }));
}

async function readImpact(
  table: Table,
  partnershipId: string,
  strategyIds: readonly string[],
): Promise<{ partnership?: LoadedPartnership; summaries: Summary[] }> {
  const partition = partnershipPk(partnershipId);
  const [collection, page] = await Promise.all([
    queryAll(table, { partition, prefix: COLLECTION }),
    queryPage(table, { partition, prefix: SUMMARIES, consistent: false }),
  ]);
  const partnership = fromItems(collection);
  if (!partnership) return { summaries: [] };
  const needed = neededIndicators(partnership, strategyIds);
  const items = page.next ? await withMissing(table, partition, { page, needed }) : page.items;
  const wanted = items.filter((item) => needed.has(item.sk.slice(SUMMARIES.length)));
  return { partnership, summaries: wanted.map(toSummary) };
}

/** The needed summaries that lie beyond the first page, whose last item says where it ended. */
async function withMissing(
  table: Table,
  partition: string,
  given: { page: Page; needed: ReadonlySet<string> },
): Promise<readonly Item[]> {
  const { page, needed } = given;
  const end = page.next?.sk ?? "";
  const keys = [...needed]
    .map((id) => ({ pk: partition, sk: `${SUMMARIES}${id}` }))
    .filter(({ sk }) => sk > end);
  return keys.length === 0 ? page.items : [...page.items, ...(await getItems(table, keys))];
}
