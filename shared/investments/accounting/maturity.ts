import { sumMinor } from "../../platform/money.ts";
import { addMonths, fiscalYearOf } from "../../platform/time.ts";
import { isConditional, openMinor, type Tranche } from "../tranche.ts";

export const MATURITIES = ["overdue", "within-a-year", "one-to-five-years", "later"] as const;
export type Maturity = (typeof MATURITIES)[number];

/** What falls due, at face value in minor units: what is payable, and beside it what is promised under an open condition. */
export type Falling = { readonly payableMinor: number; readonly conditionalMinor: number };

/**
 * When a commitment's payable falls due. The maturities and what is in no schedule sum to the payable; less the discount that is its
 * carrying amount. Conditional amounts are disclosed beside it and never part of it (ASC 958-605).
 */
export type MaturityTable = {
  readonly maturities: Readonly<Record<Maturity, Falling>>;
  readonly byFiscalYear: readonly (Falling & { readonly fiscalYear: number })[];
  readonly unscheduledMinor: number;
  readonly discountMinor: number;
  readonly carryingMinor: number;
};

type Scheduled = Falling & { readonly dueOn: string };

/** The maturity table of the tranches of a binding commitment on a day; `payableMinor` and `discountMinor` are of the same day. */
export function maturityTable(
  tranches: readonly Tranche[],
  on: {
    readonly asOf: string;
    readonly fiscalYearStartMonth: number;
    readonly payableMinor: number;
    readonly discountMinor: number;
  },
): MaturityTable {
  const scheduled = tranches.map(falling);
  const fiscalYear = ({ dueOn }: Scheduled) => fiscalYearOf(dueOn, on.fiscalYearStartMonth);
  const years = [...Map.groupBy(scheduled, fiscalYear)].sort(([a], [b]) => a - b);
  const inMaturity = (maturity: Maturity) =>
    together(scheduled.filter(({ dueOn }) => maturityOf(dueOn, on.asOf) === maturity));
  return {
    maturities: Object.fromEntries(MATURITIES.map((each) => [each, inMaturity(each)])) as Record<
      Maturity,
      Falling
    >,
    byFiscalYear: years
      .map(([year, due]) => ({ fiscalYear: year, ...together(due) }))
      .filter((row) => row.payableMinor !== 0 || row.conditionalMinor !== 0),
    unscheduledMinor: on.payableMinor - together(scheduled).payableMinor,
    discountMinor: on.discountMinor,
    carryingMinor: on.payableMinor - on.discountMinor,
  };
}

function falling(tranche: Tranche): Scheduled {
  const { dueOn, amountMinor, releasedMinor } = tranche;
  return isConditional(tranche)
    ? { dueOn, payableMinor: 0, conditionalMinor: amountMinor - releasedMinor }
    : { dueOn, payableMinor: openMinor(tranche), conditionalMinor: 0 };
}

function maturityOf(dueOn: string, asOf: string): Maturity {
  if (dueOn < asOf) return "overdue";
  if (dueOn <= addMonths(asOf, 12)) return "within-a-year";
  return dueOn <= addMonths(asOf, 60) ? "one-to-five-years" : "later";
}

function together(due: readonly Falling[]): Falling {
  return {
    payableMinor: sumMinor(due.map((each) => each.payableMinor)),
    conditionalMinor: sumMinor(due.map((each) => each.conditionalMinor)),
  };
}
