import type { SitePage } from "./site-pages.ts";

const data = "/partnerships/:partnershipId/data";

/** The pages of how figures come in, with the permission that each stands on. */
export const DATA_PAGES: readonly SitePage[] = [
  {
    path: data,
    action: "import:read",
    make: async (...visit) => (await import("./pages/data.ts")).dataPage(...visit),
  },
  {
    path: `${data}/imports/:importId`,
    action: "import:read",
    make: async (...visit) => (await import("./pages/data.ts")).importPage(...visit),
  },
];
