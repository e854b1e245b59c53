import { can } from "../../../shared/identity/permissions.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import {
  listReleases,
  previewRelease,
  readRelease,
} from "../../../shared/publication/releases/read-releases.ts";
import { type Deed, mayDo, type ReleaseView } from "../../../shared/publication/releases/release.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderRelease } from "../views/release.tsx";
import { renderReleases } from "../views/releases.tsx";
import type { Offer } from "../views/timeline.tsx";

const RELEASES_A_PAGE = 25;
const MOST_INDICATORS = 100;

/** The releases that a partnership prepares, for who keeps it. Two rounds. */
export async function releasesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: RELEASES_A_PAGE, cursor: c.req.query("cursor") };
  const releases = await listReleases(deps, { partnershipId, organisationId, page });
  if (!releases.ok) return releases;
  const shown = {
    partnershipId,
    releases: releases.value,
    principal,
  };
  return ok(renderReleases(shown, frame));
}

/** A release with the progress of the work on it, what hiding costs, and a page of its figures, for who prepares it. Four rounds at most. */
export async function releasePage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const releaseId = c.req.param("releaseId") ?? "";
  const read = await readRelease(deps.table, { releaseId, organisationId });
  if (!read.ok) return read;
  const release = read.value;
  const page = pageNumber(c.req.query("page"));
  const { partnershipId } = release;
  const [preview, indicators] = await Promise.all([
    release.loss ? previewRelease(deps.table, { releaseId, organisationId, page }) : undefined,
    listIndicators(deps, { partnershipId, organisationId, page: { limit: MOST_INDICATORS } }),
  ]);
  const known = indicators.ok ? indicators.value.items : [];
  return ok(
    renderRelease(
      {
        release,
        offers: offersOf(visit, release),
        ...(preview?.ok ? { preview: { ...preview.value, page } } : {}),
        indicators: new Map(known.map((indicator) => [indicator.id, indicator])),
        isStill: c.req.query("still") !== undefined,
      },
      frame,
    ),
  );
}

function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? "") ? Number(text) : 1;
}

/** What who looks may do to a release as it stands. */
function offersOf({ principal }: Visit, release: ReleaseView): Offer[] {
  const address = `/releases/${release.id}`;
  const mayPublish = can(principal, "release:publish");
  const mayWrite = can(principal, "release:write");
  const isCurrent = release.isCurrent !== false;
  const offers: readonly (Offer & { readonly deed: Deed; readonly isOffered: boolean })[] = [
    {
      deed: "publish",
      address: `${address}/publication`,
      text: "Publish it",
      isMain: true,
      isOffered: mayPublish && isCurrent,
    },
    {
      deed: "plan",
      address: `${address}/plan`,
      text: "Plan it anew",
      isMain: !isCurrent,
      isOffered: mayWrite,
    },
    {
      // What can be withdrawn is out: a scorecard can draw on it.
      deed: "withdraw",
      address: `/partnerships/${release.partnershipId}/scorecards/new?release=${release.id}`,
      text: "Make a public scorecard of it",
      isMain: true,
      isOffered: mayWrite,
    },
    { deed: "withdraw", address: `${address}/withdrawal`, text: "Withdraw it", isOffered: mayPublish },
    { deed: "discard", address: `${address}/discarding`, text: "Put it away", isOffered: mayWrite },
  ];
  return offers.flatMap(({ deed, isOffered, ...offer }) =>
    isOffered && mayDo(deed, release) ? [offer] : [],
  );
}
