import { formatAmount, type Money, sumMinor, toMinor } from "../platform/money.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import type { NewCommitment } from "./create-commitment.ts";

/** What is wrong between the fields of a new commitment, each by its JSON pointer. */
export function checkNewCommitment(input: NewCommitment): ProblemPlace[] {
  const errors = [
    ...checkDates(input),
    ...checkCurrencies(input),
    ...checkPositive(input),
    ...checkOpening(input),
  ];
  if (errors.length > 0 || !input.tranches) return errors;
  const { currency } = input.amount;
  const sum = sumMinor(input.tranches.map((tranche) => toMinor(tranche.amount)));
  if (sum === toMinor(input.amount)) return errors;
  const detail = `The tranches sum to ${formatAmount(sum, currency)}, the commitment is ${input.amount.amount}.`;
  return [{ pointer: "/tranches", detail }];
}

/** What of a new commitment shall have happened on a day that is still ahead of `today`, each by its JSON pointer. */
export function checkAhead(
  { approvedOn, agreedOn, opening }: Pick<NewCommitment, "approvedOn" | "agreedOn" | "opening">,
  today: string,
): ProblemPlace[] {
  const happened = [
    ["/approvedOn", approvedOn],
    ["/agreedOn", agreedOn],
    ["/opening/on", opening?.on],
  ] as const;
  return happened.flatMap(([pointer, on]) => {
    if (on === undefined || on <= today) return [];
    return [{ pointer, detail: `${on} is still ahead: record it once it has come.` }];
  });
}

function checkDates({ startOn, endOn, status, approvedOn, agreedOn }: NewCommitment): ProblemPlace[] {
  const errors: ProblemPlace[] = [];
  if (endOn < startOn) errors.push({ pointer: "/endOn", detail: "It ends before it starts." });
  if (status === "approved" && approvedOn === undefined)
    errors.push({ pointer: "/approvedOn", detail: "Say on which day the board approved it." });
  if (approvedOn !== undefined && agreedOn !== undefined && agreedOn < approvedOn)
    errors.push({ pointer: "/agreedOn", detail: "It was agreed before the board approved it." });
  if ((status === "draft" || status === "intended") && approvedOn !== undefined)
    errors.push({ pointer: "/approvedOn", detail: `A commitment that is ${status} is not approved yet.` });
  if (status !== "agreed" && agreedOn !== undefined)
    errors.push({ pointer: "/agreedOn", detail: `A commitment that is ${status} is not agreed yet.` });
  return errors;
}

/** A commitment, and each of its tranches, is of more than nothing. */
export function checkPositive({
  amount,
  tranches = [],
}: {
  readonly amount: Money;
  readonly tranches?: readonly { readonly amount: Money }[] | undefined;
}): ProblemPlace[] {
  const amounts = [
    ["", amount] as const,
    ...tranches.map((tranche, index) => [`/tranches/${index}`, tranche.amount] as const),
  ];
  return amounts.flatMap(([place, each]) =>
    toMinor(each) > 0 ? [] : [{ pointer: `${place}/amount/amount`, detail: "Name an amount above zero." }],
  );
}

function checkCurrencies(input: NewCommitment): ProblemPlace[] {
  const { currency } = input.amount;
  const { tranches = [], allocations = [], regrants = [], budget = [], renewal, match, opening } = input;
  const amounts: (readonly [string, Money | undefined])[] = [
    ...tranches.map(({ amount }, index) => [`/tranches/${index}/amount`, amount] as const),
    ...allocations.map(({ amount }, index) => [`/allocations/${index}/amount`, amount] as const),
    ...regrants.map(({ amount }, index) => [`/regrants/${index}/amount`, amount] as const),
    ...budget.map(({ amount }, index) => [`/budget/${index}/amount`, amount] as const),
    ["/renewal/amount", renewal?.amount],
    ["/match/aspirational", match?.aspirational],
    ["/opening/paid", opening?.paid],
    ["/opening/refunded", opening?.refunded],
  ];
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

function checkOpening({ opening, status, amount }: NewCommitment): ProblemPlace[] {
  if (!opening) return [];
  if (status !== "agreed")
    return [{ pointer: "/opening", detail: "Only what is agreed can have been paid before." }];
  if (opening.paid.currency !== amount.currency) return [];
  const paid = toMinor(opening.paid);
  if (paid > toMinor(amount))
    return [{ pointer: "/opening/paid", detail: "More was paid than the commitment is." }];
  if (opening.refunded && toMinor(opening.refunded) > paid)
    return [{ pointer: "/opening/refunded", detail: "More came back than was paid." }];
  return [];
}
