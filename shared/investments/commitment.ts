import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { TotalsSchema } from "./totals.ts";
import type { Tranche } from "./tranche.ts";

/** Intended is not binding and is never added to what is committed; committed counts from agreed on. */
export const COMMITMENT_STATUSES = ["intended", "agreed", "active", "closed", "cancelled"] as const;
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

/** A restriction limits what money may be used for; it is not a condition and delays nothing. */
export const RESTRICTION_KINDS = ["none", "purpose", "time", "perpetual"] as const;

export const ExternalIdSchema = lazy(() =>
  z.strictObject({ scheme: z.string().min(1).max(60), value: z.string().min(1).max(300) }).meta({
    id: "ExternalId",
    description: "What another system calls it, for instance a 360Giving grant id.",
  }),
);

export const RecipientSchema = lazy(() =>
  z
    .strictObject({ organisationId: idSchema("org").optional(), name: z.string().min(1).max(300) })
    .meta({ id: "Recipient", description: "Who receives the money." }),
);

export const RestrictionSchema = lazy(() =>
  z
    .strictObject({ kind: z.enum(RESTRICTION_KINDS), description: z.string().min(1).max(2000).optional() })
    .meta({ id: "Restriction" }),
);

/** The fields of a commitment that people describe it by: sent in on creation, changeable with a reason. */
export const DescriptionFieldsSchema = lazy(() =>
  z.strictObject({
    title: z.string().trim().min(1).max(300),
    description: z.string().max(20_000).optional(),
    recipient: RecipientSchema(),
    partnershipId: idSchema("prt").optional(),
    startOn: DateSchema(),
    endOn: DateSchema(),
    programme: z.string().min(1).max(200).optional(),
    fundCode: z.string().min(1).max(100).optional(),
    restriction: RestrictionSchema().optional(),
    tags: z.array(z.string().min(1).max(60)).max(30).optional(),
    externalIds: z.array(ExternalIdSchema()).max(10).optional(),
  }),
);

/** A renewal in view: an intention in words, and an amount where one was named. Never part of any total of commitments. */
export const RenewalSchema = lazy(() =>
  z.object({ amountMinor: z.int().optional(), note: z.string().optional() }),
);

/** The head of a commitment as it is stored. */
export const CommitmentSchema = lazy(() =>
  DescriptionFieldsSchema().extend({
    id: idSchema("cmt"),
    /** Unknown only where an imported record does not say. */
    endOn: DateSchema().optional(),
    /** Who owns the partnership it is linked to, and so may read it. */
    partnershipOwnerId: idSchema("org").optional(),
    status: z.enum(COMMITMENT_STATUSES),
    currency: CurrencySchema(),
    /** What the agreement says, or is meant to say while it is only intended. */
    amountMinor: z.int().nonnegative(),
    funder: z.object({ organisationId: idSchema("org"), name: z.string() }),
    fiscalYearStartMonth: z.int().min(1).max(12),
    agreedOn: DateSchema().optional(),
    renewal: RenewalSchema().optional(),
    totals: TotalsSchema(),
    /** Paid and refunded by calendar month ("2026-09"), so that any fiscal year can be summed without the ledger. */
    paidByMonth: z.record(z.string(), z.int()),
    refundedByMonth: z.record(z.string(), z.int()),
    /** What in the imported history breaks a rule: said, never clamped. */
    flags: z.array(z.string()).optional(),
    createdAt: z.iso.datetime(),
  }),
);
export type Commitment = z.infer<ReturnType<typeof CommitmentSchema>>;

/** Money given to one strategy of the commitment's partnership. */
export const AllocationSchema = lazy(() =>
  z.object({ strategyId: idSchema("str"), amountMinor: z.int().positive(), note: z.string().optional() }),
);
export type Allocation = z.infer<ReturnType<typeof AllocationSchema>>;

/** A commitment with all that one Query of its partition brings. */
export type CommitmentState = {
  readonly commitment: Commitment;
  readonly tranches: readonly Tranche[];
  readonly allocations: readonly Allocation[];
};

/** Whether the money of a commitment counts as committed: from agreed on, and until it is cancelled. */
export function isBinding(status: CommitmentStatus): boolean {
  return status === "agreed" || status === "active" || status === "closed";
}

const NEXT: Readonly<Record<CommitmentStatus, readonly CommitmentStatus[]>> = {
  intended: ["agreed", "cancelled"],
  agreed: ["active", "closed", "cancelled"],
  active: ["closed"],
  closed: [],
  cancelled: [],
};

/** The statuses that may follow one. Closed and cancelled are terminal. */
export function nextStatuses(status: CommitmentStatus): readonly CommitmentStatus[] {
  return NEXT[status];
}
