import { headKey } from "../platform/aggregate.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { getItem, type Table } from "../platform/table.ts";

/** Whether a partnership is an organisation's; otherwise `not_found`. One GetItem. */
export async function requireOwnPartnership(
  table: Table,
  asked: { readonly partnershipId: string; readonly organisationId: string },
): Promise<Result<undefined>> {
  const head = await getItem(table, headKey(`PRT#${asked.partnershipId}`));
  return head?.ownerId === asked.organisationId ? ok(undefined) : fail(noSuchPartnership());
}

/** The same answer whether there is no such partnership, or it is somebody else's. */
export function noSuchPartnership(): Problem {
  return { code: "not_found", detail: "There is no such partnership among those you keep." };
}
