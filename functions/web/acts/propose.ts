import type { Child } from "hono/jsx";
import { applyProposal, factsFor } from "../../../shared/investments/amendments/apply-proposal.ts";
import {
  NewProposalSchema,
  PROPOSAL_REASONS,
  type ProposalKind,
} from "../../../shared/investments/amendments/proposal.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import { newId } from "../../../shared/platform/id.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { checkBody } from "../../api/read-request.ts";
import { ruleFacts } from "../../api/rule-facts.ts";
import type { WebDeps } from "../deps.ts";
import type { Field, Form, Part } from "../forms/form.ts";
import type { Visit } from "../signed-in.ts";
import { PlanChange } from "../views/plan-change.tsx";
import { optionsOf } from "./commitment-parts.ts";
import { type Opened, ofCommitment, REASON } from "./own-commitment.ts";

/** What is particular to a kind of proposal. */
export type Proposing = {
  readonly kind: ProposalKind;
  readonly title: string;
  readonly lead: string;
  readonly parts: readonly Part[];
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly shape?: Form["shape"];
  readonly isGrave?: boolean;
  /** An advance changes no plan, so there is nothing to look ahead at. */
  readonly withPreview?: boolean;
};

/** The form of a proposal: nothing changes until a second person approves it. */
export function proposalForm(
  opened: Opened,
  proposing: Proposing,
  at: { visit: Visit; deps: WebDeps },
): Form {
  const { kind, title, lead, parts, fixed, shape, isGrave, withPreview = true } = proposing;
  return {
    title,
    lead: `${lead} You propose it; it takes effect when somebody else approves it.`,
    parts: [...parts, ...saidFields(opened.today)],
    fixed: { kind, ...fixed },
    ...(shape ? { shape } : {}),
    ...(isGrave ? { isGrave } : {}),
    ...(withPreview
      ? { preview: { button: "Look at before and after", show: (body) => lookAhead(opened, body, at) } }
      : {}),
    submit: "Propose it",
    call: { method: "POST", path: `${opened.address}/proposals` },
    ...ofCommitment(opened, "proposed", "#proposals"),
  };
}

function saidFields(today: string): readonly Field[] {
  return [
    { kind: "date", name: "effectiveOn", label: "Takes effect on", value: today, isRequired: true },
    {
      kind: "choice",
      name: "reasonCode",
      label: "Kind of reason",
      options: optionsOf(PROPOSAL_REASONS),
      blank: "choose one",
      isRequired: true,
    },
    REASON,
  ];
}

/** What the plan would be: the rule of the proposal's approval, applied to the commitment as it stands, without writing. */
async function lookAhead(
  { state }: Opened,
  body: unknown,
  { visit, deps }: { readonly visit: Visit; readonly deps: WebDeps },
): Promise<Result<Child>> {
  const parsed = checkBody(NewProposalSchema(), body);
  if (!parsed.ok) return parsed;
  const { principal, now } = visit;
  const { title: commitmentTitle, funder } = state.commitment;
  const made = { id: newId("prp"), proposedBy: principal.id, proposedAt: now, commitmentTitle };
  const proposal = { ...parsed.value, ...made };
  const [{ settings }, facts] = await Promise.all([
    readFunderSettings(deps.table, funder.organisationId),
    ruleFacts(deps.table, principal)(state.commitment, factsFor(state, proposal)),
  ]);
  const ids = { first: newId("pay"), more: () => newId("pay") };
  const outcome = applyProposal(state, proposal, { settings, facts, ids, now });
  if (!outcome.ok) return outcome;
  const { plans, flags } = outcome.value;
  if (!plans) return fail({ code: "conflict", detail: "The plan stays as it is." });
  return ok(PlanChange({ ...plans.changed, flags }));
}
