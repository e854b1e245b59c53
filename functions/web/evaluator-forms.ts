import type { FormPage } from "./forms/answer-form.ts";

/** The forms of those who evaluate with data of others, with the permission of the operation that each calls. */
export const EVALUATOR_FORMS: readonly FormPage[] = [
  {
    path: "/release-requests/new",
    action: "observation:read",
    make: async (...visit) => (await import("./acts/release-requests.ts")).askForReleaseForm(...visit),
  },
  {
    path: "/release-requests/:requestId/withdrawal",
    action: "observation:read",
    make: async (...visit) => (await import("./acts/release-requests.ts")).withdrawRequestForm(...visit),
  },
];
