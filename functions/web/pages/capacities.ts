import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import {
  listCapacityAssessments,
  readCapacityAssessment,
} from "../../../shared/partnerships/capacities/read-capacity-assessments.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderCapacities, renderCapacity } from "../views/capacities.tsx";

const ASSESSMENTS_A_PAGE = 25;

/** The assessments of a partnership's capacities that one may see, the latest first. Two rounds. */
export async function capacitiesPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: ASSESSMENTS_A_PAGE, cursor: c.req.query("cursor") };
  const [assessments, access] = await Promise.all([
    listCapacityAssessments(deps, { partnershipId, organisationId, page }),
    accessTo(deps.table, partnershipId, organisationId),
  ]);
  if (!assessments.ok) return assessments;
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  return ok(renderCapacities({ partnershipId, assessments: assessments.value, mayWrite }, frame));
}

/** One assessment of capacities: what respondents said together, and to its backbone what each said. Three rounds. */
export async function capacityPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const capacityAssessmentId = c.req.param("capacityAssessmentId") ?? "";
  const read = await readCapacityAssessment(deps.table, { capacityAssessmentId, organisationId });
  if (!read.ok) return read;
  const access = await accessTo(deps.table, read.value.partnershipId, organisationId);
  const isKeeper = access.ok && access.value === "backbone";
  return ok(
    renderCapacity(
      {
        assessment: read.value,
        isPartnershipShown: access.ok,
        mayWrite: isKeeper && can(principal, "partnership:write"),
      },
      frame,
    ),
  );
}
