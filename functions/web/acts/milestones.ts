import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { ofCommitment, ownCommitment, REASON } from "./own-commitment.ts";

/** Adds a milestone to a commitment. */
export const addMilestoneForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  return ok({
    title: "Add a milestone",
    lead: "A payment can be made to wait for it.",
    parts: [
      { kind: "text", name: "title", label: "What is reached", most: 200, isRequired: true },
      { kind: "area", name: "description", label: "How one knows" },
      { kind: "date", name: "dueOn", label: "By" },
      { ...REASON, isRequired: false },
    ],
    submit: "Add it",
    call: { method: "POST", path: `${opened.value.address}/milestones` },
    ...ofCommitment(opened.value, "milestone-added", "#milestones"),
  });
};

/** Records that a milestone was achieved. */
export const achieveMilestoneForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { state, address, today } = opened.value;
  const number = Number(visit.c.req.param("milestoneNumber"));
  const milestone = state.milestones.find((each) => each.number === number);
  if (!milestone) return fail({ code: "not_found", detail: `There is no milestone ${number}.` });
  return ok({
    title: "Record a milestone as achieved",
    eyebrow: `Milestone ${number}: ${milestone.title}`,
    parts: [
      { kind: "date", name: "achievedOn", label: "Achieved on", value: today, isRequired: true },
      { kind: "area", name: "evidence", label: "Evidence", isRequired: true },
      REASON,
    ],
    submit: "Record it",
    call: { method: "POST", path: `${address}/milestones/${number}/achievement` },
    ...ofCommitment(opened.value, "milestone-achieved", "#milestones"),
  });
};
