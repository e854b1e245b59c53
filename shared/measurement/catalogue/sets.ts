import type { CatalogueSet } from "./entry.ts";

/** The collections of the catalogue. Sources disagree on counts from year to year, so each says of which edition it is. */
export const SETS: readonly CatalogueSet[] = [
  {
    id: "cradle-to-career-outcomes",
    version: "2026-1",
    name: "Seven cradle-to-career outcomes",
    description:
      "StriveTogether names seven outcomes of a population and leaves the choice of the core indicator to each community. The exact metrics are those of the Education-to-Workforce framework.",
    sources: [
      "https://www.strivetogether.org/what-we-do/cradle-to-career-outcomes",
      "https://educationtoworkforce.org/about",
    ],
  },
  {
    id: "education-to-workforce",
    version: "2022",
    name: "Education-to-Workforce indicator framework",
    description:
      "A selection of its 99 indicators: milestones that foretell the outcomes, conditions of schools and training, and conditions beside them.",
    sources: [
      "https://educationtoworkforce.org/about",
      "https://educationtoworkforce.org/indicators/indicators-depth",
    ],
  },
  {
    id: "upward-mobility",
    version: "24-predictors",
    name: "Upward Mobility Framework of the Urban Institute",
    description:
      "24 predictors of mobility out of poverty under five pillars, each with its metrics. Published figures carry a quality flag: 1 no substantial concern, 2 limited issues, 3 do not act on it.",
    sources: [
      "https://upward-mobility.urban.org/framework",
      "https://github.com/UI-Research/mobility-from-poverty",
    ],
  },
];
