import { can } from "../../shared/identity/permissions.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { listInbox } from "../../shared/investments/amendments/read-proposals.ts";
import { listPaymentRuns } from "../../shared/investments/payment-runs/read-payment-run.ts";
import { findRequirements } from "../../shared/investments/requirements/find-requirements.ts";
import { listReviews } from "../../shared/investments/reviews/read-reviews.ts";
import type { Listed } from "../../shared/platform/page.ts";
import type { Result } from "../../shared/platform/result.ts";
import { addMonths } from "../../shared/platform/time.ts";
import type { WebDeps } from "./deps.ts";
import type { Need } from "./views/needs-you.tsx";
import { proposalName } from "./words.ts";

const MOST_OF_EACH = 20;
const LATE_MONTHS = 12;

/**
 * What waits for the people of a funder: proposals that a second person decides, reports that are late or wait for an answer, reviews
 * of restated figures, payment runs that were left open. One round: a Query of each list, and one a month of reports.
 */
export async function readNeeds(
  deps: WebDeps,
  { principal, today }: { readonly principal: Principal; readonly today: string },
): Promise<Need[]> {
  if (!can(principal, "commitment:read")) return [];
  const page = { limit: MOST_OF_EACH };
  const { organisationId } = principal;
  const span = { organisationId, side: "funder", from: addMonths(today, -LATE_MONTHS), to: today } as const;
  const [proposals, reports, reviews, runs] = await Promise.all([
    listInbox(deps, { principal, page }),
    findRequirements(deps.table, span),
    listReviews(deps, { principal, query: { ...page, state: "open" } }),
    listPaymentRuns(deps, { organisationId, page }),
  ]);
  const mayDecide = can(principal, "proposal:decide");
  const needs = [
    ...itemsOf(proposals).map((proposal) => ({
      what: `Decide: ${proposalName(proposal.kind).toLowerCase()}`,
      detail: `Proposed: ${proposal.reason}`,
      address: `/commitments/${proposal.commitmentId}/proposals/${proposal.id}`,
      commitmentTitle: proposal.commitmentTitle,
      on: proposal.proposedAt.slice(0, 10),
      // Who proposed it is not the second person.
      isYours: mayDecide && proposal.proposedBy !== principal.id,
    })),
    ...(reports.ok ? reports.value : []).map((report) => ({
      what: report.status === "submitted" ? "Read a report" : "A report is late",
      detail: `${report.title}, due from ${report.responsible.name}`,
      address: `/commitments/${report.commitmentId}/reports/${report.number}`,
      commitmentTitle: report.commitmentTitle,
      on: report.dueOn,
      isYours: report.status === "submitted" && can(principal, "requirement:decide"),
    })),
    ...itemsOf(reviews).map((review) => ({
      what: "Look at a restated figure",
      detail: `${review.indicatorName}, ${review.period}: a payment had rested on it`,
      address: `/reviews/${encodeURIComponent(review.ref)}`,
      commitmentTitle: `Tranche ${review.trancheNumber}`,
      on: review.openedAt.slice(0, 10),
      isYours: can(principal, "commitment:write"),
    })),
    ...itemsOf(runs)
      .filter(({ status }) => status === "open")
      .map((run) => ({
        what: "Go on with a payment run",
        detail: "It was left open: some of its payments are not decided yet",
        address: `/payment-runs/${run.id}`,
        commitmentTitle: run.itemCount === 1 ? "One payment" : `${run.itemCount} payments`,
        on: run.on,
        isYours: can(principal, "payment:write"),
      })),
  ];
  return needs.toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on)));
}

function itemsOf<T>(listed: Result<Listed<T>>): readonly T[] {
  return listed.ok ? listed.value.items : [];
}
