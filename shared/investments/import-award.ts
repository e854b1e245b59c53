import { randomBytes } from "node:crypto";
import { ATTACHED, type Part } from "../platform/aggregate.ts";
import type { Author } from "../platform/history.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { sumMinor } from "../platform/money.ts";
import type { Problem } from "../platform/problem.ts";
import { getItem, getItems, type Item, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { withExchange } from "./book-exchange.ts";
import { commitmentPk, type LoadedCommitment, loadCommitment, saveCommitment } from "./commitment.store.ts";
import { type Commitment, type CommitmentState, NO_PARTS } from "./commitment.ts";
import type { FunderFacts } from "./create-commitment.ts";
import { externalIdKey } from "./external-id.store.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type EntryIds, entryIds, post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { recognitionOf } from "./recognition.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { readFunderSettings } from "./settings/settings.store.ts";
import { isClosed } from "./settings/settings-rules.ts";
import { NO_TOTALS } from "./totals.ts";
import type { Tranche } from "./tranche.ts";
import type { InvestmentDeps } from "./work-on-commitment.ts";

/** An award as another system recorded it: agreed, in one sum, with what was paid of it where the file says so. */
export type ImportedAward = {
  readonly externalId: { readonly scheme: string; readonly value: string };
  readonly title: string;
  readonly description?: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly awardedOn: string;
  readonly startOn: string;
  readonly endOn?: string;
  readonly recipient: Commitment["recipient"];
  readonly programme?: string;
  readonly restriction?: NonNullable<Commitment["restriction"]>;
  readonly renewalNote?: string;
  readonly disbursements: readonly { readonly on: string; readonly amountMinor: number }[];
  /** Hash of the record as read: equal hashes mean that nothing changed. */
  readonly sourceHash: string;
  /** The record as read, canonical JSON; kept beside the commitment and out of its history, since it may name people. */
  readonly source: string;
  /** What in it breaks a rule: said, never clamped. */
  readonly flags: readonly string[];
};

export type ImportedOutcome = {
  readonly externalId: string;
  readonly outcome: "new" | "changed" | "unchanged" | "rejected";
  readonly commitmentId?: string;
  readonly problem?: Problem;
};

export type ImportCall = {
  readonly awards: readonly ImportedAward[];
  readonly funder: FunderFacts;
  readonly author: Author;
  readonly now: string;
};

/** A call with how the funder runs its book, read once: checked by every award, one item would be what all of them wait for. */
export type Booking = ImportCall & { readonly settings: FunderSettings };

const AT_ONCE = 8;
const SOURCE = `${ATTACHED}SOURCE`;

/**
 * Records awards as commitments, each in its own transaction and known again by its external id: the same record twice changes
 * nothing, a corrected one adjusts the ledger by the difference, and one that books something in a closed period is rejected. One
 * BatchGet of pointers per 100 awards, beside the settings; a new award then costs one transaction, a changed one two rounds more.
 * Answers every award, in order.
 */
export async function importAwards(deps: InvestmentDeps, call: ImportCall): Promise<ImportedOutcome[]> {
  const { settings, known } = await knownAwards(deps.table, call);
  return inParallel(call.awards, AT_ONCE, (award) =>
    importAward(deps, { ...call, settings }, { award, pointer: known(award) }),
  );
}

/** The pointers to awards that were imported before, and how the funder runs its book: one round per 100 awards. */
export async function knownAwards(
  table: Table,
  call: ImportCall,
): Promise<{ settings: FunderSettings; known: (award: ImportedAward) => Item | undefined }> {
  const ownerId = call.funder.organisationId;
  const keys = call.awards.map((award) => externalIdKey({ ownerId, ...award.externalId }));
  const unique = [...new Map(keys.map((key) => [key.pk, key])).values()];
  const [items, { settings }] = await Promise.all([
    getItems(table, unique, { consistent: true }),
    readFunderSettings(table, ownerId),
  ]);
  const pointers = new Map(items.map((item) => [item.pk, item]));
  return {
    settings,
    known: (award) => pointers.get(externalIdKey({ ownerId, ...award.externalId }).pk),
  };
}

async function importAward(
  deps: InvestmentDeps,
  call: Booking,
  one: { award: ImportedAward; pointer: Item | undefined },
): Promise<ImportedOutcome> {
  const { award, pointer } = one;
  const externalId = award.externalId.value;
  if (!pointer) return createFromAward(deps, call, award);
  const commitmentId = String(pointer.commitmentId);
  if (pointer.sourceHash === award.sourceHash) return { externalId, outcome: "unchanged", commitmentId };
  return correctFromAward(deps, call, { award, commitmentId });
}

async function createFromAward(
  deps: InvestmentDeps,
  call: Booking,
  award: ImportedAward,
): Promise<ImportedOutcome> {
  const externalId = award.externalId.value;
  const commitmentId = deps.newId("cmt");
  const { state, entries } = toState(deps, call, { award, commitmentId });
  const closed = closedFor(entries, call);
  if (closed) return { externalId, outcome: "rejected", problem: closed };
  const saved = await saveCommitment(deps.table, {
    next: state,
    entries: await withExchange(deps.table, bookOf(call), entries),
    attached: [{ after: sourcePart(award, newSalt()) }],
    action: "commitment.imported",
    by: call.author,
    now: call.now,
    others: [pointerWrite(call, award, commitmentId)],
  });
  if (saved.ok) return { externalId, outcome: "new", commitmentId };
  const pointer = await getItem(
    deps.table,
    externalIdKey({ ownerId: call.funder.organisationId, ...award.externalId }),
  );
  // A rival import recorded the same award between our look and our write: now it is known.
  if (pointer) return importAward(deps, call, { award, pointer });
  return { externalId, outcome: "rejected", problem: saved.problem };
}

async function correctFromAward(
  deps: InvestmentDeps,
  call: Booking,
  one: { award: ImportedAward; commitmentId: string },
): Promise<ImportedOutcome> {
  const { award, commitmentId } = one;
  const externalId = award.externalId.value;
  const [loaded, source] = await Promise.all([
    loadCommitment(deps.table, commitmentId),
    getItem(deps.table, { pk: commitmentPk(commitmentId), sk: SOURCE }),
  ]);
  if (!loaded) throw new Error(`The external id ${externalId} points to a commitment that is not there.`);
  const correction = correct(loaded, award, deps);
  if (!correction.ok) return { externalId, outcome: "rejected", commitmentId, problem: correction.problem };
  const closed = closedFor(correction.entries, call);
  if (closed) return { externalId, outcome: "rejected", commitmentId, problem: closed };
  const salt = typeof source?.salt === "string" ? source.salt : newSalt();
  const saved = await saveCommitment(deps.table, {
    loaded,
    next: correction.next,
    entries: await withExchange(deps.table, bookOf(call), correction.entries),
    attached: [{ ...(source ? { before: source } : {}), after: sourcePart(award, salt) }],
    action: "commitment.import-corrected",
    reason: "The imported file holds a newer record of this award.",
    by: call.author,
    now: call.now,
    others: [pointerWrite(call, award, commitmentId)],
  });
  if (saved.ok) return { externalId, outcome: "changed", commitmentId };
  if (saved.problem.code === "version_conflict") return correctFromAward(deps, call, one);
  return { externalId, outcome: "rejected", commitmentId, problem: saved.problem };
}

/** Why entries cannot be booked, where the books of one of their days are closed. */
export function closedFor(entries: readonly LedgerEntry[], { settings }: Booking): Problem | undefined {
  const closed = entries.find((entry) => isClosed(settings, entry.on));
  if (!closed) return undefined;
  const detail = `The books are closed through ${settings.closedThroughOn}, and this would be booked on ${closed.on}. Open them again to import it.`;
  return { code: "period_closed", detail };
}

function bookOf({ funder, settings }: Booking) {
  return { organisationId: funder.organisationId, settings };
}

type Correction =
  | { readonly ok: true; readonly next: CommitmentState; readonly entries: LedgerEntry[] }
  | { readonly ok: false; readonly problem: Problem };

/** What a newer record of an award changes: descriptive fields, and the amount by an adjustment of its only tranche. */
export function correct(
  loaded: LoadedCommitment,
  award: ImportedAward,
  { newId }: InvestmentDeps,
): Correction {
  const { commitment, tranches } = loaded.state;
  const amountMinor = award.amountMinor - commitment.amountMinor;
  const [tranche] = tranches;
  if (award.currency !== commitment.currency)
    return refuse(
      "The currency of an award cannot change. Cancel the commitment and import it under a new id.",
    );
  if (commitment.amendments)
    return refuse("It was amended here, and no file undoes what two people agreed on. Amend it here too.");
  if (amountMinor !== 0 && (!tranche || tranches.length !== 1))
    return refuse("Its schedule was changed here, so its amount must be amended here too.");
  const { description, endOn, programme, restriction, renewal, flags, ...kept } = commitment;
  const on = award.awardedOn;
  const note = "The imported record was corrected.";
  const adjustment = {
    id: newId("pay"),
    kind: "adjustment" as const,
    on,
    amountMinor,
    conditionalMinor: 0,
    note,
  };
  const corrected: CommitmentState = {
    ...loaded.state,
    commitment: {
      ...kept,
      ...describe(award),
      // No file names an amount: a renewal that has one was brought into view here.
      ...(renewal?.amountMinor === undefined ? {} : { renewal }),
      // The recipient keeps the organisation that it was registered as.
      recipient: { ...commitment.recipient, ...award.recipient },
      amountMinor: award.amountMinor,
    },
  };
  const posted = post(corrected, {
    entries: amountMinor === 0 ? [] : [adjustment, ...recognised({ on, amountMinor }, newId("pay"))],
    ...(tranche ? { tranche: { ...tranche, amountMinor: tranche.amountMinor + amountMinor } } : {}),
  });
  return { ok: true, ...posted };
}

/** What is imported is booked as it was: at its amount, for no rate of that time is known. */
function recognised(due: { readonly on: string; readonly amountMinor: number }, id: string): NewEntry[] {
  return recognitionOf([due], { id, on: due.on, settings: { discountRates: [] } });
}

function refuse(detail: string): Correction {
  return { ok: false, problem: { code: "conflict", detail } };
}

/** A new award as the commitment that it becomes, with its ledger. */
export function toState(
  deps: InvestmentDeps,
  call: ImportCall,
  { award, commitmentId }: { award: ImportedAward; commitmentId: string },
) {
  const { funder } = call;
  const lastPaidOn = award.disbursements
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  const tranche: Tranche = {
    number: 1,
    dueOn: award.awardedOn,
    amountMinor: award.amountMinor,
    currency: award.currency,
    paidMinor: sumMinor(award.disbursements.map((each) => each.amountMinor)),
    ...(lastPaidOn === undefined ? {} : { lastPaidOn }),
    advancedMinor: 0,
    refundedMinor: 0,
    releasedMinor: 0,
  };
  const commitment: Commitment = {
    ...describe(award),
    id: commitmentId,
    status: award.disbursements.length > 0 ? "active" : "agreed",
    recipient: award.recipient,
    currency: award.currency,
    amountMinor: award.amountMinor,
    funder: { organisationId: funder.organisationId, name: funder.name },
    fiscalYearStartMonth: funder.fiscalYearStartMonth,
    timeZone: funder.timeZone,
    externalIds: [award.externalId],
    totals: NO_TOTALS,
    flows: {},
    entries: 0,
    createdAt: call.now,
  };
  const state: CommitmentState = { ...NO_PARTS, commitment, tranches: [tranche], allocations: [] };
  const posted = post(state, { entries: historyOf(award, entryIds(deps.newId, deps.newId("pay"))) });
  return { state: posted.next, entries: posted.entries };
}

/** The ledger that an imported award begins with: agreed, recognised, paid as its file says, and a renewal that it has in view. */
function historyOf(award: ImportedAward, ids: EntryIds): NewEntry[] {
  const { amountMinor, awardedOn: on, renewalNote } = award;
  const agreed = { id: ids.first, kind: "commitment" as const, on, amountMinor, conditionalMinor: 0 };
  const payments = award.disbursements.map((paid) => ({
    ...paid,
    id: ids.more(),
    kind: "payment" as const,
    conditionalMinor: 0,
    trancheNumber: 1,
  }));
  const renewal = { id: ids.more(), kind: "intention" as const, on, amountMinor: 0, conditionalMinor: 0 };
  // Wording names no amount: that a renewal is in view is said, and nothing is added anywhere.
  const intended = renewalNote === undefined ? [] : [{ ...renewal, note: renewalNote.slice(0, 1000) }];
  return [agreed, ...recognised({ on, amountMinor }, ids.more()), ...payments, ...intended];
}

/** The fields of a commitment that its imported record decides. */
function describe(award: ImportedAward) {
  return {
    title: award.title,
    startOn: award.startOn,
    agreedOn: award.awardedOn,
    ...(award.description === undefined ? {} : { description: award.description }),
    ...(award.endOn === undefined ? {} : { endOn: award.endOn }),
    ...(award.programme === undefined ? {} : { programme: award.programme }),
    ...(award.restriction === undefined ? {} : { restriction: award.restriction }),
    ...(award.renewalNote === undefined ? {} : { renewal: { note: award.renewalNote } }),
    ...(award.flags.length === 0 ? {} : { flags: [...award.flags] }),
  };
}

function pointerWrite(call: ImportCall, award: ImportedAward, commitmentId: string): Write {
  const ownerId = call.funder.organisationId;
  return {
    put: {
      ...externalIdKey({ ownerId, ...award.externalId }),
      type: "external-id",
      ownerId,
      commitmentId,
      sourceHash: award.sourceHash,
    },
    condition: {
      expression: "attribute_not_exists(pk) OR commitmentId = :commitment",
      values: { ":commitment": commitmentId },
    },
  };
}

function sourcePart(award: ImportedAward, salt: string): Part {
  const attributes = { source: award.source, sourceHash: award.sourceHash, salt };
  return { sk: SOURCE, type: "import-source", attributes, personal: true };
}

function newSalt(): string {
  return randomBytes(16).toString("base64url");
}
