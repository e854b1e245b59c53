import type { IndicatorView } from "../../../shared/measurement/indicator.ts";
import { listIndicators } from "../../../shared/measurement/read-indicator.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field, Option } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ofPlan, optionsOf, ownPlan } from "./own-plan.ts";

const MOST_OFFERED = 100;
const SYSTEM_LEVELS: readonly string[] = ["system", "adjacent"];

/** Links a strategy or a systems indicator to what it is thought to move. */
export const addLinkForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { partnership, address } = opened.value;
  const { organisationId } = visit.principal;
  const listed = await listIndicators(deps, {
    partnershipId: partnership.head.id,
    organisationId,
    page: { limit: MOST_OFFERED },
  });
  if (!listed.ok) return listed;
  const linkable = listed.value.items.filter(({ level }) => level !== "performance");
  if (linkable.length === 0 || partnership.strategies.length === 0)
    return fail({
      code: "conflict",
      detail: "A link needs two ends: add a strategy and an indicator to the plan first.",
    });
  const systems = linkable.filter(isOfSystems);
  const from = [
    ...partnership.strategies.map(({ id, name }) => ({ value: id, text: `Strategy: ${name}` })),
    ...systems.map(({ id, name }) => ({ value: id, text: `Systems indicator: ${name}` })),
  ];
  const to = linkable.map((view) => ({
    value: view.id,
    text: `${isOfSystems(view) ? "Systems indicator" : "Outcome"}: ${view.name}`,
  }));
  const systemIds = new Set(systems.map(({ id }) => id));
  return ok({
    title: "Add a link",
    lead: "From a strategy to a systems indicator, and from there to an outcome. A link says what you expect and on what that rests; it never says that one caused the other.",
    parts: saying(from, to),
    shape: (body) => ({
      ...body,
      kind: systemIds.has(String(body.toId)) ? "shifts" : "contributes-to",
    }),
    submit: "Add the link",
    call: { method: "POST", path: `${address}/links` },
    ...ofPlan(opened.value, "#links"),
  });
};

/** Takes a link away, for a reason. */
export const removeLinkForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { partnership, address } = opened.value;
  const link = partnership.links.find(({ id }) => id === visit.c.req.param("linkId"));
  if (!link) return fail({ code: "not_found", detail: "There is no such link." });
  return ok({
    title: "Take a link away",
    eyebrow: link.hypothesis,
    lead: "It is gone from the plan; the history keeps it, with your reason.",
    parts: [REASON],
    submit: "Take it away",
    isGrave: true,
    call: {
      method: "DELETE",
      path: (input) =>
        `${address}/links/${link.id}?reason=${encodeURIComponent((input.get("reason") ?? "").trim())}`,
    },
    version: partnership.version,
    ...ofPlan(opened.value, "#links"),
  });
};

function isOfSystems({ level }: IndicatorView): boolean {
  return SYSTEM_LEVELS.includes(level);
}

function saying(from: readonly Option[], to: readonly Option[]): Field[] {
  return [
    { kind: "choice", name: "fromId", label: "From", options: from, blank: "choose one", isRequired: true },
    { kind: "choice", name: "toId", label: "To", options: to, blank: "choose one", isRequired: true },
    {
      kind: "area",
      name: "hypothesis",
      label: "How the one moves the other",
      hint: "Like “Families that a navigator accompanies are enrolled before the school year begins.”",
      isRequired: true,
    },
    {
      kind: "choice",
      name: "evidence",
      label: "How well that is supported",
      options: optionsOf(["none", "emerging", "moderate", "strong"]),
      value: "none",
      isRequired: true,
    },
    { kind: "area", name: "evidenceNote", label: "On what that rests" },
    {
      kind: "lines",
      name: "evidenceUrls",
      label: "Where it can be read",
      hint: "One address a line, beginning with https://.",
    },
    {
      kind: "number",
      name: "expectedLagMonths",
      label: "Months until it shows",
      hint: "Like 12.",
      isRequired: true,
    },
  ];
}
