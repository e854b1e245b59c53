import type { Principal } from "../identity/principal.ts";
import { readCommitment } from "../investments/index.ts";
import { findOwnSummaries } from "../measurement/index.ts";
import { mayRead, readPartnership } from "../partnerships/index.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findOpenTo, logRead, openedOf } from "../publication/access/index.ts";
import { composeReport, neededIndicators } from "./compose-report.ts";
import type { Report } from "./report.ts";

/**
 * The report of a commitment, for its funder and for who owns the partnership it is linked to; otherwise `not_found`.
 *
 * Three rounds at most: the commitment's collection (one Query), the partnership's (one Query), and by key the summaries of the
 * indicators that the funded strategies lead to (one BatchGet: about 5 KB for 30 subgroups over 20 years, read at half price).
 * Flat in observations, in payments and in the indicators that are not needed. (A partnership beyond 1 MB, some 200 links of
 * the longest text, costs a further page.) Whom the partnership opens figures by name sees them under the agreement, which is looked for
 * beside the partnership; that is logged before it is answered, in a fourth round. Refused with `busy` where it cannot be.
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
  const moneyAlone = () => ok(composeReport({ commitment, summaries: [], now }));
  if (partnershipId === undefined) return moneyAlone();
  const [partnership, agreements] = await Promise.all([
    readPartnership(table, partnershipId),
    findOpenTo(table, { partnershipId, reader: principal, now }),
  ]);
  if (!partnership || !mayRead(partnership, principal)) return moneyAlone();
  const strategyIds = state.allocations.map((allocation) => allocation.strategyId);
  const needed = [...neededIndicators(partnership, strategyIds)];
  const summaries = needed.length === 0 ? [] : await findOwnSummaries(table, partnership.head.id, needed);
  const reader = { principal, now, shownIn: "report", commitmentId } as const;
  const logged = await logRead(table, reader, openedOf(summaries, agreements));
  if (!logged.ok) return logged;
  return ok(composeReport({ commitment, partnership, summaries, agreements, now }));
}
