import { sumMinor } from "../../platform/money.ts";
import { addDays } from "../../platform/time.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import { addEntry, NO_TOTALS, payableMinor } from "../totals.ts";
import { standingOn } from "./atoms.ts";
import { discountAtRecognition, discountOn, openLines } from "./open-lines.ts";

/** The days of a period, both part of it. */
export type Days = { readonly start: string; readonly end: string };

export const ROLL_FORWARD_LINES = [
  "committed",
  "conditionsMet",
  "waived",
  "adjusted",
  "advancesCleared",
  "paidOnPromise",
  "released",
  "reversed",
] as const;
export type RollForwardLine = (typeof ROLL_FORWARD_LINES)[number];

/**
 * How grants payable moved in a period, in minor units: opening + every line = closing, at face value; and the discount on it: opening
 * + added - unwound = closing. Payable less discount is the carrying amount. Opening balances are what was booked before the period.
 */
export type RollForward = Days & {
  readonly openingMinor: number;
  readonly lines: Readonly<Record<RollForwardLine, number>>;
  readonly closingMinor: number;
  readonly discount: {
    readonly openingMinor: number;
    readonly addedMinor: number;
    readonly unwoundMinor: number;
    readonly closingMinor: number;
  };
};

/** The payables roll-forward of a period. The closing of one period is the opening of the next. */
export function rollForward(entries: readonly LedgerEntry[], days: Days): RollForward {
  const { start, end } = days;
  const booked = entries.filter(({ on }) => on >= start && on <= end);
  const before = entries.filter(({ on }) => on < start);
  const openingMinor = payableMinor(before.reduce(addEntry, NO_TOTALS));
  const lines = linesOf(booked);
  return {
    ...days,
    openingMinor,
    lines,
    closingMinor: openingMinor + sumMinor(Object.values(lines)),
    discount: discountMoved(entries, days),
  };
}

/** How the discount on what is payable moved in a period: what recognitions added to it, and what unwound as further expense. */
export function discountMoved(
  entries: readonly LedgerEntry[],
  { start, end }: Days,
): RollForward["discount"] {
  const booked = entries.filter(({ on }) => on >= start && on <= end);
  const on = (day: string) => discountOn(openLines(standingOn(entries, day)), day);
  const openingMinor = on(addDays(start, -1));
  const closingMinor = on(end);
  const addedMinor = sumMinor(booked.map(discountAtRecognition));
  return { openingMinor, addedMinor, unwoundMinor: openingMinor + addedMinor - closingMinor, closingMinor };
}

function linesOf(booked: readonly LedgerEntry[]): Record<RollForwardLine, number> {
  const sum = (kinds: readonly LedgerEntry["kind"][], amount: (entry: LedgerEntry) => number) =>
    sumMinor(booked.filter(({ kind }) => kinds.includes(kind)).map(amount));
  const unconditional = ({ amountMinor, conditionalMinor }: LedgerEntry) => amountMinor - conditionalMinor;
  return {
    committed: sum(["commitment"], unconditional),
    conditionsMet: sum(["condition-met"], ({ amountMinor }) => amountMinor),
    waived: sum(["waiver"], ({ amountMinor }) => amountMinor),
    adjusted: sum(["adjustment"], unconditional),
    advancesCleared: sum(["condition-met", "waiver"], ({ clearedMinor = 0 }) => -clearedMinor),
    paidOnPromise: sum(["payment", "advance"], (entry) => -unconditional(entry)),
    released: sum(["release"], (entry) => -unconditional(entry)),
    reversed: sum(["reversal"], (entry) => payableMinor(addEntry(NO_TOTALS, entry))),
  };
}
