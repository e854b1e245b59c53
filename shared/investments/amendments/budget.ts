import type * as z from "zod";
import { formatAmount, sumMinor, toMinor } from "../../platform/money.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import type { Commitment } from "../commitment.ts";
import type { BudgetLineSchema } from "../commitment-terms.ts";

export type Budget = readonly z.infer<ReturnType<typeof BudgetLineSchema>>[];

/** What a budget comes to, in minor units. */
export function budgetMinor(budget: Budget): number {
  return sumMinor(budget.map(({ amount }) => toMinor(amount)));
}

/** What is wrong with a budget that an amendment sets: its currency, or a total other than it has to be. */
export function checkBudget(
  budget: Budget,
  against: { readonly commitment: Commitment; readonly totalMinor: number | undefined },
): ProblemPlace[] {
  const { commitment, totalMinor } = against;
  const { currency } = commitment;
  const errors = budget.flatMap(({ amount }, index) =>
    amount.currency === currency
      ? []
      : [{ pointer: `/budget/${index}/amount/currency`, detail: `The commitment is in ${currency}.` }],
  );
  if (errors.length > 0 || totalMinor === undefined || budgetMinor(budget) === totalMinor) return errors;
  const [is, hasToBe] = [budgetMinor(budget), totalMinor].map((minor) => formatAmount(minor, currency));
  return [{ pointer: "/budget", detail: `The budget comes to ${is} ${currency}; it has to be ${hasToBe}.` }];
}

/** What moves among categories from one budget to another of the same total: the sum of what categories gain, in minor units. */
export function movedMinor(before: Budget, after: Budget): number {
  const categories = new Set([...before, ...after].map(({ category }) => category));
  const of = (budget: Budget, category: Budget[number]["category"]) =>
    budgetMinor(budget.filter((line) => line.category === category));
  return sumMinor([...categories].map((category) => Math.max(of(after, category) - of(before, category), 0)));
}
