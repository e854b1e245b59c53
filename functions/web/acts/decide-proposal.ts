import { readProposal } from "../../../shared/investments/amendments/read-proposals.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import type { Form } from "../forms/form.ts";
import type { NoticeCode } from "../forms/notices.ts";
import type { Visit } from "../signed-in.ts";
import { proposalName } from "../words.ts";
import { REASON } from "./own-commitment.ts";

type Decision = {
  readonly title: string;
  readonly lead: string;
  readonly submit: string;
  readonly step: "approval" | "rejection" | "withdrawal";
  readonly notice: NoticeCode;
  readonly parts: Form["parts"];
  readonly isGrave?: boolean;
};

/** The form of a decision on an open proposal of the caller's organisation. A Query beside a GetItem. */
async function decisionForm(visit: Visit, deps: WebDeps, decision: Decision): Promise<Result<Form>> {
  const { principal, c } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const proposalId = c.req.param("proposalId") ?? "";
  const read = await readProposal(deps.table, { id, proposalId, principal });
  if (!read.ok) return read;
  const { view, version } = read.value;
  if (view.status !== "open")
    return fail({ code: "conflict", detail: `It is ${view.status} already. Look at it again.` });
  const { step, notice, ...shown } = decision;
  const commitment = `/commitments/${id}`;
  const address = `${commitment}/proposals/${proposalId}`;
  return ok({
    ...shown,
    eyebrow: `${proposalName(view.kind)} of ${view.commitmentTitle}: ${view.reason}`,
    call: { method: "POST", path: `${address}/${step}` },
    version,
    back: { address, text: "The proposal" },
    done: () => ({ address: step === "approval" ? commitment : address, notice }),
  });
}

/** Approves a proposal as a second person. */
export const approveProposalForm: MakeForm = (visit, deps) =>
  decisionForm(visit, deps, {
    title: "Approve a proposal",
    lead: "It is tried anew on the commitment as it stands, and takes effect at once. You cannot approve what you proposed yourself.",
    submit: "Approve it",
    step: "approval",
    notice: "proposal-approved",
    parts: [{ kind: "area", name: "note", label: "Note" }],
  });

/** Rejects a proposal as a second person. */
export const rejectProposalForm: MakeForm = (visit, deps) =>
  decisionForm(visit, deps, {
    title: "Reject a proposal",
    lead: "Nothing changes. Who proposed it reads why.",
    submit: "Reject it",
    step: "rejection",
    notice: "proposal-rejected",
    parts: [REASON],
    isGrave: true,
  });

/** Takes back what one proposed oneself. */
export const withdrawProposalForm: MakeForm = (visit, deps) =>
  decisionForm(visit, deps, {
    title: "Take a proposal back",
    lead: "Only who proposed it can take it back.",
    submit: "Take it back",
    step: "withdrawal",
    notice: "proposal-withdrawn",
    parts: [REASON],
  });
