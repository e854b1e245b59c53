import { type CommitmentStatus, nextStatuses } from "../../../shared/investments/commitment-status.ts";
import { capitalised } from "../../../shared/pages/index.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { ofCommitment, ownCommitment, REASON } from "./own-commitment.ts";

/** What a step means, beside its name. */
const STEPS: Partial<Record<CommitmentStatus, string>> = {
  intended: "a plan that is meant: not binding, and in no total of commitments",
  approved: "the board has approved it; nothing is promised yet",
  agreed: "the agreement is signed: its money counts as committed, and is in the ledger",
  active: "the work has begun",
  closing: "the last reports and payments are on their way",
  closed: "everything is paid or released, and every report is in",
  cancelled: "it will not happen",
};

/** The steps that one person takes; the others are proposed to a second one. */
export function ownSteps(status: CommitmentStatus): readonly CommitmentStatus[] {
  if (status === "suspended") return [];
  return nextStatuses(status).filter((next) => next !== "suspended" && next !== "terminated");
}

/** Moves a commitment along its life: draft, intended, approved, agreed, active, closing, closed; or cancels it. */
export const statusForm: MakeForm = async (visit, deps) => {
  const opened = await ownCommitment(visit, deps);
  if (!opened.ok) return opened;
  const { state, address, today } = opened.value;
  const { status } = state.commitment;
  const steps = ownSteps(status);
  if (steps.length === 0)
    return fail({
      code: "conflict",
      detail: `It is ${status}. What can follow takes a second person: propose an amendment, or nothing follows.`,
    });
  return ok({
    title: "Change the status",
    eyebrow: `It is ${status} now.`,
    parts: [
      {
        kind: "choice",
        name: "status",
        label: "It becomes",
        options: steps.map((step) => ({
          value: step,
          text: `${capitalised(step)}: ${STEPS[step] ?? "the next step"}`,
        })),
        isRequired: true,
        value: steps[0],
      },
      { kind: "date", name: "on", label: "On", value: today, isRequired: true },
      REASON,
    ],
    submit: "Change the status",
    call: { method: "POST", path: `${address}/status` },
    ...ofCommitment(opened.value, "status-changed"),
  });
};
