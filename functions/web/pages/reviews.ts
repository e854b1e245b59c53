import { can } from "../../../shared/identity/permissions.ts";
import { listReviews, readReview } from "../../../shared/investments/reviews/read-reviews.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderReview, renderReviews } from "../views/reviews.tsx";

const A_PAGE = 50;

/** Payments that rested on figures which were restated since: those that wait, or those that were decided. One round. */
export async function reviewsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const state = c.req.query("state") === "closed" ? "closed" : "open";
  const query = { limit: A_PAGE, cursor: c.req.query("cursor"), state } as const;
  const listed = await listReviews(deps, { principal, query });
  return listed.ok ? ok(renderReviews({ reviews: listed.value, state }, frame)) : listed;
}

/** One review: what was rested on, what it says now, who restated it and why. One round. */
export async function reviewPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const review = await readReview(deps.table, { ref: c.req.param("ref") ?? "", principal });
  if (!review.ok) return review;
  const mayClose = can(principal, "commitment:write") && review.value.state === "open";
  return ok(renderReview({ review: review.value, mayClose }, frame));
}
