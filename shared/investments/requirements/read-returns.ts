import type { Principal } from "../../identity/principal.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import type { Result } from "../../platform/result.ts";
import { queryPage, type Table } from "../../platform/table.ts";
import { commitmentPk } from "../commitment.store.ts";
import { readRequirement } from "./read-requirement.ts";
import { type Returned, ReturnedSchema, returnsOf } from "./return.ts";

/** A page of what was said whenever a report was given back, the first return first, for whoever sees the report. Two rounds. */
export async function listReturned(
  deps: { readonly table: Table; readonly cursorSecret: string },
  asked: {
    readonly id: string;
    readonly number: number;
    readonly principal: Principal;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<Returned>>> {
  const { id, number, principal, page } = asked;
  const seen = await readRequirement(deps.table, asked);
  if (!seen.ok) return seen;
  const query = { list: "returned-reports", id, number, organisationId: principal.organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const found = await queryPage(deps.table, {
      partition: commitmentPk(id),
      prefix: returnsOf(number),
      ...paging,
    });
    const items = found.items.map((item) => ReturnedSchema().parse(JSON.parse(String(item.said))));
    return { items, ...(found.next ? { next: found.next } : {}) };
  });
}
