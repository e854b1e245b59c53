import { can } from "../../../shared/identity/permissions.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { getPerson, listPeople } from "../../../shared/identity/read-people.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { checkRecord, type RecordCheck } from "../../../shared/platform/check-record.ts";
import { pageOf } from "../../../shared/platform/page.ts";
import { historyPage } from "../../../shared/platform/read-history.ts";
import { fail, ok, type Result } from "../../../shared/platform/result.ts";
import { getItem } from "../../../shared/platform/table.ts";
import { type AuditedRecord, auditedRecord } from "../audited-records.ts";
import type { WebDeps } from "../deps.ts";
import { AUDIT_KINDS, isPerson, readAudit, seenBy } from "../read-audit.ts";
import type { Visit } from "../signed-in.ts";
import { renderAudit } from "../views/audit.tsx";
import { renderRecordHistory, type ShownCheck } from "../views/record-history.tsx";

const MOST_NAMED = 100;
const CHANGES_A_PAGE = 25;
const MEMBER = "C#MEMBER#";

/** Who did what, when, on records of one kind; narrowed to a person and to days. Six rounds at most. */
export async function auditPage({ principal, c, frame }: Visit, deps: WebDeps): Promise<Result<Page>> {
  const record = (c.req.query("record") ?? "").trim();
  const kind = AUDIT_KINDS.find((one) => one === c.req.query("kind")) ?? "settings";
  const asked = {
    kind,
    record,
    by: c.req.query("by") ?? "",
    from: dayIn(c.req.query("from")),
    through: dayIn(c.req.query("through")),
  };
  const [audit, names] = await Promise.all([
    readAudit(deps, { principal, kind, cursor: c.req.query("cursor") }),
    namesOf(deps, principal),
  ]);
  if (!audit.ok) return audit;
  const changes = audit.value.changes.filter(({ change: { by, recordedAt }, record: { id } }) => {
    const day = recordedAt.slice(0, 10);
    const isInDays = day >= asked.from && (asked.through === "" || day <= asked.through);
    return isInDays && (asked.by === "" || by.principalId === asked.by) && (record === "" || id === record);
  });
  const named = auditedRecord(record, principal.organisationId);
  return ok(renderAudit({ ...audit.value, changes, asked, named, names }, frame));
}

/** A day as it was asked for; what is none is not asked for. */
function dayIn(text: string | undefined): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? "") ? (text ?? "") : "";
}

/** Names of the people of one's organisation by their ids, the first hundred; nobody's for who may not see people. */
async function namesOf(deps: WebDeps, principal: Principal): Promise<ReadonlyMap<string, string>> {
  if (!can(principal, "person:read")) return new Map();
  const people = await listPeople(deps, { principal, page: { limit: MOST_NAMED } });
  if (!people.ok) return new Map();
  return new Map(people.value.items.map(({ id, name }) => [id, name ?? "Name erased"]));
}

/**
 * A page of the history of one record, and whether its chain is unbroken where that is asked for. Two rounds; eight more to check.
 */
export async function recordHistoryPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const { organisationId } = principal;
  const record = auditedRecord(c.req.param("recordId") ?? "", organisationId);
  if (!record || !(await isOwn(deps, principal, record)))
    return fail({ code: "not_found", detail: "There is no history of this." });
  const ask = {
    query: { list: "web-record-history", id: record.id, organisationId },
    page: { limit: CHANGES_A_PAGE, cursor: c.req.query("cursor") },
  };
  const [listed, names, check] = await Promise.all([
    pageOf(deps.cursorSecret, ask, async (paging) => {
      const read = await historyPage(deps.table, { pk: record.pk, descending: true, ...paging });
      const items = seenBy(organisationId, record, read.changes);
      return { items, ...(read.next ? { next: read.next } : {}) };
    }),
    namesOf(deps, principal),
    c.req.query("check") === undefined ? undefined : checkRecord(deps.table, record.pk),
  ]);
  if (!listed.ok) return listed;
  const shown = {
    record,
    changes: listed.value,
    names,
    check: check && checkSeenBy(organisationId, record, check),
  };
  return ok(renderRecordHistory(shown, frame));
}

/** What an organisation is told of a check: of a person nothing of what others did, and none of the places that others hold. */
function checkSeenBy(organisationId: string, record: AuditedRecord, check: RecordCheck): ShownCheck {
  const changes = seenBy(organisationId, record, check.changes);
  const isElsewhere = (sk: string) => sk.startsWith(MEMBER) && sk !== MEMBER + organisationId;
  const faults = check.faults.map((fault) => (isElsewhere(fault.sk) ? { ...fault, sk: MEMBER } : fault));
  return { count: changes.length, through: changes.at(-1)?.recordedAt, isWhole: check.isWhole, faults };
}

/** Whether a record is one's own organisation's, and one may see such records; a person by what they are in it. One round. */
async function isOwn(deps: WebDeps, principal: Principal, record: AuditedRecord): Promise<boolean> {
  if (!can(principal, record.action)) return false;
  if (isPerson(record)) return (await getPerson(deps, { principal, personId: record.id })).ok;
  return (await getItem(deps.table, headKey(record.pk)))?.ownerId === principal.organisationId;
}
