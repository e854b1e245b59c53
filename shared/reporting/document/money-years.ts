import { type Money, money, toMinor } from "../../platform/money.ts";
import type { MoneySection } from "../money-section.ts";

/** A fiscal year of all commitments in one currency whose years begin in the same month. Amounts are minor units. */
export type PooledYear = {
  readonly label: string;
  readonly currency: string;
  readonly start: string;
  readonly end: string;
  readonly unconditional: number;
  readonly payable: number;
  readonly conditional: number;
  readonly intended: number;
  readonly paid: number;
  readonly refunded: number;
};

type Amounts = Omit<PooledYear, "label" | "currency" | "start" | "end">;
type Year = MoneySection["byFiscalYear"][number];

/**
 * The fiscal years of commitments, those of one currency and one first day together, in order. What fell due first is taken as paid first:
 * so the payable amounts of a commitment's years sum to its payable amount.
 */
export function pooledYears(sections: readonly MoneySection[]): PooledYear[] {
  const years = sections.flatMap((section) => yearsOf(section));
  const pooled = Map.groupBy(years, ({ currency, start }) => `${currency} ${start}`);
  return [...pooled.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => pooledYear(same) ?? []);
}

function yearsOf({ currency, byFiscalYear, paid, advanced }: MoneySection): PooledYear[] {
  let settled = minorOf(paid) - minorOf(advanced);
  return byFiscalYear.map((year) => {
    const unconditional = minorOf(year.unconditional);
    const covered = Math.max(Math.min(settled, unconditional), 0);
    settled -= covered;
    return { ...daysOf(year), currency, ...amountsOf(year), unconditional, payable: unconditional - covered };
  });
}

function daysOf({ label, start, end }: Year) {
  return { label, start, end };
}

function amountsOf({ conditional, intended, paid, refunded }: Year) {
  return {
    conditional: minorOf(conditional),
    intended: minorOf(intended),
    paid: minorOf(paid),
    refunded: minorOf(refunded),
  };
}

function pooledYear(same: readonly PooledYear[]): PooledYear | undefined {
  const [first] = same;
  if (!first) return undefined;
  const sum = (key: keyof Amounts) => same.reduce((total, year) => total + year[key], 0);
  return {
    ...first,
    unconditional: sum("unconditional"),
    payable: sum("payable"),
    conditional: sum("conditional"),
    intended: sum("intended"),
    paid: sum("paid"),
    refunded: sum("refunded"),
  };
}

/** Minor units of money that may be below zero. */
export function minorOf({ amount, currency }: Money): number {
  return amount.startsWith("-")
    ? -toMinor({ amount: amount.slice(1), currency })
    : toMinor({ amount, currency });
}

/** An amount for a bar, in major units; what is below zero is no length. */
export function lengthOf(minor: number, currency: string): number {
  return Math.max(Number(money(minor, currency).amount), 0);
}
