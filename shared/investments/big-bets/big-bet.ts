import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, type Money, MoneySchema, toMinor } from "../../platform/money.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import type { Milestone } from "../milestone.ts";
import type { PartnershipFacts } from "../partnership-facts.ts";
import { ReasonSchema } from "../reason.ts";
import type { AdmittedFunder } from "./admitted-funder.ts";

/** A design grant buys the plan, a scale grant carries it out. */
export const PHASES = ["design", "scale"] as const;

const TitleSchema = lazy(() => z.string().trim().min(1).max(200));
const PurposeSchema = lazy(() => z.string().trim().min(1).max(5000));
const PlanSchema = lazy(() => z.string().trim().min(1).max(20_000));
/** That no design grant comes before the scale grants, and why. */
const DesignLeftOutSchema = lazy(() => z.strictObject({ reason: z.string().trim().min(1).max(1000) }));

/** A big bet as it is sent in: one plan that several funders shall commit to. */
export const NewBigBetSchema = lazy(() =>
  z
    .strictObject({
      title: TitleSchema(),
      purpose: PurposeSchema(),
      plan: PlanSchema().meta({ description: "The plan in short: what all who commit agree to." }),
      partnershipId: idSchema("prt"),
      startOn: DateSchema(),
      endOn: DateSchema(),
      target: MoneySchema(),
      leverageAspired: MoneySchema()
        .optional()
        .meta({ description: "What one hopes to unlock beyond the bet: said, and counted nowhere." }),
      designLeftOut: DesignLeftOutSchema().optional(),
      showsAmounts: z
        .boolean()
        .default(false)
        .meta({ description: "Whether funders see each other's amounts, once every admitted one agrees." }),
    })
    .meta({
      id: "NewBigBet",
      examples: [
        {
          title: "Every child of the harbour wards ready by 2032",
          purpose: "Full-day pre-K and family navigators in all wards.",
          plan: "Design in two wards for a year, then all twelve over five years.",
          partnershipId: "prt_01JD0000000000000000000001",
          startOn: "2026-07-01",
          endOn: "2032-06-30",
          target: { amount: "150000000.00", currency: "USD" },
          leverageAspired: { amount: "500000000.00", currency: "USD" },
        },
      ],
    }),
);
export type NewBigBet = z.infer<ReturnType<typeof NewBigBetSchema>>;

/** A big bet as it is stored. Its partnership and its currency stay: another place, or another currency, is another bet. */
export const BigBetSchema = lazy(() =>
  z.object({
    id: idSchema("bet"),
    title: z.string(),
    purpose: z.string(),
    plan: z.string(),
    partnershipId: idSchema("prt"),
    /** Who keeps the partnership, and so reads the bet. */
    partnershipOwnerId: idSchema("org"),
    /** The organisation that made the bet, alone changes it, and admits funders. */
    convenor: z.object({ organisationId: idSchema("org"), name: z.string() }),
    startOn: DateSchema(),
    endOn: DateSchema(),
    currency: CurrencySchema(),
    targetMinor: z.int().positive(),
    leverageAspiredMinor: z.int().nonnegative().optional(),
    designLeftOut: DesignLeftOutSchema().optional(),
    showsAmounts: z.boolean(),
    createdAt: z.iso.datetime(),
  }),
);
export type BigBet = z.infer<ReturnType<typeof BigBetSchema>>;

/** A change of a big bet: what is named changes, `null` takes away what may be absent, the rest stays. */
export const BigBetPatchSchema = lazy(() =>
  z
    .strictObject({
      reason: ReasonSchema(),
      title: TitleSchema().optional(),
      purpose: PurposeSchema().optional(),
      plan: PlanSchema().optional(),
      startOn: DateSchema().optional(),
      endOn: DateSchema().optional(),
      target: MoneySchema().optional(),
      leverageAspired: MoneySchema().nullish(),
      designLeftOut: DesignLeftOutSchema().nullish(),
      showsAmounts: z.boolean().optional(),
    })
    .refine((patch) => Object.keys(patch).length > 1, "There is nothing to change.")
    .meta({ id: "BigBetPatch" }),
);
export type BigBetPatch = z.infer<ReturnType<typeof BigBetPatchSchema>>;

/** A big bet with all that one Query of its collection brings; its members' money lies beside it. */
export type BigBetState = {
  readonly bet: BigBet;
  readonly milestones: readonly Milestone[];
  readonly funders: readonly AdmittedFunder[];
};

/** What one partition may hold, so that it is read whole in one round. */
export const LIMITS = { milestones: 200, funders: 100 } as const;

/** Whether an organisation takes part in a bet with money: it convened it, or was admitted. */
export function takesPart({ bet, funders }: BigBetState, organisationId: string): boolean {
  if (bet.convenor.organisationId === organisationId) return true;
  return funders.some((funder) => funder.organisationId === organisationId);
}

/** Whether an organisation may read a bet: who takes part, and who keeps the partnership. */
export function mayRead(state: BigBetState, organisationId: string): boolean {
  return state.bet.partnershipOwnerId === organisationId || takesPart(state, organisationId);
}

/** A new bet from what was sent in, or `validation_failed` at the fields that do not fit together. */
export function toBigBet(
  input: NewBigBet,
  facts: { id: string; convenor: BigBet["convenor"]; partnership: PartnershipFacts; now: string },
): Result<BigBet> {
  const { target, leverageAspired, ...words } = input;
  const { id, convenor, partnership, now } = facts;
  return fitting(
    defined({
      ...words,
      id,
      convenor,
      partnershipOwnerId: partnership.ownerId,
      currency: target.currency,
      targetMinor: toMinor(target),
      leverageAspiredMinor: leverageAspired && toMinor(leverageAspired),
      createdAt: now,
    }),
    { target, leverageAspired },
  );
}

/** A bet with a patch applied, or `validation_failed` at the fields that do not fit together. */
export function applyBigBetPatch(bet: BigBet, patch: BigBetPatch): Result<BigBet> {
  const { reason: _, target, leverageAspired, designLeftOut, ...words } = patch;
  const stated = leverageAspired === null ? undefined : leverageAspired && toMinor(leverageAspired);
  const kept = leverageAspired === undefined ? bet.leverageAspiredMinor : stated;
  const left = designLeftOut === undefined ? bet.designLeftOut : (designLeftOut ?? undefined);
  const { leverageAspiredMinor: _leverage, designLeftOut: _left, ...rest } = bet;
  const next = {
    ...rest,
    ...defined(words),
    targetMinor: target ? toMinor(target) : bet.targetMinor,
    ...defined({ leverageAspiredMinor: kept, designLeftOut: left }),
  };
  return fitting(next, { target, leverageAspired });
}

type Amounts = { readonly target?: Money | undefined; readonly leverageAspired?: Money | null | undefined };

function fitting(bet: BigBet, { target, leverageAspired }: Amounts): Result<BigBet> {
  const errors: ProblemPlace[] = [];
  if (bet.endOn < bet.startOn) errors.push({ pointer: "/endOn", detail: "It ends before it starts." });
  if (bet.targetMinor === 0)
    errors.push({ pointer: "/target/amount", detail: "A target is more than nothing." });
  const inCurrency = [
    ["/target", target],
    ["/leverageAspired", leverageAspired],
  ] as const;
  for (const [place, amount] of inCurrency)
    if (amount && amount.currency !== bet.currency)
      errors.push({ pointer: `${place}/currency`, detail: `The bet is in ${bet.currency}.` });
  if (errors.length === 0) return ok(bet);
  return fail({
    code: "validation_failed",
    detail: "The fields of the big bet do not fit together.",
    errors,
  });
}
