import type { ApiClient } from "./api-client.ts";
import type { IndicatorIds, IndicatorKey } from "./catalogue.ts";
import { type MadePartnership, STRATEGIES, type StrategyKey } from "./partnership.ts";

type Evidence = "none" | "emerging" | "moderate" | "strong";
type LinkRow = readonly [
  from: StrategyKey | IndicatorKey,
  to: IndicatorKey,
  hypothesis: string,
  evidence: Evidence,
  lagMonths: number,
];

/** Strategy → systems indicator. */
const SHIFTS: readonly LinkRow[] = [
  [
    "full-day-pre-k",
    "pre-k-seats",
    "Public money for wages opens rooms that stand empty for want of teachers.",
    "strong",
    12,
  ],
  [
    "full-day-pre-k",
    "child-care-subsidy",
    "One application for every seat brings families to the subsidy they are due.",
    "moderate",
    12,
  ],
  [
    "early-literacy",
    "tutoring-seats",
    "Tutors trained together and placed by need reach the schools that had none.",
    "moderate",
    9,
  ],
  [
    "welcoming-schools",
    "suspensions",
    "Where staff have another answer to conflict, fewer students are sent home.",
    "moderate",
    12,
  ],
  [
    "stable-homes",
    "eviction-filings",
    "Legal aid and rent relief before the court date let families stay.",
    "emerging",
    6,
  ],
  [
    "college-navigators",
    "students-per-counselor",
    "Navigators paid by the partnership halve the number of students each adult advises.",
    "strong",
    6,
  ],
  [
    "college-navigators",
    "paid-internships",
    "Navigators who know employers place juniors where they are paid.",
    "emerging",
    18,
  ],
  [
    "teacher-pathways",
    "teachers-of-color",
    "Residencies with a wage let classroom aides become teachers.",
    "emerging",
    36,
  ],
  [
    "teacher-pathways",
    "per-pupil-funding",
    "A formula that weighs need moves money to the schools with most poverty.",
    "moderate",
    24,
  ],
];

/** Systems indicator, or a strategy directly, → outcome. */
const CONTRIBUTES: readonly LinkRow[] = [
  [
    "pre-k-seats",
    "kindergarten-readiness",
    "Children with a full-day seat enter school with more language and routine.",
    "strong",
    18,
  ],
  [
    "child-care-subsidy",
    "kindergarten-readiness",
    "Families with steady care miss fewer days of early learning.",
    "emerging",
    24,
  ],
  [
    "tutoring-seats",
    "early-grade-reading",
    "Three sessions a week for twenty weeks bring most readers up to grade level.",
    "strong",
    12,
  ],
  [
    "eviction-filings",
    "early-grade-reading",
    "Children who do not change school in the year learn to read sooner.",
    "moderate",
    12,
  ],
  [
    "eviction-filings",
    "chronic-absence-year",
    "Families who keep their home keep their way to school.",
    "moderate",
    6,
  ],
  ["suspensions", "chronic-absence-year", "Students who are not sent away come back.", "moderate", 6],
  [
    "suspensions",
    "chronic-absence-month",
    "Students who are not sent away come back, and the next month shows it.",
    "emerging",
    1,
  ],
  ["suspensions", "middle-grade-math", "Days in class are days of instruction.", "emerging", 24],
  [
    "per-pupil-funding",
    "middle-grade-math",
    "Money for smaller classes reaches the schools with least.",
    "moderate",
    36,
  ],
  [
    "teachers-of-color",
    "high-school-graduation",
    "Students who had a teacher like themselves stay in school.",
    "moderate",
    60,
  ],
  [
    "students-per-counselor",
    "high-school-graduation",
    "An adult who knows the transcript catches a missing credit in time.",
    "moderate",
    18,
  ],
  [
    "students-per-counselor",
    "postsecondary-enrolment",
    "Help with forms and deadlines turns admission into enrolment.",
    "strong",
    12,
  ],
  ["paid-internships", "employment", "A first job in the field leads to the next.", "emerging", 72],
  [
    "college-navigators",
    "postsecondary-completion",
    "Navigators who stay through the second year keep students enrolled.",
    "emerging",
    48,
  ],
];

/** Makes every link, one after the other: all are written to the partnership's aggregate. */
export async function makeLinks(
  backbone: ApiClient,
  partnership: MadePartnership,
  indicatorIds: IndicatorIds,
): Promise<void> {
  const ids: Readonly<Record<string, string>> = { ...indicatorIds, ...partnership.strategyIds };
  for (const [kind, rows] of [
    ["shifts", SHIFTS],
    ["contributes-to", CONTRIBUTES],
  ] as const)
    for (const [from, to, hypothesis, evidence, expectedLagMonths] of rows) {
      const note = evidenceNote(evidence, from in STRATEGIES);
      const link = {
        kind,
        fromId: ids[from],
        toId: ids[to],
        hypothesis,
        evidence,
        expectedLagMonths,
        ...note,
      };
      await backbone.post(`/partnerships/${partnership.id}/links`, link, `link:${from}:${to}`);
    }
}

function evidenceNote(evidence: Evidence, isStrategy: boolean): { evidenceNote?: string } {
  if (evidence === "strong")
    return {
      evidenceNote: "Two studies elsewhere with comparison groups, and our own figures move as expected.",
    };
  if (evidence === "moderate" && isStrategy)
    return {
      evidenceNote: "A pilot in two schools compared with two others; the next step is a wider test.",
    };
  return {};
}
