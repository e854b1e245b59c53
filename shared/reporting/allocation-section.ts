import * as z from "zod";
import type { CommitmentState } from "../investments/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, money, SignedMoneySchema, sumMinor } from "../platform/money.ts";
import { basisMinor } from "./money-section.ts";
import { sharesOf } from "./share.ts";

const ShareSchema = lazy(() =>
  z
    .string()
    .regex(/^-?\d+\.\d\d$/)
    .meta({
      description: "Percent of what is divided, two decimals; with the unallocated share they sum to 100.00.",
    }),
);

/** How a commitment is divided among strategies, and what is not divided yet. */
export const AllocationSectionSchema = lazy(() =>
  z
    .strictObject({
      basis: z.strictObject({ of: z.enum(["committed", "intended"]), amount: SignedMoneySchema() }),
      items: z.array(
        z.strictObject({
          strategyId: idSchema("str"),
          strategyName: z.string().optional(),
          amount: MoneySchema(),
          share: ShareSchema().optional(),
          note: z.string().optional(),
        }),
      ),
      allocated: MoneySchema(),
      unallocated: z.strictObject({ amount: SignedMoneySchema(), share: ShareSchema().optional() }),
    })
    .meta({
      id: "ReportAllocations",
      description: "Below zero unallocated: money was released after it had been divided.",
    }),
);
export type AllocationSection = z.infer<ReturnType<typeof AllocationSectionSchema>>;

/** The division of a commitment, the largest part first. `names` are the strategies that may be told by name. */
export function allocationSection(
  state: CommitmentState,
  names: ReadonlyMap<string, string>,
): AllocationSection {
  const { currency } = state.commitment;
  const basis = basisMinor(state.commitment);
  const allocations = state.allocations.toSorted(
    (a, b) => b.amountMinor - a.amountMinor || (a.strategyId < b.strategyId ? -1 : 1),
  );
  const allocatedMinor = sumMinor(allocations.map(({ amountMinor }) => amountMinor));
  const restMinor = unallocatedMinor(state);
  const shares = sharesOf([...allocations.map(({ amountMinor }) => amountMinor), restMinor], basis.minor);
  return {
    basis: { of: basis.of, amount: money(basis.minor, currency) },
    items: allocations.map(({ strategyId, amountMinor, note }, index) => ({
      strategyId,
      strategyName: names.get(strategyId),
      amount: money(amountMinor, currency),
      share: shares?.[index],
      note,
    })),
    allocated: money(allocatedMinor, currency),
    unallocated: { amount: money(restMinor, currency), share: shares?.at(-1) },
  };
}

/** What is not divided yet, in minor units; below zero where more is allocated than is still committed. */
export function unallocatedMinor(state: CommitmentState): number {
  const allocated = sumMinor(state.allocations.map(({ amountMinor }) => amountMinor));
  return basisMinor(state.commitment).minor - allocated;
}
