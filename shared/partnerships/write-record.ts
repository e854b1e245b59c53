import { staleVersion } from "../identity/stale-version.ts";
import type { Part } from "../platform/aggregate.ts";
import { type AggregateWrite, type PartWrite, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { pause, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { applyPatch, type Patch } from "./patch.ts";
import { findRecord, type LoadedRecord, ownPartnershipCheck, recordHead, recordPk } from "./record.store.ts";
import type { Recorded, RecordKind, RecordView } from "./record-kind.ts";
import { type Reference, referenceChecks } from "./reference.ts";
import type { PartnershipDeps, PartnershipInput } from "./write-partnership.ts";

export type RecordInput = PartnershipInput & { readonly recordId: string };

/**
 * Records something of a partnership that the author's organisation keeps. One transaction, which checks the partnership and
 * everything that is named; refused with `not_found` where the partnership is another's, and at fields that do not fit.
 */
export async function createRecord<F extends object, R extends object>(
  deps: PartnershipDeps,
  kind: RecordKind<F, R>,
  input: PartnershipInput & { readonly fields: F },
): Promise<Result<RecordView<R>>> {
  const { partnershipId, fields, author, now } = input;
  const begun = kind.begin(fields, now);
  if (!begun.ok) return begun;
  const id = deps.newId(kind.prefix);
  const value = { ...begun.value, id, partnershipId, createdAt: now };
  const checked = kind.check(value, now);
  if (!checked.ok) return checked;
  const { checks, refusal } = referenceChecks(partnershipId, kind.references(value));
  const location = `/v1/partnerships/${partnershipId}/${kind.plural}/${id}`;
  const written = await write(deps.table, {
    pk: recordPk(id),
    ownerId: author.organisationId,
    parts: [{ after: recordHead(kind, value) }],
    action: `${nameOf(kind)}.recorded`,
    others: [ownPartnershipCheck(partnershipId, author.organisationId), ...checks],
    refusal: (at) => (at === 0 ? NO_PARTNERSHIP : refusal(at - 1)),
    by: author,
    now,
    ...optional(input.idempotency?.(201, location)),
  });
  if (!written.ok) return written;
  const { version, recordedAt } = written.value;
  return ok({ ...value, version, recordedAt });
}

/** Changes what is said of a record, for a reason. Two rounds. Refused like its making, and with `not_found`. */
export function changeRecord<F extends object, R extends object>(
  deps: PartnershipDeps,
  kind: RecordKind<F, R>,
  input: RecordInput & { readonly patch: Patch },
): Promise<Result<RecordView<R>>> {
  const { patch, now } = input;
  return amendRecord(deps, kind, input, ({ value }) => {
    const next = applyPatch(kind.stored(), value, patch);
    if (!next.ok) return next;
    const checked = kind.check(next.value, now, value);
    if (!checked.ok) return checked;
    const references = kind.references(next.value);
    return ok({ action: "changed", reason: patch.reason, next: next.value, references });
  });
}

/** Withdraws what should not have been recorded, for a reason: it stays, and nothing changes or rests on it any more. Two rounds. */
export function withdrawRecord<F extends object, R extends object>(
  deps: PartnershipDeps,
  kind: RecordKind<F, R>,
  input: RecordInput & { readonly reason: string },
): Promise<Result<RecordView<R>>> {
  const { reason, now } = input;
  const withdrawn = { on: now.slice(0, 10), reason };
  return amendRecord(deps, kind, input, ({ value }) =>
    ok({ action: "record-withdrawn", reason, next: { ...value, withdrawn } }),
  );
}

/** One step of a record, decided on it as it was read: its next state, a part that changes with it, and what that rests on. */
export type Step<R> = {
  /** What happened, in the history: "changed" of a meeting becomes "meeting.changed". */
  readonly action: string;
  readonly reason?: string;
  readonly next: Recorded<R>;
  readonly part?: Part;
  readonly references?: readonly Reference[];
  readonly checks?: readonly { readonly write: Write; readonly refusal: Problem }[];
  /** What a repeated request is answered with, and where that is read below the record's address; itself unless told otherwise. */
  readonly answered?: { readonly status: number; readonly below: string };
};

const ATTEMPTS = 5;

/**
 * Reads a record of the author's organisation, decides, and writes: two rounds. Refused with `not_found` where it is another's, with
 * `conflict` where it was withdrawn, and with `version_conflict` where `ifMatch` is not its version (without `ifMatch`, after five rivals).
 */
export async function amendRecord<F extends object, R extends object>(
  deps: PartnershipDeps,
  kind: RecordKind<F, R>,
  input: RecordInput,
  decide: (loaded: LoadedRecord<R>) => Result<Step<R>>,
): Promise<Result<RecordView<R>>> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await findRecord(deps.table, kind, input);
    if (loaded?.ownerId !== input.author.organisationId) return fail(noSuchRecord(kind));
    if (input.ifMatch !== undefined && input.ifMatch !== loaded.version)
      return fail(staleVersion(loaded.version));
    const { withdrawn } = loaded.value;
    if (withdrawn) return fail({ code: "conflict", detail: `It was withdrawn on ${withdrawn.on}.` });
    const step = decide(loaded);
    if (!step.ok) return step;
    const written = await save(deps.table, kind, input, { loaded, step: step.value });
    if (written.ok) return ok({ ...step.value.next, ...written.value });
    const mayRetry = input.ifMatch === undefined && attempt < ATTEMPTS;
    if (written.problem.code !== "version_conflict" || !mayRetry) return written;
    await pause(attempt);
  }
}

/** The same answer whether it does not exist, is another partnership's, or is not for whoever asks. */
export function noSuchRecord({ noun }: { readonly noun: string }): Problem {
  return { code: "not_found", detail: `This partnership has no such ${noun}.` };
}

async function save<F extends object, R extends object>(
  table: Table,
  kind: RecordKind<F, R>,
  input: RecordInput,
  { loaded, step }: { loaded: LoadedRecord<R>; step: Step<R> },
): Promise<Result<{ version: number; recordedAt: string }>> {
  const { partnershipId, recordId, author, now } = input;
  const { references = [], part, reason, checks: more = [], answered } = step;
  const { checks, refusal } = referenceChecks(partnershipId, references);
  const address = `/v1/partnerships/${partnershipId}/${kind.plural}/${recordId}`;
  const location = `${address}${answered?.below ?? ""}`;
  const written = await write(table, {
    pk: recordPk(recordId),
    ownerId: loaded.ownerId,
    previousHead: loaded.head,
    parts: [
      { before: loaded.head, after: recordHead(kind, step.next) },
      ...(part ? [partWrite(loaded, part)] : []),
    ],
    action: `${nameOf(kind)}.${step.action}`,
    ...(reason === undefined ? {} : { reason }),
    others: [...checks, ...more.map((each) => each.write)],
    refusal: (at) => more[at - checks.length]?.refusal ?? refusal(at),
    by: author,
    now,
    ...optional(input.idempotency?.(answered?.status ?? 200, location)),
  });
  if (!written.ok) return written;
  const { version, recordedAt } = written.value;
  return ok({ version, recordedAt });
}

function partWrite<R>({ items }: LoadedRecord<R>, after: Part): PartWrite {
  const before = items.find(({ sk }) => sk === after.sk);
  return before ? { before, after } : { after, isNew: true };
}

/** Writes, and answers with `refusal` where a condition of `others` does not hold. */
async function write(
  table: Table,
  { refusal, ...aggregate }: AggregateWrite & { readonly refusal: (index: number) => Problem },
) {
  const written = await writeAggregate(table, aggregate);
  const failed = written.ok ? undefined : written.problem.extra?.failedOther;
  return typeof failed === "number" ? fail(refusal(failed)) : written;
}

const NO_PARTNERSHIP: Problem = {
  code: "not_found",
  detail: "There is no such partnership among those you keep.",
};

function nameOf({ noun }: { readonly noun: string }): string {
  return noun.replaceAll(" ", "-");
}

function optional(idempotency: IdempotentRequest | undefined) {
  return idempotency ? { idempotency } : {};
}
