import { formatDate } from "../../../shared/pages/index.ts";
import type { StoryView } from "../../../shared/partnerships/stories/story.ts";

export const SCOPES_IN_WORDS: Readonly<Record<StoryView["consent"]["scope"], string>> = {
  partnership: "The partnership alone",
  funders: "Those the partnership is shared with, too",
  public: "Whoever signs in",
};

/** How a story stands, in words: told and until when, or how it ended. */
export function standingOfStory({ status, consent, ended }: StoryView): string {
  if (status === "withdrawn")
    return `Withdrawn${ended ? ` on ${formatDate(ended.at)}` : ""}: its words are erased`;
  if (status === "expired")
    return `The consent ran out${consent.expiresOn ? ` on ${formatDate(consent.expiresOn)}` : ""}: its words may not be read any more`;
  return consent.expiresOn
    ? `May be read until ${formatDate(consent.expiresOn)}`
    : "May be read until it is taken back";
}

/** What a story is called where its words are not shown: what it is about. */
export function aboutStory({ themes, populations }: StoryView): string {
  const named = [...(themes ?? []), ...(populations ?? [])];
  return named.length === 0 ? "A story" : `About ${named.join(", ")}`;
}
