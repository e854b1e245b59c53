import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listReleases } from "../../../shared/publication/releases/read-releases.ts";
import {
  listScorecards,
  previewScorecard,
  readScorecard,
} from "../../../shared/publication/scorecards/read-scorecards.ts";
import {
  mayDo,
  type ScorecardDeed,
  type ScorecardView,
} from "../../../shared/publication/scorecards/scorecard.ts";
import type { WebDeps } from "../deps.ts";
import { requestOrigin } from "../request.ts";
import type { Visit } from "../signed-in.ts";
import { renderScorecardPage } from "../views/scorecard.tsx";
import { renderScorecards } from "../views/scorecards.tsx";
import type { Offer } from "../views/timeline.tsx";

const A_PAGE = 25;

/** The public scorecards of a partnership in every state, for who keeps it. Two rounds. */
export async function scorecardsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const page = { limit: A_PAGE, cursor: c.req.query("cursor") };
  const [scorecards, releases] = await Promise.all([
    listScorecards(deps, { partnershipId, organisationId, page }),
    listReleases(deps, { partnershipId, organisationId, page: { limit: 100 } }),
  ]);
  if (!scorecards.ok) return scorecards;
  const hasRelease = releases.ok && releases.value.items.some(({ status }) => status === "published");
  return ok(renderScorecards({ partnershipId, scorecards: scorecards.value, hasRelease, principal }, frame));
}

/** A scorecard for who prepares it: where it stands, what it says first in both languages, and what may be done. Three rounds at most. */
export async function scorecardPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const asked = { scorecardId: c.req.param("scorecardId") ?? "", organisationId };
  const read = await readScorecard(deps.table, asked);
  if (!read.ok) return read;
  const content = await previewScorecard(deps.table, asked);
  const { statementsOf } = await import("../../../shared/pages/scorecard/index.ts");
  return ok(
    renderScorecardPage(
      {
        scorecard: read.value,
        offers: offersOf(visit, read.value),
        ...(content.ok
          ? { first: { en: statementsOf(content.value, "en"), es: statementsOf(content.value, "es") } }
          : {}),
        isStill: c.req.query("still") !== undefined,
      },
      frame,
    ),
  );
}

/**
 * What everybody will see of a scorecard, in the language of `lang`: the page itself, without a frame, for it is that of the public.
 * Two rounds; `conflict` before it is composed.
 */
export async function scorecardPreviewPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c } = visit;
  const { organisationId } = principal;
  const scorecardId = c.req.param("scorecardId") ?? "";
  const content = await previewScorecard(deps.table, { scorecardId, organisationId });
  if (!content.ok) return content;
  const language = c.req.query("lang") === "es" ? "es" : "en";
  const { renderScorecard } = await import("../../../shared/pages/scorecard/index.ts");
  return ok(renderScorecard({ content: content.value, language, origin: requestOrigin(c) }));
}

/** What who looks may do to a scorecard as it stands. */
function offersOf({ principal }: Visit, scorecard: ScorecardView): Offer[] {
  const address = `/scorecards/${scorecard.id}`;
  const mayPublish = can(principal, "release:publish");
  const mayWrite = can(principal, "release:write");
  const offers: readonly (Offer & { readonly deed: ScorecardDeed; readonly isOffered: boolean })[] = [
    {
      deed: "publish",
      address: `${address}/publication`,
      text: "Publish it",
      isMain: true,
      isOffered: mayPublish,
    },
    {
      deed: "compose",
      address: `${address}/choices`,
      text: "Choose what it shows",
      isMain: scorecard.status !== "composed",
      isOffered: mayWrite,
    },
    { deed: "withdraw", address: `${address}/withdrawal`, text: "Withdraw it", isOffered: mayPublish },
    { deed: "discard", address: `${address}/discarding`, text: "Put it away", isOffered: mayWrite },
  ];
  return offers.flatMap(({ deed, isOffered, ...offer }) =>
    isOffered && mayDo(deed, scorecard) ? [offer] : [],
  );
}
