import type * as z from "zod";
import { formatAmount, type Money, sumMinor, toMinor } from "../platform/money.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { TermsSchema } from "./commitment-terms.ts";

type Terms = z.infer<ReturnType<typeof TermsSchema>>;
type Sent = { readonly [K in "regrants" | "match" | "indirect" | "budget"]?: Terms[K] | null };

/**
 * What is wrong with terms against the commitment that they are of, each by its JSON pointer: the currency of their amounts, more
 * passed on than there is, a budget that divides another amount, two indirect rates from one day on.
 */
export function checkTerms(
  { regrants, match, indirect, budget }: Sent,
  of: { readonly currency: string; readonly amountMinor: number },
): ProblemPlace[] {
  const amounts: (readonly [string, Money | undefined])[] = [
    ...(regrants ?? []).map(({ amount }, index) => [`/regrants/${index}/amount`, amount] as const),
    ["/match/aspirational", match?.aspirational],
    ...(budget ?? []).map(({ amount }, index) => [`/budget/${index}/amount`, amount] as const),
  ];
  const foreign = checkCurrency(amounts, of.currency);
  if (foreign.length > 0) return foreign;
  return [...checkSums({ regrants, budget }, of), ...checkRates(indirect ?? [])];
}

/** Which amounts are in another currency, each by the pointer that leads to it. */
export function checkCurrency(
  amounts: readonly (readonly [pointer: string, amount: Money | undefined])[],
  currency: string,
): ProblemPlace[] {
  return amounts.flatMap(([pointer, amount]) =>
    amount === undefined || amount.currency === currency
      ? []
      : [
          {
            pointer: `${pointer}/currency`,
            detail: `The commitment is in ${currency}, this is in ${amount.currency}.`,
          },
        ],
  );
}

function checkSums(
  { regrants, budget }: Pick<Sent, "regrants" | "budget">,
  { currency, amountMinor }: { readonly currency: string; readonly amountMinor: number },
): ProblemPlace[] {
  const sum = (lines: readonly { readonly amount: Money }[]) =>
    sumMinor(lines.map(({ amount }) => toMinor(amount)));
  const money = (minor: number) => `${formatAmount(minor, currency)} ${currency}`;
  const errors: ProblemPlace[] = [];
  const passedOn = sum(regrants ?? []);
  if (passedOn > amountMinor)
    errors.push({
      pointer: "/regrants",
      detail: `${money(passedOn)} are passed on, the commitment is ${money(amountMinor)}.`,
    });
  if (budget && sum(budget) !== amountMinor)
    errors.push({
      pointer: "/budget",
      detail: `The budget comes to ${money(sum(budget))}; it has to be ${money(amountMinor)}.`,
    });
  return errors;
}

function checkRates(rates: readonly { readonly from: string }[]): ProblemPlace[] {
  return rates.flatMap(({ from }, index) => {
    if (rates.findIndex((other) => other.from === from) === index) return [];
    return [{ pointer: `/indirect/${index}/from`, detail: "Another rate applies from this day on already." }];
  });
}
