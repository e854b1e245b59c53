import type { Change } from "../platform/history.ts";
import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import type { Problem } from "../platform/problem.ts";
import { historyPage } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { findMapping, mappingPk, mappingsPage } from "./import-mapping.store.ts";
import type { ImportMapping } from "./import-mapping.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };
type Asked = { readonly id: string; readonly organisationId: string };

/** A page of an organisation's saved mappings, oldest first. One Query. */
export function listImportMappings(
  deps: Deps,
  asked: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ImportMapping>>> {
  const { organisationId, page } = asked;
  const query = { list: "import-mappings", organisationId };
  return pageOf(deps.cursorSecret, { query, page }, (paging) =>
    mappingsPage(deps.table, { ownerId: organisationId, ...paging }),
  );
}

/** A saved mapping of one's own organisation; any other is `not_found`. One GetItem. */
export async function readImportMapping(table: Table, asked: Asked): Promise<Result<ImportMapping>> {
  const found = await findMapping(table, asked);
  return found ? ok(found.saved) : fail(noSuchMapping());
}

/** A page of the changes of a saved mapping, oldest first. A GetItem and a Query. */
export async function readImportMappingHistory(
  deps: Deps,
  asked: Asked & { readonly page: PageQuery },
): Promise<Result<Listed<Change>>> {
  const { id, organisationId, page } = asked;
  if (!(await findMapping(deps.table, asked))) return fail(noSuchMapping());
  const query = { list: "import-mapping-history", id, organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { changes, next } = await historyPage(deps.table, { pk: mappingPk(id), ...paging });
    return { items: changes, ...(next ? { next } : {}) };
  });
}

/** The same answer whether there is none, or it is somebody else's. */
export function noSuchMapping(): Problem {
  return { code: "not_found", detail: "There is no such import mapping." };
}
