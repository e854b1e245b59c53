import type { Change } from "../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import { historyPage } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findAccess, findRecord, type LoadedRecord, recordPk, recordsPage } from "./record.store.ts";
import { isForReaders, type RecordKind, type RecordView } from "./record-kind.ts";
import { noSuchRecord } from "./write-record.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly partnershipId: string; readonly organisationId: string };

/** One record, for the backbone, and where it is for readers for them; else `not_found`. One round: a Query and a BatchGet. */
export async function showRecord<F extends object, R extends object>(
  deps: Pick<Deps, "table">,
  kind: RecordKind<F, R>,
  asked: Asked & { readonly recordId: string },
): Promise<Result<LoadedRecord<R>>> {
  const [access, loaded] = await Promise.all([
    findAccess(deps.table, asked.partnershipId, asked.organisationId),
    findRecord(deps.table, kind, asked),
  ]);
  const isOpen = access === "owner" || (access === "shared" && loaded && isForReaders(loaded.value));
  return loaded && isOpen ? ok(loaded) : fail(noSuchRecord(kind));
}

/** A page of a partnership's records of a kind that one may read. Two rounds: who may read what, then one Query. */
export async function listRecords<F extends object, R extends object>(
  deps: Deps,
  kind: RecordKind<F, R>,
  asked: Asked & { readonly page: PageQuery; readonly state?: string | undefined },
): Promise<Result<Listed<RecordView<R>>>> {
  const { partnershipId, organisationId, state, page } = asked;
  const access = await findAccess(deps.table, partnershipId, organisationId);
  if (!access) return fail({ code: "not_found", detail: "There is no such partnership." });
  const query = { list: kind.plural, partnershipId, organisationId, access, state: state ?? null };
  return pageOf(deps.cursorSecret, { query, page }, (paging) =>
    recordsPage(deps.table, kind, { partnershipId, access, state, ...paging }),
  );
}

/** A page of a record's changes, oldest first, for the backbone alone. Two rounds. */
export async function listRecordHistory<F extends object, R extends object>(
  deps: Deps,
  kind: RecordKind<F, R>,
  asked: Asked & { readonly recordId: string; readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { recordId, organisationId, page } = asked;
  const loaded = await findRecord(deps.table, kind, asked);
  if (loaded?.ownerId !== organisationId) return fail(noSuchRecord(kind));
  const query = { list: `${kind.plural}-history`, recordId, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: recordPk(recordId), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}
