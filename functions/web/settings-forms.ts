import type { FormPage } from "./forms/answer-form.ts";

const person = "/settings/people/:personId";

/** The forms of what an organisation settles for itself, with the permission of the operation that each calls. */
export const SETTINGS_FORMS: readonly FormPage[] = [
  {
    path: "/settings/organisation/change",
    action: "organisation:write",
    make: async (...visit) => (await import("./acts/organisation.ts")).changeOrganisationForm(...visit),
  },
  {
    path: "/settings/book/change",
    action: "settings:write",
    make: async (...visit) => (await import("./acts/book.ts")).changeBookForm(...visit),
  },
  {
    path: "/settings/people/new",
    action: "person:write",
    make: async (...visit) => (await import("./acts/people.ts")).invitePersonForm(...visit),
  },
  {
    path: "/settings/keys/new",
    action: "key:write",
    make: async (...visit) => (await import("./acts/keys.ts")).newKeyForm(...visit),
  },
  {
    path: "/settings/keys/:keyId/revocation",
    action: "key:write",
    make: async (...visit) => (await import("./acts/keys.ts")).revokeKeyForm(...visit),
  },
  {
    path: `${person}/change`,
    action: "person:write",
    make: async (...visit) => (await import("./acts/people.ts")).changePersonForm(...visit),
  },
  {
    path: `${person}/deactivation`,
    action: "person:write",
    make: async (...visit) => (await import("./acts/people.ts")).deactivatePersonForm(...visit),
  },
  {
    path: "/settings/rates/new",
    action: "settings:write",
    make: async (...visit) => (await import("./acts/exchange-rate.ts")).exchangeRateForm(...visit),
  },
  {
    path: "/settings/templates/new",
    action: "template:write",
    make: async (...visit) => (await import("./acts/templates.ts")).newTemplateForm(...visit),
  },
  {
    path: "/settings/templates/:templateId/versions/new",
    action: "template:write",
    make: async (...visit) => (await import("./acts/templates.ts")).templateVersionForm(...visit),
  },
  {
    path: "/settings/policies/new",
    action: "release:write",
    make: async (...visit) => (await import("./acts/policies.ts")).newPolicyForm(...visit),
  },
  {
    path: "/settings/policies/:policyId/versions/new",
    action: "release:write",
    make: async (...visit) => (await import("./acts/policies.ts")).policyVersionForm(...visit),
  },
];
