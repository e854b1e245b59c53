import { HEAD, type HeadFields } from "../platform/aggregate.ts";
import { changesUntil } from "../platform/as-of.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { foldChanges } from "../platform/read-history.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { capacityPk } from "./capacities/capacity-assessment.store.ts";
import { CapacityAssessmentSchema } from "./capacities/capacity-assessment.ts";
import { capacitiesSeen } from "./capacities/read-capacity-assessments.ts";
import { CONTRIBUTION_STATEMENTS } from "./contribution/statement.ts";
import { assessmentPk } from "./frameworks/assessment.store.ts";
import { AssessmentSchema } from "./frameworks/assessment.ts";
import { assessmentsSeen } from "./frameworks/read-assessments.ts";
import { adoptionPk } from "./lessons/adoption.store.ts";
import { AdoptionSchema } from "./lessons/adoption.ts";
import { lessonPk } from "./lessons/lesson.store.ts";
import { LessonSchema } from "./lessons/lesson.ts";
import { lessonSummary } from "./lessons/lesson-view.ts";
import { ANY_READER, isOpenLesson, type Latest, type Practice } from "./practice.ts";
import { recordPk } from "./record.store.ts";
import { isForReaders, type RecordKind, type RecordView } from "./record-kind.ts";
import { storyPk } from "./stories/story.store.ts";
import { isTold, StorySchema, storyView } from "./stories/story.ts";
import { SYSTEMS_CHANGES } from "./systems-changes/systems-change.ts";
import { TESTS_OF_CHANGE } from "./tests-of-change/test-of-change.ts";

/** The most records that are taken as of an instant at once, each from a history of its own. */
export const MOST_RECORDS_AS_OF = 200;
const WIDTH = 25;

type Past = { readonly attributes: Record<string, unknown>; readonly head: HeadFields };

/**
 * What a partnership records of its work, as it was recorded by a settled instant: of what its readers see now, what they might have seen
 * then. A Query per hundred changes of each record, 25 at a time. Refused with `too_many_items` beyond two hundred records.
 */
export async function practiceAsOf(
  table: Table,
  present: Practice,
  instant: string,
): Promise<Result<Practice>> {
  const all = Object.values(present).reduce((sum, { items }) => sum + items.length, 0);
  if (all > MOST_RECORDS_AS_OF) {
    const detail = `This would take ${all} records of a partnership's work as of an instant, and ${MOST_RECORDS_AS_OF} are taken at once. Name fewer sections.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_RECORDS_AS_OF } });
  }
  const past = <T, P>(list: Latest<T>, pkOf: (item: T) => string, read: (then: Past) => P[]) =>
    pastList(table, { list, pkOf, read, instant });
  const records = <F extends object, R extends object>(kind: RecordKind<F, R>, list: Latest<RecordView<R>>) =>
    past(list, ({ id }) => recordPk(id), recordThen(kind));
  return ok({
    tests: await records(TESTS_OF_CHANGE, present.tests),
    changes: await records(SYSTEMS_CHANGES, present.changes),
    statements: await records(CONTRIBUTION_STATEMENTS, present.statements),
    stories: await past(present.stories, ({ id }) => storyPk(id), storyThen(instant)),
    lessons: await past(present.lessons, ({ id }) => lessonPk(id), lessonThen),
    adoptions: await past(present.adoptions, adoptionKey, adoptionThen),
    assessments: await past(present.assessments, ({ id }) => assessmentPk(id), assessmentThen),
    capacities: await past(present.capacities, ({ id }) => capacityPk(id), capacityThen),
  });
}

async function pastList<T, P>(
  table: Table,
  asked: {
    readonly list: Latest<T>;
    readonly pkOf: (item: T) => string;
    readonly read: (then: Past) => P[];
    readonly instant: string;
  },
): Promise<Latest<P>> {
  const { list, pkOf, read, instant } = asked;
  const found = await inParallel(list.items, WIDTH, async (item) => {
    const changes = await changesUntil(table, pkOf(item), instant);
    const [attributes, last] = [foldChanges(changes).get(HEAD), changes.at(-1)];
    if (!attributes || !last) return [];
    const { version, recordedAt, hash } = last;
    return read({ attributes, head: { version, recordedAt, historyHash: hash } });
  });
  return { items: found.flat(), isWhole: list.isWhole };
}

function recordThen<F extends object, R extends object>(kind: RecordKind<F, R>) {
  return ({ attributes, head: { version, recordedAt } }: Past): RecordView<R>[] => {
    const record = kind.stored().parse(attributes);
    return isForReaders(record) ? [{ ...record, version, recordedAt }] : [];
  };
}

function storyThen(instant: string) {
  return ({ attributes, head }: Past) => {
    const story = StorySchema().parse(attributes);
    const isOpen = story.consent.scope !== "partnership" && isTold(story, instant);
    return isOpen ? [storyView(story, { ...head, now: instant, isBackbone: false })] : [];
  };
}

function lessonThen({ attributes, head }: Past) {
  const lesson = LessonSchema().parse(attributes);
  return isOpenLesson(lesson) ? [lessonSummary({ lesson, head })] : [];
}

function adoptionKey({
  lessonId,
  partnershipId,
}: {
  readonly lessonId: string;
  readonly partnershipId: string;
}) {
  return adoptionPk(lessonId, partnershipId);
}

function adoptionThen({ attributes, head: { version, recordedAt } }: Past) {
  const adoption = AdoptionSchema().parse(attributes);
  return adoption.visibility === "readers" ? [{ ...adoption, version, recordedAt }] : [];
}

function assessmentThen({ attributes, head }: Past) {
  const assessment = AssessmentSchema().parse(attributes);
  return assessmentsSeen([{ assessment, head, ownerId: "" }], {
    isBackbone: false,
    organisationId: ANY_READER,
  });
}

function capacityThen({ attributes, head }: Past) {
  return capacitiesSeen([{ assessment: CapacityAssessmentSchema().parse(attributes), head }], false);
}
