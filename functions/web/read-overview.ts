import type { Principal } from "../../shared/identity/principal.ts";
import { findOwnSummaries, type OpenedBy, type Summary } from "../../shared/measurement/index.ts";
import { listIndicators } from "../../shared/measurement/read-indicator.ts";
import { type LoadedPartnership, readPartnership, requireReadable } from "../../shared/partnerships/index.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import {
  findOpenTo,
  logRead,
  openedBy,
  openedOf,
  viewWithAgreements,
} from "../../shared/publication/access/index.ts";
import { type IndicatorSection, indicatorSection } from "../../shared/reporting/index.ts";
import { breaksOf } from "../../shared/reporting/outcome/signals.ts";
import type { WebDeps } from "./deps.ts";

/** A partnership with its indicators, as one organisation may see them: its owner all figures, others the protected ones and what is opened to them by name. */
export type Overview = {
  readonly partnership: LoadedPartnership;
  readonly isOwn: boolean;
  /** The data use agreements by which it shows more than others see. */
  readonly openedBy: OpenedBy;
  readonly indicators: readonly IndicatorSection[];
  /** The days from which the series of each begin anew. */
  readonly breaks: ReadonlyMap<string, readonly string[]>;
  /** Names of indicators whose figures are still being summarised. */
  readonly waiting: readonly string[];
  /** Whether there are more than the hundred indicators shown. */
  readonly hasMore: boolean;
};

const MOST_INDICATORS = 100;

/**
 * Two rounds: the partnership beside the list of its indicators and what is opened to the reader by name, then their summaries by key;
 * where something is opened, the log of that in a third.
 */
export async function readOverview(
  deps: WebDeps,
  asked: { readonly partnershipId: string; readonly principal: Principal; readonly now: string },
): Promise<Result<Overview>> {
  const { partnershipId, principal, now } = asked;
  const { organisationId } = principal;
  const [found, listed, open] = await Promise.all([
    readPartnership(deps.table, partnershipId),
    listIndicators(deps, { partnershipId, organisationId, page: { limit: MOST_INDICATORS } }),
    findOpenTo(deps.table, { partnershipId, reader: principal, now }),
  ]);
  const readable = requireReadable(found, principal);
  if (!readable.ok) return readable;
  if (!listed.ok) return listed;
  const partnership = readable.value;
  const ids = listed.value.items.map(({ id }) => id);
  const summaries = ids.length === 0 ? [] : await findOwnSummaries(deps.table, partnershipId, ids);
  const isOwn = partnership.head.backboneId === organisationId;
  const agreements = isOwn ? [] : open;
  const under = openedOf(summaries, agreements);
  const logged = await logRead(deps.table, { principal, now, shownIn: "partnership-page" }, under);
  if (!logged.ok) return logged;
  const see = (summary: Summary) => (isOwn ? summary : viewWithAgreements(summary, agreements).summary);
  const indicators = summaries
    .flatMap((summary) => indicatorSection(see(summary)) ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const summarised = new Set(indicators.map(({ id }) => id));
  const waiting = listed.value.items.filter(({ id }) => !summarised.has(id)).map(({ name }) => name);
  return ok({
    partnership,
    isOwn,
    openedBy: openedBy(under) ?? [],
    indicators,
    breaks: breaksOf(summaries),
    waiting,
    hasMore: listed.value.next !== undefined,
  });
}
