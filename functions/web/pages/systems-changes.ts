import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import { showPartnership } from "../../../shared/partnerships/read-partnership.ts";
import { listRecords, showRecord } from "../../../shared/partnerships/read-records.ts";
import { SYSTEMS_CHANGES } from "../../../shared/partnerships/systems-changes/systems-change.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderSystemsChange } from "../views/systems-change.tsx";
import { renderSystemsChanges } from "../views/systems-changes.tsx";

const CHANGES_A_PAGE = 25;

/** The systems changes of a partnership that one may read, those that moved last first. Two rounds. */
export async function systemsChangesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: CHANGES_A_PAGE, cursor: c.req.query("cursor") };
  const [changes, access] = await Promise.all([
    listRecords(deps, SYSTEMS_CHANGES, { partnershipId, organisationId, page }),
    accessTo(deps.table, partnershipId, organisationId),
  ]);
  if (!changes.ok) return changes;
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  return ok(renderSystemsChanges({ partnershipId, changes: changes.value, mayWrite }, frame));
}

/** A systems change: how it came to where it stands, and on what that rests. One round. */
export async function systemsChangePage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const recordId = c.req.param("recordId") ?? "";
  const asked = { partnershipId, organisationId };
  const [read, partnership] = await Promise.all([
    showRecord(deps, SYSTEMS_CHANGES, { ...asked, recordId }),
    showPartnership(deps, { ...asked, now }),
  ]);
  if (!read.ok) return read;
  if (!partnership.ok) return partnership;
  const { view: change, ownerId } = read.value;
  const isKeeper = ownerId === organisationId && change.withdrawn === undefined;
  const { strategies } = partnership.value;
  const mayWrite = isKeeper && can(principal, "partnership:write");
  const served = strategies.filter(({ id }) => change.strategyIds?.includes(id)).map(({ name }) => name);
  return ok(renderSystemsChange({ change, strategies: served, mayWrite }, frame));
}
