import * as z from "zod";
import { contentHash } from "../../platform/canonical-json.ts";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, sumMinor } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { type CommitmentState, RestrictionSchema } from "../commitment.ts";
import { COMMITMENT_STATUSES, isPlanned } from "../commitment-status.ts";
import { contributionKey } from "../match-contribution.ts";
import { requiredMatchMinor } from "../match-required.ts";
import { PHASES } from "./big-bet.ts";

/** One commitment as its bet counts it, in integer minor units of its own currency. */
export const MemberSchema = lazy(() =>
  z.object({
    commitmentId: idSchema("cmt"),
    funder: z.object({ organisationId: idSchema("org"), name: z.string() }),
    phase: z.enum(PHASES),
    status: z.enum(COMMITMENT_STATUSES),
    title: z.string(),
    startOn: DateSchema(),
    endOn: DateSchema().optional(),
    agreedOn: DateSchema().optional(),
    restriction: RestrictionSchema().optional(),
    currency: CurrencySchema(),
    /** What the agreement says, or is meant to say. */
    amountMinor: z.int(),
    conditionalMinor: z.int(),
    unconditionalMinor: z.int(),
    paidMinor: z.int(),
    refundedMinor: z.int(),
    /** In view while nothing is agreed; nothing from then on. */
    intendedMinor: z.int(),
    matchRequiredMinor: z.int(),
    /** Verified contributions of its match. `of` says which one it is, so that the bet counts it once for all its funders. */
    match: z.array(z.object({ of: z.string(), amountMinor: z.int() })),
  }),
);
export type Member = z.infer<ReturnType<typeof MemberSchema>>;

/** What a commitment is to the bet that it names; undefined where it names none. */
export function memberOf(state: Pick<CommitmentState, "commitment" | "contributions">): Member | undefined {
  const { commitment, contributions } = state;
  const { id, funder, bigBet, status, totals, currency, amountMinor } = commitment;
  if (!bigBet) return undefined;
  const { title, startOn, endOn, agreedOn, restriction } = commitment;
  const { conditionalMinor, unconditionalMinor, paidMinor, refundedMinor } = totals;
  const counted = contributions.filter((each) => each.status === "verified" && each.currency === currency);
  return defined({
    commitmentId: id,
    funder,
    phase: bigBet.phase,
    status,
    title,
    startOn,
    endOn,
    agreedOn,
    restriction,
    currency,
    amountMinor,
    conditionalMinor,
    unconditionalMinor,
    paidMinor,
    refundedMinor,
    intendedMinor: isPlanned(status) ? totals.intendedMinor : 0,
    matchRequiredMinor: requiredMatchMinor(commitment),
    match: counted.map((each) => ({
      of: contentHash(contributionKey(each)).slice(0, 20),
      amountMinor: each.amountMinor,
    })),
  });
}

/** What is verified of a commitment's match. */
export function matchVerifiedMinor({ match }: Pick<Member, "match">): number {
  return sumMinor(match.map((each) => each.amountMinor));
}
