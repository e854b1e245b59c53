import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";

/** Levels of combinators within one another, and clauses in all: what a person can still read aloud. */
export const MOST_LEVELS = 4;
export const MOST_CLAUSES = 30;

const NumberSchema = lazy(() => z.int().min(1).max(999));

/** One thing that has to be so before a tranche may be paid. What it is held against comes in as facts, with their versions. */
export const ClauseSchema = lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("milestone"),
      milestone: NumberSchema(),
      /** A milestone of this commitment, or of the big bet's shared plan. */
      of: z.enum(["commitment", "plan"]).default("commitment"),
    }),
    z.strictObject({ kind: z.literal("report-accepted"), requirement: NumberSchema() }),
    z.strictObject({ kind: z.literal("match-verified"), atLeast: MoneySchema() }),
    z.strictObject({
      kind: z.literal("measure"),
      indicatorId: idSchema("ind"),
      comparison: z.enum(["at-least", "at-most"]),
      value: z.number(),
      /** The measured period has to end by this day. */
      by: DateSchema(),
    }),
    z.strictObject({
      kind: z.literal("gateway"),
      framework: z.string().min(1).max(100),
      gateway: z.string().min(1).max(100),
    }),
    z.strictObject({ kind: z.literal("date"), on: DateSchema() }),
  ]),
);
export type Clause = z.infer<ReturnType<typeof ClauseSchema>>;

/** A tree over clauses: all of them, any of them, or at least k of them. */
export type PaymentRule =
  | Clause
  | { readonly kind: "all" | "any"; readonly of: readonly PaymentRule[] }
  | { readonly kind: "at-least"; readonly k: number; readonly of: readonly PaymentRule[] };

/**
 * The payment condition of a tranche: while it is not fulfilled (or waived) the tranche cannot be paid. It says nothing about
 * whether the promise is conditional in the books; that follows from barrier and right of return or release alone.
 */
export const PaymentRuleSchema = lazy((): z.ZodType<PaymentRule> => {
  const parts = () =>
    z
      .array(z.lazy(() => PaymentRuleSchema()))
      .min(1)
      .max(MOST_CLAUSES);
  return z
    .discriminatedUnion("kind", [
      ClauseSchema(),
      z.strictObject({ kind: z.enum(["all", "any"]), of: parts() }),
      z.strictObject({ kind: z.literal("at-least"), k: z.int().min(1).max(MOST_CLAUSES), of: parts() }),
    ])
    .superRefine((rule, context) => {
      for (const message of shapeErrors(rule)) context.addIssue({ code: "custom", message });
    })
    .meta({ id: "PaymentRule", examples: [{ kind: "report-accepted", requirement: 1 }] });
});

function shapeErrors(rule: PaymentRule): string[] {
  const errors: string[] = [];
  if (levelsOf(rule) > MOST_LEVELS) errors.push(`A rule has at most ${MOST_LEVELS} levels.`);
  if (clausesOf(rule).length > MOST_CLAUSES) errors.push(`A rule has at most ${MOST_CLAUSES} clauses.`);
  if (asksTooMuch(rule)) errors.push("A part asks for more of its parts than it has.");
  return errors;
}

function levelsOf(rule: PaymentRule): number {
  return "of" in rule && typeof rule.of !== "string" ? 1 + Math.max(...rule.of.map(levelsOf)) : 1;
}

function asksTooMuch(rule: PaymentRule): boolean {
  if (rule.kind === "at-least" && rule.k > rule.of.length) return true;
  return isCombinator(rule) && rule.of.some(asksTooMuch);
}

export type Combinator = Exclude<PaymentRule, Clause>;

/** Whether a part of a rule combines others. */
export function isCombinator(rule: PaymentRule): rule is Combinator {
  return rule.kind === "all" || rule.kind === "any" || rule.kind === "at-least";
}

/** Every clause of a rule, in reading order. */
export function clausesOf(rule: PaymentRule): readonly Clause[] {
  return placedClauses(rule, "").map(({ clause }) => clause);
}

/** Every clause of a rule in reading order, with the JSON pointer that leads to it; `pointer` leads to the rule. */
export function placedClauses(
  rule: PaymentRule,
  pointer: string,
): readonly { readonly clause: Clause; readonly pointer: string }[] {
  if (!isCombinator(rule)) return [{ clause: rule, pointer }];
  return rule.of.flatMap((part, index) => placedClauses(part, `${pointer}/of/${index}`));
}

/** How many of its parts a combination asks for. */
export function neededParts(rule: Combinator): number {
  if ("k" in rule) return rule.k;
  return rule.kind === "all" ? rule.of.length : 1;
}
