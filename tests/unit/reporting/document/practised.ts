import { RequirementSchema } from "../../../../shared/investments/requirements/requirement.ts";
import { CapacityAssessmentViewSchema } from "../../../../shared/partnerships/capacities/capacity-assessment.ts";
import { CONTRIBUTION_STATEMENTS } from "../../../../shared/partnerships/contribution/statement.ts";
import { AssessmentSummarySchema } from "../../../../shared/partnerships/frameworks/assessment.ts";
import { NO_PRACTICE, type Practice } from "../../../../shared/partnerships/index.ts";
import { AdoptionViewSchema } from "../../../../shared/partnerships/lessons/adoption.ts";
import { LessonSummarySchema } from "../../../../shared/partnerships/lessons/lesson.ts";
import { StoryViewSchema } from "../../../../shared/partnerships/stories/story.ts";
import { SYSTEMS_CHANGES } from "../../../../shared/partnerships/systems-changes/systems-change.ts";
import { TESTS_OF_CHANGE } from "../../../../shared/partnerships/tests-of-change/test-of-change.ts";
import { composeOutcomeReport } from "../../../../shared/reporting/outcome/compose-outcome-report.ts";
import type { OutcomeFacts } from "../../../../shared/reporting/outcome/outcome-facts.ts";
import type { OutcomeReport } from "../../../../shared/reporting/outcome/outcome-report.ts";
import { namedSections } from "../../../../shared/reporting/outcome/section-keys.ts";
import { aDesignation, anId } from "../../partnerships/builders.ts";
import { aLoadedPartnership, aState, IDS, NOW, theFacts } from "../builders.ts";

const id = (prefix: string, last: number) => `${prefix}_${"0".repeat(25)}${last}`;
const recorded = { partnershipId: anId("prt"), createdAt: NOW, version: 1, recordedAt: NOW };
const whole = <T>(...items: readonly T[]) => ({ items, isWhole: true });

function aCapacity(heldOn: string, median: number) {
  return CapacityAssessmentViewSchema().parse({
    ...recorded,
    id: `cap_${"0".repeat(18)}${heldOn.replaceAll("-", "")}`,
    title: "Spring",
    heldOn,
    visibility: "funders",
    list: { id: "community-muscle", version: "1" },
    status: "closed",
    responses: 3,
    spans: [{ capacity: "equity", respondents: 3, counts: [0, 1, 1, 1, 0], lowest: 2, median, highest: 4 }],
  });
}

/** One of each kind of what a partnership records of its work. */
export function aPractice(overrides: Partial<Practice> = {}): Practice {
  const test = TESTS_OF_CHANGE.view().parse({
    ...recorded,
    id: id("tst", 1),
    title: "A clinic before the court date",
    aim: "More families keep their home.",
    change: "Legal aid in the week of the filing.",
    strategyId: IDS.readers,
    state: "abandoned",
    cycleCount: 3,
  });
  const change = SYSTEMS_CHANGES.view().parse({
    ...recorded,
    id: id("sys", 1),
    title: "Filings are sealed after three years",
    lever: { list: "four-levers@2021", code: "policies" },
    level: { list: "system-levels@1", code: "state" },
    status: "adopted",
    statusOn: "2023-01-17",
    affected: { whom: "Renting families", people: 1200 },
    money: [{ amount: { amount: "250000.00", currency: "USD" }, move: "redirected", isYearly: true }],
    strategyIds: [IDS.readers],
    transitions: [{ status: "adopted", on: "2023-01-17" }],
    phases: [],
  });
  const statement = CONTRIBUTION_STATEMENTS.view().parse({
    ...recorded,
    id: id("ctb", 1),
    subjectId: IDS.readers,
    period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
    intendedRole: "Bring seats to every ward",
    actualRole: "It paid for half of them",
    moved: [{ what: "Seats for four-year-olds" }],
    withoutIt: "Fewer seats, later",
    otherContributors: [{ contributor: { name: "County office" }, role: "Licences rooms" }],
    confidence: "moderate",
    confidenceWhy: "Rents fell too",
  });
  const story = StoryViewSchema().parse({
    ...recorded,
    id: id("sto", 1),
    heardOn: "2026-03-04",
    themes: ["transport"],
    consent: { givenBy: "a mother of two", givenOn: "2026-03-04", scope: "funders" },
    wordsDigest: "d".repeat(64),
    status: "told",
  });
  const lesson = LessonSummarySchema().parse({
    id: id("lsn", 1),
    title: "Tablets before lessons",
    origin: { organisationId: anId("org", 1) },
    visibility: "public",
    latest: 2,
    createdAt: NOW,
    version: 2,
    recordedAt: NOW,
  });
  const adoption = AdoptionViewSchema().parse({
    ...recorded,
    lessonId: id("lsn", 2),
    lessonVersion: 1,
    partnershipName: "Cedar County Promise",
    placeName: "Cedar County",
    adoptedOn: "2025-05-04",
    status: "kept",
    result: { verdict: "worked-in-part", description: "Half were online in a week.", on: "2025-09-01" },
    visibility: "readers",
  });
  const assessment = AssessmentSummarySchema().parse({
    ...recorded,
    id: id("asm", 1),
    framework: { id: "theory-of-action", version: 1, name: "Theory of Action", label: "2021" },
    gateway: { key: "sustaining", name: "Sustaining" },
    status: "submitted",
    visibility: "funders",
    submittedAt: NOW,
  });
  return {
    ...NO_PRACTICE,
    tests: whole(test),
    changes: whole(change),
    statements: whole(statement),
    stories: whole(story),
    lessons: whole(lesson),
    adoptions: whole(adoption),
    assessments: whole(assessment),
    capacities: whole(aCapacity("2024-04-15", 2), aCapacity("2026-04-15", 4)),
    ...overrides,
  };
}

function aRequirement() {
  return RequirementSchema().parse({
    number: 1,
    revision: 1,
    kind: "narrative",
    title: "Mid-year narrative",
    dueOn: "2026-01-31",
    firstDueOn: "2026-01-31",
    graceDays: 14,
    isBlocking: true,
    responsible: { name: "Cedar County Promise", role: "data-lead" },
    status: "open",
  });
}

/** The facts of a report of a partnership that has something of everything. */
export function wholeFacts(overrides: Partial<OutcomeFacts> = {}): OutcomeFacts {
  const partnership = { ...aLoadedPartnership(), designations: [aDesignation()] };
  const wanted = namedSections("partnership", undefined);
  if (!wanted.ok) throw new Error(wanted.problem.detail);
  return {
    kind: "partnership",
    subject: { id: partnership.head.id, title: partnership.head.name, version: 12 },
    wanted: wanted.value,
    partnership,
    strategyIds: new Set(partnership.strategies.map((strategy) => strategy.id)),
    commitments: [{ state: { ...aState(), requirements: [aRequirement()] }, version: 9, recordedAt: NOW }],
    hasOthers: false,
    isPartOfCommitments: false,
    summaries: theFacts().summaries,
    practice: aPractice(),
    now: NOW,
    ...overrides,
  };
}

/** A report that has something of everything, in every section. */
export function aWholeReport(overrides: Partial<OutcomeFacts> = {}): OutcomeReport {
  return composeOutcomeReport(wholeFacts(overrides));
}

/** A report of a partnership that has recorded nothing yet. */
export function anEmptyReport(): OutcomeReport {
  const partnership = { ...aLoadedPartnership(), strategies: [], links: [] };
  return aWholeReport({
    partnership,
    strategyIds: new Set(),
    commitments: [],
    summaries: [],
    practice: NO_PRACTICE,
  });
}
