import { accessTo } from "../../measurement/index.ts";
import { type Listed, type PageQuery, pageOf } from "../../platform/page.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { askedPage, findRequest, type LoadedRequest, queuePage } from "./release-request.store.ts";
import type { ReleaseRequestView, RequestStatus } from "./release-request.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };

/** A page of what an organisation asked partnerships to publish, the latest first. One Query. */
export async function listAsked(
  deps: Deps,
  { organisationId, page }: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ReleaseRequestView>>> {
  const query = { list: "asked-release-requests", organisationId };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await askedPage(deps.table, { organisationId, ...paging });
    return { items: items.map(toView), ...(next ? { next } : {}) };
  });
}

/** A page of what a partnership is asked to publish, in one state, the first request first, for its owner. */
export async function listQueue(
  deps: Deps,
  asked: {
    readonly partnershipId: string;
    readonly organisationId: string;
    readonly status: RequestStatus;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<ReleaseRequestView>>> {
  const { partnershipId, organisationId, status, page } = asked;
  if ((await accessTo(deps.table, partnershipId, organisationId)) !== "owner")
    return fail({ code: "not_found", detail: "There is no such partnership." });
  const query = { list: "release-request-queue", partnershipId, status };
  return pageOf(deps.cursorSecret, { query, page }, async (paging) => {
    const { items, next } = await queuePage(deps.table, { partnershipId, status, ...paging });
    return { items: items.map(toView), ...(next ? { next } : {}) };
  });
}

/** A request, for who asked and for the owner of the partnership that is asked; `not_found` for all others. One round, or two. */
export async function readReleaseRequest(
  deps: { readonly table: Table },
  asked: { readonly requestId: string; readonly organisationId: string },
): Promise<Result<ReleaseRequestView>> {
  const found = await findRequest(deps.table, asked.requestId);
  if (found?.ownerId === asked.organisationId) return ok(toView(found));
  return (await isAskedOf(deps.table, found, asked.organisationId)) && found
    ? ok(toView(found))
    : fail(noSuchRequest());
}

/** Whether it is an organisation's own partnership that a request asks. One BatchGet. */
export async function isAskedOf(
  table: Table,
  found: LoadedRequest | undefined,
  organisationId: string,
): Promise<boolean> {
  return (
    found !== undefined && (await accessTo(table, found.request.partnershipId, organisationId)) === "owner"
  );
}

/** The same words whether there is no such request or it is somebody else's. */
export function noSuchRequest() {
  return { code: "not_found", detail: "There is no such request." } as const;
}

/** A request as the API shows it. */
export function toView({ request, head }: Pick<LoadedRequest, "request" | "head">): ReleaseRequestView {
  return { ...request, version: head.version, recordedAt: head.recordedAt };
}
