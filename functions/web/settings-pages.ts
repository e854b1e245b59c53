import type { SitePage } from "./site-pages.ts";

/** The pages of what an organisation settles for itself, with the permission that each stands on. */
export const SETTINGS_PAGES: readonly SitePage[] = [
  {
    path: "/settings",
    action: "organisation:read",
    make: async (...visit) => (await import("./pages/settings.ts")).settingsPage(...visit),
  },
  {
    path: "/settings/me",
    action: "organisation:read",
    make: async (...visit) => (await import("./pages/settings.ts")).ownProfilePage(...visit),
  },
  {
    path: "/settings/organisation",
    action: "organisation:read",
    make: async (...visit) => (await import("./pages/organisation.ts")).organisationPage(...visit),
  },
  {
    path: "/settings/book",
    action: "settings:read",
    make: async (...visit) => (await import("./pages/book.ts")).bookPage(...visit),
  },
  {
    path: "/settings/people",
    action: "person:read",
    make: async (...visit) => (await import("./pages/people.ts")).peoplePage(...visit),
  },
  {
    path: "/settings/rates",
    action: "settings:read",
    make: async (...visit) => (await import("./pages/exchange-rates.ts")).exchangeRatesPage(...visit),
  },
  {
    path: "/settings/templates",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/templates.ts")).templatesPage(...visit),
  },
  {
    path: "/settings/templates/:templateId",
    action: "commitment:read",
    make: async (...visit) => (await import("./pages/templates.ts")).templatePage(...visit),
  },
  {
    path: "/settings/policies",
    action: "release:read",
    make: async (...visit) => (await import("./pages/policies.ts")).policiesPage(...visit),
  },
  {
    path: "/settings/policies/:policyId",
    action: "release:read",
    make: async (...visit) => (await import("./pages/policies.ts")).policyPage(...visit),
  },
  {
    path: "/settings/keys",
    action: "key:read",
    make: async (...visit) => (await import("./pages/keys.ts")).keysPage(...visit),
  },
  {
    path: "/settings/audit",
    action: "history:read",
    make: async (...visit) => (await import("./pages/audit.ts")).auditPage(...visit),
  },
  {
    path: "/settings/audit/:recordId",
    action: "history:read",
    make: async (...visit) => (await import("./pages/audit.ts")).recordHistoryPage(...visit),
  },
  {
    path: "/settings/people/:personId",
    action: "person:read",
    make: async (...visit) => (await import("./pages/people.ts")).personPage(...visit),
  },
];
