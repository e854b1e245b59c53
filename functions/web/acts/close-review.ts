import { readReview } from "../../../shared/investments/reviews/read-reviews.ts";
import { REVIEW_DECISIONS } from "../../../shared/investments/reviews/review.ts";
import { fail, ok } from "../../../shared/platform/result.ts";
import type { MakeForm } from "../forms/answer-form.ts";
import { DECISIONS } from "../views/reviews.tsx";
import { REASON } from "./own-commitment.ts";

/** Decides on a payment that had rested on a figure which was restated since. */
export const closeReviewForm: MakeForm = async ({ principal, c }, deps) => {
  const ref = c.req.param("ref") ?? "";
  const read = await readReview(deps.table, { ref, principal });
  if (!read.ok) return read;
  const { indicatorName, period, state } = read.value;
  if (state === "closed" && c.req.method === "GET")
    return fail({ code: "conflict", detail: "This review was decided already." });
  const address = `/reviews/${encodeURIComponent(ref)}`;
  return ok({
    title: "Decide on a restated figure",
    eyebrow: `${indicatorName}, ${period}`,
    lead: "Nothing is paid back by this. Where the payment was corrected, record the reversal first, and name it here.",
    parts: [
      {
        kind: "choice",
        name: "decision",
        label: "Decision",
        options: REVIEW_DECISIONS.map((value) => ({ value, text: DECISIONS[value] })),
        isRequired: true,
      },
      { kind: "area", name: "words", label: "What was decided, in words", isRequired: true },
      {
        kind: "text",
        name: "entryId",
        label: "The reversal, where it was corrected by one",
        hint: "The id of its ledger entry: pay_…",
        most: 40,
      },
      REASON,
    ],
    submit: "Decide",
    isGrave: true,
    call: { method: "POST", path: `${address}/closing` },
    back: { address, text: "The review" },
    done: () => ({ address, notice: "review-closed" }),
  });
};
