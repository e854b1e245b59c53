import { readStory } from "../../../shared/partnerships/stories/read-stories.ts";
import type { StoryView } from "../../../shared/partnerships/stories/story.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Form } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";
import { requireKeeper } from "./practice-parts.ts";

/** A story that its backbone is about to change, with what every form of it shares. */
export type OpenedStory = {
  readonly story: StoryView;
  readonly of: (notice: NoticeCode) => Pick<Form, "back" | "version" | "done">;
};

/**
 * The story of the address, for who keeps its partnership. Two rounds. Refused with `conflict` where it ended, unless a form is sent: that
 * is for the operation to judge.
 */
export async function openedStory(visit: Visit, deps: WebDeps): Promise<Result<OpenedStory>> {
  const { c, principal, now } = visit;
  const storyId = c.req.param("storyId") ?? "";
  const { organisationId } = principal;
  const read = await readStory(deps.table, { storyId, organisationId, now });
  if (!read.ok) return read;
  const story = read.value;
  const own = await requireKeeper(visit, deps, story.partnershipId);
  if (!own.ok) return own.problem.code === "not_found" ? fail(NOT_YOURS) : own;
  if (story.status !== "told" && c.req.method !== "POST")
    return fail({
      code: "conflict",
      detail: "The story ended, and its words are gone: nothing changes any more.",
    });
  const address = `/stories/${storyId}`;
  return ok({
    story,
    of: (notice) => ({
      back: { address, text: story.words?.title ?? "The story" },
      version: story.version,
      done: () => ({ address, notice }),
    }),
  });
}

/** A public story is read by whoever signs in, who need not know of its partnership. */
const NOT_YOURS = {
  code: "forbidden",
  detail: "Only the organisation that keeps the story does this.",
} as const;
