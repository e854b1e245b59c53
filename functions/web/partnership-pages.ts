import { dueReportsPage } from "./pages/due-reports.ts";
import { releasePage, releasesPage } from "./pages/releases.ts";
import { previewReportPage } from "./pages/report-for-funder.ts";
import { submissionPage } from "./pages/submission.ts";
import type { SitePage } from "./site-pages.ts";

const submission = "/report-submissions/:submissionId";

/** The pages of those who keep a partnership, with the permission that each stands on. */
export const PARTNERSHIP_PAGES: readonly SitePage[] = [
  { path: "/partnerships/:partnershipId/due-reports", action: "commitment:read", make: dueReportsPage },
  { path: submission, action: "commitment:read", make: submissionPage },
  {
    path: `${submission}/preview/:commitmentId/:requirementNumber`,
    action: "commitment:read",
    make: previewReportPage,
  },
  { path: "/partnerships/:partnershipId/releases", action: "release:read", make: releasesPage },
  { path: "/releases/:releaseId", action: "release:read", make: releasePage },
];
