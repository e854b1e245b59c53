import type { Principal } from "../identity/principal.ts";
import { readCommitment } from "../investments/index.ts";
import { findOwnSummaries, type Summary } from "../measurement/index.ts";
import { type LoadedPartnership, mayRead, readPartnership } from "../partnerships/index.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { composeReport, neededIndicators } from "./compose-report.ts";
import type { Report } from "./report.ts";

/**
 * The report of a commitment, for its funder and for who owns the partnership it is linked to; otherwise `not_found`.
 *
 * Three rounds: the commitment's collection; its partnership's; the summaries of just the indicators that the funded strategies
 * lead to, by key. Flat in observations, payments, and in whatever else the partnership measures: a summary is about 5 KB for 30
 * subgroups over 20 years. (A collection beyond 1 MB, some 200 links of the longest text, costs a further page.)
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
  const partnership = await readPartnership(table, partnershipId);
  if (!partnership) return { summaries: [] };
  const needed = neededIndicators(partnership, strategyIds);
  return { partnership, summaries: await findOwnSummaries(table, partnershipId, [...needed]) };
}
