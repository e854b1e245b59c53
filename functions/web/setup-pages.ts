import type { SitePage } from "./site-pages.ts";

const indicators = "/partnerships/:partnershipId/indicators";

/** The pages on which a partnership keeps its plan and looks at its indicators, with the permission that each stands on. */
export const SETUP_PAGES: readonly SitePage[] = [
  {
    path: "/partnerships/:partnershipId/plan",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/plan.ts")).planPage(...visit),
  },
  {
    path: indicators,
    action: "indicator:read",
    make: async (...visit) => (await import("./pages/indicators.ts")).indicatorsPage(...visit),
  },
  {
    path: `${indicators}/:indicatorId`,
    action: "indicator:read",
    make: async (...visit) => (await import("./pages/indicator.ts")).indicatorPage(...visit),
  },
];
