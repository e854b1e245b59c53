import type { Action } from "../../shared/identity/permissions.ts";
import { DATA_PAGES } from "./data-pages.ts";
import { EVALUATOR_PAGES } from "./evaluator-pages.ts";
import { FUNDER_PAGES } from "./funder-pages.ts";
import { PARTNERSHIP_PAGES } from "./partnership-pages.ts";
import { PRACTICE_PAGES } from "./practice-pages.ts";
import { SCORECARD_PAGES } from "./scorecard-pages.ts";
import { SETTINGS_PAGES } from "./settings-pages.ts";
import { SETUP_PAGES } from "./setup-pages.ts";
import type { MakePage } from "./signed-in.ts";
import { VIEW_PAGES } from "./view-pages.ts";

export type SitePage = { readonly path: string; readonly action: Action; readonly make: MakePage };

const commitment = "/commitments/:commitmentId";

/** Where reports of sections are; their tables are at the same addresses with ".csv" and ".xlsx". */
export const OUTCOME_REPORT_PATHS = [
  `${commitment}/outcome-report`,
  "/big-bets/:bigBetId/report",
  "/partnerships/:partnershipId/report",
  "/partnerships/:partnershipId/strategies/:strategyId/report",
  "/portfolio/report",
] as const;

/**
 * Every page of the site that only reads, with the permission without which it is not shown. Its code is loaded when it is first asked
 * for: what starting costs does not grow with the site.
 */
export const SITE_PAGES: readonly SitePage[] = [
  {
    path: "/",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/home.ts")).homePage(...visit),
  },
  {
    path: "/commitments",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/commitments.ts")).commitmentsPage(...visit),
  },
  {
    path: commitment,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/commitment.ts")).commitmentPage(...visit),
  },
  {
    path: `${commitment}/report`,
    action: "report:read",
    make: async (...visit) => (await import("./pages/report.ts")).reportPage(...visit),
  },
  ...OUTCOME_REPORT_PATHS.map((path) => ({
    path,
    action: "report:read" as const,
    make: async (...visit: Parameters<MakePage>) =>
      (await import("./pages/outcome-report.ts")).outcomeReportPage(...visit),
  })),
  {
    path: `${commitment}/amendments`,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/proposal.ts")).amendmentsPage(...visit),
  },
  {
    path: `${commitment}/proposals/:proposalId`,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/proposal.ts")).proposalPage(...visit),
  },
  {
    path: `${commitment}/papers`,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/papers.ts")).papersPage(...visit),
  },
  {
    path: `${commitment}/reports/:requirementNumber`,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/report-asked.ts")).reportAskedPage(...visit),
  },
  {
    path: "/big-bets",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/big-bets.ts")).bigBetsPage(...visit),
  },
  {
    path: "/big-bets/:bigBetId",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/big-bets.ts")).bigBetPage(...visit),
  },
  {
    path: "/report-releases",
    action: "report:read",
    make: async (...visit) => (await import("./pages/report-releases.ts")).reportReleasesPage(...visit),
  },
  {
    path: "/report-releases/:releaseId",
    action: "report:read",
    make: async (...visit) => (await import("./pages/report-releases.ts")).reportReleasePage(...visit),
  },
  {
    path: "/reports",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/reports.ts")).reportsPage(...visit),
  },
  {
    path: "/partnerships",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/partnerships.ts")).partnershipsPage(...visit),
  },
  {
    path: "/partnerships/:partnershipId",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/partnership.ts")).partnershipPage(...visit),
  },
  {
    path: "/observations/:ref",
    action: "observation:read",
    make: async (...visit) => (await import("./pages/observation.ts")).observationPage(...visit),
  },
  ...PARTNERSHIP_PAGES,
  ...EVALUATOR_PAGES,
  ...SCORECARD_PAGES,
  ...PRACTICE_PAGES,
  ...SETTINGS_PAGES,
  ...VIEW_PAGES,
  ...DATA_PAGES,
  ...FUNDER_PAGES,
  ...SETUP_PAGES,
];
