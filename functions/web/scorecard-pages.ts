import type { SitePage } from "./site-pages.ts";

const scorecard = "/scorecards/:scorecardId";

/** Pages of public scorecards for who prepares them. */
export const SCORECARD_PAGES: readonly SitePage[] = [
  {
    path: "/partnerships/:partnershipId/scorecards",
    action: "release:read",
    make: async (...visit) => (await import("./pages/scorecards.ts")).scorecardsPage(...visit),
  },
  {
    path: scorecard,
    action: "release:read",
    make: async (...visit) => (await import("./pages/scorecards.ts")).scorecardPage(...visit),
  },
  {
    path: `${scorecard}/preview`,
    action: "release:read",
    make: async (...visit) => (await import("./pages/scorecards.ts")).scorecardPreviewPage(...visit),
  },
];
