import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { lazy } from "../../platform/lazy.ts";
import { type Listed, PageQuerySchema, pageOf } from "../../platform/page.ts";
import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { isFunder } from "../attachments/attached.ts";
import { readCommitment } from "../read-commitment.ts";
import { noSuchReview } from "./close-review.ts";
import { findReview, REVIEW_STATES, reviewsPage } from "./review.store.ts";
import { parseReviewRef, type ReviewView, reviewView } from "./review.ts";

/** Which reviews to list. */
export const ReviewQuerySchema = lazy(() =>
  PageQuerySchema().extend({ state: z.enum(REVIEW_STATES).default("open") }),
);
export type ReviewQuery = z.infer<ReturnType<typeof ReviewQuerySchema>>;

/** A page of the reviews of the caller's own commitments, open ones unless closed are asked for. One Query of an index. */
export async function listReviews(
  deps: { readonly table: Table; readonly cursorSecret: string },
  ask: { readonly principal: Principal; readonly query: ReviewQuery },
): Promise<Result<Listed<ReviewView>>> {
  const { organisationId } = ask.principal;
  const { state } = ask.query;
  const query = { list: "reviews", organisationId, state };
  return pageOf(deps.cursorSecret, { query, page: ask.query }, async (paging) => {
    const { reviews, next } = await reviewsPage(deps.table, { organisationId, state, ...paging });
    const items = reviews.map(({ commitmentId, review }) => reviewView(commitmentId, review));
    return { items, ...(next ? { next } : {}) };
  });
}

/** A review of one of the caller's own commitments, or `not_found`. One round: a Query and a GetItem. */
export async function readReview(
  table: Table,
  { ref, principal }: { readonly ref: string; readonly principal: Principal },
): Promise<Result<ReviewView>> {
  const key = parseReviewRef(ref);
  if (!key) return noSuchReview();
  const [loaded, review] = await Promise.all([
    readCommitment(table, key.commitmentId, principal),
    findReview(table, key),
  ]);
  const isOwn = loaded.ok && isFunder(loaded.value.state.commitment, principal);
  return isOwn && review ? ok(reviewView(key.commitmentId, review)) : noSuchReview();
}
