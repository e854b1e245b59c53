import * as z from "zod";
import type { Commitment, CommitmentState } from "../investments/index.ts";
import {
  byMonth,
  byYear,
  dividable,
  isBinding,
  isConditional,
  isPlanned,
  totalsView,
} from "../investments/index.ts";
import { lazy } from "../platform/lazy.ts";
import { CurrencySchema, MoneySchema, money, SignedMoneySchema } from "../platform/money.ts";
import { addDays, DateSchema, fiscalYearOf } from "../platform/time.ts";

const YearSchema = lazy(() =>
  z
    .strictObject({
      fiscalYear: z.int(),
      label: z.string(),
      start: DateSchema(),
      end: DateSchema(),
      conditional: SignedMoneySchema(),
      unconditional: SignedMoneySchema(),
      intended: SignedMoneySchema(),
      paid: SignedMoneySchema(),
      refunded: SignedMoneySchema(),
      netPaid: SignedMoneySchema(),
    })
    .meta({
      id: "ReportFiscalYear",
      description:
        "Scheduled by the day each tranche falls due (conditional, unconditional, or only intended), and what was paid and refunded.",
    }),
);

/** What a commitment amounts to. Intended money and a renewal in view stand apart and are in no other figure. */
export const MoneySectionSchema = lazy(() =>
  z
    .strictObject({
      currency: CurrencySchema(),
      committed: SignedMoneySchema(),
      conditional: SignedMoneySchema(),
      unconditional: SignedMoneySchema(),
      payable: SignedMoneySchema(),
      paid: SignedMoneySchema(),
      advanced: SignedMoneySchema(),
      refunded: SignedMoneySchema(),
      netPaid: SignedMoneySchema(),
      released: SignedMoneySchema(),
      firstAgreed: SignedMoneySchema(),
      spent: SignedMoneySchema(),
      intended: MoneySchema(),
      renewal: z.strictObject({ amount: MoneySchema().optional(), note: z.string().optional() }).optional(),
      fiscalYearStartMonth: z.int(),
      byFiscalYear: z.array(YearSchema()),
    })
    .meta({ id: "ReportMoney" }),
);
export type MoneySection = z.infer<ReturnType<typeof MoneySectionSchema>>;

/** What the schedule and the allocations of a commitment add up to: what is committed; or intended, while nothing was agreed. */
export function basisMinor(commitment: Commitment): { minor: number; of: "committed" | "intended" } {
  const neverAgreed = !isBinding(commitment.status) && commitment.totals.firstAgreedMinor === 0;
  return neverAgreed
    ? { minor: commitment.amountMinor, of: "intended" }
    : { minor: dividable(commitment), of: "committed" };
}

/** The money of a commitment in its own currency, and by the funder's fiscal years. */
export function moneySection(state: CommitmentState): MoneySection {
  const { commitment } = state;
  const { currency, renewal, status } = commitment;
  return {
    currency,
    ...totalsView(commitment.totals, currency),
    intended: money(isPlanned(status) ? commitment.amountMinor : 0, currency),
    ...(renewal ? { renewal: renewalView(renewal, currency) } : {}),
    fiscalYearStartMonth: commitment.fiscalYearStartMonth,
    byFiscalYear: fiscalYears(state),
  };
}

function renewalView(renewal: NonNullable<Commitment["renewal"]>, currency: string) {
  const { amountMinor, note } = renewal;
  return {
    ...(amountMinor === undefined ? {} : { amount: money(amountMinor, currency) }),
    ...(note === undefined ? {} : { note }),
  };
}

function fiscalYears(state: CommitmentState): MoneySection["byFiscalYear"] {
  const { commitment } = state;
  const { fiscalYearStartMonth: startMonth, currency } = commitment;
  const planned = scheduledByYear(state);
  const paid = byYear(byMonth(commitment.flows, "paid"), startMonth);
  const refunded = byYear(byMonth(commitment.flows, "refunded"), startMonth);
  const years = [...planned.keys(), ...Object.keys(paid).map(Number), ...Object.keys(refunded).map(Number)];
  if (years.length === 0) return [];
  const first = Math.min(...years);
  return Array.from({ length: Math.max(...years) - first + 1 }, (_, index) => {
    const fiscalYear = first + index;
    const { conditional, unconditional, intended } = planned.get(fiscalYear) ?? NOTHING;
    const [paidMinor, refundedMinor] = [paid[fiscalYear] ?? 0, refunded[fiscalYear] ?? 0];
    return {
      fiscalYear,
      label: `FY${fiscalYear}`,
      ...daysOf(fiscalYear, startMonth),
      conditional: money(conditional, currency),
      unconditional: money(unconditional, currency),
      intended: money(intended, currency),
      paid: money(paidMinor, currency),
      refunded: money(refundedMinor, currency),
      netPaid: money(paidMinor - refundedMinor, currency),
    };
  });
}

const NOTHING = { conditional: 0, unconditional: 0, intended: 0 } as const;

function scheduledByYear({ commitment, tranches }: CommitmentState) {
  const isPlan = basisMinor(commitment).of === "intended";
  const years = new Map<number, { conditional: number; unconditional: number; intended: number }>();
  for (const tranche of tranches) {
    const year = fiscalYearOf(tranche.dueOn, commitment.fiscalYearStartMonth);
    const sums = years.get(year) ?? { ...NOTHING };
    const column = isPlan ? "intended" : isConditional(tranche) ? "conditional" : "unconditional";
    sums[column] += tranche.amountMinor - tranche.releasedMinor;
    years.set(year, sums);
  }
  return years;
}

/** The first and last day of a fiscal year that is named by the calendar year in which it ends. */
function daysOf(fiscalYear: number, startMonth: number): { start: string; end: string } {
  const month = String(startMonth).padStart(2, "0");
  const startYear = startMonth === 1 ? fiscalYear : fiscalYear - 1;
  return { start: `${startYear}-${month}-01`, end: addDays(`${startYear + 1}-${month}-01`, -1) };
}
