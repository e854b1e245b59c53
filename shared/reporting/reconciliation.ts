import * as z from "zod";
import { byMonth, type CommitmentState, committedMinor, payableMinor } from "../investments/index.ts";
import { lazy } from "../platform/lazy.ts";
import { money, SignedMoneySchema, sumMinor } from "../platform/money.ts";
import { basisMinor } from "./money-section.ts";

/** One check that the parts of the money give the whole: both sides, and whether they are equal to the minor unit. */
export const ReconciliationSchema = lazy(() =>
  z
    .strictObject({
      id: z.string(),
      statement: z.string(),
      left: SignedMoneySchema(),
      right: SignedMoneySchema(),
      difference: SignedMoneySchema(),
      holds: z.boolean(),
    })
    .meta({ id: "Reconciliation" }),
);
export type Reconciliation = z.infer<ReturnType<typeof ReconciliationSchema>>;

/** The checks of a commitment's money. `shown` are the amounts in the report itself, so that it is the report which is checked. */
export function reconcile(
  state: CommitmentState,
  shown: { readonly unallocatedMinor: number },
): Reconciliation[] {
  const { commitment, tranches, allocations } = state;
  const { totals } = commitment;
  const basis = basisMinor(commitment);
  const scheduled = sumMinor(tranches.map((tranche) => tranche.amountMinor - tranche.releasedMinor));
  const allocated = sumMinor(allocations.map((allocation) => allocation.amountMinor));
  const line = lineIn(commitment.currency);
  return [
    line("kinds", "conditional + unconditional = committed", [
      totals.conditionalMinor + totals.unconditionalMinor,
      committedMinor(totals),
    ]),
    line("payable", "unconditional − paid + advanced = payable", [
      totals.unconditionalMinor - totals.paidMinor + totals.advancedMinor,
      payableMinor(totals),
    ]),
    line("schedule", `all tranches − released = ${basis.of}`, [scheduled, basis.minor]),
    line("allocations", `all allocations + unallocated = ${basis.of}`, [
      allocated + shown.unallocatedMinor,
      basis.minor,
    ]),
    line("paid-by-year", "paid in all fiscal years = paid", [
      sumMinor(Object.values(byMonth(commitment.flows, "paid"))),
      totals.paidMinor,
    ]),
    line("refunded-by-year", "refunded in all fiscal years = refunded", [
      sumMinor(Object.values(byMonth(commitment.flows, "refunded"))),
      totals.refundedMinor,
    ]),
    line("paid-by-tranche", "paid of all tranches = paid", [
      sumMinor(tranches.map((tranche) => tranche.paidMinor)),
      totals.paidMinor,
    ]),
  ];
}

function lineIn(currency: string) {
  return (id: string, statement: string, [left, right]: readonly [number, number]): Reconciliation => ({
    id,
    statement,
    left: money(left, currency),
    right: money(right, currency),
    difference: money(left - right, currency),
    holds: left === right,
  });
}
