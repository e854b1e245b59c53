import { randomBytes } from "node:crypto";
import * as z from "zod";
import {
  ATTACHED,
  attributesOf,
  HEAD,
  type HeadFields,
  headKey,
  type LoadedHead,
  loadedHead,
  type Part,
} from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import { type Author, type PartWrite, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { lazy } from "../../platform/lazy.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { ownPartnership } from "../indicator.store.ts";
import { ObservationRowSchema } from "../observation.ts";
import {
  type ReturnView,
  ReturnViewSchema,
  type Submission,
  type SubmissionRows,
  SubmissionSchema,
  type SubmissionView,
} from "./submission.ts";

const ROWS = `${ATTACHED}ROWS#`;
const RETURN = `${ATTACHED}RETURN#`;

/** Rows as they are kept, with the revision of each set over which they were handed in. */
export const KeptRowsSchema = lazy(() =>
  z.object({
    observations: z.array(ObservationRowSchema()),
    reason: z.string().optional(),
    source: z.string().optional(),
    protectedAtSource: z.boolean().optional(),
    agreementId: z.string().optional(),
    bases: z.record(z.string(), z.int()),
  }),
);
export type KeptRows = SubmissionRows & { readonly bases: Readonly<Record<string, number>> };

export type LoadedSubmission = LoadedHead & { readonly submission: Submission };

/** The partition of a submission. */
export function submissionPk(id: string): string {
  return `SUB#${id}`;
}

/** A submission's head. One GetItem, strongly consistent, under 1 KB. */
export async function findSubmission(table: Table, id: string): Promise<LoadedSubmission | undefined> {
  const item = await getItem(table, headKey(submissionPk(id)));
  return item && toSubmission(item);
}

/** A page of a partnership's submissions, the latest first. One Query of byParty. */
export async function submissionsPage(
  table: Table,
  list: { partnershipId: string; limit: number; from?: Position },
): Promise<{ items: SubmissionView[]; next?: Position }> {
  const { partnershipId, ...paging } = list;
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byParty", partition, descending: true, ...paging });
  const items = page.items.map(toSubmission).map(toView);
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** The rows that hold. One GetItem of at most 300 KB. */
export async function findRows(table: Table, { id, rows }: Submission): Promise<KeptRows> {
  const item = await getItem(table, { pk: submissionPk(id), sk: rowsKey(rows) });
  if (!item) throw new Error(`The rows ${rows} of the submission ${id} are not there.`);
  const { observations, bases, ...rest } = KeptRowsSchema().parse(JSON.parse(String(item.rows)));
  return { ...defined(rest), observations, bases };
}

/** A page of what was said when a submission was returned, the first return first. One Query. */
export async function returnsPage(
  table: Table,
  list: { id: string; limit: number; from?: Position },
): Promise<{ items: ReturnView[]; next?: Position }> {
  const { id, ...paging } = list;
  const page = await queryPage(table, { partition: submissionPk(id), prefix: RETURN, ...paging });
  const items = page.items.map((item) => ReturnViewSchema().parse(JSON.parse(String(item.said))));
  return { items, ...(page.next ? { next: page.next } : {}) };
}

/** Rows as a part that is written once: the history holds its digest. */
export function rowsPart(number: number, rows: KeptRows): Part {
  return {
    sk: rowsKey(number),
    type: "submission-rows",
    attributes: { rows: JSON.stringify(rows) },
    sealed: true,
  };
}

/** What was said at a return. People name people in what they write: the history holds a salted digest. */
export function returnPart(number: number, said: ReturnView): Part {
  const salt = randomBytes(16).toString("base64url");
  const attributes = { said: JSON.stringify(said), salt };
  return { sk: `${RETURN}${padded(number)}`, type: "submission-return", attributes, personal: true };
}

/** A submission as the API shows it. */
export function toView({ submission, head }: Pick<LoadedSubmission, "submission" | "head">): SubmissionView {
  return { ...submission, version: head.version, recordedAt: head.recordedAt };
}

/**
 * Writes a submission's next state, with a part beside it and with what else must happen in the same transaction. A new one only
 * where its partnership is the author's (`extra.failedOther` 0 otherwise).
 */
export function saveSubmission(
  table: Table,
  write: {
    readonly previous?: LoadedSubmission;
    readonly next: Submission;
    readonly beside?: Part;
    readonly others?: readonly Write[];
    readonly action: string;
    readonly reason?: string;
    readonly by: Author;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<HeadFields>> {
  const { previous, next, beside, others = [], action, reason, by, now, idempotency } = write;
  const index = { partyPk: listOf(next.partnershipId), partySk: next.id };
  const after: Part = { sk: HEAD, type: "submission", attributes: next, index };
  const parts: PartWrite[] = [
    { ...(previous ? { before: previous.item } : {}), after },
    ...(beside ? [{ after: beside, isNew: true }] : []),
  ];
  return writeAggregate(table, {
    pk: submissionPk(next.id),
    ownerId: by.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts,
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    others: previous ? others : [ownPartnership(next.partnershipId, by.organisationId)],
    ...(idempotency ? { idempotency } : {}),
  });
}

function toSubmission(item: Item): LoadedSubmission {
  const submission = SubmissionSchema().parse(attributesOf(item));
  return { submission, ...loadedHead(item) };
}

function rowsKey(number: number): string {
  return `${ROWS}${padded(number)}`;
}

/** Four digits, so that parts sort as they were written. */
function padded(number: number): string {
  return String(number).padStart(4, "0");
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#SUB`;
}
