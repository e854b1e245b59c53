import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money, SignedMoneySchema, sumMinor } from "../platform/money.ts";
import { DateSchema } from "../platform/time.ts";
import { AllocationViewSchema, allocationView } from "./allocation.ts";
import { ProposalViewSchema, proposalView } from "./amendments/proposal.ts";
import { ContributionViewSchema, contributionView } from "./change-contributions.ts";
import { type Commitment, type CommitmentState, DescriptionFieldsSchema } from "./commitment.ts";
import { COMMITMENT_STATUSES, iatiStatus } from "./commitment-status.ts";
import { MilestoneSchema } from "./milestone.ts";
import { RequirementViewSchema, requirementView } from "./requirements/requirement-view.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { BIG_BET_VERDICTS, isBigBet } from "./settings/settings-rules.ts";
import { dividable } from "./shares.ts";
import { TOTAL_NAMES, totalsView } from "./totals.ts";
import { TrancheViewSchema, trancheView } from "./tranche.ts";

/** The totals of a commitment on the wire; only what imported history breaks can be below zero. */
export const TotalsViewSchema = lazy(() =>
  z.record(z.enum(TOTAL_NAMES), SignedMoneySchema()).meta({
    id: "Totals",
    description:
      "committed = conditional + unconditional; payable = unconditional - paid + advanced; intended stands outside.",
  }),
);

/** A commitment in a list: what it is, and what it amounts to. */
export const CommitmentSummarySchema = lazy(() =>
  DescriptionFieldsSchema()
    .extend({
      id: idSchema("cmt"),
      endOn: DateSchema().optional(),
      status: z.enum(COMMITMENT_STATUSES),
      iatiStatus: z.int().meta({ description: "The IATI ActivityStatus code, 1 to 6." }),
      currency: CurrencySchema(),
      amount: MoneySchema(),
      funder: z.strictObject({ organisationId: idSchema("org"), name: z.string() }),
      fiscalYearStartMonth: z.int(),
      timeZone: z.string(),
      approvedOn: DateSchema().optional(),
      agreedOn: DateSchema().optional(),
      endedOn: DateSchema().optional(),
      amendments: z
        .strictObject({ count: z.int(), latestOn: DateSchema() })
        .optional()
        .meta({ description: "How often it was amended, and from which day its latest plan holds." }),
      renewal: z
        .strictObject({
          state: z.literal("intended"),
          amount: MoneySchema().optional(),
          note: z.string().optional(),
        })
        .optional()
        .meta({ description: "A renewal in view: intended, not binding, and in no total but `intended`." }),
      totals: TotalsViewSchema(),
      isBigBet: z.enum(BIG_BET_VERDICTS).optional().meta({
        description:
          "For its funder, where it is read or listed: whether it is a big bet by the threshold of the settings, and over more than a year. Unknown where the threshold is in another currency, or where the end is not known.",
      }),
      blockedFromOn: DateSchema().optional(),
      flags: z.array(z.string()).optional(),
      createdAt: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      version: z.int(),
    })
    .meta({ id: "CommitmentSummary" }),
);
export type CommitmentSummary = z.infer<ReturnType<typeof CommitmentSummarySchema>>;

/** A commitment in full: with its schedule, how it is divided among strategies, and all that waits in it. */
export const CommitmentViewSchema = lazy(() =>
  CommitmentSummarySchema()
    .extend({
      tranches: z.array(TrancheViewSchema()),
      allocations: z.array(AllocationViewSchema()),
      unallocated: MoneySchema(),
      unallocatedPercent: z.string().meta({ description: "The share that no strategy has, in per cent." }),
      milestones: z.array(MilestoneSchema()),
      contributions: z.array(ContributionViewSchema()),
      requirements: z.array(RequirementViewSchema()),
      proposals: z.array(ProposalViewSchema()),
    })
    .meta({ id: "Commitment" }),
);
export type CommitmentView = z.infer<ReturnType<typeof CommitmentViewSchema>>;

type Threshold = Pick<FunderSettings, "bigBetThreshold">;
type Recorded = { readonly version: number; readonly recordedAt: string };

/** The view of a commitment's head, for lists; with its funder's settings it says whether it is a big bet. */
export function commitmentSummary(
  commitment: Commitment,
  recorded: Recorded,
  settings?: Threshold,
): CommitmentSummary {
  const {
    amountMinor,
    totals,
    flows,
    entries,
    lastEntryOn,
    partnershipOwnerId,
    renewal,
    amendments,
    ...fields
  } = commitment;
  const { currency, status } = commitment;
  return {
    ...fields,
    iatiStatus: iatiStatus(status),
    amount: money(amountMinor, currency),
    totals: totalsView(totals, currency),
    ...(settings ? { isBigBet: isBigBet(settings, commitment).verdict } : {}),
    ...(renewal ? { renewal: renewalView(renewal, currency) } : {}),
    ...(amendments ? { amendments: { count: amendments.count, latestOn: amendments.latestOn } } : {}),
    version: recorded.version,
    recordedAt: recorded.recordedAt,
  };
}

/** The view of a commitment with all its parts, and as `commitmentSummary` says. */
export function commitmentView(
  state: CommitmentState,
  recorded: Recorded,
  settings?: Threshold,
): CommitmentView {
  const { commitment, tranches, allocations } = state;
  const { currency } = commitment;
  const total = dividable(commitment);
  const unallocated = total - sumMinor(allocations.map((allocation) => allocation.amountMinor));
  return {
    ...commitmentSummary(commitment, recorded, settings),
    tranches: tranches.map(trancheView),
    allocations: allocations.map((allocation) => allocationView(allocation, currency)),
    unallocated: money(Math.max(unallocated, 0), currency),
    unallocatedPercent: percentOf(unallocated, total),
    milestones: [...state.milestones],
    contributions: state.contributions.map(contributionView),
    requirements: state.requirements.map(requirementView),
    proposals: state.proposals.map((proposal) => proposalView(proposal, commitment.id)),
  };
}

/** A part in per cent with two decimals, half up; "0.00" of nothing. */
function percentOf(part: number, whole: number): string {
  if (whole === 0) return "0.00";
  const hundredths = (BigInt(part) * 20_000n + BigInt(whole)) / (2n * BigInt(whole));
  return (Number(hundredths) / 100).toFixed(2);
}

function renewalView(
  renewal: NonNullable<Commitment["renewal"]>,
  currency: string,
): NonNullable<CommitmentSummary["renewal"]> {
  const { amountMinor, note } = renewal;
  return {
    state: "intended",
    ...(note === undefined ? {} : { note }),
    ...(amountMinor === undefined ? {} : { amount: money(amountMinor, currency) }),
  };
}
