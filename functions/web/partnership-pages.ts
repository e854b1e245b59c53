import type { SitePage } from "./site-pages.ts";

const submission = "/report-submissions/:submissionId";

/** The pages of those who keep a partnership, with the permission that each stands on. */
export const PARTNERSHIP_PAGES: readonly SitePage[] = [
  {
    path: "/partnerships/:partnershipId/due-reports",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/due-reports.ts")).dueReportsPage(...visit),
  },
  {
    path: submission,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/submission.ts")).submissionPage(...visit),
  },
  {
    path: `${submission}/preview/:commitmentId/:requirementNumber`,
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/report-for-funder.ts")).previewReportPage(...visit),
  },
  {
    path: "/partnerships/:partnershipId/releases",
    action: "release:read",
    make: async (...visit) => (await import("./pages/releases.ts")).releasesPage(...visit),
  },
  {
    path: "/releases/:releaseId",
    action: "release:read",
    make: async (...visit) => (await import("./pages/releases.ts")).releasePage(...visit),
  },
];
