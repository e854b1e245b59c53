import type { StoryView } from "../../../shared/partnerships/stories/story.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Part } from "../forms/form.ts";
import { consentFields } from "./consent.ts";
import { REASON } from "./own-commitment.ts";
import { openedStory } from "./own-story.ts";
import { boxes, emptied, type Links, linksOf, madeAt, someOf, ticked } from "./practice-parts.ts";

const OPTIONAL = ["themes", "populations", "placeCode", "strategyIds", "indicatorIds"];

/** Writes a story down, with the consent of whoever told it. */
export const tellStoryForm: MakeForm = async (visit, deps) => {
  const partnershipId = visit.c.req.param("partnershipId") ?? "";
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  const address = `/partnerships/${partnershipId}/stories`;
  return ok({
    title: "Write a story down",
    lead: "Only what somebody told you and allowed you to keep. Its words can be erased for good later, but never reworded: another wording is another story.",
    parts: [
      { kind: "text", name: "title", label: "Title", most: 200, isRequired: true },
      {
        kind: "area",
        name: "text",
        label: "The story",
        hint: "In the words of whoever told it. Leave names out, and whatever would tell who it is.",
        isRequired: true,
      },
      {
        kind: "group",
        legend: "The consent for it",
        hint: "Read it back to them before you write it here.",
        fields: consentFields(),
      },
      ...aboutParts(links.value),
    ],
    shape: (body) => defined(linked(body)),
    submit: "Keep the story",
    call: { method: "POST", path: address },
    back: { address, text: "Stories" },
    done: (answer) => ({ address: madeAt(answer), notice: "story-told" }),
  });
};

/** Changes what is said about a story and what it is linked to; never its words. */
export const changeStoryForm: MakeForm = async (visit, deps) => {
  const opened = await openedStory(visit, deps);
  if (!opened.ok) return opened;
  const { story, of } = opened.value;
  const links = await linksOf(visit, deps, story.partnershipId);
  if (!links.ok) return links;
  return ok({
    title: "Change what the story is about",
    lead: "Its words stay as they were told.",
    parts: [...aboutParts(links.value, story), REASON],
    shape: (body) => emptied(defined(linked(body)), OPTIONAL),
    submit: "Change it",
    call: { method: "PATCH", path: `/stories/${story.id}` },
    ...of("saved"),
  });
};

function linked(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const [strategyIds, indicatorIds] = [ticked(body.strategyIds), ticked(body.indicatorIds)];
  return { ...body, strategyIds: someOf(strategyIds), indicatorIds: someOf(indicatorIds) };
}

function aboutParts(links: Links, story?: StoryView): Part[] {
  return [
    {
      kind: "group",
      legend: "What it is about",
      hint: "This stays when the words go: name nobody here.",
      fields: [
        { kind: "date", name: "heardOn", label: "Heard on", isRequired: true, value: story?.heardOn },
        {
          kind: "lines",
          name: "themes",
          label: "Themes",
          hint: "One a line, like: transport",
          value: story?.themes?.join("\n"),
        },
        {
          kind: "lines",
          name: "populations",
          label: "The people it speaks for",
          hint: "One a line, like: single parents",
          value: story?.populations?.join("\n"),
        },
        {
          kind: "text",
          name: "placeCode",
          label: "Code of the place",
          hint: "As your figures write it.",
          value: story?.placeCode,
        },
      ],
    },
    ...boxes("strategyIds", "Strategies it speaks to", {
      options: links.strategies,
      chosen: story?.strategyIds,
    }),
    ...boxes("indicatorIds", "Indicators it speaks to", {
      options: links.indicators,
      chosen: story?.indicatorIds,
    }),
  ];
}
