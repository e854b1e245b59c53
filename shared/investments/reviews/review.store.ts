import { ATTACHED, attributesOf, type Part } from "../../platform/aggregate.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { numberedKey } from "../commitment.parts.ts";
import { commitmentPk } from "../commitment.store.ts";
import type { Commitment } from "../commitment.ts";
import { type Review, type ReviewKey, ReviewSchema } from "./review.ts";

/** The sort key of a review follows from what it is about: told twice, or in another order, it is the same one. */
export function reviewSk({ trancheNumber, restatedRef }: Omit<ReviewKey, "commitmentId">): string {
  return `${numberedKey(`${ATTACHED}REVIEW#`, trancheNumber)}#${restatedRef}`;
}

/** A review by its key. One GetItem, strongly consistent. */
export async function findReview(table: Table, key: ReviewKey): Promise<Review | undefined> {
  const item = await getItem(table, { pk: commitmentPk(key.commitmentId), sk: reviewSk(key) });
  return item && toReview(item);
}

/** A review from its stored item. */
export function toReview(item: Item): Review {
  const { content, ...flat } = attributesOf(item);
  return ReviewSchema().parse({ ...flat, ...JSON.parse(String(content)) });
}

/** The part that a review is stored as, listed with its funder among the open ones or among the closed ones. */
export function reviewPart({ id, funder }: Pick<Commitment, "id" | "funder">, review: Review): Part {
  const { trancheNumber, openedAt, closed, rested, before, now, clauses, restated, ...flat } = review;
  const key = { trancheNumber, restatedRef: now.ref };
  const since = closed ? `${LISTS.closed}${closed.at}` : `${LISTS.open}${openedAt}`;
  return {
    sk: reviewSk(key),
    type: "restatement-review",
    attributes: {
      ...flat,
      trancheNumber,
      openedAt,
      closed,
      // One string: nested attributes cost more units and far more time.
      content: JSON.stringify({ rested, before, now, clauses, restated }),
    },
    index: {
      ownerPk: listOf(funder.organisationId),
      ownerSk: `${since}#${id}#${trancheNumber}#${now.ref}`,
    },
  };
}

export const REVIEW_STATES = ["open", "closed"] as const;
const LISTS = { open: "OPEN#", closed: "CLOSED#" } as const;

/** A page of a funder's reviews, open or closed, the longest waiting first. One Query on an index, eventually consistent. */
export async function reviewsPage(
  table: Table,
  list: {
    readonly organisationId: string;
    readonly state: (typeof REVIEW_STATES)[number];
    readonly limit: number;
    readonly from?: Position;
  },
): Promise<{ reviews: { readonly commitmentId: string; readonly review: Review }[]; next?: Item }> {
  const { organisationId, state, ...paging } = list;
  const page = await queryPage(table, {
    index: "byOwner",
    partition: listOf(organisationId),
    prefix: LISTS[state],
    ...paging,
  });
  const reviews = page.items.map((item) => ({
    commitmentId: item.pk.slice(commitmentPk("").length),
    review: toReview(item),
  }));
  return { reviews, ...(page.next ? { next: page.next } : {}) };
}

function listOf(organisationId: string): string {
  return `ORG#${organisationId}#REVIEW`;
}
