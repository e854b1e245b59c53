import { AdmittedFunderSchema } from "../../../../shared/investments/big-bets/admitted-funder.ts";
import { BigBetSchema, type BigBetState } from "../../../../shared/investments/big-bets/big-bet.ts";
import { type Member, memberOf } from "../../../../shared/investments/big-bets/member.ts";
import {
  CommitmentSchema,
  type CommitmentState,
  NO_PARTS,
} from "../../../../shared/investments/commitment.ts";
import { isPlanned } from "../../../../shared/investments/commitment-status.ts";
import {
  type MatchContribution,
  MatchContributionSchema,
} from "../../../../shared/investments/match-contribution.ts";
import { NO_TOTALS } from "../../../../shared/investments/totals.ts";

type IdKind = "bet" | "cmt" | "org" | "prt" | "per";

/** The nth id of a kind: equal calls give equal ids, and they sort by n. */
export function anId(kind: IdKind, n = 1): string {
  return `${kind}_${String(n).padStart(26, "0")}`;
}

export const CONVENOR = { organisationId: anId("org", 1), name: "Harbor Fund" };
export const BACKBONE = anId("org", 2);
export const SECOND = { organisationId: anId("org", 3), name: "River Foundation" };
export const THIRD = { organisationId: anId("org", 4), name: "Lake Trust" };
const RECORDED_AT = "2026-03-01T09:00:00.000Z";

/** An admitted funder: the second one unless a test says otherwise. */
export function anAdmission(overrides: Record<string, unknown> = {}) {
  return AdmittedFunderSchema().parse({
    ...SECOND,
    admittedOn: "2026-03-02",
    agreesToShow: false,
    ...overrides,
  });
}

/** A bet of 100 million dollars, convened by the first funder, to which a second one is admitted. */
export function aBigBet(
  overrides: Record<string, unknown> = {},
  parts: Partial<Omit<BigBetState, "bet">> = {},
): BigBetState {
  const bet = BigBetSchema().parse({
    id: anId("bet"),
    title: "Every child of the harbour wards ready by 2032",
    purpose: "Full-day pre-K in all wards.",
    plan: "Two wards for a year, then all twelve.",
    partnershipId: anId("prt"),
    partnershipOwnerId: BACKBONE,
    convenor: CONVENOR,
    startOn: "2026-07-01",
    endOn: "2032-06-30",
    currency: "USD",
    targetMinor: 10_000_000_000,
    showsAmounts: false,
    createdAt: RECORDED_AT,
    ...overrides,
  });
  return { bet, milestones: [], funders: [anAdmission()], ...parts };
}

export type CommitmentFacts = {
  readonly id?: string;
  readonly funder?: typeof CONVENOR;
  readonly phase?: "design" | "scale";
  readonly bigBetId?: string | null;
  readonly partnershipId?: string;
  readonly status?: CommitmentState["commitment"]["status"];
  readonly currency?: string;
  /** What is promised under a donor condition, and what without one. */
  readonly conditionalMinor?: number;
  readonly unconditionalMinor?: number;
  readonly paidMinor?: number;
  readonly match?: { readonly basis: "award" | "project"; readonly sharePercent: string };
  readonly contributions?: readonly MatchContribution[];
};

/** A commitment that names the bet; while it is planned all of it is intended, and nothing committed. */
export function aBetCommitment(facts: CommitmentFacts = {}): CommitmentState {
  const { id = anId("cmt"), funder = SECOND, phase = "scale", status = "agreed", currency = "USD" } = facts;
  const { conditionalMinor = 0, unconditionalMinor = 0, paidMinor = 0, contributions = [] } = facts;
  const amountMinor = conditionalMinor + unconditionalMinor;
  const isIntended = isPlanned(status) && status !== "draft";
  const promised =
    isPlanned(status) || status === "cancelled" ? {} : { conditionalMinor, unconditionalMinor };
  const { bigBetId = anId("bet") } = facts;
  const commitment = CommitmentSchema().parse({
    id,
    title: "Pre-K in all wards",
    recipient: { name: "Harbour Promise" },
    startOn: "2026-07-01",
    endOn: "2031-06-30",
    status,
    currency,
    amountMinor,
    funder,
    fiscalYearStartMonth: 7,
    timeZone: "UTC",
    totals: { ...NO_TOTALS, ...promised, paidMinor, intendedMinor: isIntended ? amountMinor : 0 },
    flows: {},
    entries: 0,
    createdAt: RECORDED_AT,
    ...(facts.match ? { match: facts.match } : {}),
    ...(facts.partnershipId === undefined ? {} : { partnershipId: facts.partnershipId }),
    ...(bigBetId === null ? {} : { bigBet: { id: bigBetId, phase } }),
  });
  return { ...NO_PARTS, commitment, tranches: [], allocations: [], contributions };
}

/** The member that such a commitment is. */
export function aMember(facts: CommitmentFacts = {}): Member {
  const member = memberOf(aBetCommitment(facts));
  if (!member) throw new Error("It names no bet.");
  return member;
}

/** A contribution to a match: one million dollars of the county, verified. */
export function aContribution(overrides: Record<string, unknown> = {}): MatchContribution {
  return MatchContributionSchema().parse({
    number: 1,
    revision: 2,
    contributor: { name: "Harbour County" },
    kind: "cash",
    amountMinor: 100_000_000,
    currency: "USD",
    on: "2026-09-01",
    reference: "Resolution 2026-17",
    status: "verified",
    ...overrides,
  });
}
