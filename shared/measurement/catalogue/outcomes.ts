import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/**
 * The seven cradle-to-career outcomes, as reference data. A version is never edited: a better definition is a further
 * version, so that what was recorded under this one keeps its meaning.
 */
export const OUTCOMES_VERSION = "2026-1";

export const OutcomeSchema = lazy(() =>
  z
    .object({
      id: z.string(),
      version: z.string(),
      order: z.int(),
      name: z.string(),
      numeratorDefinition: z.string(),
      denominatorDefinition: z.string(),
      window: z.string(),
      unit: z.literal("percent"),
      polarity: z.literal("higher"),
      sources: z.array(z.url()),
      gotchas: z.array(z.string()),
    })
    .meta({ id: "Outcome", description: "A cradle-to-career outcome with an exact, calculable definition." }),
);
export type Outcome = z.infer<ReturnType<typeof OutcomeSchema>>;

type Definition = Omit<Outcome, "version" | "order" | "unit" | "polarity">;

const DEFINITIONS: readonly Definition[] = [
  {
    id: "kindergarten-readiness",
    name: "Kindergarten readiness",
    numeratorDefinition: "Entering kindergartners who are ready on the locally adopted assessment",
    denominatorDefinition: "Entering kindergartners who were assessed",
    window: "The first weeks of kindergarten, as the instrument says",
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
    id: "early-grade-reading",
    name: "Early grade reading",
    numeratorDefinition: "Grade-3 students who met the state's grade-level standard in English language arts",
    denominatorDefinition: "Grade-3 students with a scored test in English language arts",
    window: "The state's test in spring of the school year",
    sources: ["https://educationtoworkforce.org/indicators/math-and-reading-proficiency-grade-8"],
    gotchas: [
      "States set their own standards: not comparable across states (the national assessment tests grades 4, 8 and 12).",
    ],
  },
  {
    id: "middle-grade-math",
    name: "Middle grade math",
    numeratorDefinition: "Grade-8 students who met the state's grade-level standard in mathematics",
    denominatorDefinition: "Grade-8 students with a scored test in mathematics",
    window: "The state's test in spring of the school year",
    sources: ["https://educationtoworkforce.org/indicators/math-and-reading-proficiency-grade-8"],
    gotchas: [
      "States set their own standards: not comparable across states.",
      "Where grade-8 students sit an end-of-course algebra test instead, say whether they are counted.",
    ],
  },
  {
    id: "high-school-graduation",
    name: "High school graduation",
    numeratorDefinition: "Students of the adjusted cohort who earned a regular diploma in the window",
    denominatorDefinition:
      "First-time 9th graders, plus transfers in, minus transfers out, emigrated and died",
    window: "Four years; five and six years are series of their own",
    sources: [
      "https://educationtoworkforce.org/indicators/high-school-graduation",
      "https://www.mhec.org/dashboard/high-school-completion-raceethnicity",
    ],
    gotchas: ["Never mix four-, five- and six-year rates in one series."],
  },
  {
    id: "postsecondary-enrolment",
    name: "Postsecondary enrolment",
    numeratorDefinition: "High school graduates enrolled in a postsecondary institution in the window",
    denominatorDefinition: "High school graduates of the year",
    window: "By 31 October after graduation",
    sources: [
      "https://educationtoworkforce.org/indicators/postsecondary-enrollment-directly-after-high-school-graduation",
    ],
    gotchas: ["Twelve- and sixteen-month windows exist as well: the window is part of the definition."],
  },
  {
    id: "postsecondary-completion",
    name: "Postsecondary completion",
    numeratorDefinition:
      "Students of the entering cohort who completed a certificate, associate or bachelor degree in the window",
    denominatorDefinition: "Students of the entering cohort",
    window: "150 % of the programme's length; report 100 % and 200 % as series of their own",
    sources: ["https://educationtoworkforce.org/indicators/postsecondary-certificate-or-degree-completion"],
    gotchas: [
      "Students who went to another state are found only through the National Student Clearinghouse.",
    ],
  },
  {
    id: "employment",
    name: "Employment",
    numeratorDefinition:
      "Adults employed in a quality job: pay, benefits, scheduling, career path, safety and security on an index",
    denominatorDefinition: "Adults of the age group that the survey covers",
    window: "The survey's reference period",
    sources: [
      "https://educationtoworkforce.org/indicators/employment-quality-job",
      "https://educationtoworkforce.org/indicators/minimum-economic-return",
    ],
    gotchas: ["It rests on a survey: keep the margin of error, and do not read small moves as change."],
  },
];

/** The catalogue in cradle-to-career order. */
export const OUTCOMES: readonly Outcome[] = DEFINITIONS.map((definition, index) => ({
  ...definition,
  version: OUTCOMES_VERSION,
  order: index + 1,
  unit: "percent",
  polarity: "higher",
}));

/** Whether the catalogue holds an outcome of this id. */
export function isOutcomeId(id: string): boolean {
  return OUTCOMES.some((outcome) => outcome.id === id);
}
