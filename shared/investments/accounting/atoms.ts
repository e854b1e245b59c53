import { sumMinor } from "../../platform/money.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import type { MatchContribution } from "../match-contribution.ts";
import { addEntry, committedMinor, NO_TOTALS, payableMinor } from "../totals.ts";
import type { Tranche } from "../tranche.ts";
import { refundedOfAdvances } from "./advances.ts";
import { discountOn, openLines } from "./open-lines.ts";

/**
 * The amounts that every view of a commitment's money is made of, none of them part of another:
 * `conditional` promised under an open condition; `payable` owed at face value and not paid; `paidOnPromise` paid of what was owed,
 * gross; `advanced` paid before its condition was met, gross; `refundedOfPaid`, `refundedOfAdvance` what came back of either;
 * `released` given up before it was paid; `spent` as the recipient reported; `discount` of what is payable, not unwound yet;
 * `matchVerified` of other givers; `scheduledOtherwise` scheduled in another year than it was committed in (nothing over all years).
 */
export const ATOMS = [
  "conditional",
  "payable",
  "paidOnPromise",
  "advanced",
  "refundedOfPaid",
  "refundedOfAdvance",
  "released",
  "spent",
  "discount",
  "matchVerified",
  "scheduledOtherwise",
] as const;
export type Atom = (typeof ATOMS)[number];
export type Atoms = Readonly<Record<Atom, number>>;

/** What the atoms are computed from: all of a commitment that says something of its money. */
export type Book = {
  readonly entries: readonly LedgerEntry[];
  readonly contributions: readonly MatchContribution[];
  readonly tranches: readonly Pick<Tranche, "dueOn" | "amountMinor" | "releasedMinor">[];
};

/**
 * Entries booked by the end of a day, as they were booked, without those that were reversed by then and their reversals. A reversal
 * whose entry is booked later stays.
 */
export function standingOn(entries: readonly LedgerEntry[], day: string): LedgerEntry[] {
  const booked = entries.filter(({ on }) => on <= day);
  const ids = new Set(booked.map(({ id }) => id));
  const undone = new Set(
    booked.flatMap(({ id, reverses }) => (reverses && ids.has(reverses.id) ? [id, reverses.id] : [])),
  );
  return booked
    .filter(({ id }) => !undone.has(id))
    .sort((a, b) => (a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1));
}

/** The atoms of a commitment as they stand at the end of a day, in minor units; its whole schedule counts on every day. */
export function atomsOn(book: Book, day: string): Atoms {
  const standing = standingOn(book.entries, day);
  const totals = standing.reduce(addEntry, NO_TOTALS);
  const refundedOfAdvance = refundedOfAdvances(standing);
  const verified = book.contributions.filter(
    ({ status, on, decidedOn }) => status === "verified" && (decidedOn ?? on) <= day,
  );
  const scheduled = sumMinor(book.tranches.map((each) => each.amountMinor - each.releasedMinor));
  return {
    conditional: totals.conditionalMinor,
    payable: payableMinor(totals),
    paidOnPromise: totals.paidMinor - totals.advancedMinor,
    advanced: totals.advancedMinor,
    refundedOfPaid: totals.refundedMinor - refundedOfAdvance,
    refundedOfAdvance,
    released: totals.releasedMinor,
    spent: totals.spentMinor,
    discount: discountOn(openLines(standing), day),
    matchVerified: sumMinor(verified.map(({ amountMinor }) => amountMinor)),
    scheduledOtherwise: scheduled - committedMinor(totals),
  };
}

/** The difference of two sets of atoms: what moved in between. */
export function minus(after: Atoms, before: Atoms): Atoms {
  return Object.fromEntries(ATOMS.map((atom) => [atom, after[atom] - before[atom]])) as Atoms;
}

export const NO_ATOMS = Object.fromEntries(ATOMS.map((atom) => [atom, 0])) as Atoms;
