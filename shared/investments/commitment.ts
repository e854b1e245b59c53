import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import type { Proposal } from "./amendments/proposal.ts";
import { COMMITMENT_STATUSES } from "./commitment-status.ts";
import { TermsSchema } from "./commitment-terms.ts";
import { FlowsSchema } from "./flows.ts";
import type { MatchContribution } from "./match-contribution.ts";
import type { Milestone } from "./milestone.ts";
import type { Requirement } from "./requirements/requirement.ts";
import { TotalsSchema } from "./totals.ts";
import type { Tranche } from "./tranche.ts";

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

/** A restriction limits what money may be used for; it is not a condition and delays nothing. */
export const RESTRICTION_KINDS = ["none", "purpose", "time", "perpetual"] as const;

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
    ...TermsSchema().shape,
  }),
);

/** A renewal in view: an intention in words, and an amount where one was named. Never part of any total of commitments. */
export const RenewalSchema = lazy(() =>
  z.object({ amountMinor: z.int().optional(), note: z.string().optional() }),
);

/** What its amendments come to so far, for the next one to be held against; a waiver changes the plan and counts among them. */
const AmendmentsSchema = lazy(() =>
  z.object({
    count: z.int().positive(),
    /** The day from which the latest one holds: none takes effect before it. */
    latestOn: DateSchema(),
    extensions: z.int().nonnegative(),
    /** Moved among budget categories since the budget was last agreed at another total. */
    budgetMovedMinor: z.int().nonnegative(),
  }),
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
    /** What the agreement says, or is meant to say while nothing is agreed. */
    amountMinor: z.int().nonnegative(),
    funder: z.object({ organisationId: idSchema("org"), name: z.string() }),
    fiscalYearStartMonth: z.int().min(1).max(12),
    /** Where the funder is: decides which day it is when a payment is blocked from a day on. */
    timeZone: z.string(),
    /** The day of the board's approval. */
    approvedOn: DateSchema().optional(),
    agreedOn: DateSchema().optional(),
    /** The day on which it was closed, terminated or cancelled. */
    endedOn: DateSchema().optional(),
    amendments: AmendmentsSchema().optional(),
    renewal: RenewalSchema().optional(),
    totals: TotalsSchema(),
    /** What moved by calendar month, so that any fiscal year can be summed without the ledger; not there in a head read alone. */
    flows: FlowsSchema().default({}),
    /** How many entries its ledger holds: the sequence of the last one. */
    entries: z.int().nonnegative(),
    /** The latest day that an entry is booked on. */
    lastEntryOn: DateSchema().optional(),
    /** From this day on a payment is blocked by an overdue report; the day after its grace ends. */
    blockedFromOn: DateSchema().optional(),
    /** What in the imported history breaks a rule: said, never clamped. */
    flags: z.array(z.string()).optional(),
    createdAt: z.iso.datetime(),
  }),
);
export type Commitment = z.infer<ReturnType<typeof CommitmentSchema>>;

/** Money given to one strategy of the commitment's partnership: of all its time, or of the part that begins on a day. */
export const AllocationSchema = lazy(() =>
  z.object({
    strategyId: idSchema("str"),
    amountMinor: z.int().nonnegative(),
    /** Where it was given as a share of what is committed, in per cent: recomputed when that changes. */
    sharePercent: z.string().optional(),
    startOn: DateSchema().optional(),
    endOn: DateSchema().optional(),
    note: z.string().optional(),
  }),
);
export type Allocation = z.infer<ReturnType<typeof AllocationSchema>>;

/** A commitment with all that one Query of its partition brings. */
export type CommitmentState = {
  readonly commitment: Commitment;
  readonly tranches: readonly Tranche[];
  readonly allocations: readonly Allocation[];
  readonly milestones: readonly Milestone[];
  readonly contributions: readonly MatchContribution[];
  readonly requirements: readonly Requirement[];
  /** Proposals that wait for a second person; decided ones lie beside the collection. */
  readonly proposals: readonly Proposal[];
};

/** The parts that a commitment begins without. */
export const NO_PARTS = { milestones: [], contributions: [], requirements: [], proposals: [] } as const;
