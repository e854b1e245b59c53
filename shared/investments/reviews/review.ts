import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money } from "../../platform/money.ts";
import { AuthorSchema } from "../attachments/attached.ts";
import { ClauseSchema } from "../payment-rule.ts";
import { ReasonSchema } from "../reason.ts";
import { ruleInWords } from "../rule-in-words.ts";

/** What became of a payment whose ground was restated. Nothing of it moves money: a correction is a reversal of its own. */
export const REVIEW_DECISIONS = ["kept", "corrected-by-reversal", "other"] as const;

const FigureSchema = lazy(() =>
  z.object({
    ref: z.string().meta({ description: "The revision." }),
    value: z.number().nullable().meta({ description: "Null where there is none, or where it is protected." }),
  }),
);

/** How a person closes a review: the decision, in words too, and why. */
export const ReviewClosingSchema = lazy(() =>
  z
    .strictObject({
      decision: z.enum(REVIEW_DECISIONS),
      words: z.string().trim().min(1).max(2000).meta({ description: "What was decided, in words." }),
      reason: ReasonSchema(),
      entryId: idSchema("pay").optional().meta({
        description: "The reversal in the commitment's ledger, where it was corrected by one.",
      }),
    })
    .refine(({ decision, entryId }) => (decision === "corrected-by-reversal") === (entryId !== undefined), {
      path: ["entryId"],
      message: "Name the reversal where it was corrected by one, and only then.",
    })
    .meta({ id: "ReviewClosing" }),
);
export type ReviewClosing = z.infer<ReturnType<typeof ReviewClosingSchema>>;

/** A review as it is stored beside its commitment: what was rested on, what it says now, and how it was closed. */
export const ReviewSchema = lazy(() =>
  z.object({
    trancheNumber: z.int().positive(),
    indicatorId: idSchema("ind"),
    indicatorName: z.string(),
    /** What the figure is about, for people: "2024-25". */
    period: z.string(),
    /** What payments, approvals and evaluations of the tranche rested on, in the order of the revisions. */
    rested: z.array(FigureSchema()).min(1),
    before: FigureSchema(),
    now: FigureSchema(),
    /** Whether the restated figure, by itself, would fulfil what the earlier one did. */
    clauses: z.array(z.object({ clause: ClauseSchema(), isFulfilled: z.boolean() })),
    restated: z.object({ by: AuthorSchema(), at: z.iso.datetime(), reason: z.string().optional() }),
    /** What was paid of the tranche when the review was opened. */
    paidMinor: z.int(),
    currency: CurrencySchema(),
    openedAt: z.iso.datetime(),
    closed: z
      .object({
        decision: z.enum(REVIEW_DECISIONS),
        words: z.string(),
        reason: z.string(),
        entryId: idSchema("pay").optional(),
        by: AuthorSchema(),
        at: z.iso.datetime(),
      })
      .optional(),
  }),
);
export type Review = z.infer<ReturnType<typeof ReviewSchema>>;

/** What names a review: its commitment, its tranche, and the revision that opened it. Follows from them, so there is one. */
export type ReviewKey = {
  readonly commitmentId: string;
  readonly trancheNumber: number;
  /** The later revision. */
  readonly restatedRef: string;
};

/** The reference of a review, safe in an address as it stands. */
export function toReviewRef({ commitmentId, trancheNumber, restatedRef }: ReviewKey): string {
  return [commitmentId, trancheNumber, restatedRef].join("~");
}

/** What a reference names, or undefined where it is not one. */
export function parseReviewRef(ref: string): ReviewKey | undefined {
  const match = /^(cmt_[0-9A-Z]{26})~([1-9]\d{0,2})~(ind_[A-Za-z0-9._!+~-]{1,900})$/.exec(ref);
  if (!match) return undefined;
  const [, commitmentId = "", number = "", restatedRef = ""] = match;
  return { commitmentId, trancheNumber: Number(number), restatedRef };
}

/** A review as the API shows it. */
export const ReviewViewSchema = lazy(() =>
  z
    .object({
      ...ReviewSchema().omit({ clauses: true, paidMinor: true, currency: true }).shape,
      ref: z.string(),
      commitmentId: idSchema("cmt"),
      state: z.enum(["open", "closed"]),
      clauses: z.array(z.object({ words: z.string(), clause: ClauseSchema(), isFulfilled: z.boolean() })),
      paid: MoneySchema(),
    })
    .meta({
      id: "RestatementReview",
      description: "A figure was restated after a payment had rested on it.",
    }),
);
export type ReviewView = z.infer<ReturnType<typeof ReviewViewSchema>>;

/** The view of a review. */
export function reviewView(commitmentId: string, review: Review): ReviewView {
  const { clauses, paidMinor, currency, indicatorId, indicatorName, ...rest } = review;
  const { trancheNumber, now, closed } = review;
  const names = {
    milestones: new Map<number, string>(),
    planMilestones: new Map<number, string>(),
    requirements: new Map<number, string>(),
    indicators: new Map([[indicatorId, indicatorName]]),
  };
  return {
    ...defined(rest),
    ref: toReviewRef({ commitmentId, trancheNumber, restatedRef: now.ref }),
    commitmentId,
    indicatorId,
    indicatorName,
    state: closed ? "closed" : "open",
    clauses: clauses.map(({ clause, isFulfilled }) => ({
      words: ruleInWords(clause, names).says,
      clause,
      isFulfilled,
    })),
    paid: money(paidMinor, currency),
  };
}
