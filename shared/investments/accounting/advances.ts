import { sumMinor } from "../../platform/money.ts";
import type { LedgerEntry } from "../ledger-entry.ts";

type Advance = { readonly openMinor: number; readonly refundedMinor: number };
const NONE: Advance = { openMinor: 0, refundedMinor: 0 };

/**
 * How much of what came back is of advances whose condition is still open, after entries in their order, none of them reversed. A refund
 * of a tranche is of its advance first; once the condition is met or waived it is a refund like any other.
 */
export function refundedOfAdvances(entries: readonly LedgerEntry[]): number {
  const advances = new Map<number | undefined, Advance>();
  for (const entry of entries) {
    const held = advances.get(entry.trancheNumber) ?? NONE;
    advances.set(entry.trancheNumber, after(held, entry));
  }
  return sumMinor([...advances.values()].map(({ refundedMinor }) => refundedMinor));
}

function after(held: Advance, { kind, amountMinor, conditionalMinor }: LedgerEntry): Advance {
  const { openMinor, refundedMinor } = held;
  switch (kind) {
    case "advance":
      return { openMinor: openMinor + conditionalMinor, refundedMinor };
    case "refund":
      return { openMinor, refundedMinor: Math.min(openMinor, refundedMinor + amountMinor) };
    case "condition-met":
    case "waiver":
      return NONE;
    default:
      return held;
  }
}
