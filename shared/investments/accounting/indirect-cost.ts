import type * as z from "zod";
import { sumMinor, toMinor } from "../../platform/money.ts";
import type { BudgetLineSchema, TermsSchema } from "../commitment-terms.ts";
import { percentOf } from "./exact.ts";
import { indirectReferenceOn } from "./indirect-reference.ts";

export type BudgetLine = z.infer<ReturnType<typeof BudgetLineSchema>>;
type Category = BudgetLine["category"];
/** An indirect rate and what it is applied to, in force from a day on. */
export type IndirectTerm = NonNullable<z.infer<ReturnType<typeof TermsSchema>>["indirect"]>[number];

/** What of a budget line counts in the base of the indirect rate, in minor units. */
export type BaseLine = {
  readonly category: Category;
  readonly label?: string | undefined;
  readonly amountMinor: number;
  readonly inBaseMinor: number;
};

/** The indirect cost of a budget: rate × base, half a cent up; or why it cannot be said. */
export type IndirectCost =
  | {
      readonly isKnown: true;
      readonly term: IndirectTerm;
      readonly lines: readonly BaseLine[];
      readonly baseMinor: number;
      readonly indirectMinor: number;
    }
  | { readonly isKnown: false; readonly why: "no-rate-yet" | "subaward-cap-in-another-currency" };

/** 2 CFR 200.1 excludes these from modified total direct costs; of a subaward it counts the first part only. */
const OUTSIDE_MTDC: ReadonlySet<Category> = new Set([
  "equipment",
  "capital",
  "rent",
  "tuition",
  "participant-support",
  "patient-care",
  "indirect",
]);

/** The rate and base in force on a day: the latest whose first day has come. */
export function indirectTermOn(terms: readonly IndirectTerm[], day: string): IndirectTerm | undefined {
  return terms
    .filter(({ from }) => from <= day)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
}

/**
 * The base of the indirect rate and the indirect cost of a budget in one currency. Modified total direct costs leave out what 2 CFR
 * 200.1 excludes and count the first part of every subaward, by the day of the award; total direct costs leave out indirect costs
 * alone; salaries count salaries alone, without fringe. The cap of a subaward is in dollars and never compared with another currency.
 */
export function indirectCost(
  budget: readonly BudgetLine[],
  terms: readonly IndirectTerm[],
  at: { readonly awardedOn: string; readonly on: string },
): IndirectCost {
  const term = indirectTermOn(terms, at.on);
  if (!term) return { isKnown: false, why: "no-rate-yet" };
  const cap = indirectReferenceOn(at.awardedOn);
  const isCapped = ({ category, amount }: BudgetLine) =>
    term.base === "modified-total-direct" && category === "subaward" && amount.currency !== cap.currency;
  if (budget.some(isCapped)) return { isKnown: false, why: "subaward-cap-in-another-currency" };
  const lines = budget.map(({ category, label, amount }): BaseLine => {
    const amountMinor = toMinor(amount);
    return {
      category,
      ...(label === undefined ? {} : { label }),
      amountMinor,
      inBaseMinor: inBase(term.base, { category, amountMinor, subawardCapMinor: cap.subawardCapMinor }),
    };
  });
  const baseMinor = sumMinor(lines.map((line) => line.inBaseMinor));
  return { isKnown: true, term, lines, baseMinor, indirectMinor: percentOf(baseMinor, term.ratePercent) };
}

function inBase(
  base: IndirectTerm["base"],
  line: { category: Category; amountMinor: number; subawardCapMinor: number },
): number {
  const { category, amountMinor, subawardCapMinor } = line;
  if (base === "salaries") return category === "salaries" ? amountMinor : 0;
  if (base === "total-direct") return category === "indirect" ? 0 : amountMinor;
  if (OUTSIDE_MTDC.has(category)) return 0;
  return category === "subaward" ? Math.min(amountMinor, subawardCapMinor) : amountMinor;
}
