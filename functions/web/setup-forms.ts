import type { FormPage } from "./forms/answer-form.ts";

const partnership = "/partnerships/:partnershipId";

/** The forms by which a partnership is made and its plan is kept, with the permission of the operation that each calls. */
export const SETUP_FORMS: readonly FormPage[] = [
  {
    path: "/partnerships/new",
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/own-plan.ts")).newPartnershipForm(...visit),
  },
  {
    path: `${partnership}/description`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/own-plan.ts")).describePartnershipForm(...visit),
  },
  {
    path: `${partnership}/results/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/agenda.ts")).addResultForm(...visit),
  },
  {
    path: `${partnership}/results/:partId`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/agenda.ts")).changeResultForm(...visit),
  },
  {
    path: `${partnership}/strategies/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/strategies.ts")).addStrategyForm(...visit),
  },
  {
    path: `${partnership}/strategies/:strategyId`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/strategies.ts")).changeStrategyForm(...visit),
  },
  {
    path: `${partnership}/indicators/new`,
    action: "indicator:write",
    make: async (...visit) => (await import("./acts/indicators.ts")).addIndicatorForm(...visit),
  },
  {
    path: `${partnership}/indicators/:indicatorId/definition`,
    action: "indicator:write",
    make: async (...visit) => (await import("./acts/indicators.ts")).redefineIndicatorForm(...visit),
  },
  {
    path: `${partnership}/indicators/:indicatorId/target`,
    action: "indicator:write",
    make: async (...visit) => (await import("./acts/target.ts")).targetForm(...visit),
  },
  {
    path: `${partnership}/links/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/links.ts")).addLinkForm(...visit),
  },
  {
    path: `${partnership}/links/:linkId/removal`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/links.ts")).removeLinkForm(...visit),
  },
  {
    path: `${partnership}/shares/new`,
    action: "share:write",
    make: async (...visit) => (await import("./acts/shares.ts")).shareForm(...visit),
  },
  {
    path: `${partnership}/shares/:organisationId/ending`,
    action: "share:write",
    make: async (...visit) => (await import("./acts/shares.ts")).stopSharingForm(...visit),
  },
  {
    path: `${partnership}/promises/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/promises.ts")).addPromiseForm(...visit),
  },
  {
    path: `${partnership}/promises/:recordId/outcome`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/promises.ts")).settlePromiseForm(...visit),
  },
  {
    path: `${partnership}/promises/:recordId/day`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/promises.ts")).movePromiseForm(...visit),
  },
  {
    path: `${partnership}/meetings/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/meetings.ts")).addMeetingForm(...visit),
  },
];
