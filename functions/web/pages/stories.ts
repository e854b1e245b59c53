import { can } from "../../../shared/identity/permissions.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import { showPartnership } from "../../../shared/partnerships/read-partnership.ts";
import { listStories, readStory } from "../../../shared/partnerships/stories/read-stories.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderStories } from "../views/stories.tsx";
import { renderStory } from "../views/story.tsx";

const STORIES_A_PAGE = 25;
const MOST_INDICATORS = 100;

/** The stories of a partnership that one may see, without their words, tombstones among them. Three rounds. */
export async function storiesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const theme = c.req.query("theme")?.slice(0, 80) || undefined;
  const page = { limit: STORIES_A_PAGE, cursor: c.req.query("cursor") };
  const [stories, access] = await Promise.all([
    listStories(deps, { partnershipId, organisationId, now, page, theme }),
    accessTo(deps.table, partnershipId, organisationId),
  ]);
  if (!stories.ok) return stories;
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  return ok(renderStories({ partnershipId, stories: stories.value, theme, mayWrite }, frame));
}

/** A story with its words while the consent holds, else its tombstone. Three rounds. */
export async function storyPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const { organisationId } = principal;
  const read = await readStory(deps.table, { storyId: c.req.param("storyId") ?? "", organisationId, now });
  if (!read.ok) return read;
  const story = read.value;
  const { partnershipId } = story;
  const asked = { partnershipId, organisationId };
  const [access, partnership, indicators] = await Promise.all([
    accessTo(deps.table, partnershipId, organisationId),
    showPartnership(deps, { ...asked, now }),
    listIndicators(deps, { ...asked, page: { limit: MOST_INDICATORS } }),
  ]);
  const isKeeper = access.ok && access.value === "backbone";
  return ok(
    renderStory(
      {
        story,
        isKeeper,
        mayWrite: isKeeper && can(principal, "partnership:write"),
        // Whoever signs in reads a public story, also of a partnership that is not there for them.
        isPartnershipShown: access.ok,
        strategies: namesOf(partnership.ok ? partnership.value.strategies : []),
        indicators: namesOf(indicators.ok ? indicators.value.items : []),
      },
      frame,
    ),
  );
}

function namesOf(named: readonly { readonly id: string; readonly name: string }[]) {
  return new Map(named.map(({ id, name }) => [id, name]));
}
