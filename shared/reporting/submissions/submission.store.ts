import type { ReportRef } from "../../investments/index.ts";
import { type Rest, type RestingCall, writeResting } from "../../partnerships/index.ts";
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
import type { PartWrite } from "../../platform/history.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, getItems, type Item, type Position, queryPage, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { type FrozenReport, FrozenReportSchema } from "./frozen.ts";
import { type Answer, type ReportSubmission, ReportSubmissionSchema, refName } from "./submission.ts";

/** A submission as it was read, with the stored head that a later write is compared against. */
export type LoadedSubmission = LoadedHead & { readonly submission: ReportSubmission };

/** The partition of a submission. */
export function submissionPk(id: string): string {
  return `RPS#${id}`;
}

/** The address of a submission. */
export function addressOf(id: string): string {
  return `/v1/report-submissions/${id}`;
}

/** The head of a submission. One GetItem, strongly consistent, some 5 KB. */
export async function findSubmission(table: Table, id: string): Promise<LoadedSubmission | undefined> {
  const item = await getItem(table, headKey(submissionPk(id)));
  return item && toSubmission(item);
}

/** A submission from its stored head. */
export function toSubmission(item: Item): LoadedSubmission {
  const submission = ReportSubmissionSchema().parse(attributesOf(item));
  return { submission, ...loadedHead(item) };
}

/** A page of a partnership's submissions, the latest first. One Query of byOwner. */
export async function submissionsPage(
  table: Table,
  list: { readonly partnershipId: string; readonly limit: number; readonly from?: Position },
): Promise<{ items: LoadedSubmission[]; next?: Position }> {
  const { partnershipId, ...paging } = list;
  const partition = listOf(partnershipId);
  const page = await queryPage(table, { index: "byOwner", partition, descending: true, ...paging });
  return { items: page.items.map(toSubmission), ...(page.next ? { next: page.next } : {}) };
}

/** A write of a submission: its next head, and what is written or holds with it. */
export type SubmissionWrite = {
  readonly previous?: LoadedSubmission;
  readonly next: ReportSubmission;
  readonly beside?: readonly PartWrite[];
  readonly rests?: readonly Rest[];
  readonly action: string;
  readonly reason?: string;
  readonly status: 200 | 201;
};

/** Writes a submission's next state in one transaction, under the version that was read. */
export function saveSubmission(
  table: Table,
  { author: by, now, idempotency }: RestingCall,
  write: SubmissionWrite,
): Promise<Result<HeadFields>> {
  const { previous, next, beside = [], rests = [], action, reason, status } = write;
  return writeResting(table, {
    pk: submissionPk(next.id),
    ownerId: by.organisationId,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [{ ...(previous ? { before: previous.item } : {}), after: headPart(next) }, ...beside],
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    rests,
    ...(idempotency ? { idempotency: idempotency(status, addressOf(next.id)) } : {}),
  });
}

function headPart(submission: ReportSubmission): Part {
  const index = { ownerPk: listOf(submission.partnershipId), ownerSk: submission.id };
  return { sk: HEAD, type: "report-submission", attributes: submission, index };
}

/** That a submission still stands as it was read: in this status, frozen so often. */
export function stillIn({ id, status, round }: ReportSubmission): Write {
  return {
    check: headKey(submissionPk(id)),
    condition: {
      expression: "#status = :status AND #round = :round",
      names: { "#status": "status", "#round": "round" },
      values: { ":status": status, ":round": round },
    },
  };
}

/** What is frozen for one requirement as a part that is written once: the history holds its digest. One JSON string. */
export function frozenPart(answer: ReportRef & Pick<Answer, "edition">, frozen: FrozenReport): Part {
  const attributes = { frozen: JSON.stringify(frozen) };
  return { sk: frozenKey(answer), type: "report-edition", attributes, sealed: true };
}

type FrozenAnswer = ReportRef & Pick<Answer, "edition">;

/** What was frozen for some requirements, by name. One BatchGet. */
export async function findFrozen(
  table: Table,
  id: string,
  answers: readonly FrozenAnswer[],
): Promise<ReadonlyMap<string, FrozenReport>> {
  if (answers.length === 0) return new Map();
  const keys = answers.map((answer) => ({ pk: submissionPk(id), sk: frozenKey(answer) }));
  const items = await getItems(table, keys, { consistent: true });
  const frozen = items.map((item) => FrozenReportSchema().parse(JSON.parse(String(item.frozen))));
  return new Map(frozen.map((each) => [refName(each.body.requirement), each]));
}

function frozenKey({ commitmentId, requirementNumber, edition }: FrozenAnswer): string {
  return `${ATTACHED}ED#${commitmentId}#${padded(requirementNumber)}#${padded(edition)}`;
}

function padded(number: number): string {
  return String(number).padStart(4, "0");
}

function listOf(partnershipId: string): string {
  return `PRT#${partnershipId}#RPS`;
}
