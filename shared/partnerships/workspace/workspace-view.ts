import * as z from "zod";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { ACTION_COMMITMENTS } from "../agenda/action-commitment.ts";
import { ASKS } from "../agenda/ask.ts";
import { ConditionViewSchema } from "../agenda/condition.ts";
import { AGENDA_KINDS } from "../agenda/kinds.ts";
import { MEETINGS } from "../agenda/meeting.ts";
import { AgendaViewSchema } from "../agenda/read-agenda.ts";
import { CapacityAssessmentViewSchema } from "../capacities/capacity-assessment.ts";
import { CONTRIBUTION_STATEMENTS } from "../contribution/statement.ts";
import { AssessmentSummarySchema } from "../frameworks/assessment.ts";
import { LinkViewSchema, PartnershipSummarySchema } from "../partnership-view.ts";
import { StoryViewSchema } from "../stories/story.ts";
import { StrategySchema } from "../strategy.ts";
import { GraphSchema } from "../systems-changes/graph.ts";
import { STUDIES } from "../systems-changes/study.ts";
import { SYSTEMS_CHANGES } from "../systems-changes/systems-change.ts";
import { TESTS_OF_CHANGE } from "../tests-of-change/test-of-change.ts";

const objectOf = (schema: z.ZodType) => schema as unknown as z.ZodObject;

/** Something of the days to come, or late. */
export const NextDateSchema = lazy(() =>
  z
    .strictObject({
      on: DateSchema(),
      kind: z.enum(["meeting", "action-commitment"]),
      id: z.string(),
      title: z.string(),
      isLate: z.boolean().meta({ description: "An open promise whose day is over." }),
    })
    .meta({ id: "NextDate" }),
);
export type NextDate = z.infer<ReturnType<typeof NextDateSchema>>;

/** An indicator as far as a page about something else needs it. */
export const NamedIndicatorSchema = lazy(() =>
  z.strictObject({ id: idSchema("ind"), name: z.string(), level: z.string() }).meta({ id: "NamedIndicator" }),
);
export type NamedIndicator = z.infer<ReturnType<typeof NamedIndicatorSchema>>;

const WorkStrategySchema = lazy(() =>
  StrategySchema()
    .extend({ activities: z.array(AGENDA_KINDS.activities.schema()) })
    .meta({ id: "WorkspaceStrategy", description: "A strategy with what each partner does under it." }),
);
const WorkGroupSchema = lazy(() =>
  objectOf(AGENDA_KINDS.groups.schema())
    .extend({ seats: AgendaViewSchema().shape.seats })
    .meta({ id: "WorkspaceGroup", description: "A group with its seats." }),
);

const LatestSchema = lazy(() =>
  z
    .strictObject({
      meetings: z.array(MEETINGS.view()),
      openAsks: z.array(ASKS.view()),
      studies: z.array(STUDIES.view()),
      systemsChanges: z.array(SYSTEMS_CHANGES.view()),
      testsOfChange: z.array(TESTS_OF_CHANGE.view()),
      contributionStatements: z.array(CONTRIBUTION_STATEMENTS.view()),
      stories: z.array(StoryViewSchema()).meta({ description: "Without their words." }),
      assessments: z.array(AssessmentSummarySchema()),
      capacityAssessments: z.array(CapacityAssessmentViewSchema()),
    })
    .meta({
      id: "WorkspaceLatest",
      description: "The latest of each, at most five; their lists have the rest.",
    }),
);

/** A partnership on one page. */
export const WorkspaceSchema = lazy(() =>
  z
    .strictObject({
      partnership: PartnershipSummarySchema(),
      strategies: z.array(WorkStrategySchema()),
      links: z.array(LinkViewSchema()),
      indicators: z.array(NamedIndicatorSchema()).meta({ description: "Those that the page names." }),
      results: AgendaViewSchema().shape.results,
      groups: z.array(WorkGroupSchema()),
      rootCauses: AgendaViewSchema().shape.rootCauses,
      curveStories: AgendaViewSchema().shape.curveStories,
      staffRoles: AgendaViewSchema().shape.staffRoles,
      conditions: z.array(ConditionViewSchema()),
      next: z.array(NextDateSchema()).meta({ description: "What is late first, then by day." }),
      actionCommitments: z.array(ACTION_COMMITMENTS.view()).meta({
        description: "Open ones by due day, at most fifty.",
      }),
      latest: LatestSchema(),
      graph: GraphSchema(),
    })
    .meta({ id: "Workspace", description: "A partnership on one page, as far as whoever asks may see it." }),
);
