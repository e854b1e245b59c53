import type { Principal } from "../identity/principal.ts";
import type { HeadFields } from "../platform/aggregate.ts";
import type { Author, PartWrite } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { invalidAt, type Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { getItems, type Item, type Table } from "../platform/table.ts";
import { dayIn } from "../platform/time.ts";
import type { Condition, Write } from "../platform/transaction.ts";
import { visibleProposals } from "./amendments/visible-proposals.ts";
import { withExchange } from "./book-exchange.ts";
import {
  commitmentPk,
  foundOr404,
  type LoadedCommitment,
  loadCommitment,
  saveCommitment,
} from "./commitment.store.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { withBlockedFrom } from "./requirements/blocking.ts";
import { type FactsWanted, NO_FACTS, type ReadRuleFacts, type RuleFacts } from "./rule-facts.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { type ReadSettings, readFunderSettings } from "./settings/settings.store.ts";
import { isClosed } from "./settings/settings-rules.ts";

export type InvestmentDeps = { readonly table: Table; readonly newId: NewId };

/** Who changes which commitment, when and why; the version they read, where they say so. */
export type CommitmentCall = {
  readonly id: string;
  readonly principal: Principal;
  readonly author: Author;
  readonly now: string;
  readonly ifMatch?: number | undefined;
  readonly reason?: string | undefined;
  readonly idempotency?: IdempotentRequest | undefined;
  /** Who may do this, where it is not the funder alone: for everybody else there is no such commitment, whatever they sent. */
  readonly mayWork?: (commitment: Commitment, state: CommitmentState) => boolean;
  /** Reads facts of other contexts, where the deed rests on them. */
  readonly readFacts?: ReadRuleFacts | undefined;
  /** Which of them it rests on; none, where this is left out. */
  readonly wantsFacts?: (state: CommitmentState) => FactsWanted;
  /** Sort keys of parts beside the collection on which the deed rests. */
  readonly partsBeside?: readonly string[];
  /** The day on which what is recorded happened, and where the input says so: one that is still ahead is refused. */
  readonly happened?: { readonly on: string; readonly pointer: string };
  /** Where the input says the day that is booked on, and what to do where its books are closed: `/on`, and a later day, mostly. */
  readonly bookedOn?: { readonly pointer?: string; readonly remedy: string };
};

/** The facts that the payment rule of one tranche asks for. */
export function factsOfTranche(trancheNumber: number): (state: CommitmentState) => FactsWanted {
  return (state) => ({ tranches: state.tranches.filter(({ number }) => number === trancheNumber) });
}

/** What a rule decides on, beside the commitment. */
export type Ground = {
  readonly settings: FunderSettings;
  readonly facts: RuleFacts;
  /** The parts that the call names, by sort key, as they stand under the version that was read; absent where there is none. */
  readonly beside?: ReadonlyMap<string, Item>;
};

/** What a rule decided: the next state, what it is called in the history, and the ledger entries it makes. */
export type Decision = {
  readonly action: string;
  readonly next: CommitmentState;
  readonly entries?: readonly LedgerEntry[];
  readonly attached?: readonly PartWrite[];
  /** What the stored head must say, checked by the table itself. */
  readonly guard?: Condition;
  readonly others?: readonly Write[];
};

/** A commitment after a change, with the head it has now and the entries that the change made. */
export type Changed = {
  readonly state: CommitmentState;
  readonly head: HeadFields;
  readonly entries: readonly LedgerEntry[];
  /** How the funder runs its book, where it is the funder that made the change. */
  readonly settings?: FunderSettings | undefined;
};

const ATTEMPTS = 5;
const RIVALS = "Others kept changing this at the same moment. Nothing was written; send it again.";

/**
 * Reads a commitment of the caller's organisation beside its settings, lets a pure rule decide, and writes the outcome under the
 * version that was read: two rounds, and one more where it rests on facts from elsewhere or on parts beside the collection. Where
 * the caller did not name a version, a rival's write is followed by a fresh decision, five times at most. Refused with `not_found`,
 * `version_conflict`, `validation_failed` for what shall have happened on a day to come, `period_closed` for an entry of a closed
 * period, or whatever the rule refuses with.
 */
export async function workOnCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall,
  decide: (state: CommitmentState, ground: Ground) => Result<Decision>,
): Promise<Result<Changed>> {
  for (let attempt = 1; ; attempt++) {
    const [loaded, settings] = await Promise.all([
      loadOwned(deps.table, call),
      readFunderSettings(deps.table, call.principal.organisationId),
    ]);
    if (!loaded.ok) return loaded;
    const { state } = loaded.value;
    const ahead = stillAhead(state.commitment, call);
    if (ahead) return fail(ahead);
    const facts = await factsFor(deps.table, call, state);
    const decided = decide(state, { settings: settings.settings, ...facts });
    if (!decided.ok) return decided;
    const decision = await completed(deps.table, { state, settings, decision: decided.value });
    const open = checkOpen(decision.entries, settings, call);
    if (!open.ok) return open;
    const made = { loaded: loaded.value, decision, settings, facts: facts.facts };
    const saved = await save(deps.table, call, made);
    if (saved.ok) {
      const visible = visibleProposals(decision.next, call.principal);
      const isOwn = state.commitment.funder.organisationId === call.principal.organisationId;
      const own = isOwn ? settings.settings : undefined;
      return ok({ state: visible, head: saved.value, entries: decision.entries, settings: own });
    }
    const own = decision.others?.length ?? 0;
    if (!mayTryAgain(saved.problem, call, own)) return saved;
    if (attempt === ATTEMPTS) return fail({ ...saved.problem, detail: RIVALS });
  }
}

async function factsFor(
  table: Table,
  call: CommitmentCall,
  state: CommitmentState,
): Promise<Omit<Ground, "settings">> {
  const wanted = call.wantsFacts?.(state);
  const [facts, beside] = await Promise.all([
    wanted && call.readFacts ? call.readFacts(state.commitment, wanted) : NO_FACTS,
    readBeside(table, call),
  ]);
  return { facts, beside };
}

/** A decision with what follows from it whatever it is: the day from which payments are blocked, and the rates of its entries. */
async function completed(
  table: Table,
  made: { state: CommitmentState; settings: ReadSettings; decision: Decision },
): Promise<Decision & { readonly entries: readonly LedgerEntry[] }> {
  const { state, settings, decision } = made;
  const { organisationId } = state.commitment.funder;
  const book = { organisationId, settings: settings.settings };
  const entries = await withExchange(table, book, decision.entries ?? []);
  return { ...decision, next: withBlockedFrom(decision.next), entries };
}

/** Read after the head: whoever changes a part moves the version, so that what is written over is what was read. One BatchGet. */
async function readBeside(
  table: Table,
  { id, partsBeside = [] }: CommitmentCall,
): Promise<Map<string, Item>> {
  if (partsBeside.length === 0) return new Map();
  const keys = partsBeside.map((sk) => ({ pk: commitmentPk(id), sk }));
  const items = await getItems(table, keys, { consistent: true });
  return new Map(items.map((item) => [item.sk, item]));
}

/**
 * An entry of a day that is over rests on the settings as they were read: a period that somebody closes meanwhile is closed. Today
 * cannot be closed yet, so what is booked today need not ask.
 */
async function save(
  table: Table,
  call: CommitmentCall,
  made: { loaded: LoadedCommitment; decision: Decision; settings: ReadSettings; facts: RuleFacts },
): Promise<Result<HeadFields>> {
  const { decision, loaded, settings, facts } = made;
  const today = call.now.slice(0, 10);
  const rests = (decision.entries ?? []).some((entry) => entry.on < today) ? [settings.check] : [];
  return saveCommitment(table, {
    ...decision,
    loaded,
    by: call.author,
    now: call.now,
    reason: call.reason,
    idempotency: call.idempotency,
    others: [...(decision.others ?? []), ...facts.checks, ...rests],
  });
}

const ON = { pointer: "/on", remedy: "Book on a later day." };

function checkOpen(
  entries: readonly LedgerEntry[],
  { settings }: ReadSettings,
  { bookedOn: { pointer, remedy } = ON }: CommitmentCall,
): Result<undefined> {
  const closed = entries.find((entry) => isClosed(settings, entry.on));
  if (!closed) return ok(undefined);
  const detail = `${closed.on} lies in a closed period.`;
  return fail({
    code: "period_closed",
    detail: `The books are closed through ${settings.closedThroughOn}. ${remedy}`,
    ...(pointer === undefined ? {} : { errors: [{ pointer, detail }] }),
  });
}

/** What is recorded has happened: a fact of a day to come would let a payment pass today. */
function stillAhead({ timeZone }: Commitment, { happened, now }: CommitmentCall): Problem | undefined {
  if (!happened || happened.on <= dayIn(timeZone, now)) return undefined;
  return invalidAt(happened.pointer, `${happened.on} is still ahead: record it once it has come.`);
}

/** Worth a fresh decision: the commitment moved on, or facts or settings did; not what the decision itself asked of others. */
function mayTryAgain(problem: Problem, call: CommitmentCall, own: number): boolean {
  if (problem.code === "version_conflict") return call.ifMatch === undefined;
  const failed = problem.extra?.failedOther;
  return problem.code === "conflict" && typeof failed === "number" && failed >= own;
}

async function loadOwned(table: Table, call: CommitmentCall): Promise<Result<LoadedCommitment>> {
  const loaded = await loadCommitment(table, call.id);
  const isFunder = ({ funder }: Commitment) => funder.organisationId === call.principal.organisationId;
  const may = call.mayWork ?? isFunder;
  const found = foundOr404(loaded && may(loaded.state.commitment, loaded.state) ? loaded : undefined);
  if (!found.ok || call.ifMatch === undefined || found.value.head.version === call.ifMatch) return found;
  return fail({
    code: "version_conflict",
    detail:
      "Somebody changed this commitment since you read it. Read it again, then send your change with the new version.",
    extra: { currentVersion: found.value.head.version },
  });
}
