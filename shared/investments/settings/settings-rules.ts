import type { Role } from "../../identity/permissions.ts";
import { toMinor } from "../../platform/money.ts";
import { addMonths } from "../../platform/time.ts";
import type { FunderSettings } from "./funder-settings.ts";

/** The discount rate in force on a day: that of the latest `from` on or before it. Undefined where none applies yet. */
export function discountRateOn(
  settings: Pick<FunderSettings, "discountRates">,
  day: string,
): string | undefined {
  const inForce = settings.discountRates.filter(({ from }) => from <= day);
  return inForce.sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1)?.rate;
}

/**
 * Up to how much, in minor units of a currency, somebody with these roles may approve: the highest limit of any of them, 0 where
 * none of them has a limit in this currency.
 */
export function approvalLimitOf(
  settings: Pick<FunderSettings, "approvalLimits">,
  roles: readonly Role[],
  currency: string,
): number {
  const limits = settings.approvalLimits.filter(
    ({ role, upTo }) => roles.includes(role) && upTo.currency === currency,
  );
  return Math.max(0, ...limits.map(({ upTo }) => toMinor(upTo)));
}

/** Whether the books are closed on a day: then nothing is booked on it. */
export function isClosed(settings: Pick<FunderSettings, "closedThroughOn">, day: string): boolean {
  return settings.closedThroughOn !== undefined && day <= settings.closedThroughOn;
}

export const BIG_BET_VERDICTS = ["yes", "no", "unknown"] as const;

/** Whether a commitment is a big bet, or why that cannot be said. */
export type BigBetVerdict =
  | { readonly verdict: "yes" | "no" }
  | { readonly verdict: "unknown"; readonly why: "threshold-in-another-currency" | "end-unknown" };

/**
 * Whether a commitment is a big bet: at least the threshold, over more than a year (both days included). Amounts of two
 * currencies are never compared; nothing is said of a commitment whose end is not known.
 */
export function isBigBet(
  settings: Pick<FunderSettings, "bigBetThreshold">,
  commitment: {
    readonly amountMinor: number;
    readonly currency: string;
    readonly startOn: string;
    readonly endOn?: string | undefined;
  },
): BigBetVerdict {
  const { amountMinor, currency, startOn, endOn } = commitment;
  const threshold = settings.bigBetThreshold;
  if (endOn !== undefined && endOn < addMonths(startOn, 12)) return { verdict: "no" };
  if (currency !== threshold.currency) return { verdict: "unknown", why: "threshold-in-another-currency" };
  if (amountMinor < toMinor(threshold)) return { verdict: "no" };
  return endOn === undefined ? { verdict: "unknown", why: "end-unknown" } : { verdict: "yes" };
}
