import type { CatalogueEntry } from "./entry.ts";

const ew = (page: string) => `https://educationtoworkforce.org/indicators/${page}`;

const common = {
  version: "2026-1",
  set: "education-to-workforce",
  group: "Outcomes and milestones",
  level: "contributing",
  unit: "percent",
  polarity: "higher",
  frequency: "yearly",
  window: "The school year",
  aggregation: "weighted",
  overTime: "stock",
  dataType: "administrative",
} satisfies Partial<CatalogueEntry>;

const attendance = {
  ...common,
  outcomeIds: ["early-grade-reading", "middle-grade-math", "high-school-graduation"],
  denominatorDefinition: "Students who were present on more than 30 days",
  source: "District attendance systems",
} satisfies Partial<CatalogueEntry>;

/** Near-real-time signs of the outcomes. */
export const CONTRIBUTING: readonly CatalogueEntry[] = [
  {
    ...attendance,
    id: "chronic-absence",
    name: "Chronic absence",
    polarity: "lower",
    numeratorDefinition:
      "Students who missed a tenth of the days they were enrolled or more, whatever the reason",
    sources: [ew("consistent-attendance"), "https://www.graduatestrong.org/theory-of-action"],
    gotchas: [
      "A share of the days enrolled, not a fixed number of days: students who moved count as well.",
      "A month's figure and a year's are two series: who misses a tenth of one month need not miss a tenth of the year.",
      "Say how days of remote learning and of suspension were counted.",
    ],
  },
  {
    ...attendance,
    id: "satisfactory-attendance",
    name: "Satisfactory attendance",
    numeratorDefinition: "Students who were present on 96 percent of the days they were enrolled or more",
    sources: [ew("consistent-attendance")],
    gotchas: [
      "It is not what is left of chronic absence: between 90 and 96 percent lie students who are neither.",
    ],
  },
  {
    ...common,
    id: "no-exclusionary-discipline",
    name: "Children not excluded from class by discipline",
    outcomeIds: ["high-school-graduation", "early-grade-reading"],
    numeratorDefinition:
      "Children without any suspension in or out of school, expulsion, or restraint or seclusion as discipline",
    denominatorDefinition: "Children enrolled",
    source: "District discipline records",
    sources: [ew("positive-behavior-discipline")],
    gotchas: [
      "It shows what schools do as much as how children behave: read it beside the systems indicators of discipline.",
      "Children are counted once, however often they were excluded.",
    ],
  },
  {
    ...common,
    id: "algebra-1-by-grade-9",
    name: "Algebra I completed by the end of grade 9",
    outcomeIds: ["high-school-graduation", "middle-grade-math", "postsecondary-completion"],
    numeratorDefinition: "First-time grade-9 students who completed Algebra I or an equivalent course",
    denominatorDefinition: "First-time grade-9 students",
    window: "By the end of their grade-9 year",
    overTime: "flow",
    source: "Student transcripts of middle and high schools",
    sources: [ew("successful-completion-algebra-i-9th-grade")],
    gotchas: [
      "It takes the transcripts of grades 7 and 8 too: many complete the course there.",
      "Students who repeat grade 9 are not counted.",
    ],
  },
  {
    ...common,
    id: "grade-9-on-track",
    name: "Ninth graders on track",
    outcomeIds: ["high-school-graduation", "postsecondary-enrolment"],
    numeratorDefinition:
      "Grade-9 students with a grade point average of 3.0 or more, no D or F in English language arts or mathematics, attendance of 96 percent or more, and no suspension or expulsion",
    denominatorDefinition: "Grade-9 students",
    overTime: "flow",
    source: "District student information systems and transcripts",
    sources: [ew("9th-grade-track")],
    gotchas: [
      "Districts define on track in other ways (credits earned, core courses failed): say which as the local variation.",
    ],
  },
  {
    ...common,
    id: "fafsa-completion",
    name: "Seniors who completed the federal application for student aid",
    outcomeIds: ["postsecondary-enrolment"],
    numeratorDefinition: "Grade-12 students who completed the FAFSA",
    denominatorDefinition: "Grade-12 students",
    window: "By 30 June of the senior year",
    overTime: "flow",
    source: "Federal Student Aid counts by high school, state enrolment",
    sources: [ew("fafsa-completion")],
    gotchas: [
      "Counted by a day: figures of different days in spring are not of one series.",
      "Students who may not apply for federal aid are in the denominator.",
    ],
  },
  {
    ...common,
    id: "early-college-course-passed",
    name: "High school students who passed an early college course",
    outcomeIds: ["postsecondary-enrolment", "postsecondary-completion"],
    numeratorDefinition:
      "High school students who enrolled in and passed at least one AP, IB or dual-credit course",
    denominatorDefinition: "High school students",
    source: "Student transcripts",
    sources: [ew("early-college-coursework-completion")],
    gotchas: ["Passing the course and earning credit by the test are two metrics."],
  },
  {
    ...common,
    id: "early-college-credit-earned",
    name: "Early college students who earned credit",
    outcomeIds: ["postsecondary-completion"],
    numeratorDefinition:
      "Students with a credit-bearing score (AP 3 or more, IB 5 or more), or with college credit from a dual-enrolment course",
    denominatorDefinition: "Students enrolled in early college courses",
    dataType: "assessment",
    source: "Test scores and college transcripts",
    sources: [ew("early-college-coursework-completion")],
    gotchas: [
      "Its denominator is those who had access: it rises where fewer are let in. Read it beside how many took such a course.",
    ],
  },
  {
    ...common,
    id: "gateway-courses-completed",
    name: "First-year college students who completed gateway courses",
    outcomeIds: ["postsecondary-completion"],
    numeratorDefinition:
      "First-year college students who completed college-level introductory mathematics and English",
    denominatorDefinition: "First-year college students",
    window: "Within the first year of college",
    overTime: "flow",
    source: "Transcripts of postsecondary institutions",
    sources: [ew("gateway-course-completion")],
    gotchas: [
      "Each institution says which courses are gateways: not comparable between them without a look.",
    ],
  },
  {
    ...common,
    id: "postsecondary-persistence",
    name: "College students who went on after the first year",
    outcomeIds: ["postsecondary-completion"],
    numeratorDefinition:
      "Students of the entering cohort who were enrolled in any college the following year, or had completed a credential",
    denominatorDefinition: "Students of the entering cohort",
    window: "The following year; to be followed for 150 % of the programme's length",
    overTime: "flow",
    source: "Match of entering cohorts with a clearing house of enrolments",
    sources: [ew("postsecondary-persistence")],
    gotchas: ["Going on at any college is persistence, at the same one retention: never one series."],
  },
];
