import { protectSummary } from "../../shared/disclosure/index.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { findOwnSummaries } from "../../shared/measurement/index.ts";
import { listIndicators } from "../../shared/measurement/read-indicator.ts";
import { type LoadedPartnership, readPartnership, requireReadable } from "../../shared/partnerships/index.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import { type IndicatorSection, indicatorSection } from "../../shared/reporting/index.ts";
import type { WebDeps } from "./deps.ts";

/** A partnership with its indicators, as one organisation may see them: its owner all figures, others the protected ones. */
export type Overview = {
  readonly partnership: LoadedPartnership;
  readonly isOwn: boolean;
  readonly indicators: readonly IndicatorSection[];
  /** Names of indicators whose figures are still being summarised. */
  readonly waiting: readonly string[];
  /** Whether there are more than the hundred indicators shown. */
  readonly hasMore: boolean;
};

const MOST_INDICATORS = 100;

/** Two rounds: the partnership beside the list of its indicators, then their summaries by key. */
export async function readOverview(
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly principal: Principal },
): Promise<Result<Overview>> {
  const { partnershipId, principal } = asked;
  const { organisationId } = principal;
  const [found, listed] = await Promise.all([
    readPartnership(deps.table, partnershipId),
    listIndicators(deps, { partnershipId, organisationId, page: { limit: MOST_INDICATORS } }),
  ]);
  const readable = requireReadable(found, principal);
  if (!readable.ok) return readable;
  if (!listed.ok) return listed;
  const partnership = readable.value;
  const ids = listed.value.items.map(({ id }) => id);
  const summaries = ids.length === 0 ? [] : await findOwnSummaries(deps.table, partnershipId, ids);
  const isOwn = partnership.head.backboneId === organisationId;
  const indicators = summaries
    .flatMap((summary) => indicatorSection(isOwn ? summary : protectSummary(summary).summary) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const summarised = new Set(indicators.map(({ id }) => id));
  const waiting = listed.value.items.filter(({ id }) => !summarised.has(id)).map(({ name }) => name);
  return ok({ partnership, isOwn, indicators, waiting, hasMore: listed.value.next !== undefined });
}
