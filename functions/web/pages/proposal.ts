import { can } from "../../../shared/identity/permissions.ts";
import { getPerson } from "../../../shared/identity/read-people.ts";
import { applyProposal, factsFor } from "../../../shared/investments/amendments/apply-proposal.ts";
import { planDifference, planOf } from "../../../shared/investments/amendments/plan-snapshot.ts";
import type { Proposal } from "../../../shared/investments/amendments/proposal.ts";
import { listAmendments, readProposal } from "../../../shared/investments/amendments/read-proposals.ts";
import { readCommitment } from "../../../shared/investments/index.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { ruleFacts } from "../../api/rule-facts.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderAmendments, renderProposal } from "../views/proposal.tsx";

/**
 * A proposal with what it changes: for a decided one as it was decided, for an open one as its approval would change the plan now. Two
 * rounds, three where its rule asks for facts from elsewhere.
 */
export async function proposalPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const proposalId = c.req.param("proposalId") ?? "";
  const read = await readProposal(deps.table, { id, proposalId, principal });
  if (!read.ok) return read;
  const { view } = read.value;
  const isOpen = view.status === "open";
  const [ahead, proposer, decider] = await Promise.all([
    isOpen ? aheadOf(visit, deps, { id, proposalId }) : undefined,
    nameOf(visit, deps, view.proposedBy),
    view.decision ? nameOf(visit, deps, view.decision.by) : undefined,
  ]);
  const changed = ahead?.changed ?? { before: view.before, after: view.after };
  const isOwn = view.proposedBy === principal.id;
  const offers = [
    {
      address: "approval",
      text: "Approve",
      isMain: true,
      isOffered: !isOwn && can(principal, "proposal:decide"),
    },
    { address: "rejection", text: "Reject", isOffered: !isOwn && can(principal, "proposal:decide") },
    { address: "withdrawal", text: "Take it back", isOffered: isOwn && can(principal, "commitment:write") },
  ].filter(({ isOffered }) => isOpen && isOffered);
  const address = `/commitments/${id}/proposals/${proposalId}`;
  return ok(
    renderProposal(
      {
        view,
        changed,
        refusal: ahead?.refusal,
        proposer,
        decider,
        isOwn,
        offers: offers.map(({ address: step, text, isMain }) => ({
          address: `${address}/${step}`,
          text,
          ...(isMain ? { isMain } : {}),
        })),
      },
      frame,
    ),
  );
}

/** What an open proposal would change, tried on the commitment as it stands; or why it does not fit any more. */
async function aheadOf(
  visit: Visit,
  deps: WebDeps,
  at: { readonly id: string; readonly proposalId: string },
) {
  const { principal, now } = visit;
  const loaded = await readCommitment(deps.table, at.id, principal);
  const state = loaded.ok ? loaded.value.state : undefined;
  const proposal: Proposal | undefined = state?.proposals.find(({ id }) => id === at.proposalId);
  if (!state || !proposal) return undefined;
  const [{ settings }, facts] = await Promise.all([
    readFunderSettings(deps.table, state.commitment.funder.organisationId),
    ruleFacts(deps.table, principal)(state.commitment, factsFor(state, proposal)),
  ]);
  const ids = { first: newId("pay"), more: () => newId("pay") };
  const outcome = applyProposal(state, proposal, { settings, facts, ids, now });
  if (!outcome.ok) return { refusal: outcome.problem.detail };
  const changed = outcome.value.plans?.changed ?? planDifference(planOf(state), planOf(outcome.value.next));
  return changed ? { changed } : {};
}

/** What a person of the reader's organisation is called, for those who may know. */
async function nameOf({ principal }: Visit, deps: WebDeps, personId: string): Promise<string> {
  if (!can(principal, "person:read") || !personId.startsWith("per_")) return personId;
  const person = await getPerson(deps, { principal, personId });
  return (person.ok ? person.value.name : undefined) ?? personId;
}

/** The decided proposals of a commitment, each with what it changed. Two rounds. */
export async function amendmentsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const page = { limit: 20, cursor: c.req.query("cursor") };
  const [loaded, listed] = await Promise.all([
    readCommitment(deps.table, id, principal),
    listAmendments(deps, { id, principal, page }),
  ]);
  if (!loaded.ok) return loaded;
  if (!listed.ok) return listed;
  const { title } = loaded.value.state.commitment;
  return ok(renderAmendments({ id, title, listed: listed.value }, frame));
}
