import type { FormPage } from "./forms/answer-form.ts";

const partnership = "/partnerships/:partnershipId";
const story = "/stories/:storyId";

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
];
