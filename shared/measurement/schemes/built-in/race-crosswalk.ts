import type { CategoryMapping, SchemeVersion } from "../scheme.ts";

const LOSS = {
  form: "Asked in another form: who is Hispanic as well was counted as Hispanic only, and is multiracial or multiethnic since 2024.",
  separate: "Asked by itself in 1997, among seven since 2024: the form of the question changes the answers.",
  anyEthnicity:
    "Its Hispanic members are multiracial or multiethnic in 2024, the others are not: they cannot be told apart.",
  once: "1997, as education reports it, counts everybody once.",
};

/** The groups that are counted alike but for the form of the question; White is not among them. */
const ALIKE = ["american-indian", "asian", "black", "pacific-islander"];
const alike = (): CategoryMapping[] =>
  ALIKE.map((key) => ({ category: key, fit: "close", to: [key], loss: LOSS.form }));

const forward: CategoryMapping[] = [
  ...alike(),
  {
    category: "white",
    fit: "spread",
    to: ["white", "middle-eastern", "multiracial"],
    loss: "People of Middle Eastern or North African descent were counted as White, and cannot be told apart.",
  },
  { category: "hispanic", fit: "close", to: ["hispanic-alone-or-in-combination"], loss: LOSS.separate },
  { category: "not-hispanic", fit: "none", to: [], loss: "2024 counts nobody by what they are not." },
  {
    category: "two-or-more",
    fit: "into",
    to: ["multiracial"],
    loss: "2024 counts with them whoever is Hispanic, or Middle Eastern, and something else.",
  },
  ...[...ALIKE, "white", "two-or-more"].map(
    (key): CategoryMapping => ({
      category: `${key}-any-ethnicity`,
      fit: "none",
      to: [],
      loss: LOSS.anyEthnicity,
    }),
  ),
];

const backward: CategoryMapping[] = [
  ...alike(),
  {
    category: "white",
    fit: "into",
    to: ["white"],
    loss: "1997 counts people of Middle Eastern or North African descent with them.",
  },
  {
    category: "middle-eastern",
    fit: "into",
    to: ["white"],
    loss: "1997 counts them as White, with everybody else of that category.",
  },
  {
    category: "hispanic",
    fit: "into",
    to: ["hispanic"],
    loss: "1997 counts with them whoever is Hispanic and something else.",
  },
  { category: "hispanic-alone-or-in-combination", fit: "close", to: ["hispanic"], loss: LOSS.separate },
  {
    category: "multiracial",
    fit: "spread",
    to: ["hispanic", "white", "two-or-more"],
    loss: "Part of them would be Hispanic in 1997, part White, part of two or more races: they cannot be told apart.",
  },
  ...[...ALIKE, "white", "middle-eastern"].map(
    (key): CategoryMapping => ({
      category: `${key}-alone-or-in-combination`,
      fit: "none",
      to: [],
      loss: LOSS.once,
    }),
  ),
];

/** How the categories of 2024 lie to those of 1997, both ways. */
export const CROSSWALK_1997_2024: SchemeVersion["crosswalks"][number] = {
  version: "1997",
  forward,
  backward,
};
