import * as z from "zod";
import type { Author } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, toMinor } from "../platform/money.ts";
import { type Problem, type ProblemPlace, problemUnder } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema, dayIn } from "../platform/time.ts";
import { checkAllocations, NewAllocationSchema, toAllocations } from "./allocation.ts";
import { checkBigBet } from "./big-bets/big-bet-facts.ts";
import { withExchange } from "./book-exchange.ts";
import { agreementEntries, intention } from "./change-status.ts";
import { checkAhead, checkNewCommitment } from "./check-commitment.ts";
import { checkRules } from "./check-rules.ts";
import { saveCommitment } from "./commitment.store.ts";
import { type Commitment, type CommitmentState, DescriptionFieldsSchema, NO_PARTS } from "./commitment.ts";
import { COMMITMENT_STATUSES } from "./commitment-status.ts";
import { externalIdWrite } from "./external-id.store.ts";
import { knownOrganisations, partiesOf, strangersAmong } from "./known-parties.ts";
import { MilestoneFieldsSchema } from "./milestone.ts";
import { type EntryIds, entryIds, post } from "./money-move.ts";
import { openingEntries } from "./opening-balance.ts";
import { type PartnershipFacts, stillAsRead } from "./partnership-facts.ts";
import type { NewEntry } from "./post-entries.ts";
import { NewRenewalSchema, renewalEntry, toRenewal } from "./renewal.ts";
import { decideAddition, findTemplate, NewRequirementsSchema } from "./requirements/add-requirements.ts";
import { withBlockedFrom } from "./requirements/blocking.ts";
import type { RuleFacts } from "./rule-facts.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import type { ReadSettings } from "./settings/settings.store.ts";
import { isClosed } from "./settings/settings-rules.ts";
import { NO_TOTALS } from "./totals.ts";
import { NewTrancheSchema, newTranche } from "./tranche.ts";
import type { Changed, InvestmentDeps } from "./work-on-commitment.ts";

/** A commitment as it is sent in. Its tranches must sum to its amount; left out, there is one, due on the first day. */
export const NewCommitmentSchema = lazy(() =>
  DescriptionFieldsSchema()
    .extend({
      status: z
        .enum(COMMITMENT_STATUSES)
        .extract(["draft", "intended", "approved", "agreed"])
        .default("agreed"),
      amount: MoneySchema(),
      /** The day of the board's approval. */
      approvedOn: DateSchema().optional(),
      agreedOn: DateSchema().optional(),
      renewal: NewRenewalSchema().optional(),
      tranches: z.array(NewTrancheSchema()).min(1).max(60).optional(),
      allocations: z.array(NewAllocationSchema()).max(25).optional(),
      milestones: z.array(MilestoneFieldsSchema()).max(60).optional(),
      /** Reports that it asks for, numbered in this order from 1: what a payment rule names. */
      requirements: z.array(NewRequirementsSchema()).max(20).optional(),
      opening: z
        .strictObject({ on: DateSchema(), paid: MoneySchema(), refunded: MoneySchema().optional() })
        .optional()
        .meta({
          description:
            "What was paid, and came back, by the end of a day: the last one before this book begins. Of tranches in their order, and only of a commitment that is agreed. It is in no payout, and the journal books it against opening balances.",
        }),
    })
    .meta({ id: "NewCommitment" }),
);
export type NewCommitment = z.infer<ReturnType<typeof NewCommitmentSchema>>;

/** The funder's facts that a commitment keeps. */
export type FunderFacts = {
  readonly organisationId: string;
  readonly name: string;
  readonly fiscalYearStartMonth: number;
  readonly timeZone: string;
};

export type CreateCommitment = {
  readonly id: string;
  readonly input: NewCommitment;
  readonly funder: FunderFacts;
  readonly settings: ReadSettings;
  readonly facts: RuleFacts;
  readonly partnership?: PartnershipFacts;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest;
};

/**
 * Records a new commitment with its schedule, milestones and allocations in one transaction, in any status up to agreed. Refused
 * with `validation_failed` (sums, currencies, dates, strategies, rules), `period_closed`, and with `already_exists` for an external
 * id in use.
 */
export async function createCommitment(
  deps: InvestmentDeps,
  create: CreateCommitment,
): Promise<Result<Changed>> {
  const { input, facts, settings } = create;
  const parties = partiesOf(input);
  const known = await knownOrganisations(deps.table, create.funder.organisationId, parties);
  const fields = [
    ...checkNewCommitment(input),
    ...checkAhead(input, dayIn(create.funder.timeZone, create.now)),
    ...checkAllocations(input, create.partnership),
    ...strangersAmong(parties, known, create.partnership?.ownerId),
  ];
  if (fields.length > 0) return fail(invalid(fields));
  const { state: planned, entries: booked } = toState(create, entryIds(deps.newId, deps.newId("pay")));
  const { organisationId } = create.funder;
  const entries = await withExchange(deps.table, { organisationId, settings: settings.settings }, booked);
  const required = await withRequirements(deps, planned, input.requirements ?? []);
  if (!required.ok) return required;
  const state = withBlockedFrom(required.value);
  const rules = checkRules(input.tranches ?? [], state, facts);
  if (rules.length > 0) return fail(invalid(rules));
  const bet = checkBigBet(state.commitment, facts.bigBet);
  if (!bet.ok) return bet;
  const closed = entries.find((entry) => isClosed(settings.settings, entry.on));
  if (closed) return fail(periodClosed(closed.on, input));
  const pointers = (input.externalIds ?? []).map((external) =>
    externalIdWrite({ ownerId: create.funder.organisationId, ...external }, create.id),
  );
  const saved = await saveCommitment(deps.table, {
    next: state,
    entries,
    action: "commitment.created",
    by: create.author,
    now: create.now,
    idempotency: create.idempotency,
    others: [
      ...pointers,
      ...stillAsRead(create.partnership),
      ...facts.checks,
      ...bet.value,
      ...(entries.length > 0 ? [settings.check] : []),
    ],
  });
  if (saved.ok) return ok({ state, head: saved.value, entries, settings: settings.settings });
  const failedOther = saved.problem.extra?.failedOther;
  if (typeof failedOther !== "number" || failedOther >= pointers.length) return saved;
  const pointer = `/externalIds/${failedOther}`;
  const detail = "Another commitment of yours carries this external id.";
  return fail({ code: "already_exists", detail, errors: [{ pointer, detail }] });
}

function periodClosed(on: string, { agreedOn }: NewCommitment): Problem {
  const detail = `The books of ${on} are closed. Agree or open on a later day.`;
  const pointer = on === agreedOn ? "/agreedOn" : "/opening/on";
  return { code: "period_closed", detail, errors: [{ pointer, detail }] };
}

/** A commitment with the reports that it asks for; a refusal names the place in the list. */
async function withRequirements(
  deps: InvestmentDeps,
  state: CommitmentState,
  inputs: NonNullable<NewCommitment["requirements"]>,
): Promise<Result<CommitmentState>> {
  const ownerId = state.commitment.funder.organisationId;
  const templates = await Promise.all(
    inputs.map(({ template }) => findTemplate(deps.table, template, ownerId)),
  );
  let next = state;
  for (const [index, input] of inputs.entries()) {
    const template = templates[index] ?? ok(undefined);
    const added = template.ok ? decideAddition(next, input, template.value) : template;
    if (!added.ok) return fail(problemUnder(`/requirements/${index}`, added.problem));
    next = added.value.next;
  }
  return ok(next);
}

function toState(create: CreateCommitment, ids: EntryIds): ReturnType<typeof withEntries> {
  const { input, funder, partnership } = create;
  const {
    amount,
    tranches: given,
    allocations,
    renewal,
    opening,
    milestones,
    requirements,
    ...fields
  } = input;
  const tranches = (given ?? [{ dueOn: input.startOn, amount }]).map((tranche, index) =>
    newTranche(tranche, index + 1),
  );
  const on = input.agreedOn ?? create.now.slice(0, 10);
  const { agreedOn: _, ...rest } = fields;
  const commitment: Commitment = {
    ...rest,
    id: create.id,
    currency: amount.currency,
    amountMinor: toMinor(amount),
    funder: { organisationId: funder.organisationId, name: funder.name },
    fiscalYearStartMonth: funder.fiscalYearStartMonth,
    timeZone: funder.timeZone,
    ...(partnership ? { partnershipOwnerId: partnership.ownerId } : {}),
    ...(input.status === "agreed" ? { agreedOn: on } : {}),
    ...(renewal ? { renewal: toRenewal(renewal) } : {}),
    totals: NO_TOTALS,
    flows: {},
    entries: 0,
    createdAt: create.now,
  };
  const state = {
    ...NO_PARTS,
    commitment,
    tranches,
    milestones: (milestones ?? []).map((each, index) => ({ ...each, number: index + 1, revision: 1 })),
    allocations: toAllocations(allocations ?? [], toMinor(amount)),
  };
  return withEntries(state, { input, on, ids, settings: create.settings.settings, now: create.now });
}

type Booked = {
  readonly input: NewCommitment;
  readonly on: string;
  readonly ids: EntryIds;
  readonly settings: FunderSettings;
  readonly now: string;
};

/** The state with the entries that its status calls for, and with those of an opening balance and of a renewal in view. */
function withEntries(state: CommitmentState, booked: Booked) {
  const { input, on, ids, settings } = booked;
  const { status, opening } = input;
  const today = booked.now.slice(0, 10);
  const isIntended = status === "intended" || status === "approved";
  const first: NewEntry[] =
    status === "agreed"
      ? agreementEntries(state, { on, ids, settings, endsIntention: false })
      : isIntended
        ? [intention(state, { id: ids.first, on: today, sign: 1 })]
        : [];
  const renewed = renewalEntry(state.commitment, { id: ids.more(), on: status === "agreed" ? on : today });
  const opened = opening ? openingEntries(state, opening, ids) : { tranches: state.tranches, entries: [] };
  const changes = opened.entries.length > 0 ? { status: "active" as const } : {};
  const posted = post(
    { ...state, tranches: opened.tranches },
    {
      entries: [...first, ...renewed, ...opened.entries],
      changes,
    },
  );
  return { state: posted.next, entries: posted.entries };
}

function invalid(errors: ProblemPlace[]): Problem {
  return { code: "validation_failed", detail: "The parts of the commitment do not fit together.", errors };
}
