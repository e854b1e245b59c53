import type { Part } from "../platform/aggregate.ts";
import { type Author, writeAggregate } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { type Item, pause, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import {
  headPart,
  type LoadedPartnership,
  partnershipPk,
  readPartnership,
  requireOwn,
} from "./partnership.store.ts";

export type PartnershipDeps = { readonly table: Table; readonly newId: NewId };

/** What every write inside a partnership is told: which one, by whom, when, and the version it was decided on. */
export type PartnershipInput = {
  readonly partnershipId: string;
  readonly author: Author;
  readonly now: string;
  /** Absent where a thing is added: then the write is tried again when somebody else wrote in between. */
  readonly ifMatch?: number | undefined;
  /** Who may write at all: the backbone alone, unless told otherwise. */
  readonly admit?: typeof requireOwn<LoadedPartnership>;
  /** What is read for the decision: the head's collection, unless a room reads parts of its own with it. */
  readonly read?: typeof readPartnership;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/** One change, decided on a partnership as it was read. Parts are named by sort key; `after` is absent where one is removed. */
export type Plan<T> = {
  readonly action: string;
  readonly reason?: string;
  readonly put?: Part;
  readonly remove?: string;
  readonly others?: readonly Write[];
  /** What to answer where the condition of `others[index]` does not hold. */
  readonly refusal?: (index: number) => Problem;
  readonly idempotency?: IdempotentRequest | undefined;
  readonly value: T;
};

export type Written<T> = { readonly value: T; readonly version: number; readonly recordedAt: string };

const ATTEMPTS = 5;

/**
 * Reads a partnership of the author's organisation, decides, and writes the change: two rounds. Refused with `not_found` where
 * it is another's (unless `admit` lets that one in), and with `version_conflict` where `ifMatch` is not its version (without `ifMatch`, after five rivals).
 */
export async function writePartnership<T>(
  deps: PartnershipDeps,
  input: PartnershipInput,
  decide: (partnership: LoadedPartnership) => Result<Plan<T>>,
): Promise<Result<Written<T>>> {
  const { admit = requireOwn, read = readPartnership } = input;
  for (let attempt = 1; ; attempt++) {
    const own = admit(await read(deps.table, input.partnershipId), input.author);
    if (!own.ok) return own;
    const stale = input.ifMatch !== undefined && input.ifMatch !== own.value.version;
    if (stale) return fail(versionConflict(own.value.version));
    const plan = decide(own.value);
    if (!plan.ok) return plan;
    const written = await save(deps.table, input, { loaded: own.value, plan: plan.value });
    if (written.ok) return ok({ value: plan.value.value, ...written.value });
    const mayRetry = input.ifMatch === undefined && attempt < ATTEMPTS;
    if (written.problem.code !== "version_conflict" || !mayRetry) return written;
    await pause(attempt);
  }
}

async function save<T>(
  table: Table,
  input: PartnershipInput,
  { loaded, plan }: { loaded: LoadedPartnership; plan: Plan<T> },
): Promise<Result<{ version: number; recordedAt: string }>> {
  const stored = new Map(loaded.items.map((item) => [item.sk, item]));
  const { put = headPart(loaded.head), remove, others, reason, idempotency } = plan;
  const head = headPart(loaded.head);
  const parts = [change(stored, put)];
  if (put.sk !== head.sk) parts.push(change(stored, head));
  const removed = remove === undefined ? undefined : stored.get(remove);
  const written = await writeAggregate(table, {
    pk: partnershipPk(input.partnershipId),
    ownerId: loaded.head.backboneId,
    ...previous(stored.get(head.sk)),
    parts: removed ? [...parts, { before: removed }] : parts,
    action: plan.action,
    by: input.author,
    now: input.now,
    ...(reason === undefined ? {} : { reason }),
    ...(others === undefined ? {} : { others }),
    ...(idempotency === undefined ? {} : { idempotency }),
  });
  const failedOther = written.ok ? undefined : written.problem.extra?.failedOther;
  if (typeof failedOther === "number" && plan.refusal) return fail(plan.refusal(failedOther));
  return written;
}

function change(stored: ReadonlyMap<string, Item>, after: Part) {
  const before = stored.get(after.sk);
  return before ? { before, after } : { after };
}

function previous(head: Item | undefined) {
  return head ? { previousHead: head } : {};
}

function versionConflict(currentVersion: number): Problem {
  const detail =
    "Somebody changed this since you read it. Read it again, then send your change with the new version.";
  return { code: "version_conflict", detail, extra: { currentVersion } };
}
