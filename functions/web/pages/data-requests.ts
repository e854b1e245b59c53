import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listOwnAgreements } from "../../../shared/publication/access/read-data-use-agreements.ts";
import { listQueue } from "../../../shared/publication/requests/read-release-requests.ts";
import { REQUEST_STATUSES } from "../../../shared/publication/requests/release-request.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderDataRequests } from "../views/data-requests.tsx";

const A_PAGE = 25;

/** What a partnership is asked for of its data, in one state, and its data use agreements, for its owner. Two rounds. */
export async function dataRequestsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const { organisationId } = principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const status = REQUEST_STATUSES.find((each) => each === c.req.query("status")) ?? "open";
  const own = { partnershipId, organisationId };
  const page = (name: string) => ({ limit: A_PAGE, cursor: c.req.query(name) });
  const [requests, agreements] = await Promise.all([
    listQueue(deps, { ...own, status, page: page("cursor") }),
    listOwnAgreements(deps, { ...own, now, page: page("agreements") }),
  ]);
  if (!requests.ok) return requests;
  if (!agreements.ok) return agreements;
  const shown = { partnershipId, status, requests: requests.value, agreements: agreements.value };
  return ok(renderDataRequests({ ...shown, principal, now }, frame));
}
