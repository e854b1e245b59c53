import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import {
  CurrencySchema,
  type Money,
  MoneySchema,
  money,
  SignedMoneySchema,
  sumMinor,
} from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { allocationView, NewAllocationSchema } from "./allocation.ts";
import { dividable } from "./change-commitment.ts";
import {
  COMMITMENT_STATUSES,
  type Commitment,
  type CommitmentState,
  DescriptionFieldsSchema,
} from "./commitment.ts";
import { TOTAL_NAMES, totalsView } from "./totals.ts";
import { TrancheViewSchema, trancheView } from "./tranche.ts";

/** The totals of a commitment on the wire; only what imported history breaks can be below zero. */
export const TotalsViewSchema = lazy(() =>
  z.record(z.enum(TOTAL_NAMES), SignedMoneySchema()).meta({
    id: "Totals",
    description: "committed = conditional + unconditional; payable = unconditional - paid.",
  }),
);

/** A commitment in a list: what it is, and what it amounts to. */
export const CommitmentSummarySchema = lazy(() =>
  DescriptionFieldsSchema()
    .extend({
      id: idSchema("cmt"),
      endOn: DateSchema().optional(),
      status: z.enum(COMMITMENT_STATUSES),
      amount: MoneySchema(),
      funder: z.strictObject({ organisationId: idSchema("org"), name: z.string() }),
      fiscalYearStartMonth: z.int(),
      agreedOn: DateSchema().optional(),
      renewal: z.strictObject({ amount: MoneySchema().optional(), note: z.string().optional() }).optional(),
      totals: TotalsViewSchema(),
      flags: z.array(z.string()).optional(),
      createdAt: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      version: z.int(),
    })
    .meta({ id: "CommitmentSummary" }),
);
export type CommitmentSummary = z.infer<ReturnType<typeof CommitmentSummarySchema>>;

/** A commitment in full: with its schedule, and how it is divided among strategies. */
export const CommitmentViewSchema = lazy(() =>
  CommitmentSummarySchema()
    .extend({
      tranches: z.array(TrancheViewSchema()),
      allocations: z.array(NewAllocationSchema()),
      unallocated: MoneySchema(),
      currency: CurrencySchema(),
    })
    .meta({ id: "Commitment" }),
);
export type CommitmentView = z.infer<ReturnType<typeof CommitmentViewSchema>>;

type Recorded = { readonly version: number; readonly recordedAt: string };

/** The view of a commitment's head, for lists. */
export function commitmentSummary(commitment: Commitment, recorded: Recorded): CommitmentSummary {
  const {
    amountMinor,
    totals,
    paidByMonth,
    refundedByMonth,
    partnershipOwnerId,
    renewal,
    currency,
    ...fields
  } = commitment;
  return {
    ...fields,
    amount: money(amountMinor, currency),
    totals: totalsView(totals, currency),
    ...(renewal ? { renewal: renewalView(renewal, currency) } : {}),
    version: recorded.version,
    recordedAt: recorded.recordedAt,
  };
}

/** The view of a commitment with its tranches and allocations. */
export function commitmentView(state: CommitmentState, recorded: Recorded): CommitmentView {
  const { commitment, tranches, allocations } = state;
  const { currency } = commitment;
  const allocated = sumMinor(allocations.map((allocation) => allocation.amountMinor));
  return {
    ...commitmentSummary(commitment, recorded),
    currency,
    tranches: tranches.map(trancheView),
    allocations: allocations.map((allocation) => allocationView(allocation, currency)),
    unallocated: money(Math.max(dividable(commitment) - allocated, 0), currency),
  };
}

function renewalView(
  renewal: NonNullable<Commitment["renewal"]>,
  currency: string,
): { amount?: Money; note?: string } {
  const { amountMinor, note } = renewal;
  return {
    ...(note === undefined ? {} : { note }),
    ...(amountMinor === undefined ? {} : { amount: money(amountMinor, currency) }),
  };
}
