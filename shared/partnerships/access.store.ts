import { headKey } from "../platform/aggregate.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { getItems, type Key, type Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { partnershipPk, shareKey, strategyKey } from "./partnership.store.ts";
import { findAccess, recordPk } from "./record.store.ts";

/** How an organisation stands to a partnership: it keeps it, or it is shared with it. */
export type Access = "backbone" | "reader";

/** Something a write rests on: a condition of its transaction, and what to answer where that does not hold. */
export type Rest = { readonly check: Write; readonly refusal: Problem };

/**
 * How an organisation stands to a partnership; `not_found` where it may not know of it. One BatchGet of two small items, strongly
 * consistent: a share that was ended opens nothing.
 */
export async function accessTo(
  table: Table,
  partnershipId: string,
  organisationId: string,
): Promise<Result<Access>> {
  const access = await findAccess(table, partnershipId, organisationId);
  if (access) return ok(access === "owner" ? "backbone" : "reader");
  return fail({ code: "not_found", detail: "There is no such partnership." });
}

/** Which of some partnerships are shared with an organisation at present. One round, strongly consistent. */
export async function sharedAmong(
  table: Table,
  partnershipIds: readonly string[],
  organisationId: string,
): Promise<ReadonlySet<string>> {
  const sk = shareKey(organisationId);
  const ids = new Map(partnershipIds.map((id) => [partnershipPk(id), id]));
  const keys = [...ids.keys()].map((pk) => ({ pk, sk }));
  const shares = keys.length === 0 ? [] : await getItems(table, keys, { consistent: true });
  return new Set(shares.flatMap(({ pk }) => ids.get(pk) ?? []));
}

/** That a partnership is an organisation's own. */
export function ownPartnership(partnershipId: string, organisationId: string): Rest {
  return {
    check: {
      check: headKey(partnershipPk(partnershipId)),
      condition: { expression: "ownerId = :owner", values: { ":owner": organisationId } },
    },
    refusal: { code: "not_found", detail: "There is no such partnership among those you keep." },
  };
}

/** That a strategy is one of a partnership's; otherwise refused at the pointer that names it. */
export function strategyOf(partnershipId: string, strategyId: string, pointer: string): Rest {
  const check = { pk: partnershipPk(partnershipId), sk: strategyKey(strategyId) };
  return restAt(check, pointer, "This partnership has no such strategy.");
}

/** That an indicator is one of a partnership's; otherwise refused at the pointer that names it. */
export function indicatorOf(partnershipId: string, indicatorId: string, pointer: string): Rest {
  const detail = "This partnership has no such indicator.";
  return belonging(headKey(`IND#${indicatorId}`), partnershipId, { pointer, detail });
}

/** That a story is one of a partnership's; otherwise refused at the pointer that names it. */
export function storyOf(partnershipId: string, storyId: string, pointer: string): Rest {
  return belonging(headKey(`STO#${storyId}`), partnershipId, {
    pointer,
    detail: "This partnership has no such story.",
  });
}

/**
 * That a systems change or a test of change, by its id, is one of a partnership's and was not withdrawn; otherwise refused at the pointer
 * that names it.
 */
export function recordOf(partnershipId: string, id: string, pointer: string): Rest {
  const detail = "This partnership has recorded nothing by this id.";
  const also = " AND attribute_not_exists(withdrawn)";
  return belonging(headKey(recordPk(id)), partnershipId, { pointer, detail, also });
}

/** That a partnership is shared with an organisation; otherwise refused at the pointer that names it. */
export function sharedWith(partnershipId: string, organisationId: string, pointer: string): Rest {
  const check = { pk: partnershipPk(partnershipId), sk: shareKey(organisationId) };
  return restAt(check, pointer, "The partnership is not shared with this organisation.");
}

function belonging(
  key: Key,
  partnershipId: string,
  { pointer, detail, also = "" }: { pointer: string; detail: string; also?: string },
): Rest {
  const expression = `partnershipId = :partnership${also}`;
  const condition = { expression, values: { ":partnership": partnershipId } };
  return { ...restAt(key, pointer, detail), check: { check: key, condition } };
}

function restAt(key: Key, pointer: string, detail: string): Rest {
  return {
    check: { check: key, condition: { expression: "attribute_exists(pk)" } },
    refusal: { code: "validation_failed", detail, errors: [{ pointer, detail }] },
  };
}
