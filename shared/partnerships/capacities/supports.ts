import type { OrganisationKind } from "../../identity/organisation.ts";
import type { NewId } from "../../platform/id.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { addDays } from "../../platform/time.ts";
import { type Access, accessTo, ownPartnership, type Rest, sharedWith } from "../access.store.ts";
import { type RestingCall, writeResting } from "../write-resting.ts";
import {
  findSupport,
  type LoadedSupport,
  supportHead,
  supportPk,
  supportsPage,
  supportView,
} from "./support.store.ts";
import type { NewSupport, Support, SupportView } from "./support.ts";

type Deps = { readonly table: Table; readonly newId: NewId };

const NONE: Problem = { code: "not_found", detail: "There is no such support." };

/**
 * Logs coaching or an investment against capacities of a partnership: by its backbone, or by the network or funder that gave it and with
 * whom it is shared; what they log, the backbone sees. One round and one transaction.
 */
export async function logSupport(
  deps: Deps,
  call: RestingCall & {
    readonly partnershipId: string;
    readonly kind: OrganisationKind;
    readonly input: NewSupport;
  },
): Promise<Result<SupportView>> {
  const { partnershipId, kind, input, author, now } = call;
  const { organisationId } = author;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const isBackbone = access.value === "backbone";
  if (!isBackbone && kind !== "network" && kind !== "funder")
    return fail({
      code: "forbidden",
      detail: "The backbone logs this, or the network or funder that gave it.",
    });
  // Somewhere on earth it is tomorrow already.
  if (input.on > addDays(now.slice(0, 10), 1)) return fail(invalidAt("/on", "This day is still ahead."));
  const support: Support = {
    ...input,
    id: deps.newId("spt"),
    partnershipId,
    recordedBy: organisationId,
    createdAt: now,
  };
  const rest = isBackbone
    ? ownPartnership(partnershipId, organisationId)
    : sharedWith(partnershipId, organisationId, "");
  return save(deps.table, call, {
    next: support,
    action: "capacity-support.logged",
    rests: [rest],
    status: 201,
  });
}

/** Reverses what was logged in error, for a reason, by who logged it: it stays and counts no more. */
export async function reverseSupport(
  deps: Deps,
  call: RestingCall & { readonly supportId: string; readonly reason: string },
): Promise<Result<SupportView>> {
  const { supportId, reason, author, now: at } = call;
  const loaded = await findSupport(deps.table, supportId);
  if (!loaded || !(await isSeen(deps.table, loaded.support, author.organisationId))) return fail(NONE);
  if (loaded.support.recordedBy !== author.organisationId)
    return fail({ code: "forbidden", detail: "Who logged it reverses it." });
  if (loaded.support.reversed) return fail({ code: "conflict", detail: "It was reversed already." });
  const next = { ...loaded.support, reversed: { at, reason } };
  return save(deps.table, call, {
    next,
    action: "capacity-support.reversed",
    reason,
    status: 200,
    previous: loaded,
  });
}

/** One support, for whom it is there. */
export async function readSupport(
  table: Table,
  asked: { readonly supportId: string; readonly organisationId: string },
): Promise<Result<SupportView>> {
  const loaded = await findSupport(table, asked.supportId);
  if (!loaded || !(await isSeen(table, loaded.support, asked.organisationId))) return fail(NONE);
  return ok(supportView(loaded));
}

/** A page of what went into a partnership's capacities and one may see, the latest first; it may be short and have a next one. */
export async function listSupports(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: { readonly partnershipId: string; readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<SupportView>>> {
  const { partnershipId, organisationId, page } = asked;
  const access = await accessTo(deps.table, partnershipId, organisationId);
  if (!access.ok) return access;
  const query = { list: "capacity-supports", partnershipId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await supportsPage(deps.table, { partnershipId, ...paging });
    const seen = items.filter(({ support }) => isFor(support, access.value, organisationId));
    return { items: seen.map(supportView), ...(next ? { next } : {}) };
  });
}

/** Whether a support is there for somebody who may read its partnership. */
export function isFor(support: Support, access: Access, organisationId: string): boolean {
  return (
    access === "backbone" || support.visibility !== "partnership" || support.recordedBy === organisationId
  );
}

async function isSeen(table: Table, support: Support, organisationId: string): Promise<boolean> {
  if (support.visibility === "public") return true;
  const access = await accessTo(table, support.partnershipId, organisationId);
  return access.ok && isFor(support, access.value, organisationId);
}

async function save(
  table: Table,
  { author, now, idempotency }: RestingCall,
  plan: {
    readonly next: Support;
    readonly action: string;
    readonly reason?: string;
    readonly rests?: readonly Rest[];
    readonly status: number;
    readonly previous?: LoadedSupport;
  },
): Promise<Result<SupportView>> {
  const { next, action, reason, rests = [], status, previous } = plan;
  const after = supportHead(next);
  const written = await writeResting(table, {
    pk: supportPk(next.id),
    ownerId: next.recordedBy,
    ...(previous ? { previousHead: previous.item } : {}),
    parts: [previous ? { before: previous.item, after } : { after }],
    action,
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    rests,
    ...(idempotency ? { idempotency: idempotency(status, `/v1/capacity-supports/${next.id}`) } : {}),
  });
  return written.ok ? ok(supportView({ support: next, head: written.value })) : written;
}
