import { accessTo } from "../../partnerships/index.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";

/** That a partnership is kept by an organisation: whom it is shared with learns nothing of its reports to others. One BatchGet. */
export async function requireKept(
  table: Table,
  { partnershipId, organisationId }: { readonly partnershipId: string; readonly organisationId: string },
): Promise<Result<undefined>> {
  const access = await accessTo(table, partnershipId, organisationId);
  if (access.ok && access.value === "backbone") return ok(undefined);
  return fail({ code: "not_found", detail: "There is no such partnership among those you keep." });
}
