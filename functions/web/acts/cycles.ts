import type { Cycle } from "../../../shared/partnerships/tests-of-change/cycle.ts";
import {
  cyclesOf,
  TESTS_OF_CHANGE,
  type TestOfChange,
} from "../../../shared/partnerships/tests-of-change/test-of-change.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form, Group, Option, Part } from "../forms/form.ts";
import { figuresOf } from "../read-test.ts";
import type { Visit } from "../signed-in.ts";
import { COMPARISONS_IN_WORDS, DECISIONS_IN_WORDS } from "../views/practice-words.ts";
import { REASON } from "./own-commitment.ts";
import { type OpenedRecord, openedRecord } from "./own-record.ts";
import { emptied, linksOf, ticked, withChosen } from "./practice-parts.ts";

type OpenedTest = OpenedRecord<TestOfChange>;
type OpenedCycle = OpenedTest & { readonly cycle: Cycle; readonly cycleAddress: string };

/** Plans the next cycle of a test, with its prediction. */
export const planCycleForm: MakeForm = async (visit, deps) => {
  const opened = await openedRecord(visit, deps, TESTS_OF_CHANGE);
  if (!opened.ok) return opened;
  const { loaded, partnershipId, address, of } = opened.value;
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  const last = cyclesOf(loaded).at(-1);
  if (last && last.state !== "decided" && visit.c.req.method !== "POST")
    return fail({
      code: "conflict",
      detail: `Decide on cycle ${last.number} first, then plan the next one.`,
    });
  return ok({
    title: `Plan cycle ${(last?.number ?? 0) + 1}`,
    lead: "Say what you expect before you try it. The prediction is frozen when the cycle starts, so that you can learn from being wrong.",
    parts: planParts(links.value.indicators),
    submit: "Plan the cycle",
    call: { method: "POST", path: `${address}/cycles` },
    ...of("cycle-planned"),
  });
};

/** Changes the plan of a cycle that has not started. */
export const changeCycleForm: MakeForm = async (visit, deps) => {
  const opened = await openedCycle(visit, deps, ({ state }) => state === "planned");
  if (!opened.ok) return opened;
  const { cycle, cycleAddress, partnershipId, of } = opened.value;
  const links = await linksOf(visit, deps, partnershipId);
  if (!links.ok) return links;
  return ok({
    title: `Change the plan of cycle ${cycle.number}`,
    parts: [...planParts(links.value.indicators, cycle), REASON],
    shape: (body) => emptied(body, ["questions", "plannedFor"]),
    submit: "Change the plan",
    call: { method: "PATCH", path: cycleAddress },
    ...of("saved"),
  });
};

/** Records that a cycle started: its prediction is frozen. */
export const startCycleForm: MakeForm = async (visit, deps) => {
  const opened = await openedCycle(visit, deps, ({ state }) => state === "planned");
  if (!opened.ok) return opened;
  const { cycle, cycleAddress, of } = opened.value;
  return ok({
    title: `Start cycle ${cycle.number}`,
    lead: `From then on its plan and its prediction stay as they are: ${cycle.prediction}`,
    parts: [
      { kind: "date", name: "on", label: "Started on", isRequired: true, value: visit.now.slice(0, 10) },
    ],
    submit: "Record the start",
    call: { method: "POST", path: `${cycleAddress}/start` },
    ...of("cycle-started"),
  });
};

/** Records what happened in a cycle, and how that compares with the prediction; the figures of the test's indicators beside it. */
export const studyCycleForm: MakeForm = async (visit, deps) => {
  const opened = await openedCycle(visit, deps, ({ state }) => state === "started" || state === "studied");
  if (!opened.ok) return opened;
  const { cycle, cycleAddress, record, partnershipId, of } = opened.value;
  const figures = await figuresOf(deps, { partnershipId, visit, indicatorIds: record.indicatorIds ?? [] });
  if (!figures.ok) return figures;
  const { finding } = cycle;
  return ok({
    title: finding
      ? `Correct what cycle ${cycle.number} found`
      : `Record what happened in cycle ${cycle.number}`,
    lead: `What was predicted: ${cycle.prediction}`,
    parts: [
      {
        kind: "date",
        name: "on",
        label: "Studied on",
        isRequired: true,
        value: finding?.on ?? visit.now.slice(0, 10),
      },
      {
        kind: "area",
        name: "happened",
        label: "What happened",
        hint: "Ten were called, four came; three said that the bus stops running at six.",
        isRequired: true,
        value: finding?.happened,
      },
      {
        kind: "check",
        name: "asPlanned",
        label: "It was carried out as planned",
        value: finding?.asPlanned === false ? undefined : "yes",
      },
      {
        kind: "choice",
        name: "comparison",
        label: "Beside the prediction",
        options: optionsOf(COMPARISONS_IN_WORDS),
        blank: "choose one",
        isRequired: true,
        value: finding?.comparison,
      },
      { kind: "area", name: "learned", label: "What was learned", isRequired: true, value: finding?.learned },
      ...restsOn(figures.value.observations, finding?.observations),
    ],
    shape: (body) => ({ ...body, observations: ticked(body.observations).map(refOf) }),
    submit: "Keep what happened",
    call: { method: "POST", path: `${cycleAddress}/finding` },
    ...of("cycle-studied"),
  });
};

/** Closes a cycle: adopt, adapt or abandon, and why. */
export const decideCycleForm: MakeForm = async (visit, deps) => {
  const opened = await openedCycle(visit, deps, ({ state }) => state === "studied");
  if (!opened.ok) return opened;
  const { cycle, cycleAddress, of } = opened.value;
  return ok({
    title: `Decide on cycle ${cycle.number}`,
    lead: `What was learned: ${cycle.finding?.learned ?? ""} What is decided closes the cycle, and its finding is corrected no more.`,
    parts: [
      { kind: "date", name: "on", label: "Decided on", isRequired: true, value: visit.now.slice(0, 10) },
      {
        kind: "choice",
        name: "decision",
        label: "What is done with it",
        options: optionsOf(DECISIONS_IN_WORDS),
        blank: "choose one",
        isRequired: true,
      },
      { kind: "area", name: "why", label: "Why", isRequired: true },
      {
        kind: "area",
        name: "followed",
        label: "What follows",
        hint: "The next cycle opens the clinic in the school.",
      },
    ],
    submit: "Decide",
    call: { method: "POST", path: `${cycleAddress}/decision` },
    ...of("cycle-decided"),
  });
};

/** The cycle of the address while it stands where a form needs it; what is sent is for the operation to judge. */
async function openedCycle(
  visit: Visit,
  deps: WebDeps,
  stands: (cycle: Cycle) => boolean,
): Promise<Result<OpenedCycle>> {
  const opened = await openedRecord(visit, deps, TESTS_OF_CHANGE);
  if (!opened.ok) return opened;
  const number = Number(visit.c.req.param("number"));
  const cycle = cyclesOf(opened.value.loaded).find((each) => each.number === number);
  if (!cycle) return fail({ code: "not_found", detail: "The test has no such cycle." });
  if (visit.c.req.method !== "POST" && !stands(cycle))
    return fail({
      code: "conflict",
      detail: `Cycle ${number} is ${cycle.state}: this step does not follow from there.`,
    });
  return ok({ ...opened.value, cycle, cycleAddress: `${opened.value.address}/cycles/${number}` });
}

function optionsOf(words: Readonly<Record<string, string>>): Option[] {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}

function planParts(indicators: readonly Option[], cycle?: Cycle): Form["parts"] {
  const measures = cycle?.measures ?? [];
  return [
    {
      kind: "area",
      name: "objective",
      label: "What this cycle is for",
      isRequired: true,
      value: cycle?.objective,
    },
    { kind: "area", name: "questions", label: "Questions it shall answer", value: cycle?.questions },
    {
      kind: "area",
      name: "prediction",
      label: "What you predict",
      hint: "Of ten families who are called within two days, six come to the clinic.",
      isRequired: true,
      value: cycle?.prediction,
    },
    {
      kind: "text",
      name: "scale",
      label: "With how many",
      hint: "Small at first: two families, one school, ten families of one school",
      most: 300,
      isRequired: true,
      value: cycle?.scale,
    },
    {
      kind: "area",
      name: "plan",
      label: "Who does what, when and where",
      isRequired: true,
      value: cycle?.plan,
    },
    { kind: "date", name: "plannedFor", label: "Planned for", value: cycle?.plannedFor },
    {
      kind: "rows",
      name: "measures",
      legend: "How you will know",
      hint: "At least one: families who came, of those who were called",
      rowLegend: (index) => `Measure ${index + 1}`,
      count: Math.max(1, measures.length),
      most: 10,
      more: "Another measure",
      fields: (index): Group["fields"] => [
        {
          kind: "text",
          name: "statement",
          label: "What is counted",
          most: 300,
          value: measures[index]?.statement,
        },
        {
          kind: "choice",
          name: "indicatorId",
          label: "Indicator that has it",
          options: withChosen(indicators, [measures[index]?.indicatorId]),
          blank: "none",
          value: measures[index]?.indicatorId,
        },
      ],
    },
  ];
}

/** A box for each figure that a finding can rest on. */
function restsOn(observations: readonly Option[], chosen: readonly string[] = []): Part[] {
  const known = new Set(observations.map(({ value }) => value));
  const earlier = chosen
    .filter((ref) => !known.has(ref))
    .map((ref) => ({ value: ref, text: `Chosen before: ${ref}` }));
  const fields = [...observations, ...earlier].map(({ value, text }) => ({
    kind: "check" as const,
    name: `observations.${keyOf(value)}`,
    label: text,
    value: chosen.includes(value) ? "yes" : undefined,
  }));
  if (fields.length === 0) return [];
  const hint = "Tick those that show what happened: the latest figures of the test's indicators.";
  return [{ kind: "group", legend: "Figures it rests on", hint, fields }];
}

/** A reference as part of a field's name, which has dots and slashes of its own. */
function keyOf(ref: string): string {
  return `r${Buffer.from(ref).toString("base64url")}`;
}

function refOf(key: string): string {
  return Buffer.from(key.slice(1), "base64url").toString();
}
