import type * as z from "zod";
import { type Money, money } from "../../platform/money.ts";
import { addDays, fiscalYearOf } from "../../platform/time.ts";
import { isBinding } from "../commitment-status.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import { committedMinor } from "../totals.ts";
import type { Accounting, LineSchema, ViewSchema } from "./accounting-schema.ts";
import { atomsOn } from "./atoms.ts";
import { atomsByYear, payoutByTaxYear } from "./by-year.ts";
import { granteeReport } from "./grantee-report.ts";
import { indirectCost } from "./indirect-cost.ts";
import { indirectReferenceOn } from "./indirect-reference.ts";
import { type MatchStanding, matchStanding } from "./match-standing.ts";
import { type Falling, type MaturityTable, maturityTable } from "./maturity.ts";
import { discountAtRecognition } from "./open-lines.ts";
import { type AmortisationRow, amortise, anniversariesUntil } from "./present-value.ts";
import type { CommitmentBook } from "./read-book.ts";
import { type RollForward, rollForward } from "./roll-forward.ts";
import { type Line, VIEW_NAMES, type View, viewOf } from "./views.ts";
import { fiscalYears, lastDayOfYear } from "./years.ts";

type ToMoney = (minor: number) => Money;

/** The accounts of a commitment as the API shows them; the roll-forward is of one fiscal year, as far as it has come. */
export function accountingView(of: CommitmentBook, fiscalYear: number): Omit<Accounting, "reporting"> {
  const { asOf, book, loaded, settings } = of;
  const { commitment } = loaded.state;
  const { currency, fiscalYearStartMonth: startMonth } = commitment;
  const amount: ToMoney = (minor) => money(minor, currency);
  const years = atomsByYear(book, { asOf, startMonth });
  const atoms = atomsOn(book, asOf);
  const taxYearStartMonth = settings.taxYearStartMonth ?? startMonth;
  return {
    commitmentId: commitment.id,
    version: loaded.head.version,
    currency,
    asOf,
    fiscalYearStartMonth: startMonth,
    views: VIEW_NAMES.map((name) => ({
      ...moneyView(viewOf(name, atoms), amount),
      byFiscalYear: years.map((year) => ({
        fiscalYear: year.fiscalYear,
        amount: amount(viewOf(name, year.moved).totalMinor),
      })),
    })),
    payout: {
      taxYearStartMonth,
      years: payoutByTaxYear(book.entries, { asOf, startMonth: taxYearStartMonth }).map((year) => ({
        taxYear: year.taxYear,
        paid: amount(year.paidMinor),
        recovered: amount(year.recoveredMinor),
      })),
    },
    amortisations: book.entries.flatMap((entry) => amortisationView(entry, startMonth, amount)),
    rollForward: rollForwardView(rollForwardOf(of, fiscalYear), fiscalYear, amount),
    maturity: maturityView(
      maturityTable(isBinding(commitment.status) ? loaded.state.tranches : [], {
        asOf,
        fiscalYearStartMonth: startMonth,
        payableMinor: atoms.payable,
        discountMinor: atoms.discount,
      }),
      amount,
    ),
    match: matchView(matchStanding(commitment, book.contributions), amount),
    ...indirectView(of, amount),
    granteeReport: granteeReportView(of, amount),
  };
}

/** A view of money on the wire. */
export function moneyView(view: View, amount: ToMoney): z.infer<ReturnType<typeof ViewSchema>> {
  return { name: view.name, total: amount(view.totalMinor), lines: view.lines.map(lineView(amount)) };
}

/** Lines of a view or a reconciliation on the wire. */
export function lineView(amount: ToMoney): (line: Line) => z.infer<ReturnType<typeof LineSchema>> {
  return ({ name, amountMinor }) => ({ name, amount: amount(amountMinor) });
}

function rollForwardOf({ book, asOf, loaded }: CommitmentBook, fiscalYear: number): RollForward {
  const { fiscalYearStartMonth } = loaded.state.commitment;
  const start = addDays(lastDayOfYear(fiscalYear - 1, fiscalYearStartMonth), 1);
  const end = lastDayOfYear(fiscalYear, fiscalYearStartMonth);
  return rollForward(book.entries, { start, end: end < asOf ? end : asOf });
}

function amortisationView(
  entry: LedgerEntry,
  startMonth: number,
  amount: ToMoney,
): Accounting["amortisations"] {
  const { recognition, on, id } = entry;
  if (!recognition) return [];
  const { due, rate, presentValueMinor } = recognition;
  const last = due.reduce((latest, each) => (each.on > latest ? each.on : latest), on);
  const ends = fiscalYears(on, last, startMonth).map((year) => lastDayOfYear(year, startMonth));
  const rows = (cut: readonly string[]) => amortise(due, { on, rate }, cut).rows.map(rowView(amount));
  return [
    {
      entryId: id,
      on,
      rate,
      faceValue: amount(presentValueMinor + discountAtRecognition(entry)),
      presentValue: amount(presentValueMinor),
      byFiscalYear: rows(ends),
      byTwelveMonths: rows(anniversariesUntil(last, on)),
    },
  ];
}

function rowView(amount: ToMoney) {
  return ({ endOn, openingMinor, accretionMinor, dueMinor, closingMinor }: AmortisationRow) => ({
    endOn,
    opening: amount(openingMinor),
    accretion: amount(accretionMinor),
    due: amount(dueMinor),
    closing: amount(closingMinor),
  });
}

function rollForwardView(
  { start, end, openingMinor, lines, closingMinor, discount }: RollForward,
  fiscalYear: number,
  amount: ToMoney,
): Accounting["rollForward"] {
  return {
    fiscalYear,
    start,
    end,
    opening: amount(openingMinor),
    lines: withAmounts(lines, amount),
    closing: amount(closingMinor),
    discount: {
      opening: amount(discount.openingMinor),
      added: amount(discount.addedMinor),
      unwound: amount(discount.unwoundMinor),
      closing: amount(discount.closingMinor),
    },
  };
}

function withAmounts<K extends string>(
  figures: Readonly<Record<K, number>>,
  amount: ToMoney,
): Record<K, Money> {
  const entries = Object.entries(figures) as [K, number][];
  return Object.fromEntries(entries.map(([name, minor]) => [name, amount(minor)])) as Record<K, Money>;
}

function maturityView(table: MaturityTable, amount: ToMoney): Accounting["maturity"] {
  const falling = ({ payableMinor, conditionalMinor }: Falling) => ({
    payable: amount(payableMinor),
    conditional: amount(conditionalMinor),
  });
  const { maturities } = table;
  return {
    maturities: {
      overdue: falling(maturities.overdue),
      "within-a-year": falling(maturities["within-a-year"]),
      "one-to-five-years": falling(maturities["one-to-five-years"]),
      later: falling(maturities.later),
    },
    byFiscalYear: table.byFiscalYear.map((row) => ({ fiscalYear: row.fiscalYear, ...falling(row) })),
    unscheduled: amount(table.unscheduledMinor),
    discount: amount(table.discountMinor),
    carrying: amount(table.carryingMinor),
  };
}

function matchView(standing: MatchStanding, amount: ToMoney): Accounting["match"] {
  const { requiredMinor, raisedMinor, verifiedMinor, shortMinor, aspirational } = standing;
  return {
    required: amount(requiredMinor),
    raised: amount(raisedMinor),
    verified: amount(verifiedMinor),
    short: amount(shortMinor),
    ...(aspirational ? { aspirational } : {}),
  };
}

function indirectView({ loaded, asOf }: CommitmentBook, amount: ToMoney): Pick<Accounting, "indirect"> {
  const { budget, indirect, agreedOn, startOn } = loaded.state.commitment;
  if (!budget || budget.length === 0 || !indirect) return {};
  const awardedOn = agreedOn ?? startOn;
  const cost = indirectCost(budget, indirect, { awardedOn, on: asOf });
  const { deMinimisPercent, subawardCapMinor, currency } = indirectReferenceOn(awardedOn);
  const reference = { deMinimisPercent, subawardCap: money(subawardCapMinor, currency) };
  if (!cost.isKnown) return { indirect: { reference, unknown: cost.why } };
  return {
    indirect: {
      reference,
      ratePercent: cost.term.ratePercent,
      base: cost.term.base,
      baseAmount: amount(cost.baseMinor),
      indirectCost: amount(cost.indirectMinor),
      lines: cost.lines.map(({ amountMinor, inBaseMinor, ...line }) => ({
        ...line,
        amount: amount(amountMinor),
        inBase: amount(inBaseMinor),
      })),
    },
  };
}

/** Cash received is what was paid and not refunded; obligations and program income are in nobody's record here. */
function granteeReportView({ loaded, book }: CommitmentBook, amount: ToMoney): Accounting["granteeReport"] {
  const { commitment } = loaded.state;
  const { totals } = commitment;
  const { requiredMinor, verifiedMinor } = matchStanding(commitment, book.contributions);
  const given = {
    a: totals.paidMinor - totals.refundedMinor,
    b: totals.spentMinor,
    d: committedMinor(totals),
    e: totals.spentMinor,
    i: requiredMinor,
    j: verifiedMinor,
  };
  const { c, g, h, k } = granteeReport(given);
  return withAmounts({ ...given, c, g, h, k }, amount);
}

/** The fiscal year of a commitment that a day is in. */
export function fiscalYearIn({ asOf, loaded }: Pick<CommitmentBook, "asOf" | "loaded">): number {
  return fiscalYearOf(asOf, loaded.state.commitment.fiscalYearStartMonth);
}
