import type { SitePage } from "./site-pages.ts";

const partnership = "/partnerships/:partnershipId";

/** The pages of a partnership's practice and learning, for who keeps it and those it is shared with. */
export const PRACTICE_PAGES: readonly SitePage[] = [
  {
    path: `${partnership}/stories`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/stories.ts")).storiesPage(...visit),
  },
  {
    path: "/stories/:storyId",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/stories.ts")).storyPage(...visit),
  },
  {
    path: `${partnership}/tests-of-change`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/tests-of-change.ts")).testsPage(...visit),
  },
  {
    path: `${partnership}/tests-of-change/:recordId`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/tests-of-change.ts")).testPage(...visit),
  },
  {
    path: `${partnership}/systems-changes`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/systems-changes.ts")).systemsChangesPage(...visit),
  },
  {
    path: `${partnership}/systems-changes/:recordId`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/systems-changes.ts")).systemsChangePage(...visit),
  },
  {
    path: `${partnership}/gateways`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/gateways.ts")).gatewaysPage(...visit),
  },
  {
    path: `${partnership}/capacity-assessments`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/capacities.ts")).capacitiesPage(...visit),
  },
  {
    path: "/capacity-assessments/:capacityAssessmentId",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/capacities.ts")).capacityPage(...visit),
  },
  {
    path: "/lessons",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/lessons.ts")).lessonsPage(...visit),
  },
  {
    path: "/lessons/:lessonId",
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/lessons.ts")).lessonPage(...visit),
  },
  {
    path: `${partnership}/lessons`,
    action: "partnership:read",
    make: async (...visit) => (await import("./pages/lessons.ts")).adoptionsPage(...visit),
  },
];
