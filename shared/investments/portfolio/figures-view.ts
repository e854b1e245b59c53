import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { money, SignedMoneySchema } from "../../platform/money.ts";
import { committedMinor, payableMinor } from "../totals.ts";
import type { Figures } from "./stored-sums.ts";

/** The figures of a portfolio, or of a part of it, on the wire; only what imported history breaks can be below zero. */
export const FiguresViewSchema = lazy(() =>
  z.strictObject({
    commitments: z.int(),
    budget: SignedMoneySchema(),
    committed: SignedMoneySchema(),
    conditional: SignedMoneySchema(),
    unconditional: SignedMoneySchema(),
    payable: SignedMoneySchema(),
    paid: SignedMoneySchema(),
    advanced: SignedMoneySchema(),
    refunded: SignedMoneySchema(),
    released: SignedMoneySchema(),
    intended: SignedMoneySchema(),
  }),
);

/** The view of figures in one currency: committed and payable computed. */
export function figuresView(
  figures: Figures,
  currency: string,
): z.infer<ReturnType<typeof FiguresViewSchema>> {
  const amount = (minor: number) => money(minor, currency);
  return {
    commitments: figures.count,
    budget: amount(figures.budgetMinor),
    committed: amount(committedMinor(figures)),
    conditional: amount(figures.conditionalMinor),
    unconditional: amount(figures.unconditionalMinor),
    payable: amount(payableMinor(figures)),
    paid: amount(figures.paidMinor),
    advanced: amount(figures.advancedMinor),
    refunded: amount(figures.refundedMinor),
    released: amount(figures.releasedMinor),
    intended: amount(figures.intendedMinor),
  };
}
