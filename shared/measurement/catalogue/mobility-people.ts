import type { CatalogueEntry } from "./entry.ts";
import { predictor, SURVEY } from "./upward-mobility.ts";

const education = { ...predictor, group: "High-quality education" } satisfies Partial<CatalogueEntry>;
const work = { ...predictor, group: "Rewarding work" } satisfies Partial<CatalogueEntry>;
const income = {
  ...work,
  unit: "currency",
  currency: "USD",
  denominatorDefinition: "Households, in the order of their income",
  aggregation: "none",
  gotchas: [
    "A percentile of places is not the percentile of all of them together: it cannot be averaged.",
    "Say of which year the dollars are.",
  ],
} satisfies Partial<CatalogueEntry>;

/** The predictors under the pillars of education and of work. */
export const MOBILITY_OF_PEOPLE: readonly CatalogueEntry[] = [
  {
    ...education,
    id: "mobility-access-to-preschool",
    name: "Access to preschool",
    level: "contributing",
    outcomeIds: ["kindergarten-readiness"],
    numeratorDefinition: "Children of three and four years enrolled in nursery school or preschool",
    denominatorDefinition: "Children of three and four years",
    gotchas: [SURVEY, "It does not tell half a day from a full day, nor how good a programme is."],
  },
  {
    ...education,
    id: "mobility-effective-public-education",
    name: "Effective public education",
    level: "contributing",
    outcomeIds: ["early-grade-reading"],
    unit: "index",
    numeratorDefinition:
      "Average change from one grade to the next in English language arts achievement, grades 3 to 8, in grade levels",
    denominatorDefinition: "None: an average of changes",
    aggregation: "none",
    dataType: "assessment",
    gotchas: ["It tells how much is learned in a year, not where students stand. It comes with bounds."],
  },
  {
    ...education,
    id: "mobility-school-economic-diversity",
    name: "School economic diversity",
    level: "system",
    outcomeIds: ["high-school-graduation"],
    polarity: "lower",
    numeratorDefinition: "Students of the group who attend a high-poverty school",
    denominatorDefinition: "Students of the group",
    gotchas: ["Given by race and ethnicity: the figure of everybody hides what it is about."],
  },
  {
    ...education,
    id: "mobility-preparation-for-college",
    name: "Preparation for college",
    level: "contributing",
    outcomeIds: ["postsecondary-enrolment", "high-school-graduation"],
    numeratorDefinition: "Residents of 19 and 20 years with a high school degree",
    denominatorDefinition: "Residents of 19 and 20 years",
    gotchas: [
      SURVEY,
      "Where people live at that age, colleges among it, not where they went to school: not the graduation rate.",
    ],
  },
  {
    ...education,
    id: "mobility-digital-access",
    name: "Digital access",
    numeratorDefinition: "Households with broadband in the home",
    denominatorDefinition: "Households",
    gotchas: [SURVEY],
  },
  {
    ...work,
    id: "mobility-employment-opportunities",
    name: "Employment opportunities",
    level: "contributing",
    outcomeIds: ["employment"],
    numeratorDefinition: "Residents of 25 to 54 years who are employed",
    denominatorDefinition: "Residents of 25 to 54 years",
    gotchas: [SURVEY, "Any job counts, whatever its quality."],
  },
  {
    ...work,
    id: "mobility-living-wages",
    name: "Jobs paying living wages",
    level: "contributing",
    outcomeIds: ["employment"],
    unit: "ratio",
    numeratorDefinition: "Pay on the average job",
    denominatorDefinition: "Cost of living",
    aggregation: "none",
    gotchas: [
      "By where jobs are, not by where workers live. At 1 the average job pays for the living, half may not.",
    ],
  },
  {
    ...income,
    id: "mobility-income-20th-percentile",
    name: "Household income at the 20th percentile",
    numeratorDefinition: "Income that a fifth of households does not reach",
  },
  {
    ...income,
    id: "mobility-income-50th-percentile",
    name: "Household income at the 50th percentile",
    numeratorDefinition: "Income that half of the households does not reach",
  },
  {
    ...income,
    id: "mobility-income-80th-percentile",
    name: "Household income at the 80th percentile",
    numeratorDefinition: "Income that four fifths of households do not reach",
  },
  {
    ...work,
    id: "mobility-financial-security",
    name: "Financial security",
    polarity: "lower",
    numeratorDefinition: "People with debt in collections",
    denominatorDefinition: "People with a credit record",
    gotchas: ["Who has no credit record is not counted. It comes with bounds."],
  },
  {
    ...work,
    id: "mobility-wealth-building",
    name: "Wealth-building opportunities",
    unit: "ratio",
    polarity: "neutral",
    numeratorDefinition: "The group's share of the community's housing wealth",
    denominatorDefinition: "The group's share of households",
    aggregation: "none",
    gotchas: ["Given by race and ethnicity; 1 is parity, so which way is better depends on the group."],
  },
];
