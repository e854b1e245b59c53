import type { FormPage } from "./forms/answer-form.ts";

/** The forms of those who evaluate with data of others, and of those who are asked for it, with the permission of the operation that each calls. */
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
  {
    path: "/release-requests/:requestId/answer",
    action: "agreement:write",
    make: async (...visit) => (await import("./acts/answer-requests.ts")).answerRequestForm(...visit),
  },
  {
    path: "/release-requests/:requestId/refusal",
    action: "agreement:write",
    make: async (...visit) => (await import("./acts/answer-requests.ts")).refuseRequestForm(...visit),
  },
  {
    path: "/partnerships/:partnershipId/data-use-agreements/new",
    action: "agreement:write",
    make: async (...visit) => (await import("./acts/open-figures.ts")).openFiguresForm(...visit),
  },
  {
    path: "/data-use-agreements/:agreementId/end",
    action: "agreement:write",
    make: async (...visit) => (await import("./acts/open-figures.ts")).endAgreementForm(...visit),
  },
];
