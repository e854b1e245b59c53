import * as z from "zod";
import type { Author } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, MoneySchema, sumMinor, toMinor } from "../platform/money.ts";
import type { Problem, ProblemPlace } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { checkAllocations, NewAllocationSchema, toAllocation } from "./allocation.ts";
import { externalIdWrite, saveCommitment } from "./commitment.store.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentState,
  DescriptionFieldsSchema,
  isBinding,
} from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type PartnershipFacts, stillAsRead } from "./partnership-facts.ts";
import { addEntry, NO_TOTALS } from "./totals.ts";
import { isConditional, NewTrancheSchema, newTranche } from "./tranche.ts";
import type { Changed, InvestmentDeps } from "./work-on-commitment.ts";

/** A commitment as it is sent in. Its tranches must sum to its amount; left out, there is one, due on the first day. */
export const NewCommitmentSchema = lazy(() =>
  DescriptionFieldsSchema()
    .extend({
      status: z.enum(COMMITMENT_STATUSES).extract(["intended", "agreed"]).default("agreed"),
      amount: MoneySchema(),
      agreedOn: DateSchema().optional(),
      renewal: z
        .strictObject({ amount: MoneySchema().optional(), note: z.string().min(1).max(2000).optional() })
        .optional(),
      tranches: z.array(NewTrancheSchema()).min(1).max(60).optional(),
      allocations: z.array(NewAllocationSchema()).max(25).optional(),
    })
    .meta({ id: "NewCommitment" }),
);
export type NewCommitment = z.infer<ReturnType<typeof NewCommitmentSchema>>;

export type CreateCommitment = {
  readonly id: string;
  readonly input: NewCommitment;
  /** The funder's facts that a commitment keeps: its name, and the month its fiscal year starts in. */
  readonly funder: {
    readonly organisationId: string;
    readonly name: string;
    readonly fiscalYearStartMonth: number;
  };
  readonly partnership?: PartnershipFacts;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest;
};

/**
 * Records a new commitment with its schedule and allocations in one transaction; agreed at once, or only intended.
 * Refused with `validation_failed` (sums, currencies, dates, strategies) and with `already_exists` for an external id in use.
 */
export async function createCommitment(
  deps: InvestmentDeps,
  create: CreateCommitment,
): Promise<Result<Changed>> {
  const errors = [...checkNewCommitment(create.input), ...checkAllocations(create.input, create.partnership)];
  if (errors.length > 0) return fail(invalid(errors));
  const { state, entries } = toState(create, deps.newId("pay"));
  const pointers = (create.input.externalIds ?? []).map((external) =>
    externalIdWrite({ ownerId: create.funder.organisationId, ...external }, create.id),
  );
  const saved = await saveCommitment(deps.table, {
    next: state,
    entries,
    action: "commitment.created",
    by: create.author,
    now: create.now,
    idempotency: create.idempotency,
    others: [...pointers, ...stillAsRead(create.partnership)],
  });
  if (saved.ok) return ok({ state, head: saved.value });
  const failedOther = saved.problem.extra?.failedOther;
  if (typeof failedOther !== "number" || failedOther >= pointers.length) return saved;
  const pointer = `/externalIds/${failedOther}`;
  const detail = "Another commitment of yours carries this external id.";
  return fail({ code: "already_exists", detail, errors: [{ pointer, detail }] });
}

/** What is wrong between the fields of a new commitment, each by its JSON pointer. */
export function checkNewCommitment(input: NewCommitment): ProblemPlace[] {
  const errors: ProblemPlace[] = [];
  if (input.endOn < input.startOn) errors.push({ pointer: "/endOn", detail: "It ends before it starts." });
  const { currency } = input.amount;
  const amounts = [
    ...(input.tranches ?? []).map((tranche, index) => [`/tranches/${index}/amount`, tranche.amount] as const),
    ...(input.allocations ?? []).map(
      (allocation, index) => [`/allocations/${index}/amount`, allocation.amount] as const,
    ),
    ...(input.renewal?.amount ? [["/renewal/amount", input.renewal.amount] as const] : []),
  ];
  for (const [pointer, amount] of amounts)
    if (amount.currency !== currency)
      errors.push({
        pointer: `${pointer}/currency`,
        detail: `The commitment is in ${currency}, this is in ${amount.currency}.`,
      });
  if (errors.length > 0 || !input.tranches) return errors;
  const sum = sumMinor(input.tranches.map((tranche) => toMinor(tranche.amount)));
  if (sum === toMinor(input.amount)) return errors;
  const detail = `The tranches sum to ${formatAmount(sum, currency)}, the commitment is ${input.amount.amount}.`;
  return [...errors, { pointer: "/tranches", detail }];
}

function toState(
  create: CreateCommitment,
  entryId: string,
): { state: CommitmentState; entries: LedgerEntry[] } {
  const { input, funder, partnership } = create;
  const { amount, tranches: given, allocations, renewal, agreedOn, ...fields } = input;
  const tranches = (given ?? [{ dueOn: input.startOn, amount }]).map((tranche, index) =>
    newTranche(tranche, index + 1),
  );
  const conditionalMinor = sumMinor(tranches.filter(isConditional).map((tranche) => tranche.amountMinor));
  const on = agreedOn ?? create.now.slice(0, 10);
  const agreement = {
    id: entryId,
    kind: "agreement" as const,
    on,
    amountMinor: toMinor(amount),
    conditionalMinor,
  };
  const entries = isBinding(input.status) ? [agreement] : [];
  const commitment = {
    ...fields,
    id: create.id,
    currency: amount.currency,
    amountMinor: toMinor(amount),
    funder: { organisationId: funder.organisationId, name: funder.name },
    fiscalYearStartMonth: funder.fiscalYearStartMonth,
    ...(partnership ? { partnershipOwnerId: partnership.ownerId } : {}),
    ...(entries.length > 0 ? { agreedOn: on } : {}),
    ...(renewal ? { renewal: toRenewal(renewal) } : {}),
    totals: entries.reduce(addEntry, NO_TOTALS),
    paidByMonth: {},
    refundedByMonth: {},
    createdAt: create.now,
  };
  return { state: { commitment, tranches, allocations: (allocations ?? []).map(toAllocation) }, entries };
}

function toRenewal(renewal: NonNullable<NewCommitment["renewal"]>) {
  return {
    ...(renewal.note === undefined ? {} : { note: renewal.note }),
    ...(renewal.amount ? { amountMinor: toMinor(renewal.amount) } : {}),
  };
}

function invalid(errors: ProblemPlace[]): Problem {
  return { code: "validation_failed", detail: "The parts of the commitment do not fit together.", errors };
}
