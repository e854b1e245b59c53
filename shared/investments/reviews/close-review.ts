import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { loadEntry } from "../ledger.store.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import {
  type CommitmentCall,
  type Decision,
  type Ground,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { reviewPart, reviewSk, toReview } from "./review.store.ts";
import {
  parseReviewRef,
  type Review,
  type ReviewClosing,
  type ReviewKey,
  type ReviewView,
  reviewView,
} from "./review.ts";

type Call = Omit<CommitmentCall, "id"> & { readonly ref: string; readonly input: ReviewClosing };

/**
 * Closes a review, by a person of the funder. Nothing is paid back by it: where the payment was corrected, the reversal in the ledger
 * is named, and is looked up. Refused with `not_found`, `forbidden` for an API key, `conflict` where it is closed already, and at
 * `/entryId` where that is no reversal of this tranche. One GetItem where a reversal is named, then as `workOnCommitment`.
 */
export async function closeReview(
  deps: InvestmentDeps,
  call: Call,
): Promise<Result<{ readonly review: ReviewView; readonly version: number }>> {
  const { ref, input, principal, ...rest } = call;
  const key = parseReviewRef(ref);
  if (!key) return noSuchReview();
  const id = key.commitmentId;
  if (principal.kind !== "person")
    return fail({ code: "forbidden", detail: "A review is closed by a person, not by an API key." });
  // Entries never change, so what is read here holds when it is written.
  const reversal = input.entryId === undefined ? undefined : await loadEntry(deps.table, id, input.entryId);
  let closed: Review | undefined;
  const done = await workOnCommitment(
    deps,
    { ...rest, id, principal, reason: input.reason, partsBeside: [reviewSk(key)] },
    (state, ground) => {
      const decided = decideClosing(state, ground, { ...call, key, reversal });
      if (!decided.ok) return decided;
      closed = decided.value.review;
      return ok(decided.value.decision);
    },
  );
  if (!done.ok) return done.problem.code === "not_found" ? noSuchReview() : done;
  if (!closed) throw new Error("A review was closed without being decided on.");
  return ok({ review: reviewView(id, closed), version: done.value.head.version });
}

/** The rule of `closeReview`: `reversal` is the entry that the closing names, where there is one of that id. */
export function decideClosing(
  state: CommitmentState,
  { beside }: Pick<Ground, "beside">,
  closing: Pick<Call, "input" | "author" | "now"> & {
    readonly key: ReviewKey;
    readonly reversal: LedgerEntry | undefined;
  },
): Result<{ readonly review: Review; readonly decision: Decision }> {
  const { key, input, author: by, now: at, reversal } = closing;
  const before = beside?.get(reviewSk(key));
  if (!before) return noSuchReview();
  const review = toReview(before);
  if (review.closed)
    return fail({
      code: "conflict",
      detail: `It was closed on ${review.closed.at}: ${review.closed.decision}.`,
    });
  const isTheirs = reversal?.kind === "reversal" && reversal.trancheNumber === review.trancheNumber;
  if (input.entryId !== undefined && !isTheirs)
    return fail(invalidAt("/entryId", "The ledger has no such reversal of this tranche."));
  const next: Review = { ...review, closed: { ...input, by, at } };
  const attached = [{ before, after: reviewPart(state.commitment, next) }];
  return ok({ review: next, decision: { action: "commitment.review-closed", next: state, attached } });
}

/** The same answer whether there is no such review, or it is another funder's. */
export function noSuchReview(): Result<never> {
  return fail({ code: "not_found", detail: "There is no such review." });
}
