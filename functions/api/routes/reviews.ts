import * as z from "zod";
import { closeReview } from "../../../shared/investments/reviews/close-review.ts";
import {
  listReviews,
  ReviewQuerySchema,
  readReview,
} from "../../../shared/investments/reviews/read-reviews.ts";
import { ReviewClosingSchema, ReviewViewSchema } from "../../../shared/investments/reviews/review.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { listedSchema } from "../../../shared/platform/page.ts";
import { listReply, replyWith } from "../reply.ts";
import { type Route, route } from "../route.ts";

const RefSchema = lazy(() => z.strictObject({ ref: z.string().max(1000) }));
const ReviewListSchema = lazy(() => listedSchema(ReviewViewSchema()).meta({ id: "RestatementReviewList" }));

const tag = "Reviews";

export const reviewRoutes: readonly Route[] = [
  route({
    method: "get",
    path: "/reviews",
    operationId: "listReviews",
    tag,
    summary:
      "Payments that rested on figures which were restated since: what waits for a decision, or was decided",
    description:
      "A restated indicator opens a review and moves no money. Of your own commitments, the longest waiting first.",
    action: "commitment:read",
    query: ReviewQuerySchema,
    responses: { 200: { description: "A page", schema: ReviewListSchema } },
    handle: async ({ query, principal }, deps) => listReply(await listReviews(deps, { principal, query })),
  }),
  route({
    method: "get",
    path: "/reviews/{ref}",
    operationId: "readReview",
    tag,
    summary:
      "One review: what was rested on, what it says now, who restated it and why, and how it was closed",
    action: "commitment:read",
    params: RefSchema,
    responses: { 200: { description: "The review", schema: ReviewViewSchema } },
    handle: async ({ params, principal }, deps) =>
      replyWith(await readReview(deps.table, { ...params, principal }), (body) => ({ status: 200, body })),
  }),
  route({
    method: "post",
    path: "/reviews/{ref}/closing",
    operationId: "closeReview",
    tag,
    summary: "Close a review with a decision in words and a reason",
    description:
      "By a person, not by an API key. Nothing is paid back by it: where the payment was corrected, record the reversal first and name it.",
    action: "commitment:write",
    params: RefSchema,
    body: ReviewClosingSchema,
    responses: {
      200: {
        description: "The review, closed; the ETag is the commitment's new version",
        schema: ReviewViewSchema,
      },
    },
    handle: async ({ params, principal, author, now, body, idempotency }, deps) => {
      const call = {
        ...params,
        principal,
        author,
        now,
        input: body,
        idempotency: idempotency?.(200, `/v1/reviews/${params.ref}`),
      };
      return replyWith(await closeReview(deps, call), ({ review, version }) => ({
        status: 200,
        body: review,
        version,
      }));
    },
  }),
];
