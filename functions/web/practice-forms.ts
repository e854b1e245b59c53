import type { FormPage } from "./forms/answer-form.ts";

const partnership = "/partnerships/:partnershipId";
const story = "/stories/:storyId";
const test = `${partnership}/tests-of-change/:recordId`;
const change = `${partnership}/systems-changes/:recordId`;
const capacity = "/capacity-assessments/:capacityAssessmentId";
const lesson = "/lessons/:lessonId";
const cycle = `${test}/cycles/:number`;

/** The forms of a partnership's practice and learning, with the permission of the operation that each calls. */
export const PRACTICE_FORMS: readonly FormPage[] = [
  {
    path: `${partnership}/stories/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/tell-story.ts")).tellStoryForm(...visit),
  },
  {
    path: `${story}/about`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/tell-story.ts")).changeStoryForm(...visit),
  },
  {
    path: `${story}/consent`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/consent.ts")).changeConsentForm(...visit),
  },
  {
    path: `${story}/withdrawal`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/consent.ts")).withdrawStoryForm(...visit),
  },
  {
    path: `${partnership}/tests-of-change/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/tests-of-change.ts")).beginTestForm(...visit),
  },
  {
    path: `${test}/correction`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/tests-of-change.ts")).changeTestForm(...visit),
  },
  {
    path: `${test}/withdrawal`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/tests-of-change.ts")).withdrawTestForm(...visit),
  },
  {
    path: `${test}/cycles/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/cycles.ts")).planCycleForm(...visit),
  },
  {
    path: `${cycle}/plan`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/cycles.ts")).changeCycleForm(...visit),
  },
  {
    path: `${cycle}/start`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/cycles.ts")).startCycleForm(...visit),
  },
  {
    path: `${cycle}/finding`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/cycles.ts")).studyCycleForm(...visit),
  },
  {
    path: `${cycle}/decision`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/cycles.ts")).decideCycleForm(...visit),
  },
  {
    path: `${partnership}/systems-changes/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/systems-changes.ts")).recordChangeForm(...visit),
  },
  {
    path: `${change}/correction`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/systems-changes.ts")).correctChangeForm(...visit),
  },
  {
    path: `${change}/move`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/systems-changes.ts")).moveChangeForm(...visit),
  },
  {
    path: `${change}/retraction`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/systems-changes.ts")).takeBackMoveForm(...visit),
  },
  {
    path: `${change}/withdrawal`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/systems-changes.ts")).withdrawChangeForm(...visit),
  },
  {
    path: `${partnership}/gateways/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/gateways.ts")).beginGatewayForm(...visit),
  },
  {
    path: `${partnership}/gateways/:assessmentId/ratings`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/gateways.ts")).rateGatewayForm(...visit),
  },
  {
    path: `${partnership}/gateways/:assessmentId/withdrawal`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/gateways.ts")).withdrawGatewayForm(...visit),
  },
  {
    path: `${partnership}/capacity-assessments/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/capacities.ts")).openCapacityForm(...visit),
  },
  {
    path: `${capacity}/answer`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/capacities.ts")).answerCapacityForm(...visit),
  },
  {
    path: `${capacity}/closing`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/capacities.ts")).closeCapacityForm(...visit),
  },
  {
    path: `${capacity}/visibility`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/capacities.ts")).showCapacityForm(...visit),
  },
  {
    path: "/lessons/new",
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/lessons.ts")).writeLessonForm(...visit),
  },
  {
    path: `${lesson}/versions/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/lessons.ts")).newLessonVersionForm(...visit),
  },
  {
    path: `${lesson}/visibility`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/lessons.ts")).showLessonForm(...visit),
  },
  {
    path: `${lesson}/retirement`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/lessons.ts")).retireLessonForm(...visit),
  },
  {
    path: `${lesson}/adoptions/new`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/adoptions.ts")).adoptLessonForm(...visit),
  },
  {
    path: `${lesson}/adoptions/:partnershipId/result`,
    action: "partnership:write",
    make: async (...visit) => (await import("./acts/adoptions.ts")).adoptionResultForm(...visit),
  },
];
