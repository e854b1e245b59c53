import {
  attributesOf,
  COLLECTION,
  HEAD,
  headKey,
  type Part,
  readCollection,
} from "../../platform/aggregate.ts";
import { type Author, type PartWrite, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { getItem, type Item, type Key, pause, type Table } from "../../platform/table.ts";
import { ownPartnership } from "../indicator.store.ts";
import { type Agreement, AgreementSchema } from "./agreement.ts";

const AGREEMENT = `${COLLECTION}AGR#`;
const ATTEMPTS = 5;

/** The partition of a partnership's data agreements. Its head names those under which nothing may be published. */
export function agreementsPk(partnershipId: string): string {
  return `AGR#${partnershipId}`;
}

/** The data agreements of a partnership. One Query, strongly consistent, of at most a hundred items of 2 KB. */
export async function readAgreements(
  table: Table,
  partnershipId: string,
): Promise<{ readonly agreements: readonly Agreement[]; readonly items: readonly Item[] }> {
  const items = await readCollection(table, agreementsPk(partnershipId));
  return { agreements: items.filter(({ sk }) => sk !== HEAD).map(toAgreement), items };
}

/** One agreement. A GetItem, strongly consistent. */
export async function findAgreement(
  table: Table,
  { partnershipId, id }: { readonly partnershipId: string; readonly id: string },
): Promise<Agreement | undefined> {
  const item = await getItem(table, { pk: agreementsPk(partnershipId), sk: `${AGREEMENT}${id}` });
  return item && toAgreement(item);
}

/** Where the ids of the agreements lie under which nothing may be published: read with summaries, in their round. */
export function heldBackKey(partnershipId: string): Key {
  return headKey(agreementsPk(partnershipId));
}

/** Those ids, from that item; none where it is not there. */
export function heldBackIds(item: Item | undefined): readonly string[] {
  return Array.isArray(item?.heldBack) ? item.heldBack.map(String) : [];
}

/** The ids of the agreements of a partnership under which nothing may be published. One GetItem. */
export async function findHeldBack(table: Table, partnershipId: string): Promise<readonly string[]> {
  return heldBackIds(await getItem(table, heldBackKey(partnershipId)));
}

export type AgreementsCall = {
  readonly partnershipId: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};
/** The next state of one agreement, and why. */
export type AgreementChange = {
  readonly action: string;
  readonly reason?: string;
  readonly put: Agreement;
};

/**
 * Changes one of a partnership's agreements: reads them all, decides, and writes under the version of the whole that was read; where
 * somebody else was faster, all of it again. That the partnership is the author's is a condition of the transaction: else `not_found`.
 */
export async function changeAgreements(
  deps: { readonly table: Table },
  call: AgreementsCall,
  decide: (agreements: readonly Agreement[]) => Result<AgreementChange>,
): Promise<Result<Agreement>> {
  const ownerId = call.author.organisationId;
  const notFound = fail({ code: "not_found", detail: "There is no such partnership." });
  for (let attempt = 1; ; attempt++) {
    const { agreements, items } = await readAgreements(deps.table, call.partnershipId);
    if (items.some((item) => item.ownerId !== ownerId)) return notFound;
    const change = decide(agreements);
    if (!change.ok) return change;
    const written = await write(deps.table, call, { ...change.value, agreements, items });
    if (written.ok) return ok(change.value.put);
    const { code, extra } = written.problem;
    if (code === "conflict" && extra?.failedOther === 0) return notFound;
    if ((code !== "version_conflict" && code !== "already_exists") || attempt === ATTEMPTS) return written;
    await pause(attempt);
  }
}

function write(
  table: Table,
  { partnershipId, author: by, now, idempotency }: AgreementsCall,
  change: AgreementChange & { readonly agreements: readonly Agreement[]; readonly items: readonly Item[] },
): Promise<Result<unknown>> {
  const { action, reason, put, agreements, items } = change;
  const sk = `${AGREEMENT}${put.id}`;
  const [head, before] = [HEAD, sk].map((wanted) => items.find((item) => item.sk === wanted));
  const all = [...agreements.filter(({ id }) => id !== put.id), put];
  const heldBack = all.filter(({ mayBePublished }) => !mayBePublished).map(({ id }) => id);
  const attributes = { partnershipId, heldBack: heldBack.sort() };
  const headPart: Part = { sk: HEAD, type: "data-agreements", attributes };
  const parts: PartWrite[] = [
    { ...(head ? { before: head } : {}), after: headPart },
    { ...(before ? { before } : {}), after: { sk, type: "data-agreement", attributes: put } },
  ];
  return writeAggregate(table, {
    pk: agreementsPk(partnershipId),
    ownerId: by.organisationId,
    ...(head ? { previousHead: head } : {}),
    parts,
    action,
    ...(reason === undefined ? {} : { reason }),
    by,
    now,
    others: [ownPartnership(partnershipId, by.organisationId)],
    ...(idempotency ? { idempotency } : {}),
  });
}

function toAgreement(item: Item): Agreement {
  return AgreementSchema().parse(attributesOf(item));
}
