import * as z from "zod";
import type { Allocation, CommitmentState } from "../investments/index.ts";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, money, SignedMoneySchema, sumMinor } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
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
          /** Where it was divided over time. */
          over: z
            .array(
              z.strictObject({
                startOn: DateSchema().optional(),
                endOn: DateSchema().optional(),
                amount: MoneySchema(),
              }),
            )
            .optional(),
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
  const allocations = byStrategy(state.allocations, currency).toSorted(
    (a, b) => b.amountMinor - a.amountMinor || (a.strategyId < b.strategyId ? -1 : 1),
  );
  const allocatedMinor = sumMinor(allocations.map(({ amountMinor }) => amountMinor));
  const restMinor = unallocatedMinor(state);
  const shares = sharesOf([...allocations.map(({ amountMinor }) => amountMinor), restMinor], basis.minor);
  return {
    basis: { of: basis.of, amount: money(basis.minor, currency) },
    items: allocations.map(({ strategyId, amountMinor, note, over }, index) => ({
      strategyId,
      strategyName: names.get(strategyId),
      amount: money(amountMinor, currency),
      share: shares?.[index],
      note,
      over,
    })),
    allocated: money(allocatedMinor, currency),
    unallocated: { amount: money(restMinor, currency), share: shares?.at(-1) },
  };
}

/** What each strategy has in all, and how that is divided over time where it is. */
function byStrategy(allocations: readonly Allocation[], currency: string) {
  return [...Map.groupBy(allocations, ({ strategyId }) => strategyId)].map(([strategyId, lines]) => {
    const notes = lines.flatMap((line) => line.note ?? []);
    const isDivided = lines.some((line) => line.startOn !== undefined || line.endOn !== undefined);
    return {
      strategyId,
      amountMinor: sumMinor(lines.map((line) => line.amountMinor)),
      note: notes.length === 0 ? undefined : notes.join(" "),
      over: isDivided
        ? lines.map(({ startOn, endOn, amountMinor }) => ({
            startOn,
            endOn,
            amount: money(amountMinor, currency),
          }))
        : undefined,
    };
  });
}

/** What is not divided yet, in minor units; below zero where more is allocated than is still committed. */
export function unallocatedMinor(state: CommitmentState): number {
  const allocated = sumMinor(state.allocations.map(({ amountMinor }) => amountMinor));
  return basisMinor(state.commitment).minor - allocated;
}
