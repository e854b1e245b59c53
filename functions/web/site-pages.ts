import type { Action } from "../../shared/identity/permissions.ts";
import { bigBetPage, bigBetsPage } from "./pages/big-bets.ts";
import { commitmentPage } from "./pages/commitment.ts";
import { commitmentsPage } from "./pages/commitments.ts";
import { homePage } from "./pages/home.ts";
import { observationPage } from "./pages/observation.ts";
import { outcomeReportPage } from "./pages/outcome-report.ts";
import { papersPage } from "./pages/papers.ts";
import { partnershipPage } from "./pages/partnership.ts";
import { partnershipsPage } from "./pages/partnerships.ts";
import { amendmentsPage, proposalPage } from "./pages/proposal.ts";
import { reportPage } from "./pages/report.ts";
import { reportAskedPage } from "./pages/report-asked.ts";
import { reportReleasePage, reportReleasesPage } from "./pages/report-releases.ts";
import { reportsPage } from "./pages/reports.ts";
import type { MakePage } from "./signed-in.ts";

type SitePage = { readonly path: string; readonly action: Action; readonly make: MakePage };

const commitment = "/commitments/:commitmentId";

/** Where reports of sections are; their tables are at the same addresses with ".csv" and ".xlsx". */
export const OUTCOME_REPORT_PATHS = [
  `${commitment}/outcome-report`,
  "/big-bets/:bigBetId/report",
  "/partnerships/:partnershipId/report",
  "/partnerships/:partnershipId/strategies/:strategyId/report",
  "/portfolio/report",
] as const;

/** Every page of the site that only reads, with the permission without which it is not shown. */
export const SITE_PAGES: readonly SitePage[] = [
  { path: "/", action: "partnership:read", make: homePage },
  { path: "/commitments", action: "commitment:read", make: commitmentsPage },
  { path: commitment, action: "commitment:read", make: commitmentPage },
  { path: `${commitment}/report`, action: "report:read", make: reportPage },
  ...OUTCOME_REPORT_PATHS.map((path) => ({ path, action: "report:read" as const, make: outcomeReportPage })),
  { path: `${commitment}/amendments`, action: "commitment:read", make: amendmentsPage },
  { path: `${commitment}/proposals/:proposalId`, action: "commitment:read", make: proposalPage },
  { path: `${commitment}/papers`, action: "commitment:read", make: papersPage },
  { path: `${commitment}/reports/:requirementNumber`, action: "commitment:read", make: reportAskedPage },
  { path: "/big-bets", action: "commitment:read", make: bigBetsPage },
  { path: "/big-bets/:bigBetId", action: "commitment:read", make: bigBetPage },
  { path: "/report-releases", action: "report:read", make: reportReleasesPage },
  { path: "/report-releases/:releaseId", action: "report:read", make: reportReleasePage },
  { path: "/reports", action: "commitment:read", make: reportsPage },
  { path: "/partnerships", action: "partnership:read", make: partnershipsPage },
  { path: "/partnerships/:partnershipId", action: "partnership:read", make: partnershipPage },
  { path: "/observations/:ref", action: "observation:read", make: observationPage },
];
