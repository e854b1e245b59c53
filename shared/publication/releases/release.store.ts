import * as z from "zod";
import {
  attributesOf,
  HEAD,
  type HeadFields,
  headKey,
  type LoadedHead,
  loadedHead,
  withJson,
  withoutJson,
} from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import { type AggregateWrite, type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Result } from "../../platform/result.ts";
import { getItems, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import { putIf, type Write } from "../../platform/transaction.ts";
import { PHASES, type Release, ReleaseSchema } from "./release.ts";

export const WORK_TYPE = "release-work";
/** What steps write lies beside the aggregate: no change of its history records it, but for the hash of what came out. */
export const BESIDE = "W#";
const WORK = `${BESIDE}WORK`;

/** The partition of a release in the records table: its head and history, the work on it, and what it was made of. */
export function releasePk(id: string): string {
  return `REL#${id}`;
}

/** What is worked on, and how far it has come; `state` is the phase's own. A step is done when `step` has moved on. */
export const WorkSchema = lazy(() =>
  z.object({
    releaseId: z.string(),
    phase: z.enum(PHASES),
    status: z.enum(["running", "done", "failed"]),
    step: z.int(),
    done: z.int(),
    of: z.int().optional(),
    state: z.record(z.string(), z.unknown()),
    /** When it last moved. */
    at: z.iso.datetime(),
    by: z.object({ principalId: z.string(), organisationId: z.string() }),
  }),
);
export type Work = z.infer<ReturnType<typeof WorkSchema>>;

export type LoadedRelease = LoadedHead & {
  readonly release: Release;
  readonly work: Work | undefined;
};

/** A release with the work on it. One BatchGet of two items, strongly consistent. */
export async function loadRelease(table: Table, id: string): Promise<LoadedRelease | undefined> {
  const pk = releasePk(id);
  const items = await getItems(table, [headKey(pk), { pk, sk: WORK }], { consistent: true });
  const [head, work] = [HEAD, WORK].map((wanted) => items.find(({ sk }) => sk === wanted));
  return head && { ...toRelease(head), work: work && toWork(work) };
}

/** A page of a partnership's releases, newest first. One Query on byOwner. */
export async function releasesPage(
  table: Table,
  list: { readonly partnershipId: string; readonly limit: number; readonly from?: Position },
): Promise<{ readonly items: readonly LoadedRelease[]; readonly next?: Item }> {
  const { partnershipId, ...paging } = list;
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  const items = page.items.map((item) => ({ ...toRelease(item), work: undefined }));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

export type ReleaseWrite = {
  readonly previous?: LoadedRelease;
  readonly next: Release;
  readonly ownerId: string;
  readonly action: string;
  readonly reason?: string | undefined;
  readonly by: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
  /** The work that begins or ends with it. */
  readonly work?: Work;
  readonly others?: readonly Write[];
};

/**
 * Writes a release's next state and its change, and the work that follows, in one transaction. The head is written over the version
 * that was read only; the work over the step that was read.
 */
export function saveRelease(table: Table, write: ReleaseWrite): Promise<Result<HeadFields>> {
  const { previous, next, ownerId, action, reason, by, now, idempotency, work, others = [] } = write;
  const aggregate: AggregateWrite = {
    pk: releasePk(next.id),
    ownerId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [{ ...(previous ? { before: previous.item } : {}), after: headPart(next) }],
    action,
    by,
    now,
    ...defined({ reason, idempotency }),
    // What the work rests on comes last: the positions of the others are the caller's.
    others: [...others, ...(work ? [workWrite(work, { ownerId, before: previous?.work })] : [])],
  };
  return writeAggregate(table, aggregate);
}

/** Says how far the work has come: the next step follows by the table's stream. False where somebody else did. One put. */
export async function saveWork(table: Table, work: Work, of: LoadedRelease): Promise<boolean> {
  const { put, condition } = workWrite(work, { ownerId: of.ownerId, before: of.work });
  return (await putIf(table, put, condition)).done;
}

function workWrite(work: Work, at: { readonly ownerId: string; readonly before: Work | undefined }) {
  const { state, ...rest } = work;
  const put: Item = {
    ...rest,
    state: JSON.stringify(state),
    pk: releasePk(work.releaseId),
    sk: WORK,
    type: WORK_TYPE,
    ownerId: at.ownerId,
    schemaVersion: 1,
  };
  const condition = at.before
    ? { expression: "#step = :step", names: { "#step": "step" }, values: { ":step": at.before.step } }
    : { expression: "attribute_not_exists(pk)" };
  return { put, condition };
}

const NESTED = [
  "selection",
  "agreementIds",
  "licence",
  "policy",
  "sharedDenominators",
  "partitions",
  "corrects",
  "loss",
  "lossByDimension",
  "withdrawal",
] as const;

function headPart(release: Release) {
  const attributes = withJson(release, NESTED);
  const index = { ownerPk: listOf(release.partnershipId), ownerSk: release.id };
  return { sk: HEAD, type: "release", attributes, index };
}

function toRelease(item: Item) {
  const release = ReleaseSchema().parse(withoutJson(attributesOf(item), NESTED));
  return { release, ...loadedHead(item) };
}

function toWork(item: Item): Work {
  return WorkSchema().parse({ ...item, state: JSON.parse(String(item.state)) });
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#REL`;
}
