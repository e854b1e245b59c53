import type { SitePage } from "./site-pages.ts";

/** The pages of those who evaluate with data of others, with the permission that each stands on. */
export const EVALUATOR_PAGES: readonly SitePage[] = [
  {
    path: "/data-access",
    action: "agreement:read",
    make: async (...visit) => (await import("./pages/data-access.ts")).dataAccessPage(...visit),
  },
  {
    path: "/data-use-agreements/:agreementId",
    action: "agreement:read",
    make: async (...visit) => (await import("./pages/data-access.ts")).agreementPage(...visit),
  },
  {
    path: "/partnerships/:partnershipId/data-requests",
    action: "agreement:read",
    make: async (...visit) => (await import("./pages/data-requests.ts")).dataRequestsPage(...visit),
  },
];
