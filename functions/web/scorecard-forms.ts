import type { FormPage } from "./forms/answer-form.ts";

const scorecard = "/scorecards/:scorecardId";

/** Forms of public scorecards, with the permission of the operation that each calls. */
export const SCORECARD_FORMS: readonly FormPage[] = [
  {
    path: "/partnerships/:partnershipId/scorecards/new",
    action: "release:write",
    make: async (...visit) => (await import("./acts/make-scorecard.ts")).makeScorecardForm(...visit),
  },
  {
    path: `${scorecard}/choices`,
    action: "release:write",
    make: async (...visit) => (await import("./acts/make-scorecard.ts")).composeScorecardForm(...visit),
  },
  {
    path: `${scorecard}/publication`,
    action: "release:publish",
    make: async (...visit) => (await import("./acts/move-scorecard.ts")).publishScorecardForm(...visit),
  },
  {
    path: `${scorecard}/withdrawal`,
    action: "release:publish",
    make: async (...visit) => (await import("./acts/move-scorecard.ts")).withdrawScorecardForm(...visit),
  },
  {
    path: `${scorecard}/discarding`,
    action: "release:write",
    make: async (...visit) => (await import("./acts/move-scorecard.ts")).discardScorecardForm(...visit),
  },
];
