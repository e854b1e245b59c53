import * as z from "zod";
import {
  AdoptionViewSchema,
  AssessmentSummarySchema,
  CAPACITY_LISTS,
  CapacityAssessmentViewSchema,
  CONTRIBUTION_STATEMENTS,
  type Designation,
  DesignationSchema,
  type Latest,
  LessonSummarySchema,
  type LoadedPartnership,
  type Practice,
  StoryViewSchema,
  SYSTEMS_CHANGES,
  TESTS_OF_CHANGE,
} from "../../partnerships/index.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";

const WHOLE = "False where there is more than the latest hundred.";

function latestSchema<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), isWhole: z.boolean().meta({ description: WHOLE }) });
}

export const TestsContentSchema = lazy(() => latestSchema(TESTS_OF_CHANGE.view()));
export const ChangesContentSchema = lazy(() => latestSchema(SYSTEMS_CHANGES.view()));

/** What is said of a contribution, and in which words it may be told. */
const StatementSchema = lazy(() =>
  z
    .strictObject({
      statement: CONTRIBUTION_STATEMENTS.view(),
      wording: z.enum(["contributed to", "is held by an evaluation to have brought about"]),
    })
    .meta({ id: "OutcomeReportContribution" }),
);
export const ContributionContentSchema = lazy(() =>
  z.strictObject({ items: z.array(StatementSchema()), isWhole: z.boolean(), statement: z.string() }),
);

/** A story as a report names it: its words stay where they can be taken back. */
const StoryEntrySchema = lazy(() =>
  StoryViewSchema()
    .omit({ words: true, ended: true, status: true })
    .extend({
      wordsAt: z.string().meta({ description: "Where its words are, as long as they may be read." }),
    })
    .meta({ id: "OutcomeReportStory" }),
);
export const StoriesContentSchema = lazy(() => latestSchema(StoryEntrySchema()));

export const LessonsContentSchema = lazy(() =>
  z.strictObject({
    codified: latestSchema(LessonSummarySchema()),
    adopted: latestSchema(AdoptionViewSchema()),
  }),
);

export const GatewaysContentSchema = lazy(() =>
  z.strictObject({
    designations: z
      .array(DesignationSchema())
      .meta({ description: "Those of networks, withdrawn ones among them." }),
    assessments: latestSchema(AssessmentSummarySchema()),
  }),
);

export const CapacitiesContentSchema = lazy(() =>
  z.strictObject({
    movement: z.array(
      z.strictObject({
        list: z.string(),
        capacity: z.string(),
        name: z.string(),
        first: z.strictObject({ heldOn: DateSchema(), median: z.int(), respondents: z.int() }),
        last: z.strictObject({ heldOn: DateSchema(), median: z.int(), respondents: z.int() }),
        steps: z.int().meta({ description: "Of the median, from the first assessment to the last." }),
      }),
    ),
    assessments: latestSchema(CapacityAssessmentViewSchema()),
  }),
);

const copied = <T>({ items, isWhole }: Latest<T>) => ({ items: [...items], isWhole });

export function testsContent({ tests }: Practice, strategyId: string | undefined) {
  const items = tests.items.filter((one) => strategyId === undefined || one.strategyId === strategyId);
  return copied({ ...tests, items });
}

export function changesContent({ changes }: Practice, strategyId: string | undefined) {
  const items = changes.items.filter((one) => isOf(one.strategyIds, strategyId));
  return copied({ ...changes, items });
}

/** What was contributed, in words that claim no more than the design allows. */
export function contributionContent({ statements }: Practice, subjectIds: ReadonlySet<string> | undefined) {
  const items = statements.items
    .filter(({ subjectId }) => subjectIds === undefined || subjectIds.has(subjectId))
    .map((statement) => ({
      statement,
      wording:
        statement.claim === "attribution"
          ? ("is held by an evaluation to have brought about" as const)
          : ("contributed to" as const),
    }));
  const attributed = items.filter(({ statement }) => statement.claim === "attribution").length;
  const statement =
    attributed === 0
      ? "What is said here is a contribution beside those of others; nobody claims to have caused what moved."
      : `${attributed} of these rest on an evaluation whose design says what would have happened otherwise; all others are contributions beside those of others.`;
  return { items, isWhole: statements.isWhole, statement };
}

export function storiesContent({ stories }: Practice, strategyId: string | undefined) {
  const items = stories.items
    .filter((one) => isOf(one.strategyIds, strategyId))
    .map(({ words: _words, ended: _ended, status: _status, ...story }) => ({
      ...story,
      wordsAt: `/v1/stories/${story.id}`,
    }));
  return { items, isWhole: stories.isWhole };
}

export function lessonsContent({ lessons, adoptions }: Practice) {
  return { codified: copied(lessons), adopted: copied(adoptions) };
}

export function gatewaysContent({ assessments }: Practice, partnership: LoadedPartnership) {
  return { designations: networkDesignations(partnership), assessments: copied(assessments) };
}

/** A funder's own are between it and the backbone: they would tell others who reads the partnership. */
function networkDesignations({ designations }: LoadedPartnership): Designation[] {
  return designations.filter(({ decidedBy }) => decidedBy.isNetwork);
}

export function capacitiesContent({ capacities }: Practice) {
  return {
    movement: CAPACITY_LISTS.flatMap((list) => movementOf(list, capacities.items)),
    assessments: copied(capacities),
  };
}

function movementOf(list: (typeof CAPACITY_LISTS)[number], assessments: Practice["capacities"]["items"]) {
  const own = assessments
    .filter((one) => one.list.id === list.id && one.list.version === list.version)
    .toSorted((a, b) => (a.heldOn + a.id < b.heldOn + b.id ? -1 : 1));
  return list.capacities.flatMap(({ key, name }) => {
    const points = own.flatMap(({ heldOn, spans }) =>
      spans.flatMap(({ capacity, median, respondents }) =>
        capacity === key ? [{ heldOn, median, respondents }] : [],
      ),
    );
    const [first, last] = [points[0], points.at(-1)];
    if (!first || !last || points.length < 2) return [];
    const steps = last.median - first.median;
    return [{ list: `${list.id}@${list.version}`, capacity: key, name, first, last, steps }];
  });
}

function isOf(strategyIds: readonly string[] | undefined, strategyId: string | undefined): boolean {
  return strategyId === undefined || (strategyIds ?? []).includes(strategyId);
}
