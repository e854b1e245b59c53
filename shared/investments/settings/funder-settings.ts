import * as z from "zod";
import { ROLES } from "../../identity/permissions.ts";
import { ReasonSchema } from "../../identity/reason.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";
import { ACCOUNT_NAMES } from "./account-names.ts";

/** A yearly rate as a decimal fraction in a string: "0.04" is four per cent. */
export const RateSchema = lazy(() =>
  z
    .string()
    .regex(/^0(\.\d{1,8})?$|^1(\.0{1,8})?$/, 'Write the rate as a decimal fraction, like "0.04" for 4 %.'),
);

const ApprovalLimitSchema = lazy(() => z.strictObject({ role: z.enum(ROLES), upTo: MoneySchema() }));
const DiscountRateSchema = lazy(() => z.strictObject({ from: DateSchema(), rate: RateSchema() }));

/** How a funder runs its book: limits of approval, what is a big bet, rates, codes, and through which day the books are closed. */
export const FunderSettingsSchema = lazy(() =>
  z
    .strictObject({
      bigBetThreshold: MoneySchema()
        .default({ amount: "1000000.00", currency: "USD" })
        .meta({ description: "A commitment of at least this, over more than a year, is a big bet." }),
      approvalLimits: unique(ApprovalLimitSchema(), {
        most: 50,
        key: ({ role, upTo }) => `${role} ${upTo.currency}`,
        message: "A role has one limit in a currency.",
        description:
          "Up to how much of a tranche a role may approve for payment, a currency at a time. A role that is not named may approve nothing; where no limit is set, there is none.",
      }),
      approvalRequiredFrom: unique(MoneySchema(), {
        most: 20,
        key: ({ currency }) => currency,
        message: "Say one amount a currency.",
        description:
          "From this amount on a tranche is paid only after somebody else approved it; without it, approval is optional.",
      }),
      discountRates: unique(DiscountRateSchema(), {
        most: 50,
        key: ({ from }) => from,
        message: "Say one rate from a day on.",
        description:
          "The yearly rate at which promises recognised from a day on are discounted; frozen in the ledger when it is used.",
      }),
      reportingCurrency: CurrencySchema().optional().meta({
        description: "What totals are shown in beside their own currency, at the rates that you record.",
      }),
      taxYearStartMonth: z.int().min(1).max(12).optional().meta({
        description: "The month in which the tax year starts, where it is not the fiscal year.",
      }),
      accounts: z.partialRecord(z.enum(ACCOUNT_NAMES), z.string().min(1).max(60)).default({}).meta({
        description:
          "Your own accounts for what the journal books; a name stands for itself where none is given, and a commitment's accounting code of that name comes before it.",
      }),
      closedThroughOn: DateSchema().optional().meta({
        description: "The last day of the last closed period: nothing is booked on or before it.",
      }),
      showsAllocations: z.boolean().optional().meta({
        description:
          "Whether partnerships may show everybody, on their scorecards, what you allocate to each of their strategies. Left out, they may not.",
      }),
    })
    .meta({ id: "FunderSettings" }),
);
export type FunderSettings = z.infer<ReturnType<typeof FunderSettingsSchema>>;

/** All settings as they shall be, and why. What is left out goes back to its default. */
export const FunderSettingsChangeSchema = lazy(() =>
  FunderSettingsSchema()
    .extend({
      reason: ReasonSchema(),
      reopenReason: ReasonSchema().optional().meta({
        description: "Why a closed period is opened again; needed where `closedThroughOn` goes back or away.",
      }),
    })
    .meta({ id: "FunderSettingsChange" }),
);
export type FunderSettingsChange = z.infer<ReturnType<typeof FunderSettingsChangeSchema>>;

/** Settings as the API shows them: version 0 while nothing was recorded and the defaults hold. */
export const FunderSettingsViewSchema = lazy(() =>
  FunderSettingsSchema().extend({ version: z.int().nonnegative() }).meta({ id: "FunderSettingsView" }),
);

/** A list, empty by default, in which no two entries have one key. */
function unique<S extends z.ZodType>(
  entry: S,
  by: {
    readonly most: number;
    readonly key: (one: z.infer<S>) => string;
    readonly message: string;
    readonly description: string;
  },
) {
  return z
    .array(entry)
    .max(by.most)
    .refine((all) => new Set(all.map(by.key)).size === all.length, { message: by.message })
    .default([])
    .meta({ description: by.description });
}
