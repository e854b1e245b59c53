import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import type { Author } from "../../platform/history.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import type { ProblemCode } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { decidingValue } from "../evaluate-rule.ts";
import type { MeasuredValue } from "../rule-facts.ts";
import type { Tranche } from "../tranche.ts";
import { type Decision, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { findReview, reviewPart, reviewSk } from "./review.store.ts";
import type { Review } from "./review.ts";
import type { MeasureClause, Watch } from "./watch.ts";

/** That a revision of a set of figures changed the value for everybody, as measurement recorded it. */
export type Restatement = {
  readonly indicatorId: string;
  readonly indicatorName: string;
  /** What the figure says now, as others than its owner may see it. */
  readonly now: MeasuredValue;
  readonly before: Pick<MeasuredValue, "ref" | "value">;
  readonly by: Author;
  readonly at: string;
  readonly reason?: string | undefined;
};

/** Who opens reviews, in the history. */
export const RESTATEMENT_PRINCIPAL = "system:restatement";

const AT_ONCE = 8;

/**
 * Opens a review for each tranche that rested on an earlier revision of figures which were restated; never a claw-back. `watches` are
 * those of earlier revisions. A review that is there already, open or closed, stays as it is: told again, or in another order, there
 * is one. A GetItem a tranche, and where there is no review yet, two rounds and a transaction. Answers how many were opened.
 */
export async function openReviews(
  deps: InvestmentDeps,
  restatement: Restatement,
  about: { readonly watches: readonly Watch[]; readonly now: string },
): Promise<number> {
  const byCommitment = Map.groupBy(about.watches, ({ commitmentId }) => commitmentId);
  const opened = await inParallel([...byCommitment.values()], AT_ONCE, async (watches) => {
    let count = 0;
    // One after another: reviews of one commitment would collide at its version.
    for (const group of Map.groupBy(watches, ({ trancheNumber }) => trancheNumber).values())
      count += await openReview(deps, restatement, { watches: group, now: about.now });
    return count;
  });
  return opened.reduce((sum, count) => sum + count, 0);
}

/** A rival opened it; or an amendment took the tranche away. */
const NOTHING_TO_OPEN: readonly ProblemCode[] = ["already_exists", "not_found"];

/** `watches` are of one tranche. Throws where the commitment keeps changing: then it is told again. */
async function openReview(
  deps: InvestmentDeps,
  restatement: Restatement,
  { watches, now }: { readonly watches: readonly Watch[]; readonly now: string },
): Promise<0 | 1> {
  const [watch] = watches;
  if (!watch) return 0;
  const { commitmentId, trancheNumber, ownerId } = watch;
  const key = { commitmentId, trancheNumber, restatedRef: restatement.now.ref };
  if (await findReview(deps.table, key)) return 0;
  const sk = reviewSk(key);
  const principal = systemPrincipal(ownerId);
  const author = { principalId: principal.id, organisationId: ownerId };
  const call = { id: commitmentId, principal, author, now, partsBeside: [sk] };
  const done = await workOnCommitment(deps, call, (state, { beside }) =>
    beside?.has(sk)
      ? fail({ code: "already_exists", detail: "This review is open, or was closed." })
      : decideReview(state, restatement, { watches, now }),
  );
  if (done.ok) return 1;
  if (NOTHING_TO_OPEN.includes(done.problem.code)) return 0;
  throw new Error(`A review of ${commitmentId} could not be opened: ${done.problem.detail}`);
}

/** The rule of `openReviews`: the review of one tranche. Refused with `not_found` where an amendment took that away. */
export function decideReview(
  state: CommitmentState,
  restatement: Restatement,
  at: { readonly watches: readonly Watch[]; readonly now: string },
): Result<Decision> {
  const [watch] = at.watches;
  const tranche = state.tranches.find(({ number }) => number === watch?.trancheNumber);
  if (!tranche) return fail({ code: "not_found", detail: "The tranche is not there any more." });
  const review = reviewOf(tranche, restatement, at);
  const attached = [{ after: reviewPart(state.commitment, review), isNew: true }];
  return ok({ action: "commitment.review-opened", next: state, attached });
}

function reviewOf(
  { number, paidMinor, currency }: Tranche,
  restatement: Restatement,
  { watches, now: openedAt }: { readonly watches: readonly Watch[]; readonly now: string },
): Review {
  const { indicatorId, indicatorName, now, before, by, at, reason } = restatement;
  const clauses = watches.flatMap((watch) => watch.clauses).filter((clause) => clause.kind === "measure");
  return {
    trancheNumber: number,
    indicatorId,
    indicatorName,
    period: now.label,
    rested: watches.map(({ ref, value }) => ({ ref, value })),
    before: { ref: before.ref, value: before.value },
    now: { ref: now.ref, value: now.value },
    clauses: eachOnce(clauses).map((clause) => ({ clause, isFulfilled: wouldFulfil(clause, now) })),
    restated: { by, at, ...defined({ reason }) },
    paidMinor,
    currency,
    openedAt,
  };
}

function eachOnce(clauses: readonly MeasureClause[]): MeasureClause[] {
  return [...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values()];
}

function wouldFulfil(clause: MeasureClause, now: MeasuredValue): boolean {
  return decidingValue(clause, { values: [now] })?.isReached ?? false;
}

/** No person and no key: it can open reviews of the funder's commitments here, and has no right elsewhere. */
function systemPrincipal(organisationId: string): Principal {
  return { kind: "key", id: RESTATEMENT_PRINCIPAL, organisationId, organisationKind: "funder", roles: [] };
}
