import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema, SignedMoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { RestrictionSchema } from "../commitment.ts";
import { COMMITMENT_STATUSES } from "../commitment-status.ts";
import { MilestoneSchema } from "../milestone.ts";
import { NewBigBetSchema, PHASES } from "./big-bet.ts";

/** A big bet in a list: its plan, without milestones and money. */
export const BigBetSummarySchema = lazy(() =>
  NewBigBetSchema()
    .extend({
      id: idSchema("bet"),
      convenor: z.strictObject({ organisationId: idSchema("org"), name: z.string() }),
      showsAmounts: z.boolean(),
      createdAt: z.iso.datetime(),
      recordedAt: z.iso.datetime(),
      version: z.int(),
    })
    .meta({ id: "BigBetSummary" }),
);
export type BigBetSummary = z.infer<ReturnType<typeof BigBetSummarySchema>>;

const MatchSchema = lazy(() =>
  z.strictObject({
    required: SignedMoneySchema(),
    verified: SignedMoneySchema(),
    contributed: SignedMoneySchema(),
  }),
);

const SumsSchema = lazy(() =>
  z.strictObject({
    raised: SignedMoneySchema(),
    conditional: SignedMoneySchema(),
    unconditional: SignedMoneySchema(),
    paid: SignedMoneySchema(),
    refunded: SignedMoneySchema(),
    intended: SignedMoneySchema(),
    match: MatchSchema(),
  }),
);

export type Sums = z.infer<ReturnType<typeof SumsSchema>>;

export const BigBetMoneySchema = lazy(() =>
  SumsSchema()
    .extend({
      gap: MoneySchema(),
      surplus: MoneySchema(),
      otherCurrencies: z.array(SumsSchema().extend({ currency: CurrencySchema() })),
    })
    .meta({
      id: "BigBetMoney",
      description:
        "raised = conditional + unconditional of what is agreed, in the target's currency; gap and surplus are what it lacks or exceeds. Intended, match and leverage are part of none.",
    }),
);

/** A funder as all who may read the bet see it. */
const BetFunderSchema = lazy(() =>
  z.strictObject({
    organisationId: idSchema("org").optional(),
    name: z.string(),
    phases: z.array(z.enum(PHASES)),
    admittedOn: DateSchema().optional(),
    agreesToShow: z.boolean().optional(),
    added: z.array(SignedMoneySchema()).optional(),
  }),
);

/** A commitment of the caller's own, with its terms in short; all of them stand at its own address. */
const OwnCommitmentSchema = lazy(() =>
  z.strictObject({
    commitmentId: idSchema("cmt"),
    title: z.string(),
    phase: z.enum(PHASES),
    status: z.enum(COMMITMENT_STATUSES),
    startOn: DateSchema(),
    endOn: DateSchema().optional(),
    agreedOn: DateSchema().optional(),
    restriction: RestrictionSchema().optional(),
    amount: SignedMoneySchema(),
    conditional: SignedMoneySchema(),
    unconditional: SignedMoneySchema(),
    paid: SignedMoneySchema(),
    refunded: SignedMoneySchema(),
    matchRequired: SignedMoneySchema(),
    matchVerified: SignedMoneySchema(),
  }),
);

/** A big bet as one of its readers sees it: the shared plan and its money, its own commitments, of the others what they agreed to. */
export const BigBetViewSchema = lazy(() =>
  BigBetSummarySchema()
    .extend({
      milestones: z.array(MilestoneSchema()),
      money: BigBetMoneySchema().optional().meta({ description: "Absent with `asOf`." }),
      funders: z.array(BetFunderSchema()),
      amountsShown: z
        .boolean()
        .meta({ description: "Whether all agreed that each sees what the others add." }),
      own: z.array(OwnCommitmentSchema()),
    })
    .meta({ id: "BigBet" }),
);
export type BigBetView = z.infer<ReturnType<typeof BigBetViewSchema>>;
