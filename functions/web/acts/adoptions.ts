import { readAdoption } from "../../../shared/partnerships/lessons/read-lessons.ts";
import { defined } from "../../../shared/platform/defined.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";
import {
  ADOPTION_READERS_IN_WORDS,
  ADOPTION_STATUSES_IN_WORDS,
  VERDICTS_IN_WORDS,
} from "../views/lesson-words.ts";
import { optionsOf } from "./lesson-parts.ts";
import { openedLesson, ownPartnerships } from "./lessons.ts";
import { REASON } from "./own-commitment.ts";
import { emptied, requireKeeper } from "./practice-parts.ts";

/** Records that one of one's own partnerships takes up a lesson, in its latest version. */
export const adoptLessonForm: MakeForm = async (visit, deps) => {
  const [opened, own] = await Promise.all([openedLesson(visit, deps), ownPartnerships(visit, deps)]);
  if (!opened.ok) return opened;
  if (!own.ok) return own;
  const { lesson, address } = opened.value;
  const options = own.value.filter(({ value }) => value !== lesson.origin.partnershipId);
  if (options.length === 0)
    return fail({ code: "forbidden", detail: "You keep no partnership that could adopt this lesson." });
  return ok({
    title: "Adopt the lesson",
    eyebrow: lesson.title,
    lead: `In version ${lesson.latest}. Whoever wrote it learns from how it goes with you.`,
    parts: [
      { kind: "choice", name: "partnershipId", label: "Adopted by", options, isRequired: true },
      { kind: "date", name: "adoptedOn", label: "Since", isRequired: true },
      adaptationField(undefined),
      adoptionReaders("readers"),
    ],
    fixed: { lessonVersion: lesson.latest },
    submit: "Adopt it",
    call: { method: "POST", path: `${address}/adoptions` },
    back: { address, text: lesson.title },
    done: ({ location = "" }) => ({
      address: `/partnerships/${location.split("/").at(-1)}/lessons`,
      notice: "lesson-adopted",
    }),
  });
};

/** Says how an adoption went, and what else is recorded of it. */
export const adoptionResultForm: MakeForm = async (visit, deps) => {
  const { c, principal } = visit;
  const lessonId = c.req.param("lessonId") ?? "";
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const adoption = await readAdoption(deps.table, { lessonId, partnershipId, organisationId });
  if (!adoption.ok) return adoption;
  const own = await requireKeeper(visit, deps, partnershipId);
  if (!own.ok)
    return fail({ code: "forbidden", detail: "Only who keeps the adopting partnership does this." });
  const { status, adaptation, result, visibility, version } = adoption.value;
  const address = `/partnerships/${partnershipId}/lessons`;
  return ok({
    title: "Say how it went",
    parts: [
      {
        kind: "choice",
        name: "status",
        label: "How it stands",
        options: optionsOf(ADOPTION_STATUSES_IN_WORDS),
        isRequired: true,
        value: status,
      },
      { kind: "group", legend: "What became of it", fields: resultFields(result) },
      adaptationField(adaptation),
      adoptionReaders(visibility),
      REASON,
    ],
    shape: (body) => emptied(defined(body), ["result", "adaptation"]),
    submit: "Keep how it went",
    call: { method: "PATCH", path: `/lessons/${lessonId}/adoptions/${partnershipId}` },
    version,
    back: { address, text: "Lessons adopted" },
    done: () => ({ address, notice: "saved" }),
  });
};

type Result = { readonly verdict: string; readonly description: string; readonly on: string };

function resultFields(result: Result | undefined): Field[] {
  return [
    {
      kind: "choice",
      name: "result.verdict",
      label: "Whether it worked here",
      options: optionsOf(VERDICTS_IN_WORDS),
      blank: "not said yet",
      value: result?.verdict,
    },
    { kind: "area", name: "result.description", label: "What was seen", value: result?.description },
    { kind: "date", name: "result.on", label: "As of", value: result?.on },
  ];
}

function adaptationField(value: string | undefined): Field {
  return {
    kind: "area",
    name: "adaptation",
    label: "What is done in another way here",
    hint: "Laptops instead of tablets, through the libraries.",
    value,
  };
}

function adoptionReaders(value: string): Field {
  return {
    kind: "choice",
    name: "visibility",
    label: "Who sees that you adopted it",
    options: optionsOf(ADOPTION_READERS_IN_WORDS),
    isRequired: true,
    value,
  };
}
