import type { CapacityAssessmentView } from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import { readCapacityAssessment } from "../../../shared/partnerships/capacities/read-capacity-assessments.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Form, Group, Input } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";
import { CAPACITY_READERS_IN_WORDS, capacitiesOf, PLACES_IN_WORDS } from "../views/capacity-words.ts";
import { REASON } from "./own-commitment.ts";
import { madeAt, requireKeeper } from "./practice-parts.ts";

/** Opens an assessment of a partnership's capacities, which respondents then answer. */
export const openCapacityForm: MakeForm = async (visit, deps) => {
  const partnershipId = visit.c.req.param("partnershipId") ?? "";
  const own = await requireKeeper(visit, deps, partnershipId);
  if (!own.ok) return own;
  const address = `/partnerships/${partnershipId}/capacity-assessments`;
  return ok({
    title: "Open an assessment of capacities",
    lead: "Several people each say where the partnership is. What single people said is yours alone; others see what at least three said together.",
    parts: [
      {
        kind: "text",
        name: "title",
        label: "Title",
        hint: "Spring self-assessment",
        most: 200,
        isRequired: true,
      },
      { kind: "date", name: "heldOn", label: "Held on", isRequired: true },
      readersField("partnership"),
    ],
    submit: "Open it",
    call: { method: "POST", path: address },
    back: { address, text: "Capacities" },
    done: (answer) => ({ address: madeAt(answer), notice: "capacity-opened" }),
  });
};

/** Adds what one respondent says of the capacities. */
export const answerCapacityForm: MakeForm = async (visit, deps) => {
  const opened = await openedCapacity(visit, deps);
  if (!opened.ok) return opened;
  const { assessment, address, of } = opened.value;
  return ok({
    title: "Add what one person says",
    lead: "Leave out what they cannot say. One answer is never shown to others by itself.",
    parts: [
      {
        kind: "text",
        name: "role",
        label: "Who answers",
        hint: "A role, never a name: a parent on the leadership table",
        most: 200,
        isRequired: true,
      },
      ...capacitiesOf(assessment).map(rated),
    ],
    shape: ({ role, ratings }) => ({ role, ratings: given(ratings) }),
    prepare: async (body, input) => ratedAll(body, input, capacitiesOf(assessment)),
    submit: "Keep the answer",
    call: { method: "POST", path: `${address}/responses` },
    ...of("capacity-answered"),
  });
};

/** Closes an assessment: nobody answers any more. */
export const closeCapacityForm: MakeForm = async (visit, deps) => {
  const opened = await openedCapacity(visit, deps);
  if (!opened.ok) return opened;
  const { address, of } = opened.value;
  return ok({
    title: "Close the assessment",
    lead: "Nobody answers any more, and it cannot be opened again.",
    parts: [REASON],
    submit: "Close it",
    isGrave: true,
    call: { method: "POST", path: `${address}/closing` },
    ...of("capacity-closed"),
  });
};

/** Says who sees an assessment from now on. */
export const showCapacityForm: MakeForm = async (visit, deps) => {
  const opened = await openedCapacity(visit, deps, { isOpenNeeded: false });
  if (!opened.ok) return opened;
  const { assessment, address, of } = opened.value;
  return ok({
    title: "Say who sees the assessment",
    parts: [readersField(assessment.visibility), REASON],
    submit: "Change who sees it",
    call: { method: "PUT", path: `${address}/visibility` },
    ...of("saved"),
  });
};

type Opened = {
  readonly assessment: CapacityAssessmentView;
  readonly address: string;
  readonly of: (notice: NoticeCode) => Pick<Form, "back" | "version" | "done">;
};

/** The assessment of the address, for who keeps its partnership; `conflict` where it is closed and a form needs it open. Two rounds. */
async function openedCapacity(
  visit: Visit,
  deps: WebDeps,
  { isOpenNeeded } = { isOpenNeeded: true },
): Promise<Result<Opened>> {
  const { c, principal } = visit;
  const capacityAssessmentId = c.req.param("capacityAssessmentId") ?? "";
  const { organisationId } = principal;
  const read = await readCapacityAssessment(deps.table, { capacityAssessmentId, organisationId });
  if (!read.ok) return read;
  const assessment = read.value;
  const own = await requireKeeper(visit, deps, assessment.partnershipId);
  if (!own.ok) return fail({ code: "forbidden", detail: "Only who keeps the partnership does this here." });
  if (isOpenNeeded && assessment.status === "closed" && c.req.method !== "POST")
    return fail({ code: "conflict", detail: "It is closed: nobody answers any more." });
  const address = `/capacity-assessments/${capacityAssessmentId}`;
  const of: Opened["of"] = (notice) => ({
    back: { address, text: assessment.title },
    version: assessment.version,
    done: () => ({ address, notice }),
  });
  return ok({ assessment, address, of });
}

function readersField(value: string): Field {
  const options = Object.entries(CAPACITY_READERS_IN_WORDS).map(([each, text]) => ({ value: each, text }));
  return {
    kind: "choice",
    name: "visibility",
    label: "Who sees what was said together",
    options,
    isRequired: true,
    value,
  };
}

function rated({ key, name }: { readonly key: string; readonly name: string }): Group {
  const options = PLACES_IN_WORDS.map((text, index) => ({
    value: String(index + 1),
    text: `${index + 1}, ${text}`,
  }));
  return {
    kind: "group",
    legend: name,
    fields: [
      {
        kind: "choice",
        name: `ratings.${key}.rating`,
        label: `${name}: where we are`,
        options,
        blank: "cannot say",
      },
      { kind: "area", name: `ratings.${key}.note`, label: `${name}: why` },
    ],
  };
}

/** Ratings as the API takes them, of the capacities that were rated. */
function given(ratings: unknown) {
  const rows = Object.entries((ratings ?? {}) as Record<string, { rating?: string; note?: string }>);
  return rows.flatMap(([capacity, { rating, note }]) =>
    rating === undefined
      ? []
      : [{ capacity, rating: Number(rating), ...(note === undefined ? {} : { note }) }],
  );
}

/** The body, where nothing was written of a capacity that was not rated: it would be lost. */
function ratedAll(body: unknown, input: Input, capacities: readonly { readonly key: string }[]) {
  const errors = capacities
    .filter(({ key }) => isEmpty(input, `ratings.${key}.rating`) && !isEmpty(input, `ratings.${key}.note`))
    .map(({ key }) => ({
      pointer: `/ratings/${key}/rating`,
      detail: "Say where you are with it, or take away why.",
    }));
  if (errors.length === 0) return ok(body);
  return fail({ code: "validation_failed", detail: "Something was written of what is not rated.", errors });
}

function isEmpty(input: Input, name: string): boolean {
  return (input.get(name) ?? "").trim() === "";
}
