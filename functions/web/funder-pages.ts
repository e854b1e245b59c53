import type { SitePage } from "./site-pages.ts";

/** The pages of a funder beyond one commitment, with the permission that each stands on. */
export const FUNDER_PAGES: readonly SitePage[] = [
  {
    path: "/portfolio",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/portfolio.ts")).portfolioPage(...visit),
  },
  {
    path: "/payment-runs",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/payment-runs.ts")).paymentRunsPage(...visit),
  },
  {
    path: "/payment-runs/:runId",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/payment-runs.ts")).paymentRunPage(...visit),
  },
  {
    path: "/reviews",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/reviews.ts")).reviewsPage(...visit),
  },
  {
    path: "/reviews/:ref",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/reviews.ts")).reviewPage(...visit),
  },
];
