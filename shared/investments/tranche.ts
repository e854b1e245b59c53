import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money, toMinor } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { PaymentRuleSchema } from "./payment-rule.ts";

/** The kinds of barrier that ASC 958-605-25-5D names; reaching a date is none of them. */
export const BARRIER_KINDS = ["performance", "match", "limited-discretion", "purpose-stipulation"] as const;

/**
 * What stands between a promise and the money. Two facts are recorded, the barrier and the right of return or release; whether
 * that makes a donor condition is computed from them (ASC 958-605-25-5A).
 */
export const ConditionSchema = lazy(() =>
  z
    .strictObject({
      barrier: z
        .strictObject({ kind: z.enum(BARRIER_KINDS), description: z.string().min(1).max(1000) })
        .optional(),
      rightOfReturn: z.boolean().default(false),
      rightOfRelease: z.boolean().default(false),
    })
    .meta({ id: "Condition", description: "Barrier and right of return or release, as the agreement says." }),
);

/** A tranche as it is sent in: when it falls due and how much it is. */
export const NewTrancheSchema = lazy(() =>
  z
    .strictObject({
      dueOn: DateSchema(),
      amount: MoneySchema(),
      label: z.string().min(1).max(200).optional(),
      condition: ConditionSchema().optional(),
      rule: PaymentRuleSchema().optional(),
      /** How likely its donor condition is to be met, in per cent: for the expected case of a forecast. */
      likelihoodPercent: z.int().min(0).max(100).optional(),
    })
    .meta({ id: "NewTranche" }),
);
export type NewTranche = z.infer<ReturnType<typeof NewTrancheSchema>>;

/** That somebody approved the payment of a tranche, and how much of that is not paid yet. */
export const ApprovalSchema = lazy(() =>
  z.object({ by: z.string(), on: DateSchema(), leftMinor: z.int().positive() }),
);

/** What the last evaluation of a payment rule said, in short; all of it lies beside the collection. */
const RuleStateSchema = lazy(() => z.object({ on: DateSchema(), isMet: z.boolean(), evaluation: z.int() }));

/** A tranche as it is stored, numbered from 1 within its commitment. */
export const TrancheSchema = lazy(() =>
  z.object({
    number: z.int().positive(),
    dueOn: DateSchema(),
    label: z.string().optional(),
    amountMinor: z.int().nonnegative(),
    /** That of its commitment, so that a tranche can be listed by itself. */
    currency: CurrencySchema(),
    condition: ConditionSchema().optional(),
    conditionMetOn: DateSchema().optional(),
    conditionEvidence: z.string().optional(),
    /** A waiver is never a condition met: it says so for ever. */
    waivedOn: DateSchema().optional(),
    rule: PaymentRuleSchema().optional(),
    ruleState: RuleStateSchema().optional(),
    /** The day on which it was first paid under its rule: what is found out later makes no advance of it. */
    ruleMetOn: DateSchema().optional(),
    /** Whether the owner of the partnership agreed that a population indicator may count in the rule. */
    consentedOn: DateSchema().optional(),
    likelihoodPercent: z.int().optional(),
    /** Given up because its condition was not met. */
    forfeitedOn: DateSchema().optional(),
    approval: ApprovalSchema().optional(),
    /** Gross: advances included. */
    paidMinor: z.int().nonnegative(),
    /** The day of its latest payment or advance; unknown where it was paid before this book began. */
    lastPaidOn: DateSchema().optional(),
    /** What of it was paid before its donor condition was met, and is not cleared by that yet. */
    advancedMinor: z.int().nonnegative(),
    refundedMinor: z.int().nonnegative(),
    releasedMinor: z.int().nonnegative(),
  }),
);
export type Tranche = z.infer<ReturnType<typeof TrancheSchema>>;

/** A new tranche with nothing paid yet. */
export function newTranche(input: NewTranche, number: number): Tranche {
  const { amount, ...rest } = input;
  return {
    ...rest,
    number,
    amountMinor: toMinor(amount),
    currency: amount.currency,
    paidMinor: 0,
    advancedMinor: 0,
    refundedMinor: 0,
    releasedMinor: 0,
  };
}

/** Whether what is recorded makes a donor condition at all: a barrier, and a right of return or release. */
export function isDonorCondition(condition: Tranche["condition"]): boolean {
  return condition?.barrier !== undefined && (condition.rightOfReturn || condition.rightOfRelease);
}

type Conditioned = Pick<Tranche, "condition" | "conditionMetOn" | "waivedOn">;

/** Whether a tranche stands under a donor condition that is neither met nor waived. */
export function isConditional(tranche: Conditioned): boolean {
  if (tranche.conditionMetOn !== undefined || tranche.waivedOn !== undefined) return false;
  return isDonorCondition(tranche.condition);
}

/** What of a tranche is neither paid nor released, in minor units; below zero where imported history paid more. */
export function openMinor(tranche: Pick<Tranche, "amountMinor" | "paidMinor" | "releasedMinor">): number {
  return tranche.amountMinor - tranche.paidMinor - tranche.releasedMinor;
}

/** What was approved was another amount, payee or rule: it is approved anew, or not at all. */
export function withoutApproval({ approval: _, ...tranche }: Tranche): Tranche {
  return tranche;
}

/** The day of a tranche's latest payment when one more is booked, which may be of an earlier day than those before. */
export function latestPayment({ lastPaidOn }: Pick<Tranche, "lastPaidOn">, on: string): string {
  return lastPaidOn !== undefined && lastPaidOn > on ? lastPaidOn : on;
}

export const TRANCHE_STATES = [
  "conditional",
  "advanced",
  "blocked",
  "payable",
  "approved",
  "part-paid",
  "paid",
  "released",
  "forfeited",
] as const;

/** Whether a payment rule stands that is neither waived nor ever paid under, nor fulfilled when it was last evaluated. */
export function isBlocked(tranche: Tranche): boolean {
  const { rule, waivedOn, ruleMetOn, ruleState } = tranche;
  return rule !== undefined && waivedOn === undefined && ruleMetOn === undefined && ruleState?.isMet !== true;
}

/** Whether something of a tranche can still become owed: it is open, or it was paid before it was owed. */
export function isUndecided(tranche: Tranche): boolean {
  if (openMinor(tranche) > 0) return true;
  return tranche.paidMinor > 0 && (isConditional(tranche) || isBlocked(tranche));
}

/** Where a tranche stands, said in one word. `advanced`: paid, in part at least, before its condition or its rule was fulfilled. */
export function trancheState(tranche: Tranche): (typeof TRANCHE_STATES)[number] {
  const isOpen = openMinor(tranche) > 0;
  const waits = isConditional(tranche) || isBlocked(tranche);
  if (waits && tranche.paidMinor > 0) return "advanced";
  if (!isOpen && tranche.forfeitedOn !== undefined) return "forfeited";
  if (!isOpen) return tranche.paidMinor > 0 ? "paid" : "released";
  if (waits) return isConditional(tranche) ? "conditional" : "blocked";
  if (tranche.approval) return "approved";
  return tranche.paidMinor > 0 ? "part-paid" : "payable";
}

/** A tranche as the API shows it. */
export const TrancheViewSchema = lazy(() =>
  z
    .strictObject({
      number: z.int(),
      dueOn: DateSchema(),
      label: z.string().optional(),
      amount: MoneySchema(),
      paid: MoneySchema(),
      advanced: MoneySchema(),
      refunded: MoneySchema(),
      released: MoneySchema(),
      state: z.enum(TRANCHE_STATES),
      isConditional: z.boolean(),
      condition: ConditionSchema().optional(),
      conditionMetOn: DateSchema().optional(),
      conditionEvidence: z.string().optional(),
      waivedOn: DateSchema().optional(),
      rule: PaymentRuleSchema().optional(),
      ruleState: z.strictObject({ on: DateSchema(), isMet: z.boolean(), evaluation: z.int() }).optional(),
      consentedOn: DateSchema().optional(),
      likelihoodPercent: z.int().optional(),
      ruleMetOn: DateSchema().optional(),
      forfeitedOn: DateSchema().optional(),
      lastPaidOn: DateSchema().optional(),
      approval: z.strictObject({ by: z.string(), on: DateSchema(), left: MoneySchema() }).optional(),
    })
    .meta({ id: "Tranche", description: "One part of a commitment's payment schedule." }),
);
export type TrancheView = z.infer<ReturnType<typeof TrancheViewSchema>>;

/** The view of a tranche. */
export function trancheView(tranche: Tranche): TrancheView {
  const { amountMinor, currency, paidMinor, advancedMinor, refundedMinor, releasedMinor, approval, ...rest } =
    tranche;
  return {
    ...rest,
    amount: money(amountMinor, currency),
    paid: money(paidMinor, currency),
    advanced: money(advancedMinor, currency),
    refunded: money(refundedMinor, currency),
    released: money(releasedMinor, currency),
    state: trancheState(tranche),
    isConditional: isConditional(tranche),
    ...(approval
      ? { approval: { by: approval.by, on: approval.on, left: money(approval.leftMinor, currency) } }
      : {}),
  };
}
