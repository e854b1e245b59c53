import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { money, SignedMoneySchema } from "../../platform/money.ts";
import { type Cell, fromDueKey } from "./stored-sums.ts";

/** Budget against committed against paid, a fiscal year each. */
export const YearsViewSchema = lazy(() =>
  z.array(
    z
      .strictObject({
        fiscalYear: z.int(),
        budget: SignedMoneySchema(),
        committed: SignedMoneySchema(),
        recognised: SignedMoneySchema(),
        paid: SignedMoneySchema(),
        refunded: SignedMoneySchema(),
      })
      .meta({
        id: "PortfolioFiscalYear",
        description:
          "Budget: the tranches planned to fall due in the year, released ones included. Committed and recognised: by how much they changed in the year. Paid and refunded: gross, in the year.",
      }),
  ),
);

/** The years of a cell, in order. */
export function yearsView(cell: Cell, currency: string): z.infer<ReturnType<typeof YearsViewSchema>> {
  const { flows = {} } = cell;
  const budget = budgetByYear(cell);
  const years = [...new Set([...Object.keys(flows), ...budget.keys()])].sort((a, b) => Number(a) - Number(b));
  const amount = (minor = 0) => money(minor, currency);
  return years.map((year) => ({
    fiscalYear: Number(year),
    budget: amount(budget.get(year)),
    committed: amount(flows[year]?.committed),
    recognised: amount(flows[year]?.recognised),
    paid: amount(flows[year]?.paid),
    refunded: amount(flows[year]?.refunded),
  }));
}

function budgetByYear({ due = {} }: Cell): Map<string, number> {
  const years = new Map<string, number>();
  for (const [key, { budgetMinor = 0, planMinor = 0 }] of Object.entries(due)) {
    const year = String(fromDueKey(key).fiscalYear);
    const minor = budgetMinor + planMinor;
    if (minor !== 0) years.set(year, (years.get(year) ?? 0) + minor);
  }
  return years;
}
