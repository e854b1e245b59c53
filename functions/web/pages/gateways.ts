import { can } from "../../../shared/identity/permissions.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { accessTo } from "../../../shared/partnerships/access.store.ts";
import type {
  AssessmentSummary,
  AssessmentView,
} from "../../../shared/partnerships/frameworks/assessment.ts";
import { listAssessments, readAssessment } from "../../../shared/partnerships/frameworks/read-assessments.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderGateways } from "../views/gateways.tsx";

const MOST_COMPARED = 25;

/**
 * Gateway by gateway, how each benchmark stands now and how it stood at an earlier assessment, of the latest 25 that one may see. Six
 * rounds: the assessments that are shown are read at once, at most two a gateway.
 */
export async function gatewaysPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, frame, c } = visit;
  const { organisationId } = principal;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const [listed, access] = await Promise.all([
    listAssessments(deps, { partnershipId, organisationId, page: { limit: MOST_COMPARED } }),
    accessTo(deps.table, partnershipId, organisationId),
  ]);
  if (!listed.ok) return listed;
  const all = listed.value.items;
  const standing = all.filter(({ status }) => status !== "withdrawn");
  const like = standing.filter(({ framework }) => framework.id === standing[0]?.framework.id);
  const asked = like.findIndex(({ id }) => id === c.req.query("from"));
  const from = asked > 0 ? asked : 1;
  const now = latestOfEach(like);
  const earlier = latestOfEach(like.slice(from));
  const read = await Promise.all(
    [...new Set([...now, ...earlier])].map(({ id: assessmentId }) =>
      readAssessment(deps.table, { assessmentId, organisationId }),
    ),
  );
  const views = new Map(read.flatMap((each) => (each.ok ? [[each.value.id, each.value] as const] : [])));
  const viewsOf = (chosen: readonly AssessmentSummary[]): AssessmentView[] =>
    chosen.flatMap(({ id }) => views.get(id) ?? []);
  const isKeeper = access.ok && access.value === "backbone";
  const mayWrite = isKeeper && can(principal, "partnership:write");
  const shown = { partnershipId, all, choices: like.slice(1), from: like[from]?.id, mayWrite };
  return ok(renderGateways({ ...shown, now: viewsOf(now), earlier: viewsOf(earlier) }, frame));
}

/** Of assessments, the latest first, the first of each gateway. */
function latestOfEach(assessments: readonly AssessmentSummary[]): AssessmentSummary[] {
  return assessments.filter(
    ({ gateway }, at) => assessments.findIndex((other) => other.gateway.key === gateway.key) === at,
  );
}
