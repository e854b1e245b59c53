import * as z from "zod";
import { ROLES } from "../../identity/permissions.ts";
import { lazy } from "../../platform/lazy.ts";
import { CurrencySchema, MoneySchema } from "../../platform/money.ts";
import { DateSchema } from "../../platform/time.ts";

/** A yearly rate as a decimal fraction in a string: "0.04" is four per cent. */
export const RateSchema = lazy(() =>
  z
    .string()
    .regex(/^0(\.\d{1,8})?$|^1(\.0{1,8})?$/, 'Write the rate as a decimal fraction, like "0.04" for 4 %.'),
);

/** How a funder runs its book: limits of approval, what is a big bet, rates, codes, and through which day the books are closed. */
export const FunderSettingsSchema = lazy(() =>
  z
    .strictObject({
      /** A commitment above this, over more than a year, is a big bet. */
      bigBetThreshold: MoneySchema().default({ amount: "1000000.00", currency: "USD" }),
      /** Up to how much a role may approve for payment, a currency at a time; a role that is not named may approve nothing. */
      approvalLimits: z
        .array(z.strictObject({ role: z.enum(ROLES), upTo: MoneySchema() }))
        .max(50)
        .default([]),
      /** From this amount on a tranche is paid only after somebody else approved it; without it, approval is optional. */
      approvalRequiredFrom: z.array(MoneySchema()).max(20).default([]),
      /** The discount rate of promises recognised from a day on; frozen in the ledger when it is used. */
      discountRates: z
        .array(z.strictObject({ from: DateSchema(), rate: RateSchema() }))
        .max(50)
        .default([]),
      reportingCurrency: CurrencySchema().optional(),
      /** The month in which the tax year starts, where it is not the fiscal year. */
      taxYearStartMonth: z.int().min(1).max(12).optional(),
      /** Accounts of the journal by what is booked. */
      accounts: z.record(z.string().max(40), z.string().min(1).max(60)).default({}),
      /** The last day of the last closed period: nothing is booked on or before it. */
      closedThroughOn: DateSchema().optional(),
    })
    .meta({ id: "FunderSettings" }),
);
export type FunderSettings = z.infer<ReturnType<typeof FunderSettingsSchema>>;
