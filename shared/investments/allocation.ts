import * as z from "zod";
import { idSchema } from "../platform/id.ts";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, type Money, MoneySchema, money, sumMinor, toMinor } from "../platform/money.ts";
import type { ProblemPlace } from "../platform/problem.ts";
import { DateSchema } from "../platform/time.ts";
import type { Allocation } from "./commitment.ts";
import { PercentSchema } from "./commitment-terms.ts";
import type { PartnershipFacts } from "./partnership-facts.ts";
import { shareUnits, withShares } from "./shares.ts";

/** An allocation as it is sent in: an amount or a share of the commitment to a strategy, for all its time or a part of it. */
export const NewAllocationSchema = lazy(() =>
  z
    .strictObject({
      strategyId: idSchema("str"),
      amount: MoneySchema().optional(),
      sharePercent: PercentSchema().optional(),
      startOn: DateSchema().optional(),
      endOn: DateSchema().optional(),
      note: z.string().min(1).max(1000).optional(),
    })
    .refine(({ amount, sharePercent }) => (amount === undefined) !== (sharePercent === undefined), {
      path: ["amount"],
      message: "Give either an amount or a share in per cent.",
    })
    .refine(({ startOn, endOn }) => startOn === undefined || endOn === undefined || startOn <= endOn, {
      path: ["endOn"],
      message: "It ends before it starts.",
    })
    .meta({
      id: "NewAllocation",
      description: "How much of a commitment goes to which strategy of its partnership, and when.",
    }),
);
export type NewAllocation = z.infer<ReturnType<typeof NewAllocationSchema>>;

/** An allocation as the API shows it: the amount always, the share where it was given as one. */
export const AllocationViewSchema = lazy(() =>
  z
    .strictObject({
      strategyId: idSchema("str"),
      amount: MoneySchema(),
      sharePercent: PercentSchema().optional(),
      startOn: DateSchema().optional(),
      endOn: DateSchema().optional(),
      note: z.string().optional(),
    })
    .meta({ id: "Allocation" }),
);
export type AllocationView = z.infer<ReturnType<typeof AllocationViewSchema>>;

const WHOLE = 1_000_000;

/** What is divided: an amount, and the days between which it is. */
type Divided = {
  readonly amount: Money;
  readonly startOn?: string | undefined;
  readonly endOn?: string | undefined;
};

/** What is wrong with allocations against the commitment they divide and the partnership whose strategies they name. */
export function checkAllocations(
  input: Divided & { readonly allocations?: readonly NewAllocation[] | undefined },
  partnership: PartnershipFacts | undefined,
): ProblemPlace[] {
  const allocations = input.allocations ?? [];
  const errors = allocations.flatMap((allocation, index) => {
    const place = `/allocations/${index}`;
    return [
      ...checkOne(allocation, { place, currency: input.amount.currency, partnership }),
      ...checkPeriod(allocation, input, place),
      ...checkTwice(allocations, index, place),
    ];
  });
  if (errors.length > 0) return errors;
  const shares = allocations.reduce((sum, { sharePercent }) => sum + shareUnits(sharePercent ?? "0"), 0);
  if (shares > WHOLE)
    return [{ pointer: "/allocations", detail: "The shares sum to more than 100 per cent." }];
  const sum = sumMinor(toAllocations(allocations, toMinor(input.amount)).map((each) => each.amountMinor));
  if (sum <= toMinor(input.amount)) return [];
  const { currency } = input.amount;
  const over = formatAmount(sum - toMinor(input.amount), currency);
  return [
    { pointer: "/allocations", detail: `The allocations exceed the commitment by ${over} ${currency}.` },
  ];
}

function checkOne(
  { amount, sharePercent, strategyId }: NewAllocation,
  at: { place: string; currency: string; partnership: PartnershipFacts | undefined },
): ProblemPlace[] {
  if (amount !== undefined && amount.currency !== at.currency)
    return [{ pointer: `${at.place}/amount/currency`, detail: `The commitment is in ${at.currency}.` }];
  const isNothing = amount === undefined ? shareUnits(sharePercent ?? "0") === 0 : toMinor(amount) === 0;
  if (isNothing) return [{ pointer: `${at.place}/amount`, detail: "An allocation is more than nothing." }];
  if (!at.partnership?.strategyIds.includes(strategyId))
    return [
      { pointer: `${at.place}/strategyId`, detail: "The commitment's partnership has no such strategy." },
    ];
  return [];
}

/** The time of an allocation is a part of the commitment's own. */
function checkPeriod(
  { startOn, endOn }: NewAllocation,
  divided: Pick<Divided, "startOn" | "endOn">,
  place: string,
): ProblemPlace[] {
  const { startOn: first, endOn: last } = divided;
  const within = (day: string | undefined, pointer: string): ProblemPlace[] => {
    if (day === undefined) return [];
    if (first !== undefined && day < first)
      return [{ pointer, detail: `The commitment starts on ${first}.` }];
    if (last !== undefined && day > last) return [{ pointer, detail: `The commitment ends on ${last}.` }];
    return [];
  };
  return [...within(startOn, `${place}/startOn`), ...within(endOn, `${place}/endOn`)];
}

function checkTwice(allocations: readonly NewAllocation[], index: number, place: string): ProblemPlace[] {
  const one = allocations[index];
  const first = allocations.findIndex(
    ({ strategyId, startOn }) => strategyId === one?.strategyId && startOn === one?.startOn,
  );
  if (first === index) return [];
  const detail = "This strategy is allocated to already from the same day on; add the amounts up.";
  return [{ pointer: `${place}/strategyId`, detail }];
}

/** The stored form of allocations, shares turned into amounts of what is divided. */
export function toAllocations(inputs: readonly NewAllocation[], totalMinor: number): Allocation[] {
  const stored = inputs.map(({ amount, ...rest }) => ({
    ...rest,
    amountMinor: amount === undefined ? 0 : toMinor(amount),
  }));
  return withShares(stored, totalMinor);
}

/** An allocation as the API shows it. */
export function allocationView(allocation: Allocation, currency: string): AllocationView {
  const { amountMinor, ...rest } = allocation;
  return { ...rest, amount: money(amountMinor, currency) };
}
