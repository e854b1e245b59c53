import type { Principal } from "../identity/principal.ts";
import { allOwnSummaries, comparisonCodes, MOST_OWN_SUMMARIES, readPlaceList } from "../measurement/index.ts";
import { readPartnership, requireReadable } from "../partnerships/index.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findOpenTo, logRead, openedOf } from "../publication/access/index.ts";
import { composeProgress, coreOf } from "./compose-progress.ts";
import type { PartnershipProgress, ProgressQuery } from "./progress-view.ts";

/**
 * How a partnership stands: the share of its core indicators that improve or are maintained, and of their gaps that close; for the
 * partnership from all its figures, for whom it is shared with from those that they may see. One round: the partnership, its places and
 * its summaries side by side, and what is opened to the reader by name (a Query more for every megabyte of summaries after the first); where
 * something was, the log of that in a second one. Flat in the number of observations.
 */
export async function readProgress(
  table: Table,
  asked: {
    readonly partnershipId: string;
    readonly principal: Principal;
    readonly options: ProgressQuery;
    readonly now: string;
  },
): Promise<Result<PartnershipProgress>> {
  const { partnershipId, principal, options, now } = asked;
  const [found, { places }, summaries, agreements] = await Promise.all([
    readPartnership(table, partnershipId),
    readPlaceList(table, partnershipId),
    allOwnSummaries(table, partnershipId),
    findOpenTo(table, { partnershipId, reader: principal, now }),
  ]);
  const readable = requireReadable(found, principal);
  if (!readable.ok) return readable;
  if (!summaries) {
    const detail = `This is said of at most ${MOST_OWN_SUMMARIES} indicators; the partnership has more.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_OWN_SUMMARIES } });
  }
  const { id, name, backboneId } = readable.value.head;
  const isProtected = backboneId !== principal.organisationId;
  const facts = { summaries, comparisonCodes: comparisonCodes(places), isProtected, agreements };
  const read = openedOf(coreOf(facts).own, isProtected ? agreements : []);
  const logged = await logRead(table, { principal, now, shownIn: "progress" }, read);
  if (!logged.ok) return logged;
  return ok(composeProgress({ ...facts, partnership: { id, name }, options }));
}
