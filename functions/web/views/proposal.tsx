import type { PlanPart } from "../../../shared/investments/amendments/plan-snapshot.ts";
import type { ProposalView } from "../../../shared/investments/amendments/proposal.ts";
import {
  capitalised,
  type DocumentOptions,
  formatDate,
  formatInstant,
  formatMoney,
  type Page,
  renderDocument,
} from "../../../shared/pages/index.ts";
import type { Listed } from "../../../shared/platform/page.ts";
import { proposalName } from "../words.ts";
import { Acts, Further } from "./elements.tsx";
import { PlanChange } from "./plan-change.tsx";
import type { Offer } from "./timeline.tsx";

type Changed = { readonly before?: PlanPart | undefined; readonly after?: PlanPart | undefined };

type ProposalFacts = {
  readonly view: ProposalView;
  readonly changed: Changed;
  /** Why it does not fit the commitment any more. */
  readonly refusal: string | undefined;
  readonly proposer: string;
  readonly decider: string | undefined;
  readonly isOwn: boolean;
  readonly offers: readonly Offer[];
};

/** The page of a proposal: what it would do, why, who proposed it, and the decision or what can be decided. */
export function renderProposal(facts: ProposalFacts, frame: Omit<DocumentOptions, "title">): Page {
  const { view, changed, refusal, proposer, decider, isOwn, offers } = facts;
  const name = proposalName(view.kind);
  return renderDocument(
    { ...frame, title: `${name}: ${view.commitmentTitle}` },
    <>
      <p class="eyebrow">
        <a href={`/commitments/${view.commitmentId}`}>{view.commitmentTitle}</a>, proposal, {view.status}
      </p>
      <h1>{name}</h1>
      <p class="lead">{view.reason}</p>
      <dl class="facts">
        <Fact name="Proposed by">
          {proposer}
          <small>{formatInstant(view.proposedAt)}</small>
        </Fact>
        <Fact name="Takes effect on">{formatDate(view.effectiveOn)}</Fact>
        <Fact name="Kind of reason">{capitalised(view.reasonCode)}</Fact>
        {"trancheNumber" in view && <Fact name="Tranche">{view.trancheNumber}</Fact>}
        {"amount" in view && <Fact name="Amount">{formatMoney(view.amount)}</Fact>}
        {view.decision && (
          <Fact name={capitalised(view.status)}>
            {decider}
            <small>{formatInstant(view.decision.at)}</small>
          </Fact>
        )}
      </dl>
      {"refundPlan" in view && view.refundPlan && <p>What shall come back: {view.refundPlan}</p>}
      {view.decision?.note && <p>Said with the decision: {view.decision.note}</p>}
      {refusal !== undefined && (
        <div class="note">
          <p>As the commitment stands now it could not be approved: {refusal}</p>
        </div>
      )}
      {changed.before && changed.after ? (
        <>
          <h2>{view.status === "open" ? "What it would change" : "What it changed"}</h2>
          <PlanChange before={changed.before} after={changed.after} flags={view.flags ?? []} />
        </>
      ) : (
        <p class="soft">It changes nothing of the plan.</p>
      )}
      {view.status === "open" && isOwn && <p>You proposed it, so somebody else decides.</p>}
      <Acts offers={offers} />
    </>,
  );
}

function Fact({ name, children }: { name: string; children?: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Amendments = { readonly id: string; readonly title: string; readonly listed: Listed<ProposalView> };

/** The page of a commitment's decided proposals, each with before and after. */
export function renderAmendments(
  { id, title, listed }: Amendments,
  frame: Omit<DocumentOptions, "title">,
): Page {
  const address = `/commitments/${id}`;
  return renderDocument(
    { ...frame, title: `Amendments: ${title}` },
    <>
      <p class="eyebrow">
        <a href={address}>{title}</a>
      </p>
      <h1>Amendments</h1>
      {listed.items.length === 0 && <p>Nothing was amended, waived or advanced yet.</p>}
      {listed.items.map((view) => (
        <section class="indicator">
          <h3>
            <a href={`${address}/proposals/${view.id}`}>{proposalName(view.kind)}</a>, {view.status}
          </h3>
          <p class="soft">
            From {formatDate(view.effectiveOn)}. {view.reason}
          </p>
          {view.before && view.after && <PlanChange before={view.before} after={view.after} />}
        </section>
      ))}
      <Further address={`${address}/amendments`} cursor={listed.next} text="Earlier ones" />
    </>,
  );
}
