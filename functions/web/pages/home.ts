import { can } from "../../../shared/identity/permissions.ts";
import { findDue, listCommitments, portfolioView, readPortfolio } from "../../../shared/investments/index.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { listPartnerships } from "../../../shared/partnerships/list-partnerships.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { addDays, addMonths } from "../../../shared/platform/time.ts";
import type { CountSection } from "../../../shared/reporting/count-section.ts";
import { PortfolioReportQuerySchema } from "../../../shared/reporting/outcome/present-portfolio.ts";
import { readPortfolioReport } from "../../../shared/reporting/outcome/read-portfolio-report.ts";
import type { WebDeps } from "../deps.ts";
import { readNeeds } from "../read-needs.ts";
import { readOverview } from "../read-overview.ts";
import type { Visit } from "../signed-in.ts";
import { renderFunderHome } from "../views/funder-home.tsx";
import { renderPartnershipsHome } from "../views/partnerships-home.tsx";
import { evaluatorHome } from "./data-access.ts";

const COMMITMENTS_A_PAGE = 25;
/** How far back and forward the start page looks for what is due: a Query a month, all sent side by side. */
const OVERDUE_MONTHS = 23;
const UPCOMING_MONTHS = 12;
/** Partnerships whose commitments and indicators the start page brings; the others are a click away. */
const OPENED = 3;

/** The first page: a funder's money, the data that an evaluator has, or the partnerships that one keeps or may read. */
export async function homePage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { organisationKind } = visit.principal;
  if (organisationKind === "funder") return funderHome(visit, deps);
  return organisationKind === "evaluator" ? evaluatorHome(visit, deps) : partnershipsHome(visit, deps);
}

/**
 * What waits for somebody, the totals, a page of commitments, and what is due, overdue included: one round, eventually consistent. What
 * moved takes three, beside it.
 */
async function funderHome(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, c } = visit;
  const { organisationId } = principal;
  const today = now.slice(0, 10);
  const monthStart = `${today.slice(0, 7)}-01`;
  // Each month is asked for once: what is overdue of this one comes with what is ahead.
  const due = (from: string, to: string) => findDue(deps.table, { organisationId, from, to });
  const [totals, commitments, overdue, upcoming, partnerships, needs, moved] = await Promise.all([
    readPortfolio(deps.table, organisationId),
    listCommitments(deps, { principal, query: { limit: COMMITMENTS_A_PAGE, cursor: c.req.query("cursor") } }),
    due(addMonths(monthStart, -OVERDUE_MONTHS), addDays(monthStart, -1)),
    due(monthStart, addMonths(today, UPCOMING_MONTHS)),
    listPartnerships(deps, { organisationId, page: { limit: COMMITMENTS_A_PAGE } }),
    readNeeds(deps, { principal, today }),
    readMoved(visit, deps),
  ]);
  if (!commitments.ok) return commitments;
  if (!partnerships.ok) return partnerships;
  return ok(
    renderFunderHome(
      {
        currencies: portfolioView({ totals, today }).currencies,
        commitments: commitments.value,
        ...(overdue.ok && upcoming.ok ? { due: [...overdue.value, ...upcoming.value] } : {}),
        partnerships: partnerships.value.items,
        needs,
        moved,
        mayRecord: can(principal, "commitment:write"),
        today,
      },
      visit.frame,
    ),
  );
}

/** What moved in the partnerships that one funds, counted; of the first twenty of them. */
async function readMoved({ principal, now }: Visit, deps: WebDeps): Promise<CountSection | undefined> {
  if (!can(principal, "report:read")) return undefined;
  const query = PortfolioReportQuerySchema().parse({ sections: "progress", limit: 20 });
  const report = await readPortfolioReport(deps, { query, principal, now });
  if (!report.ok) return undefined;
  return report.value.sections.flatMap((section) =>
    section.key === "progress" ? [section.content.counts] : [],
  )[0];
}

async function partnershipsHome(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, c } = visit;
  const { organisationId } = principal;
  const cursor = c.req.query("cursor");
  const listed = await listPartnerships(deps, {
    organisationId,
    page: { limit: COMMITMENTS_A_PAGE, cursor },
  });
  if (!listed.ok) return listed;
  const opened = await Promise.all(
    listed.value.items.slice(0, OPENED).map(async ({ id: partnershipId }) => {
      const [overview, commitments] = await Promise.all([
        readOverview(deps, { partnershipId, principal, now }),
        listCommitments(deps, { principal, query: { limit: COMMITMENTS_A_PAGE, partnershipId } }),
      ]);
      const items = commitments.ok ? commitments.value.items : [];
      return overview.ok ? [{ overview: overview.value, commitments: items }] : [];
    }),
  );
  return ok(renderPartnershipsHome({ listed: listed.value, opened: opened.flat() }, visit.frame));
}
