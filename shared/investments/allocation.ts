import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, type Money, MoneySchema, money, sumMinor, toMinor } from "../platform/money.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { Allocation } from "./commitment.ts";
import type { PartnershipFacts } from "./partnership-facts.ts";

/** An allocation as it is sent in: how much of the commitment goes to which strategy. */
export const NewAllocationSchema = lazy(() =>
  z
    .strictObject({
      strategyId: idSchema("str"),
      amount: MoneySchema(),
      note: z.string().min(1).max(1000).optional(),
    })
    .meta({
      id: "Allocation",
      description: "How much of a commitment goes to which strategy of its partnership.",
    }),
);
export type NewAllocation = z.infer<ReturnType<typeof NewAllocationSchema>>;

/** What is wrong with allocations against the commitment they divide and the partnership whose strategies they name. */
export function checkAllocations(
  input: { readonly amount: Money; readonly allocations?: readonly NewAllocation[] | undefined },
  partnership: PartnershipFacts | undefined,
): ProblemPlace[] {
  const allocations = input.allocations ?? [];
  const errors = allocations.flatMap((allocation, index): ProblemPlace[] => {
    const place = `/allocations/${index}`;
    const { strategyId, amount } = allocation;
    if (toMinor(amount) === 0)
      return [{ pointer: `${place}/amount`, detail: "An allocation is more than nothing." }];
    if (allocations.findIndex((other) => other.strategyId === strategyId) < index)
      return [
        {
          pointer: `${place}/strategyId`,
          detail: "This strategy is allocated to already; add the amounts up.",
        },
      ];
    if (!partnership?.strategyIds.includes(strategyId))
      return [
        { pointer: `${place}/strategyId`, detail: "The commitment's partnership has no such strategy." },
      ];
    return [];
  });
  if (errors.length > 0 || allocations.some(({ amount }) => amount.currency !== input.amount.currency))
    return errors;
  const sum = sumMinor(allocations.map(({ amount }) => toMinor(amount)));
  if (sum <= toMinor(input.amount)) return [];
  const { currency } = input.amount;
  const over = formatAmount(sum - toMinor(input.amount), currency);
  return [
    { pointer: "/allocations", detail: `The allocations exceed the commitment by ${over} ${currency}.` },
  ];
}

/** The stored form of an allocation. */
export function toAllocation(input: NewAllocation): Allocation {
  const { amount, ...rest } = input;
  return { ...rest, amountMinor: toMinor(amount) };
}

/** An allocation as the API shows it. */
export function allocationView(allocation: Allocation, currency: string): NewAllocation {
  const { amountMinor, ...rest } = allocation;
  return { ...rest, amount: money(amountMinor, currency) };
}
