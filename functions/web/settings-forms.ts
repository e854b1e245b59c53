import type { FormPage } from "./forms/answer-form.ts";

const person = "/settings/people/:personId";

/** The forms of what an organisation settles for itself, with the permission of the operation that each calls. */
export const SETTINGS_FORMS: readonly FormPage[] = [
  {
    path: "/settings/people/new",
    action: "person:write",
    make: async (...visit) => (await import("./acts/people.ts")).invitePersonForm(...visit),
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
];
