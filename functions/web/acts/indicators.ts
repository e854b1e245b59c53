import { OUTCOME_NAMES } from "../../../shared/measurement/catalogue/outcome-ids.ts";
import type { Indicator } from "../../../shared/measurement/indicator.ts";
import { FREQUENCIES } from "../../../shared/measurement/indicator-words.ts";
import { readIndicator } from "../../../shared/measurement/read-indicator.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Option, Part } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ofPlan, optionsOf, ownPlan } from "./own-plan.ts";

/** Adds an indicator: what is counted, of whom, from which source. */
export const addIndicatorForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { address, partnership } = opened.value;
  return ok({
    title: "Add an indicator",
    lead: "By what one would see that a result comes about. Unit and place are set once: figures rest on them.",
    parts: [...meaning({}), counting(partnership.head), ...origin({})],
    submit: "Add the indicator",
    call: { method: "POST", path: `${address}/indicators` },
    ...ofPlan(opened.value, "#indicators"),
  });
};

/** Says better what an indicator is, for a reason. */
export const redefineIndicatorForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const indicatorId = visit.c.req.param("indicatorId") ?? "";
  const { organisationId } = visit.principal;
  const read = await readIndicator(deps, { indicatorId, organisationId });
  if (!read.ok) return read;
  const page = `${opened.value.address}/indicators/${indicatorId}`;
  return ok({
    title: "Change the definition",
    lead: "Every change is a version; figures name the version that they were recorded under. Unit and place stay.",
    parts: [...meaning(read.value), ...origin(read.value), REASON],
    shape: (body) => ({ ...EMPTIED, ...body }),
    submit: "Save the definition",
    call: { method: "PATCH", path: `/indicators/${indicatorId}` },
    version: read.value.version,
    back: { address: page, text: read.value.name },
    done: () => ({ address: page, notice: "saved" }),
  });
};

const EMPTIED = { outcomeId: null, window: null, comparabilityNote: null };
const LEVELS: readonly Option[] = [
  { value: "core", text: "Core: the measure of an outcome for children" },
  { value: "contributing", text: "Contributing: an early sign of an outcome" },
  { value: "system", text: "System: what schools and training do" },
  { value: "adjacent", text: "Adjacent: what lies beside schools, like housing" },
  { value: "performance", text: "Performance: how well a programme works" },
];
const DIRECTIONS: readonly Option[] = [
  { value: "higher", text: "Higher is better" },
  { value: "lower", text: "Lower is better" },
  { value: "neutral", text: "Neither way is better" },
];
const UNITS: readonly Option[] = [
  { value: "percent", text: "Per cent" },
  { value: "rate", text: "Rate, so many of 1,000 or the like" },
  { value: "count", text: "Count" },
  { value: "index", text: "Points of an index" },
  { value: "ratio", text: "Ratio" },
  { value: "currency", text: "Money" },
];

function meaning(indicator: Partial<Indicator>): Part[] {
  return [
    {
      kind: "text",
      name: "name",
      label: "Name",
      hint: "Like “Third graders reading at grade level”.",
      most: 200,
      value: indicator.name,
      isRequired: true,
    },
    {
      kind: "choice",
      name: "level",
      label: "What kind it is",
      options: LEVELS,
      value: indicator.level ?? "core",
      isRequired: true,
    },
    {
      kind: "choice",
      name: "outcomeId",
      label: "Outcome from cradle to career",
      options: Object.entries(OUTCOME_NAMES).map(([value, text]) => ({ value, text })),
      value: indicator.outcomeId,
      blank: "none of these",
    },
    {
      kind: "choice",
      name: "polarity",
      label: "Direction",
      options: DIRECTIONS,
      value: indicator.polarity ?? "higher",
      isRequired: true,
    },
    {
      kind: "area",
      name: "numeratorDefinition",
      label: "What is counted",
      hint: "Like “Tested grade-3 students who met the state reading standard”.",
      value: indicator.numeratorDefinition,
      isRequired: true,
    },
    {
      kind: "area",
      name: "denominatorDefinition",
      label: "Of whom",
      hint: "Like “Grade-3 students tested in reading”.",
      value: indicator.denominatorDefinition,
      isRequired: true,
    },
  ];
}

function counting(head: { readonly placeCode: string; readonly placeName: string }): Part {
  const fields: readonly Field[] = [
    { kind: "choice", name: "unit", label: "Unit", options: UNITS, value: "percent", isRequired: true },
    { kind: "number", name: "ratePer", label: "Of how many", hint: "Of a rate alone, like 1000." },
    { kind: "text", name: "currency", label: "Currency", hint: "Of money alone, like USD.", most: 3 },
    {
      kind: "text",
      name: "placeName",
      label: "Place",
      value: head.placeName,
      most: 200,
      isRequired: true,
    },
    {
      kind: "text",
      name: "placeCode",
      label: "Code of the place",
      value: head.placeCode,
      most: 100,
      isRequired: true,
    },
  ];
  return { kind: "group", legend: "Unit and place, set once", fields };
}

function origin(indicator: Partial<Indicator>): Part[] {
  return [
    {
      kind: "group",
      legend: "Where figures come from",
      fields: [
        {
          kind: "text",
          name: "source",
          label: "Source",
          hint: "Like “State assessment results by district”.",
          most: 500,
          value: indicator.source,
          isRequired: true,
        },
        {
          kind: "choice",
          name: "frequency",
          label: "How often",
          options: optionsOf(FREQUENCIES),
          value: indicator.frequency ?? "yearly",
          isRequired: true,
        },
        {
          kind: "text",
          name: "window",
          label: "When",
          hint: "Like “Spring of the school year”.",
          most: 200,
          value: indicator.window,
        },
        {
          kind: "text",
          name: "comparabilityNote",
          label: "What to heed when comparing",
          most: 1000,
          value: indicator.comparabilityNote,
        },
      ],
    },
  ];
}
