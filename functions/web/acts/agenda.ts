import { showPart } from "../../../shared/partnerships/agenda/read-agenda.ts";
import { type AgendaResult, RESULTS } from "../../../shared/partnerships/agenda/result.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Field } from "../forms/form.ts";
import { REASON } from "./own-commitment.ts";
import { ofPlan, ownPlan } from "./own-plan.ts";

/** Adds a result that the partners agreed to work for. */
export const addResultForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  return ok({
    title: "Add a result to the agenda",
    lead: "What shall be true for children and families here. Nobody owns it alone.",
    parts: saying({}),
    submit: "Add it",
    call: { method: "POST", path: `${opened.value.address}/results` },
    ...ofPlan(opened.value, "#results"),
  });
};

/** Says a result better, or puts it away by its last day. */
export const changeResultForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const partId = visit.c.req.param("partId") ?? "";
  const { id: partnershipId } = opened.value.partnership.head;
  const { organisationId } = visit.principal;
  const shown = await showPart(deps, { partnershipId, partId, organisationId, kind: RESULTS });
  if (!shown.ok) return shown;
  const { value, version } = shown.value;
  const ended: Field = {
    kind: "date",
    name: "endedOn",
    label: "Worked for until",
    hint: "Puts it away on this day. It stays on record.",
    value: value.endedOn,
  };
  return ok({
    title: "Change a result of the agenda",
    parts: [...saying(value), ended, REASON],
    shape: (body) => ({ ...body, endedOn: body.endedOn ?? null }),
    submit: "Save",
    call: { method: "PATCH", path: `${opened.value.address}/results/${partId}` },
    version,
    ...ofPlan(opened.value, "#results"),
  });
};

function saying({ statement, population }: Partial<AgendaResult>): Field[] {
  return [
    {
      kind: "text",
      name: "statement",
      label: "The result, in plain words",
      hint: "A condition of well-being, no measure and no programme: “Children enter kindergarten ready”.",
      most: 300,
      value: statement,
      isRequired: true,
    },
    {
      kind: "text",
      name: "population",
      label: "For whom",
      hint: "Like “Children of the harbour wards”.",
      most: 200,
      value: population,
      isRequired: true,
    },
  ];
}
