import { sumMinor } from "../../platform/money.ts";
import { addMonths } from "../../platform/time.ts";
import { Exact, toMinorUnits } from "./exact.ts";
import { yearsAndDays } from "./years.ts";

/** An amount that falls due on a day, in minor units. */
export type Due = { readonly on: string; readonly amountMinor: number };

/** The day a promise was recognised on and the yearly rate that was frozen then, a decimal fraction: "0.04". */
export type Discounting = { readonly on: string; readonly rate: string };

/**
 * What one unit of money grows to from the day of recognition to a later one: (1 + rate) to the power of the years in between. Whole
 * years are counted by anniversary, the rest as days of 365. 1 on that day and before it.
 */
export function growthTo(day: string, { on, rate }: Discounting): Exact {
  if (day <= on) return new Exact(1);
  const { years, days } = yearsAndDays(on, day);
  return new Exact(rate).plus(1).pow(new Exact(days).dividedBy(365).plus(years));
}

/**
 * The value on a day of what falls due after it, at the rate of its recognition: exact, not rounded. What is due on the day itself or
 * was due before counts in full.
 */
function valueOn(day: string, due: readonly Due[], discounting: Discounting): Exact {
  const grown = growthTo(day, discounting);
  const values = due.map(({ on, amountMinor }) =>
    on <= day ? new Exact(amountMinor) : grown.times(amountMinor).dividedBy(growthTo(on, discounting)),
  );
  return values.reduce((sum, value) => sum.plus(value), new Exact(0));
}

/** The carrying amount on a day of promises that are all still open: `valueOn` in minor units, rounded half up once. */
export function carryingMinor(day: string, due: readonly Due[], discounting: Discounting): number {
  return toMinorUnits(valueOn(day, due, discounting));
}

/**
 * The present value of a promise when it is recognised, in minor units (ASC 958-605, 720-25: what is due beyond a year is measured at
 * present value, at a rate commensurate with the risk; the rate is an input, and stays as it was).
 */
export function presentValueOf(due: readonly Due[], discounting: Discounting): number {
  return carryingMinor(discounting.on, due, discounting);
}

/** A period of an amortisation, up to and including its last day. opening + accretion - due = closing. */
export type AmortisationRow = {
  readonly endOn: string;
  readonly openingMinor: number;
  /** The unwinding of the discount: further expense (ASC 720-25, 958-605). */
  readonly accretionMinor: number;
  readonly dueMinor: number;
  readonly closingMinor: number;
};

/**
 * How the discount of a promise unwinds over periods that end on given days. Each carrying amount is rounded once from its exact value,
 * so that the rows are the same however time is cut; the last one takes the residue and closes at nothing.
 * @param ends last days of the periods, in order, later than the recognition; those after the last due day are left out
 */
export function amortise(
  due: readonly Due[],
  discounting: Discounting,
  ends: readonly string[],
): { readonly presentValueMinor: number; readonly rows: readonly AmortisationRow[] } {
  const presentValueMinor = presentValueOf(due, discounting);
  const rows: AmortisationRow[] = [];
  let openingMinor = presentValueMinor;
  let open = due;
  for (const endOn of ends) {
    if (open.length === 0) break;
    const dueMinor = sumMinor(open.filter(({ on }) => on <= endOn).map(({ amountMinor }) => amountMinor));
    open = open.filter(({ on }) => on > endOn);
    const closingMinor = carryingMinor(endOn, open, discounting);
    rows.push({
      endOn,
      openingMinor,
      accretionMinor: closingMinor + dueMinor - openingMinor,
      dueMinor,
      closingMinor,
    });
    openingMinor = closingMinor;
  }
  return { presentValueMinor, rows };
}

/** The anniversaries of a recognition up to the first that is on or after the last due day: ends of 12-month periods. */
export function anniversariesUntil(lastDue: string, on: string): string[] {
  const ends: string[] = [];
  for (let year = 1; ends.at(-1) === undefined || (ends.at(-1) ?? "") < lastDue; year++)
    ends.push(addMonths(on, 12 * year));
  return ends;
}
