import type { Key, Table } from "../platform/table.ts";
import { capacitiesPage } from "./capacities/capacity-assessment.store.ts";
import type { CapacityAssessmentView } from "./capacities/capacity-assessment.ts";
import { capacitiesSeen } from "./capacities/read-capacity-assessments.ts";
import { CONTRIBUTION_STATEMENTS, type ContributionStatement } from "./contribution/statement.ts";
import { assessmentsPage } from "./frameworks/assessment.store.ts";
import type { AssessmentSummary } from "./frameworks/assessment.ts";
import { assessmentsSeen } from "./frameworks/read-assessments.ts";
import { partnershipAdoptions } from "./lessons/adoption.store.ts";
import type { AdoptionView } from "./lessons/adoption.ts";
import { lessonKeysPage, lessonsAt } from "./lessons/lesson.store.ts";
import type { Lesson, LessonSummary } from "./lessons/lesson.ts";
import { lessonSummary } from "./lessons/lesson-view.ts";
import { recordsPage } from "./record.store.ts";
import { type RecordView, standing } from "./record-kind.ts";
import { storiesAt, storyKeysPage } from "./stories/story.store.ts";
import { isTold, type StoryView, storyView } from "./stories/story.ts";
import { SYSTEMS_CHANGES, type SystemsChange } from "./systems-changes/systems-change.ts";
import { TESTS_OF_CHANGE, type TestOfChange } from "./tests-of-change/test-of-change.ts";

/** The kinds of what a partnership goes on recording that a report may draw on. */
export const PRACTICE_KINDS = [
  "tests",
  "changes",
  "statements",
  "stories",
  "lessons",
  "assessments",
  "capacities",
] as const;
export type PracticeKind = (typeof PRACTICE_KINDS)[number];

/** The latest of each kind, so many. */
const LATEST = 100;
/** A reader without a name: what everybody sees with whom a partnership is shared. */
export const ANY_READER = "any";

/** The latest of a kind, and whether those are all. */
export type Latest<T> = { readonly items: readonly T[]; readonly isWhole: boolean };

/** What a partnership recorded of its work, as all see it with whom it is shared; its own backbone sees no more of it here. */
export type Practice = {
  readonly tests: Latest<RecordView<TestOfChange>>;
  readonly changes: Latest<RecordView<SystemsChange>>;
  readonly statements: Latest<RecordView<ContributionStatement>>;
  /** Those whose consent reaches readers and holds, without their words. */
  readonly stories: Latest<StoryView>;
  /** Those that are public: a report goes where a network's lessons may not. */
  readonly lessons: Latest<LessonSummary>;
  readonly adoptions: Latest<AdoptionView>;
  readonly assessments: Latest<AssessmentSummary>;
  readonly capacities: Latest<CapacityAssessmentView>;
};

/** Where stories and lessons are to be read, beside the lists that are read already. */
export type PracticeLists = Omit<Practice, "stories" | "lessons"> & {
  readonly storyKeys: Latest<Key>;
  readonly lessonKeys: Latest<Key>;
};

const NONE = { items: [], isWhole: true } as const;
export const NO_PRACTICE: Practice = {
  tests: NONE,
  changes: NONE,
  statements: NONE,
  stories: NONE,
  lessons: NONE,
  adoptions: NONE,
  assessments: NONE,
  capacities: NONE,
};

type Asked = {
  readonly partnershipId: string;
  readonly backboneId: string;
  readonly wanted: ReadonlySet<PracticeKind>;
};

/** The lists of what is wanted, at most a hundred of each. One round: a Query of an index for each of eight lists, side by side. */
export async function practiceLists(table: Table, asked: Asked): Promise<PracticeLists> {
  const { partnershipId, backboneId, wanted } = asked;
  const paging = { limit: LATEST };
  const shared = { partnershipId, access: "shared" as const, ...paging };
  const own = { within: "own" as const, organisationId: backboneId };
  const ifWanted = async <T>(kind: PracticeKind, read: () => Promise<Latest<T>>) =>
    wanted.has(kind) ? read() : NONE;
  const [tests, changes, statements, storyKeys, lessonKeys, adoptions, assessments, capacities] =
    await Promise.all([
      ifWanted("tests", () => recordsPage(table, TESTS_OF_CHANGE, shared).then(latest)),
      ifWanted("changes", () => recordsPage(table, SYSTEMS_CHANGES, shared).then(latest)),
      ifWanted("statements", () => recordsPage(table, CONTRIBUTION_STATEMENTS, shared).then(latest)),
      ifWanted("stories", () => storyKeysPage(table, { ...shared, access: "reader" }).then(latestKeys)),
      ifWanted("lessons", () => lessonKeysPage(table, own, paging).then(latestKeys)),
      ifWanted("lessons", () => partnershipAdoptions(table, { partnershipId, ...paging }).then(latest)),
      ifWanted("assessments", () => assessmentsPage(table, { of: asked, ...paging }).then(latest)),
      ifWanted("capacities", () => capacitiesPage(table, { partnershipId, ...paging }).then(latest)),
    ]);
  const seen = { isBackbone: false, organisationId: ANY_READER };
  return {
    tests: { ...tests, items: standing(tests.items) },
    changes: { ...changes, items: standing(changes.items) },
    statements: { ...statements, items: standing(statements.items) },
    storyKeys,
    lessonKeys,
    adoptions: { ...adoptions, items: adoptions.items.filter(({ visibility }) => visibility === "readers") },
    assessments: { ...assessments, items: assessmentsSeen(assessments.items, seen) },
    capacities: { ...capacities, items: capacitiesSeen(capacities.items, false) },
  };
}

/** The lists with stories and lessons as they stand. One round: two BatchGets of heads, side by side; none where there are none. */
export async function practiceFrom(
  table: Table,
  lists: PracticeLists,
  at: { readonly partnershipId: string; readonly now: string },
): Promise<Practice> {
  const { storyKeys, lessonKeys, ...rest } = lists;
  const [stories, lessons] = await Promise.all([
    storiesAt(table, storyKeys.items, "reader"),
    lessonsAt(table, lessonKeys.items),
  ]);
  const told = stories.filter(({ story }) => isTold(story, at.now));
  const open = lessons.filter(
    ({ lesson }) => isOpenLesson(lesson) && lesson.origin.partnershipId === at.partnershipId,
  );
  const views = told.map(({ story, head }) => storyView(story, { ...head, now: at.now, isBackbone: false }));
  return {
    ...rest,
    stories: { items: views, isWhole: storyKeys.isWhole },
    lessons: { items: open.map(lessonSummary), isWhole: lessonKeys.isWhole },
  };
}

/** Whether everybody may read a lesson, and it still stands. */
export function isOpenLesson({ visibility, retired }: Pick<Lesson, "visibility" | "retired">): boolean {
  return visibility === "public" && !retired;
}

function latest<T>({ items, next }: { readonly items: readonly T[]; readonly next?: unknown }): Latest<T> {
  return { items, isWhole: next === undefined };
}

function latestKeys({ keys, next }: { readonly keys: readonly Key[]; readonly next?: unknown }): Latest<Key> {
  return { items: keys, isWhole: next === undefined };
}
