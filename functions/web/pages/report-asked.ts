import { can } from "../../../shared/identity/permissions.ts";
import { loadCommitment } from "../../../shared/investments/index.ts";
import { readRequirement } from "../../../shared/investments/requirements/read-requirement.ts";
import { listReturned } from "../../../shared/investments/requirements/read-returns.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { readHandedReport } from "../../../shared/reporting/submissions/read-submissions.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderReportAsked } from "../views/report-asked.tsx";

/**
 * A report that a commitment asks for: where it stands, what was handed in, and what was said when it was given back. For whoever may see
 * it: the funder, and whose duty it is. Three rounds.
 */
export async function reportAskedPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, c, frame } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const number = Number(c.req.param("requirementNumber"));
  const asked = { id, number, principal };
  const [read, returned, loaded] = await Promise.all([
    readRequirement(deps.table, asked),
    listReturned(deps, { ...asked, page: { limit: 20 } }),
    loadCommitment(deps.table, id),
  ]);
  if (!read.ok) return read;
  const { requirement } = read.value;
  const handed = requirement.submission?.report ? await readHandedReport(deps.table, asked) : undefined;
  const isFunder = loaded?.state.commitment.funder.organisationId === principal.organisationId;
  const address = `/commitments/${id}/reports/${number}`;
  const mayDecide = isFunder && can(principal, "requirement:decide");
  const isSubmitted = requirement.status === "submitted";
  const offers = [
    { address: `${address}/acceptance`, text: "Accept", isMain: true, isOffered: isSubmitted },
    { address: `${address}/return`, text: "Give it back", isOffered: isSubmitted },
    {
      address: `${address}/waiver`,
      text: "Ask for it no more",
      isOffered: requirement.status !== "accepted" && requirement.status !== "waived",
    },
  ].filter(({ isOffered }) => mayDecide && isOffered);
  return ok(
    renderReportAsked(
      {
        commitmentId: id,
        // Whose duty it is sees the report and nothing else of the commitment.
        commitmentTitle: isFunder ? loaded?.state.commitment.title : undefined,
        requirement,
        handed: handed?.ok ? handed.value : undefined,
        returned: returned.ok ? returned.value.items : [],
        offers: offers.map(({ isOffered: _, ...offer }) => offer),
      },
      frame,
    ),
  );
}
