/** What other rooms may use of partnerships: reading one, what its strategies lead to, what it records of its work, and who may see it. */

export { accessTo, indicatorOf, ownPartnership, type Rest } from "./access.store.ts";
export { CapacityAssessmentViewSchema } from "./capacities/capacity-assessment.ts";
export { CAPACITY_LISTS } from "./capacities/capacity-list.ts";
export { CONTRIBUTION_STATEMENTS } from "./contribution/statement.ts";
export { type Designation, DesignationSchema, designationsFor } from "./designation.ts";
export { AssessmentSummarySchema } from "./frameworks/assessment.ts";
export { AdoptionViewSchema } from "./lessons/adoption.ts";
export { LessonSummarySchema } from "./lessons/lesson.ts";
export type { StrategySight } from "./line-of-sight.ts";
export { lineOfSight } from "./line-of-sight.ts";
export type { Link } from "./link.ts";
export type { LoadedPartnership } from "./partnership.store.ts";
export {
  partnershipPk,
  readableBy,
  readPartnership,
  requireReadable,
} from "./partnership.store.ts";

export { mayRead } from "./partnership.ts";
export {
  type Latest,
  NO_PRACTICE,
  type Practice,
  type PracticeKind,
  type PracticeLists,
  practiceFrom,
  practiceLists,
} from "./practice.ts";
export { practiceAsOf } from "./practice-as-of.ts";
export { partnershipAsOf } from "./read-partnership.ts";
export { StoryViewSchema } from "./stories/story.ts";
export type { Strategy } from "./strategy.ts";
export { SYSTEMS_CHANGES } from "./systems-changes/systems-change.ts";
export { TESTS_OF_CHANGE } from "./tests-of-change/test-of-change.ts";
export { type RestingCall, writeResting } from "./write-resting.ts";
