import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money, toMinor } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";

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
    })
    .meta({ id: "NewTranche" }),
);
export type NewTranche = z.infer<ReturnType<typeof NewTrancheSchema>>;

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
    paidMinor: z.int().nonnegative(),
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
    refundedMinor: 0,
    releasedMinor: 0,
  };
}

/** Whether a tranche stands under a donor condition that is not met: a barrier, and a right of return or release. */
export function isConditional(tranche: Pick<Tranche, "condition" | "conditionMetOn">): boolean {
  const { condition } = tranche;
  if (!condition?.barrier || tranche.conditionMetOn !== undefined) return false;
  return condition.rightOfReturn || condition.rightOfRelease;
}

/** What of a tranche is neither paid nor released, in minor units; below zero where imported history paid more. */
export function openMinor(tranche: Tranche): number {
  return tranche.amountMinor - tranche.paidMinor - tranche.releasedMinor;
}

export const TRANCHE_STATES = ["conditional", "payable", "part-paid", "paid", "released"] as const;

/** Where a tranche stands, said in one word. */
export function trancheState(tranche: Tranche): (typeof TRANCHE_STATES)[number] {
  if (openMinor(tranche) <= 0)
    return tranche.paidMinor > 0 || tranche.amountMinor === 0 ? "paid" : "released";
  if (isConditional(tranche)) return "conditional";
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
      refunded: MoneySchema(),
      released: MoneySchema(),
      state: z.enum(TRANCHE_STATES),
      isConditional: z.boolean(),
      condition: ConditionSchema().optional(),
      conditionMetOn: DateSchema().optional(),
      conditionEvidence: z.string().optional(),
    })
    .meta({ id: "Tranche", description: "One part of a commitment's payment schedule." }),
);
export type TrancheView = z.infer<ReturnType<typeof TrancheViewSchema>>;

/** The view of a tranche. */
export function trancheView(tranche: Tranche): TrancheView {
  const { amountMinor, currency, paidMinor, refundedMinor, releasedMinor, ...rest } = tranche;
  return {
    ...rest,
    amount: money(amountMinor, currency),
    paid: money(paidMinor, currency),
    refunded: money(refundedMinor, currency),
    released: money(releasedMinor, currency),
    state: trancheState(tranche),
    isConditional: isConditional(tranche),
  };
}
