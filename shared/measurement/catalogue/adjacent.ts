import type { CatalogueEntry } from "./entry.ts";

const ew = (page: string) => `https://educationtoworkforce.org/indicators/${page}`;

const common = {
  version: "2026-1",
  set: "education-to-workforce",
  group: "Conditions beside schools and training",
  level: "adjacent",
  unit: "percent",
  polarity: "higher",
  frequency: "yearly",
  aggregation: "weighted",
  overTime: "stock",
  dataType: "survey",
} satisfies Partial<CatalogueEntry>;

const housing = {
  ...common,
  outcomeIds: ["kindergarten-readiness"],
  dataType: "estimate",
  sources: [ew("access-affordable-housing")],
} satisfies Partial<CatalogueEntry>;

const food = {
  ...common,
  outcomeIds: ["kindergarten-readiness", "postsecondary-completion"],
  sources: [ew("food-security")],
} satisfies Partial<CatalogueEntry>;

/** What lies beside schools and training, and decides with them who succeeds. */
export const ADJACENT: readonly CatalogueEntry[] = [
  {
    ...food,
    id: "food-security",
    name: "People who are food secure",
    numeratorDefinition: "People with high or marginal food security",
    denominatorDefinition: "People who answered",
    window: "The survey's reference period",
    instrument: "USDA Food Security Survey Module",
    source: "Household or student survey",
    gotchas: [
      "The module comes in 18, 10 and 6 questions: another length begins another series.",
      "It rests on a survey: keep the margin of error.",
    ],
  },
  {
    ...food,
    id: "snap-participation",
    name: "Eligible people who receive food assistance",
    numeratorDefinition: "People who participate in SNAP",
    denominatorDefinition: "People who are eligible for SNAP",
    window: "The year",
    dataType: "estimate",
    source: "State agency, estimates of eligibility",
    gotchas: ["Who is eligible is estimated, and changes with the rules: say of which year the rules are."],
  },
  {
    ...food,
    id: "low-access-to-healthy-food",
    name: "People who live where healthy food is hard to reach",
    polarity: "lower",
    numeratorDefinition: "People who live in a census tract with low access to healthy food",
    denominatorDefinition: "People",
    window: "The edition of the atlas",
    frequency: "irregular",
    instrument: "USDA Food Access Research Atlas",
    dataType: "estimate",
    source: "USDA Food Access Research Atlas",
    gotchas: ["It tells of where people live, not of what they eat; tract borders change with the census."],
  },
  {
    ...housing,
    id: "affordable-housing-supply",
    name: "Affordable homes for each household of low income",
    unit: "ratio",
    numeratorDefinition: "Housing units whose monthly costs are at most 30 percent of the household's income",
    denominatorDefinition: "Households below 80 percent of the area's median income",
    window: "The survey's years",
    source: "American Community Survey, HUD income limits",
    gotchas: [
      "Very low income, below 50 percent, is a series of its own.",
      "It says nothing of the state of the homes.",
    ],
  },
  {
    ...housing,
    id: "rental-assistance",
    name: "Eligible households that receive federal rental assistance",
    numeratorDefinition: "Households that receive federal rental assistance",
    denominatorDefinition: "Households that are eligible",
    window: "The year",
    source: "HUD, estimates of eligibility",
    gotchas: ["Assistance is rationed: it shows supply, not need."],
  },
  {
    ...housing,
    id: "eviction-filings",
    name: "Evictions filed per 100 renter households",
    unit: "rate",
    ratePer: 100,
    polarity: "lower",
    numeratorDefinition: "Eviction cases filed in court, several at one address included",
    denominatorDefinition: "Renter-occupied homes",
    window: "The year",
    overTime: "flow",
    dataType: "administrative",
    source: "Court records; Eviction Lab where courts give none",
    sources: [
      ew("access-affordable-housing"),
      "https://evictionlab.org/methods/",
      "https://ssir.org/articles/entry/the_importance_of_place",
    ],
    gotchas: [
      "A filing is no eviction: judgments are a series of their own, and evictions outside court are in neither.",
      "Courts seal and digitise records differently: compare a place with itself first.",
    ],
  },
  {
    ...common,
    id: "technology-access",
    name: "People with a computer and broadband at home",
    outcomeIds: ["employment"],
    numeratorDefinition:
      "People with both a desktop or laptop computer owned by someone in the home and reliable broadband",
    denominatorDefinition: "People",
    window: "The survey's years",
    source: "American Community Survey, or a local survey",
    sources: [ew("access-technology")],
    gotchas: [
      "The American Community Survey does not ask who owns the computer.",
      "A telephone alone is not counted: it does not do for schoolwork and applications.",
    ],
  },
];
