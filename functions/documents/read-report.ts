import type { Principal } from "../../shared/identity/principal.ts";
import type { Result } from "../../shared/platform/result.ts";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import { PortfolioReportQuerySchema } from "../../shared/reporting/outcome/present-portfolio.ts";
import { type ReportedOn, readOutcomeReport } from "../../shared/reporting/outcome/read-outcome-report.ts";
import { readPortfolioReport } from "../../shared/reporting/outcome/read-portfolio-report.ts";
import type { ReportQuery } from "../../shared/reporting/outcome/section-keys.ts";
import type { CoreDeps } from "../api/deps.ts";

type Portfolio = { readonly kind: "portfolio" };
export type Asked = { readonly query: ReportQuery; readonly principal: Principal; readonly now: string };

/** What a report is of, the caller's portfolio among it. */
export type Subject = ReportedOn | Portfolio;

/** The report that the API answers as JSON, to the same people and under the same conditions: at most three rounds to the table. */
export function readReportOf(
  deps: Pick<CoreDeps, "table" | "cursorSecret">,
  of: Subject,
  { query, principal, now }: Asked,
): Promise<Result<OutcomeReport>> {
  if (of.kind !== "portfolio") return readOutcomeReport(deps.table, of, { query, principal, now });
  const page = PortfolioReportQuerySchema().parse({ limit: MOST_PARTNERSHIPS });
  return readPortfolioReport(deps, { query: { ...page, ...query }, principal, now });
}

/** A file of a portfolio is of as many partnerships as a page of its report has at most, unless fewer are asked for. */
const MOST_PARTNERSHIPS = 20;
