import {
  ATTACHED,
  attributesOf,
  COLLECTION,
  HEAD,
  type Part,
  readCollection,
} from "../../platform/aggregate.ts";
import { type Author, type PartWrite, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { getItems, type Item, pause, type Table } from "../../platform/table.ts";
import { ownPartnership } from "../indicator.store.ts";
import { type LockException, LockExceptionSchema, type PeriodLock, PeriodLockSchema } from "./lock.ts";
import { type ControlSettings, ControlSettingsSchema } from "./settings.ts";

const LOCK = "LOCK#";
const EXCEPTION = "EXC#";
const ATTEMPTS = 5;

/** How measurement in a partnership is controlled: what holds now, and the stored items. Empty where nothing was ever said. */
export type Controls = {
  readonly settings: ControlSettings;
  readonly locks: readonly PeriodLock[];
  readonly exceptions: readonly LockException[];
  readonly items: readonly Item[];
};

/** The partition of a partnership's controls. */
export function controlsPk(partnershipId: string): string {
  return `MSR#${partnershipId}`;
}

/** What holds in a partnership. One Query, strongly consistent, of at most 200 small items. */
export async function readControls(table: Table, partnershipId: string): Promise<Controls> {
  const items = await readCollection(table, controlsPk(partnershipId));
  const under = (prefix: string) =>
    items.filter(({ sk }) => sk.startsWith(`${COLLECTION}${prefix}`)).map(attributesOf);
  const head = items.find(({ sk }) => sk === HEAD);
  return {
    settings: ControlSettingsSchema().parse(head ? attributesOf(head) : {}),
    locks: under(LOCK).map((attributes) => PeriodLockSchema().parse(attributes)),
    exceptions: under(EXCEPTION).map((attributes) => LockExceptionSchema().parse(attributes)),
    items,
  };
}

/** A lock, whether it holds or was lifted. One BatchGet of two keys. */
export async function findLock(table: Table, at: ControlId): Promise<PeriodLock | undefined> {
  const item = await findEither(table, at, LOCK);
  return item && PeriodLockSchema().parse(attributesOf(item));
}

/** An exception, whether it may still be used or was withdrawn. One BatchGet of two keys. */
export async function findException(table: Table, at: ControlId): Promise<LockException | undefined> {
  const item = await findEither(table, at, EXCEPTION);
  return item && LockExceptionSchema().parse(attributesOf(item));
}

export type ControlId = { readonly partnershipId: string; readonly id: string };

async function findEither(table: Table, { partnershipId, id }: ControlId, prefix: string) {
  const pk = controlsPk(partnershipId);
  const keys = [COLLECTION, ATTACHED].map((part) => ({ pk, sk: `${part}${prefix}${id}` }));
  return (await getItems(table, keys, { consistent: true }))[0];
}

/** The part of a lock: among what holds, or, once lifted, beside it. */
export function lockPart(lock: PeriodLock): Part {
  return {
    sk: `${lock.lifted ? ATTACHED : COLLECTION}${LOCK}${lock.id}`,
    type: "period-lock",
    attributes: lock,
  };
}

/** The part of an exception: among what holds, or, once withdrawn, beside it. */
export function exceptionPart(exception: LockException): Part {
  const sk = `${exception.withdrawn ? ATTACHED : COLLECTION}${EXCEPTION}${exception.id}`;
  return { sk, type: "period-lock-exception", attributes: exception };
}

const NOTHING: Controls = { settings: { secondPersonReview: false }, locks: [], exceptions: [], items: [] };

export type ControlsCall = {
  readonly partnershipId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};
/** What a decision on the controls puts, and of which part it takes the place. */
export type ControlsChange<T> = {
  readonly action: string;
  readonly reason: string;
  readonly put?: Part;
  readonly settings?: ControlSettings;
  /** The sort key of the part that goes. */
  readonly instead?: string;
  readonly value: T;
};

/**
 * Changes a partnership's controls: reads what holds, decides, and writes under the version that was read; where somebody else was
 * faster, all of it again. That the partnership is the author's is a condition of the transaction: else `not_found`.
 */
export async function changeControls<T>(
  deps: { readonly table: Table },
  call: ControlsCall,
  decide: (controls: Controls) => Result<ControlsChange<T>>,
): Promise<Result<T>> {
  const ownerId = call.author.organisationId;
  for (let attempt = 1; ; attempt++) {
    const stored = await readControls(deps.table, call.partnershipId);
    const isOthers = stored.items.some((item) => item.ownerId !== ownerId);
    const controls = isOthers ? NOTHING : stored;
    const change = decide(controls);
    if (!change.ok) return change;
    const written = await writeControls(deps.table, call, { ...controls, ...change.value });
    if (written.ok) return ok(change.value.value);
    const { code, extra } = written.problem;
    if (code === "conflict" && extra?.failedOther === 0)
      return fail({ code: "not_found", detail: "There is no such partnership." });
    const isRace = code === "version_conflict" || (code === "already_exists" && !isOthers);
    if (isOthers && code === "already_exists")
      return fail({ code: "not_found", detail: "There is no such partnership." });
    if (!isRace || attempt === ATTEMPTS) return written;
    await pause(attempt);
  }
}

function writeControls(
  table: Table,
  call: ControlsCall,
  change: Omit<ControlsChange<unknown>, "value"> & Pick<Controls, "items" | "settings">,
): Promise<Result<unknown>> {
  const { partnershipId, author: by, now, idempotency } = call;
  const { items, settings, action, reason, put, instead } = change;
  const head = items.find(({ sk }) => sk === HEAD);
  const replaced = items.find(({ sk }) => sk === instead);
  const headPart: Part = {
    sk: HEAD,
    type: "measurement-controls",
    attributes: { partnershipId, ...settings },
  };
  const parts: PartWrite[] = [
    { ...(head ? { before: head } : {}), after: headPart },
    ...(replaced ? [{ before: replaced }] : []),
    ...(put ? [{ after: put }] : []),
  ];
  return writeAggregate(table, {
    pk: controlsPk(partnershipId),
    ownerId: by.organisationId,
    ...(head ? { previousHead: head } : {}),
    parts,
    action,
    reason,
    by,
    now,
    others: [ownPartnership(partnershipId, by.organisationId)],
    ...(idempotency ? { idempotency } : {}),
  });
}
