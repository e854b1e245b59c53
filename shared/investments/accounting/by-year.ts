import { sumMinor } from "../../platform/money.ts";
import { fiscalYearOf } from "../../platform/time.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import { type Atoms, atomsOn, type Book, minus, NO_ATOMS, standingOn } from "./atoms.ts";
import { fiscalYears, lastDayOfYear } from "./years.ts";

/** What moved in a fiscal year, named by the calendar year it ends in. */
export type YearOfAtoms = { readonly fiscalYear: number; readonly moved: Atoms };

/**
 * What moved in each fiscal year from the first that anything is booked or due in to the last: up to a day, and in years after it only
 * what is scheduled. Over all years the rows sum to the atoms on that day.
 */
export function atomsByYear(
  book: Book,
  at: { readonly asOf: string; readonly startMonth: number },
): YearOfAtoms[] {
  const { asOf, startMonth } = at;
  const verified = book.contributions.map(({ on, decidedOn }) => decidedOn ?? on);
  const days = [...book.entries.map(({ on }) => on), ...book.tranches.map(({ dueOn }) => dueOn), ...verified];
  const first = days.reduce((a, b) => (a < b ? a : b), asOf);
  const last = days.reduce((a, b) => (a > b ? a : b), asOf);
  let before = NO_ATOMS;
  return fiscalYears(first, last, startMonth).map((fiscalYear) => {
    const end = lastDayOfYear(fiscalYear, startMonth);
    const after = atomsOn(book, end < asOf ? end : asOf);
    const moved = scheduledIn(minus(after, before), scheduleOf(book, fiscalYear, startMonth));
    before = after;
    return { fiscalYear, moved };
  });
}

/** Replaces the cumulative schedule by that of the year, so that committed and scheduled otherwise are together what is due in it. */
function scheduledIn(moved: Atoms, scheduledMinor: number): Atoms {
  const committed = moved.conditional + moved.payable + moved.paidOnPromise;
  return { ...moved, scheduledOtherwise: scheduledMinor - committed };
}

function scheduleOf(book: Book, fiscalYear: number, startMonth: number): number {
  const due = book.tranches.filter(({ dueOn }) => fiscalYearOf(dueOn, startMonth) === fiscalYear);
  return sumMinor(due.map((each) => each.amountMinor - each.releasedMinor));
}

/** What was paid in a tax year, and what came back in it, named by the calendar year it ends in. */
export type TaxYear = {
  readonly taxYear: number;
  readonly paidMinor: number;
  readonly recoveredMinor: number;
};

/**
 * Payments by tax year, on the day the money moved: qualifying distributions are on a cash basis even where the books are not (26 CFR
 * 53.4942(a)-3(a)(1)). What came back stands beside them and lowers none: it is an amount of its own in the year it came (IRC 4942).
 * What was reversed by that day never moved, and what an opening balance says was paid out in years before this book.
 */
export function payoutByTaxYear(
  entries: readonly LedgerEntry[],
  at: { readonly asOf: string; readonly startMonth: number },
): TaxYear[] {
  const moved = standingOn(entries, at.asOf).filter(
    ({ kind, isOpening }) => PAYOUT_KINDS.has(kind) && !isOpening,
  );
  const years = Map.groupBy(moved, ({ on, valueOn }) => fiscalYearOf(valueOn ?? on, at.startMonth));
  return [...years]
    .sort(([a], [b]) => a - b)
    .map(([taxYear, ofYear]) => ({
      taxYear,
      paidMinor: sumMinor(ofYear.map((each) => (each.kind === "refund" ? 0 : each.amountMinor))),
      recoveredMinor: sumMinor(ofYear.map((each) => (each.kind === "refund" ? each.amountMinor : 0))),
    }));
}

const PAYOUT_KINDS: ReadonlySet<LedgerEntry["kind"]> = new Set(["payment", "advance", "refund"]);
