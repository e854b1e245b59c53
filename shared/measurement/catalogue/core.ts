import type { CatalogueEntry } from "./entry.ts";

const ew = (page: string) => `https://educationtoworkforce.org/indicators/${page}`;

const common = {
  version: "2026-1",
  set: "cradle-to-career-outcomes",
  level: "core",
  unit: "percent",
  polarity: "higher",
  frequency: "yearly",
  aggregation: "weighted",
  // Every year tells of another cohort: years can be pooled, by their counts.
  overTime: "flow",
} satisfies Partial<CatalogueEntry>;

const proficiency = {
  ...common,
  window: "The state's test in spring of the school year",
  dataType: "assessment",
  source: "State assessment results by district",
  sources: [ew("math-and-reading-proficiency-grade-8")],
} satisfies Partial<CatalogueEntry>;
const OWN_STANDARDS =
  "States set their own standards: not comparable across states (the national assessment tests grades 4, 8 and 12).";

const graduation = {
  ...common,
  outcomeIds: ["high-school-graduation"],
  numeratorDefinition: "Students of the adjusted cohort who earned a regular diploma in the window",
  denominatorDefinition: "First-time 9th graders, plus transfers in, minus transfers out, emigrated and died",
  dataType: "administrative",
  source: "State graduation cohorts by district",
  sources: [
    ew("high-school-graduation"),
    "https://www.mhec.org/dashboard/high-school-completion-raceethnicity",
  ],
  gotchas: ["Never mix four-, five- and six-year rates in one series."],
} satisfies Partial<CatalogueEntry>;

const enrolment = {
  ...common,
  outcomeIds: ["postsecondary-enrolment"],
  numeratorDefinition: "High school graduates enrolled in a postsecondary institution in the window",
  denominatorDefinition: "High school graduates of the year",
  dataType: "administrative",
  source: "Match of graduates with a clearing house of enrolments",
  sources: [ew("postsecondary-enrollment-directly-after-high-school-graduation")],
  gotchas: ["Windows of other lengths exist as well: the window is part of the definition."],
} satisfies Partial<CatalogueEntry>;

const completion = {
  ...common,
  outcomeIds: ["postsecondary-completion"],
  numeratorDefinition:
    "Students of the entering cohort who completed a certificate, associate or bachelor degree in the window",
  denominatorDefinition: "Students of the entering cohort",
  dataType: "administrative",
  source: "Match of entering cohorts with a clearing house of degrees",
  sources: [ew("postsecondary-certificate-or-degree-completion")],
  gotchas: [
    "Students who went to another state are found only through the National Student Clearinghouse.",
    "Report 100 %, 150 % and 200 % as series of their own.",
  ],
} satisfies Partial<CatalogueEntry>;

/** The exact metrics of the seven outcomes. The first of an outcome has its id. */
export const CORE: readonly CatalogueEntry[] = [
  {
    ...common,
    id: "kindergarten-readiness",
    name: "Children ready for kindergarten",
    outcomeIds: ["kindergarten-readiness"],
    numeratorDefinition: "Entering kindergartners who are ready on the locally adopted assessment",
    denominatorDefinition: "Entering kindergartners who were assessed",
    window: "The first weeks of kindergarten, as the instrument says",
    dataType: "assessment",
    source: "Kindergarten entry assessment of the state or district",
    sources: [
      "https://www.strivetogether.org/why-kindergarten-readiness-matters",
      "https://ceds.ed.gov/connectReport.aspx?uid=30936",
    ],
    gotchas: [
      "Five domains are meant: language and literacy, cognition, approaches to learning, physical, social-emotional. Some sources measure each by itself.",
      "Another instrument begins another series: results before and after it are not comparable.",
    ],
  },
  {
    ...proficiency,
    id: "early-grade-reading",
    name: "Third graders reading at grade level",
    outcomeIds: ["early-grade-reading"],
    numeratorDefinition: "Grade-3 students who met the state's grade-level standard in English language arts",
    denominatorDefinition: "Grade-3 students with a scored test in English language arts",
    gotchas: [OWN_STANDARDS],
  },
  {
    ...proficiency,
    id: "middle-grade-math",
    name: "Eighth graders at grade level in mathematics",
    outcomeIds: ["middle-grade-math"],
    numeratorDefinition: "Grade-8 students who met the state's grade-level standard in mathematics",
    denominatorDefinition: "Grade-8 students with a scored test in mathematics",
    gotchas: [
      OWN_STANDARDS,
      "Where grade-8 students sit an end-of-course algebra test instead, say whether they are counted.",
    ],
  },
  {
    ...graduation,
    id: "high-school-graduation",
    name: "High school graduation in four years",
    window: "Four years",
  },
  {
    ...graduation,
    id: "high-school-graduation-5-years",
    name: "High school graduation in five years",
    window: "Five years",
  },
  {
    ...graduation,
    id: "high-school-graduation-6-years",
    name: "High school graduation in six years",
    window: "Six years",
  },
  {
    ...enrolment,
    id: "postsecondary-enrolment",
    name: "Graduates enrolled in college by 31 October",
    window: "By 31 October after graduation",
  },
  {
    ...enrolment,
    id: "postsecondary-enrolment-12-months",
    name: "Graduates enrolled in college within twelve months",
    window: "Within twelve months after graduation",
  },
  {
    ...enrolment,
    id: "postsecondary-enrolment-16-months",
    name: "Graduates enrolled in college within sixteen months",
    window: "Within sixteen months after graduation",
  },
  {
    ...completion,
    id: "postsecondary-completion",
    name: "Degree or certificate in 150 % of the programme's length",
    window: "150 % of the programme's length",
  },
  {
    ...completion,
    id: "postsecondary-completion-100",
    name: "Degree or certificate in the programme's length",
    window: "100 % of the programme's length",
  },
  {
    ...completion,
    id: "postsecondary-completion-200",
    name: "Degree or certificate in twice the programme's length",
    window: "200 % of the programme's length",
  },
  {
    ...common,
    id: "employment",
    name: "People employed in a quality job",
    outcomeIds: ["employment"],
    numeratorDefinition:
      "Adults employed in a quality job: pay, benefits, scheduling, career path, safety and security on an index",
    denominatorDefinition: "Adults of the age group that the survey covers",
    window: "The survey's reference period",
    overTime: "stock",
    dataType: "survey",
    source: "Survey of residents or workers with an index of job quality",
    sources: [ew("employment-quality-job")],
    gotchas: [
      "It rests on a survey: keep the margin of error, and do not read small moves as change.",
      "Name the index and its threshold as the instrument: another index begins another series.",
    ],
  },
  {
    ...common,
    id: "employment-minimum-economic-return",
    name: "People whose education has paid for itself in ten years",
    outcomeIds: ["employment", "postsecondary-completion"],
    numeratorDefinition:
      "People who earn at least the median of the state's high school graduates, and enough more to recover what their education cost with interest",
    denominatorDefinition: "People of the cohort that left education",
    window: "Within ten years of their highest degree, or of leaving education",
    dataType: "administrative",
    source: "Earnings records linked to education records",
    sources: [ew("minimum-economic-return")],
    gotchas: [
      "It takes linked records of earnings: whom the link does not find is not the same as who earns nothing.",
      "It tells of a cohort of ten years ago, not of today's programmes.",
    ],
  },
];
