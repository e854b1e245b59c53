import type { Strategy } from "../../../shared/partnerships/index.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Part } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ofPlan, optionsOf, ownPlan } from "./own-plan.ts";

/** Adds what the partnership does to reach its results. */
export const addStrategyForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  return ok({
    title: "Add a strategy",
    lead: "What the partners do. What it leads to is said by links, each with its hypothesis.",
    parts: saying({}),
    shape: withOwner,
    submit: "Add the strategy",
    call: { method: "POST", path: `${opened.value.address}/strategies` },
    ...ofPlan(opened.value, "#strategies"),
  });
};

/** Changes, pauses or ends a strategy. */
export const changeStrategyForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { strategies, version } = opened.value.partnership;
  const strategy = strategies.find(({ id }) => id === visit.c.req.param("strategyId"));
  if (!strategy) return fail({ code: "not_found", detail: "There is no such strategy." });
  return ok({
    title: "Change a strategy",
    parts: [...saying(strategy), standing(strategy), REASON],
    // What was emptied is taken away; an owner that is the same keeps its id.
    shape: (body) => {
      const { owner, ...rest } = withOwner(body);
      const same = owner?.name === strategy.owner?.name;
      return { ...EMPTIED, ...rest, ...(same ? {} : { owner: owner ?? null }) };
    },
    submit: "Save",
    call: { method: "PATCH", path: `${opened.value.address}/strategies/${strategy.id}` },
    version,
    ...ofPlan(opened.value, "#strategies"),
  });
};

const EMPTIED = { description: null, rationale: null, populations: null, startedOn: null, endedOn: null };

type Body = Readonly<Record<string, unknown>>;

function withOwner({ owner, ...body }: Body): Body & { owner?: { readonly name: string } } {
  return owner === undefined ? body : { ...body, owner: owner as { readonly name: string } };
}

function saying(strategy: Partial<Strategy>): Part[] {
  return [
    {
      kind: "text",
      name: "name",
      label: "Name",
      hint: "Like “Family navigators in every clinic”.",
      most: 200,
      value: strategy.name,
      isRequired: true,
    },
    {
      kind: "choice",
      name: "kind",
      label: "For whom",
      options: [
        { value: "universal", text: "Universal: one way for everyone" },
        { value: "targeted", text: "Targeted: a way of its own for groups in different situations" },
      ],
      value: strategy.kind ?? "universal",
      isRequired: true,
    },
    { kind: "area", name: "description", label: "What is done", value: strategy.description },
    { kind: "area", name: "rationale", label: "Why this one", value: strategy.rationale },
    {
      kind: "text",
      name: "owner",
      pointer: "/owner/name",
      label: "Organisation that answers for it",
      hint: "An organisation, never a person.",
      most: 200,
      value: strategy.owner?.name,
    },
    {
      kind: "lines",
      name: "populations",
      label: "Groups it is for",
      hint: "One a line.",
      value: strategy.populations?.join("\n"),
    },
    { kind: "date", name: "startedOn", label: "Since", value: strategy.startedOn },
  ];
}

function standing({ status, endedOn }: Strategy): Part {
  return {
    kind: "group",
    legend: "Where it stands",
    fields: [
      {
        kind: "choice",
        name: "status",
        label: "Status",
        options: optionsOf(["active", "paused", "ended"]),
        value: status,
        isRequired: true,
      },
      { kind: "date", name: "endedOn", label: "Last day", hint: "Where it has ended.", value: endedOn },
    ],
  };
}
