import type { Consent } from "../../../shared/partnerships/stories/story.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";
import { SCOPES_IN_WORDS } from "../views/story-words.ts";
import { REASON } from "./own-commitment.ts";
import { openedStory } from "./own-story.ts";

/** Records that a consent reaches further, less far, or ends on another day. */
export const changeConsentForm: MakeForm = async (visit, deps) => {
  const opened = await openedStory(visit, deps);
  if (!opened.ok) return opened;
  const { story, of } = opened.value;
  return ok({
    title: "Renew or narrow the consent",
    lead: "What whoever told the story allows from now on. Where they take it back altogether, withdraw the story instead.",
    parts: [...consentFields(story.consent), REASON],
    submit: "Change the consent",
    call: { method: "PUT", path: `/stories/${story.id}/consent` },
    ...of("consent-changed"),
  });
};

/** Ends a consent: the words of the story are erased. */
export const withdrawStoryForm: MakeForm = async (visit, deps) => {
  const opened = await openedStory(visit, deps);
  if (!opened.ok) return opened;
  const { story, of } = opened.value;
  return ok({
    title: "End the consent and erase the words",
    lead: "Its title and its words are erased for good, for you as well; nobody can bring them back. What stays is that there was a story, what it was about, whose consent it had, and a digest that says nothing of the words.",
    parts: [REASON],
    submit: "Erase the words",
    isGrave: true,
    call: { method: "POST", path: `/stories/${story.id}/withdrawal` },
    ...of("story-withdrawn"),
  });
};

/** What a consent says: who gave it, when, how far it reaches, and until when. */
export function consentFields(consent?: Consent): Field[] {
  return [
    {
      kind: "text",
      name: "consent.givenBy",
      label: "Given by",
      hint: "A role, never a name: a mother of two from the harbour wards",
      most: 200,
      isRequired: true,
      value: consent?.givenBy,
    },
    { kind: "date", name: "consent.givenOn", label: "Given on", isRequired: true, value: consent?.givenOn },
    {
      kind: "choice",
      name: "consent.scope",
      label: "Who may read it",
      options: Object.entries(SCOPES_IN_WORDS).map(([value, text]) => ({ value, text })),
      blank: "choose one",
      isRequired: true,
      value: consent?.scope,
    },
    {
      kind: "date",
      name: "consent.expiresOn",
      label: "Until",
      hint: "The last day on which it may be read: its words are erased then. Without one, until the consent is taken back.",
      value: consent?.expiresOn,
    },
  ];
}
