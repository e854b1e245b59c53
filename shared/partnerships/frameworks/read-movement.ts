import { type PageQuery, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { visibleDesignations } from "../designation.ts";
import { designationsOf, type ListedPartnership, sharedPage } from "../partnership.store.ts";
import { gatewayOn, type Ladder, type Movement, matrixOf, moveOf } from "./movement.ts";
import { readFramework } from "./read-frameworks.ts";

type ReadDeps = { readonly table: Table; readonly cursorSecret: string };
type Asked = {
  readonly frameworkId: string;
  readonly version?: number | undefined;
  readonly organisationId: string;
  readonly from: string;
  readonly to: string;
  readonly page: PageQuery;
};

/**
 * How the partnerships that are shared with an organisation moved along a framework's gateways between two days, by the designations
 * that it may rest on: its own and those of networks. A page of at most 25 partnerships: the framework, the list of the page, its heads,
 * and one Query of designations a partnership, side by side.
 */
export async function readMovement(deps: ReadDeps, asked: Asked): Promise<Result<Movement>> {
  const { frameworkId, version, organisationId, from, to, page } = asked;
  if (to < from) {
    const detail = "The second day is before the first.";
    return fail({ code: "invalid_request", detail, errors: [{ parameter: "to", detail }] });
  }
  const framework = await readFramework(deps.table, { id: frameworkId, version, organisationId });
  if (!framework.ok) return framework;
  const { name, content } = framework.value;
  const ladder: Ladder = { framework: name, gateways: content.gateways.map((gateway) => gateway.name) };
  const query = { list: "movement", frameworkId, version: version ?? null, organisationId, from, to };
  const listed = await pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const shared = await sharedPage(deps.table, organisationId, paging);
    const items = await Promise.all(shared.items.map((one) => moved(deps.table, one, { ladder, ...asked })));
    return { items, ...(shared.next ? { next: shared.next } : {}) };
  });
  if (!listed.ok) return listed;
  const { items, next } = listed.value;
  const matrix = matrixOf(ladder, items);
  return ok({
    ...ladder,
    gateways: [...ladder.gateways],
    from,
    to,
    items: [...items],
    matrix,
    ...(next ? { next } : {}),
  });
}

async function moved(
  table: Table,
  { head }: ListedPartnership,
  asked: Asked & { readonly ladder: Ladder },
): Promise<Movement["items"][number]> {
  const { ladder, organisationId } = asked;
  const all = await designationsOf(table, head.id);
  const designations = visibleDesignations({ head, designations: all }, { organisationId });
  const [from, to] = [gatewayOn(ladder, designations, asked.from), gatewayOn(ladder, designations, asked.to)];
  return { partnershipId: head.id, name: head.name, from, to, move: moveOf(ladder, from, to) };
}
