import { can } from "../../shared/identity/permissions.ts";
import { personPk } from "../../shared/identity/person.store.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { listPeople } from "../../shared/identity/read-people.ts";
import { listCommitments } from "../../shared/investments/index.ts";
import { listReportTemplates } from "../../shared/investments/requirements/read-report-templates.ts";
import { listPartnerships } from "../../shared/partnerships/list-partnerships.ts";
import { headKey } from "../../shared/platform/aggregate.ts";
import type { Change } from "../../shared/platform/history.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import { historyPage } from "../../shared/platform/read-history.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import { getItems } from "../../shared/platform/table.ts";
import { listPolicies } from "../../shared/publication/policies/read-policies.ts";
import { type AuditedRecord, auditedRecord, BOOK } from "./audited-records.ts";
import type { WebDeps } from "./deps.ts";

export const AUDIT_KINDS = [
  "settings",
  "people",
  "templates",
  "policies",
  "commitments",
  "partnerships",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Records that are looked through at a time, and the latest changes that are read of each. */
export const RECORDS_A_PAGE = 25;
export const CHANGES_OF_EACH = 20;
const WIDTH = 13;

type Named = { readonly id: string; readonly name: string };
type Records = { readonly items: readonly Named[]; readonly next?: string };
type Asked = { readonly principal: Principal; readonly kind: AuditKind; readonly cursor: string | undefined };

export type AuditedChange = {
  readonly record: AuditedRecord;
  readonly called: string;
  readonly change: Change;
};

/**
 * The latest changes of a page of records of one kind, the latest first: twenty of each at most, and only what one's own organisation
 * did or owns. A Query for the list, a BatchGetItem, then a Query a record, thirteen at a time: five rounds at most.
 */
export async function readAudit(
  deps: WebDeps,
  asked: Asked,
): Promise<Result<{ readonly changes: readonly AuditedChange[]; readonly next?: string }>> {
  const { organisationId } = asked.principal;
  const listed = await recordsOf(deps, asked);
  if (!listed.ok) return listed;
  const records = listed.value.items.flatMap(({ id, name }) => {
    const record = auditedRecord(id, organisationId);
    return record && can(asked.principal, record.action) ? [{ record, called: name }] : [];
  });
  const heads = await getItems(
    deps.table,
    records.map(({ record }) => headKey(record.pk)),
  );
  const owners = new Map(heads.map(({ pk, ownerId }) => [pk, ownerId]));
  const own = records.filter(({ record }) => owners.get(record.pk) === organisationId || isPerson(record));
  const histories = await inParallel(own, WIDTH, async ({ record, called }) => {
    const options = { pk: record.pk, limit: CHANGES_OF_EACH, descending: true };
    const { changes } = await historyPage(deps.table, options);
    return seenBy(organisationId, record, changes).map((change) => ({ record, called, change }));
  });
  const changes = histories.flat().sort((a, b) => (a.change.recordedAt < b.change.recordedAt ? 1 : -1));
  return ok({ changes, ...(listed.value.next === undefined ? {} : { next: listed.value.next }) });
}

/** Whether a record is a person, of whom several organisations may each hold a part. */
export function isPerson({ pk, id }: Pick<AuditedRecord, "pk" | "id">): boolean {
  return pk === personPk(id);
}

/** What an organisation sees of changes: of a person only what it did itself, for others may hold them as well. */
export function seenBy(
  organisationId: string,
  record: AuditedRecord,
  changes: readonly Change[],
): readonly Change[] {
  return isPerson(record) ? changes.filter(({ by }) => by.organisationId === organisationId) : changes;
}

async function recordsOf(deps: WebDeps, { principal, kind, cursor }: Asked): Promise<Result<Records>> {
  const { organisationId } = principal;
  const page = { limit: RECORDS_A_PAGE, cursor };
  switch (kind) {
    case "settings":
      return ok({
        items: [
          { id: organisationId, name: "Your organisation" },
          { id: BOOK, name: "How the book is run" },
        ],
      });
    case "people":
      return named(await listPeople(deps, { principal, page }), ({ name }) => name ?? "Name erased");
    case "templates":
      return named(await listReportTemplates(deps, { organisationId, page }), ({ name }) => name);
    case "policies":
      return named(await listPolicies(deps, { organisationId, page }), ({ name }) => name);
    case "commitments":
      return named(await listCommitments(deps, { principal, query: page }), ({ title }) => title);
    default:
      return named(await listPartnerships(deps, { organisationId, page }), ({ name }) => name);
  }
}

type ListedOf<T> = Result<{ readonly items: readonly T[]; readonly next?: string }>;

function named<T extends { readonly id: string }>(
  listed: ListedOf<T>,
  nameOf: (one: T) => string,
): Result<Records> {
  if (!listed.ok) return listed;
  const { items, next } = listed.value;
  return ok({
    items: items.map((one) => ({ id: one.id, name: nameOf(one) })),
    ...(next === undefined ? {} : { next }),
  });
}
