import { formatAmount, type Money, sumMinor, toMinor } from "../platform/money.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import { checkCurrency, checkTerms } from "./check-terms.ts";
import type { NewCommitment } from "./create-commitment.ts";

/** What is wrong between the fields of a new commitment, each by its JSON pointer. */
export function checkNewCommitment(input: NewCommitment): ProblemPlace[] {
  const errors = [
    ...checkDates(input),
    ...checkCurrencies(input),
    ...checkTerms(input, { currency: input.amount.currency, amountMinor: toMinor(input.amount) }),
    ...checkExternalIds(input),
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

function checkCurrencies({ amount, tranches = [], allocations = [], renewal, opening }: NewCommitment) {
  return checkCurrency(
    [
      ...tranches.map((tranche, index) => [`/tranches/${index}/amount`, tranche.amount] as const),
      ...allocations.map((each, index) => [`/allocations/${index}/amount`, each.amount] as const),
      ["/renewal/amount", renewal?.amount],
      ["/opening/paid", opening?.paid],
      ["/opening/refunded", opening?.refunded],
    ],
    amount.currency,
  );
}

/** An external id names one commitment, and a commitment by it once. */
function checkExternalIds({ externalIds = [] }: NewCommitment): ProblemPlace[] {
  return externalIds.flatMap(({ scheme, value }, index) => {
    const first = externalIds.findIndex((other) => other.scheme === scheme && other.value === value);
    return first === index
      ? []
      : [{ pointer: `/externalIds/${index}`, detail: "This external id stands here already." }];
  });
}

function checkOpening({ opening, status, amount, agreedOn }: NewCommitment): ProblemPlace[] {
  if (!opening) return [];
  if (status !== "agreed")
    return [{ pointer: "/opening", detail: "Only what is agreed can have been paid before." }];
  if (agreedOn !== undefined && opening.on < agreedOn)
    return [
      { pointer: "/opening/on", detail: `It was agreed on ${agreedOn}: nothing was paid of it before.` },
    ];
  if (opening.paid.currency !== amount.currency) return [];
  const paid = toMinor(opening.paid);
  if (paid > toMinor(amount))
    return [{ pointer: "/opening/paid", detail: "More was paid than the commitment is." }];
  if (opening.refunded && toMinor(opening.refunded) > paid)
    return [{ pointer: "/opening/refunded", detail: "More came back than was paid." }];
  return [];
}
