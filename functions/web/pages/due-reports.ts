import type { Page } from "../../../shared/pages/index.ts";
import { readPartnership } from "../../../shared/partnerships/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { listSubmissions } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { WebDeps } from "../deps.ts";
import { readDueAround } from "../read-due.ts";
import type { Visit } from "../signed-in.ts";
import { renderDueReports } from "../views/due-reports.tsx";

const SUBMISSIONS_A_PAGE = 25;

/** What a partnership's funders await, and what it writes for them. One round beside that of the list of what is due. */
export async function dueReportsPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, frame, c } = visit;
  const partnershipId = c.req.param("partnershipId") ?? "";
  const { organisationId } = principal;
  const page = { limit: SUBMISSIONS_A_PAGE, cursor: c.req.query("cursor") };
  const [due, submissions, partnership] = await Promise.all([
    readDueAround(deps, { partnershipId, principal, now }),
    listSubmissions(deps, { partnershipId, organisationId, page }),
    readPartnership(deps.table, partnershipId),
  ]);
  if (!due.ok) return due;
  if (!submissions.ok) return submissions;
  const shown = {
    partnership: { id: partnershipId, name: partnership?.head.name ?? "" },
    due: due.value.items,
    submissions: submissions.value,
    today: now.slice(0, 10),
    principal,
  };
  return ok(renderDueReports(shown, frame));
}
