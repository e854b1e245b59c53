import { ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Rows } from "../forms/form.ts";
import { optionsOf, ownPlan } from "./own-plan.ts";
import { VISIBILITY } from "./promises.ts";

const KINDS = ["leadership-table", "action-network", "working-group", "community", "data-review", "other"];

/** Plans a meeting, or records one that was held with what it decided. */
export const addMeetingForm: MakeForm = async (visit, deps) => {
  const opened = await ownPlan(visit, deps);
  if (!opened.ok) return opened;
  const { address } = opened.value;
  return ok({
    title: "Plan or record a meeting",
    lead: "Only a meeting that was held has decisions and attendance. Attendance counts people by organisation, and names nobody.",
    parts: [
      { kind: "text", name: "title", label: "Title", most: 200, isRequired: true },
      {
        kind: "choice",
        name: "kind",
        label: "Who meets",
        options: optionsOf(KINDS),
        value: "leadership-table",
        isRequired: true,
      },
      {
        kind: "date",
        name: "heldOn",
        label: "Day",
        hint: "For which it is planned, or on which it was held.",
        isRequired: true,
      },
      {
        kind: "choice",
        name: "status",
        label: "Status",
        options: optionsOf(["planned", "held", "cancelled"]),
        value: "planned",
        isRequired: true,
      },
      DECISIONS,
      ATTENDANCE,
      {
        kind: "text",
        name: "notesUrl",
        label: "Where the notes are",
        hint: "An address beginning with https://.",
        most: 1000,
      },
      VISIBILITY,
    ],
    submit: "Save the meeting",
    call: { method: "POST", path: `${address}/meetings` },
    back: { address, text: "The partnership" },
    done: () => ({ address, notice: "saved" }),
  });
};

const DECISIONS: Rows = {
  kind: "rows",
  name: "decisions",
  legend: "What was decided",
  rowLegend: (index) => `Decision ${index + 1}`,
  count: 1,
  most: 20,
  more: "Add a decision",
  fields: () => [{ kind: "area", name: "what", label: "Decision", isRequired: true }],
};

const ATTENDANCE: Rows = {
  kind: "rows",
  name: "attendance",
  legend: "Who came",
  rowLegend: (index) => `Organisation ${index + 1}`,
  count: 1,
  most: 40,
  more: "Add an organisation",
  fields: () => [
    {
      kind: "text",
      name: "organisation",
      pointer: "/organisation/name",
      label: "Organisation",
      most: 200,
      isRequired: true,
    },
    { kind: "number", name: "people", label: "How many people", isRequired: true },
  ],
};
