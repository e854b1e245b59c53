import type { Change } from "../../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { historyPage } from "../../platform/read-history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { accessTo } from "../access.store.ts";
import { findStory, type LoadedStory, storiesPage, storyPk, toWords } from "./story.store.ts";
import { type StoryView, storyView } from "./story.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };

/** What a list of stories is narrowed to. */
export type StoryFilter = {
  readonly theme?: string | undefined;
  readonly population?: string | undefined;
  readonly linkedTo?: string | undefined;
};

/**
 * A page of a partnership's stories that one may see, the latest first, without their words. Filtered after reading, so a page may be
 * short and have a next one. Three rounds.
 */
export async function listStories(
  deps: ReadDeps,
  asked: StoryFilter & { partnershipId: string; organisationId: string; now: string; page: PageQuery },
): Promise<Result<Listed<StoryView>>> {
  const { partnershipId, organisationId, now, page, theme, population, linkedTo } = asked;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const filter = { theme: theme ?? null, population: population ?? null, linkedTo: linkedTo ?? null };
  const query = { list: "stories", partnershipId, organisationId, ...filter };
  const isBackbone = access.value === "backbone";
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const found = await storiesPage(deps.table, { partnershipId, access: access.value, ...paging });
    const items = found.items
      .filter((loaded) => fits(loaded, asked))
      .map(({ story, head }) => storyView(story, { ...head, now, isBackbone }));
    return { items, ...(found.next ? { next: found.next } : {}) };
  });
}

/**
 * One story with its words, while they may be read: for its backbone, for those the partnership is shared with where the consent
 * reaches them, for whoever signs in where it is public. Else `not_found`. Two rounds, one where it is public.
 */
export async function readStory(
  table: Table,
  asked: { readonly storyId: string; readonly organisationId: string; readonly now: string },
): Promise<Result<StoryView>> {
  const { storyId, organisationId, now } = asked;
  const refused = fail({ code: "not_found", detail: "There is no such story." });
  const loaded = await findStory(table, storyId);
  if (!loaded) return refused;
  const { story, head, ownerId } = loaded;
  const isBackbone = ownerId === organisationId;
  const words = loaded.words && toWords(loaded.words);
  const view = storyView(story, { ...head, now, isBackbone, words });
  if (isBackbone || story.consent.scope === "public") return ok(view);
  if (story.consent.scope === "partnership") return refused;
  const access = await accessTo(table, story.partnershipId, organisationId);
  return access.ok ? ok(view) : refused;
}

/** A page of a story's changes, oldest first, for its backbone: of its words they hold digests. Two rounds. */
export async function listStoryHistory(
  deps: ReadDeps,
  asked: { readonly storyId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { storyId, organisationId, page } = asked;
  const loaded = await findStory(deps.table, storyId);
  if (loaded?.ownerId !== organisationId)
    return fail({ code: "not_found", detail: "There is no such story." });
  const query = { list: "story-history", storyId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: storyPk(storyId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

function fits({ story }: LoadedStory, { theme, population, linkedTo }: StoryFilter): boolean {
  const linked = [...(story.strategyIds ?? []), ...(story.indicatorIds ?? []), ...(story.lessonIds ?? [])];
  return (
    (theme === undefined || (story.themes ?? []).includes(theme)) &&
    (population === undefined || (story.populations ?? []).includes(population)) &&
    (linkedTo === undefined || linked.includes(linkedTo))
  );
}
