import type { Page } from "../../../shared/pages/index.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import {
  listOpenedAgreements,
  readDataUseAgreement,
} from "../../../shared/publication/access/read-data-use-agreements.ts";
import { listAsked } from "../../../shared/publication/requests/read-release-requests.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderAgreement, renderDataAccess } from "../views/data-access.tsx";

const A_PAGE = 25;

/**
 * What an organisation may read of others' data: agreements that open figures to it, and what it asked to be released. Two rounds.
 */
export async function dataAccessPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const { organisationId } = principal;
  const page = (name: string) => ({ limit: A_PAGE, cursor: c.req.query(name) });
  const [agreements, requests] = await Promise.all([
    listOpenedAgreements(deps, { organisationId, now, page: page("agreements") }),
    listAsked(deps, { organisationId, page: page("requests") }),
  ]);
  if (!agreements.ok) return agreements;
  if (!requests.ok) return requests;
  const shown = { agreements: agreements.value, requests: requests.value, principal, now };
  return ok(renderDataAccess(shown, frame));
}

/** The same as an evaluator's start page, with the partnerships that are shared with them. Two rounds. */
export async function evaluatorHome(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const { organisationId } = principal;
  const [partnerships, agreements, requests] = await Promise.all([
    listPartnerships(deps, { organisationId, page: { limit: A_PAGE, cursor: c.req.query("cursor") } }),
    listOpenedAgreements(deps, { organisationId, now, page: { limit: A_PAGE } }),
    listAsked(deps, { organisationId, page: { limit: A_PAGE } }),
  ]);
  if (!partnerships.ok) return partnerships;
  if (!agreements.ok) return agreements;
  if (!requests.ok) return requests;
  const shown = { agreements: agreements.value, requests: requests.value, principal, now };
  return ok(renderDataAccess({ ...shown, partnerships: partnerships.value }, frame));
}

/** One agreement as a party of it sees it, or whose partnership it is. One GetItem. */
export async function agreementPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const agreementId = c.req.param("agreementId") ?? "";
  const asked = { agreementId, organisationId: principal.organisationId, now };
  const read = await readDataUseAgreement(deps, asked);
  return read.ok ? ok(renderAgreement({ agreement: read.value, principal, now }, frame)) : read;
}
