import { sumMinor } from "../platform/money.ts";
import { addMonths } from "../platform/time.ts";
import { presentValueOf } from "./accounting/present-value.ts";
import type { NewEntry } from "./post-entries.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { discountRateOn } from "./settings/settings-rules.ts";

/** An unconditional amount and the day it falls due. */
export type Due = { readonly on: string; readonly amountMinor: number };

/**
 * The recognition of what became unconditional (ASC 720-25-25-1, 958-605-25-2): the expense, and where something is due more than a
 * year later and the funder has a rate for that day, its present value at that rate, frozen here. Below zero where an unconditional
 * promise shrank. None for nothing.
 */
export function recognitionOf(
  due: readonly Due[],
  at: { readonly id: string; readonly on: string; readonly settings: Pick<FunderSettings, "discountRates"> },
): NewEntry[] {
  const amountMinor = sumMinor(due.map((each) => each.amountMinor));
  if (amountMinor === 0) return [];
  const { id, on } = at;
  const base = { id, kind: "recognition" as const, on, amountMinor, conditionalMinor: 0 };
  const rate = discountRateOn(at.settings, on);
  const isLong = due.some((each) => each.on > addMonths(on, 12));
  if (rate === undefined || !isLong || amountMinor < 0) return [base];
  const lines = due.filter((each) => each.amountMinor !== 0);
  const presentValueMinor = presentValueOf(lines, { on, rate });
  return [{ ...base, recognition: { rate, presentValueMinor, due: lines } }];
}
