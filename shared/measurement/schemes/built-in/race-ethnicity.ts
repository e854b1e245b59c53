import type { BuiltInScheme } from "./built-in-scheme.ts";
import { CROSSWALK_1997_2024 } from "./race-crosswalk.ts";

const GROUPS = [
  { key: "american-indian", label: "American Indian or Alaska Native" },
  { key: "asian", label: "Asian" },
  { key: "black", label: "Black or African American" },
  { key: "pacific-islander", label: "Native Hawaiian or Pacific Islander" },
  { key: "white", label: "White" },
];
const groupKeys = GROUPS.map(({ key }) => key);

/** What the 1997 standard calls races, by how education reports them: whoever is Hispanic is counted there, everybody else once. */
const AS_REPORTED = GROUPS.map(({ key, label }) => ({ key, label: `${label}, not Hispanic` }));
/** The answers to its question about race, whatever was answered about ethnicity. */
const AS_ASKED = GROUPS.map(({ key, label }) => ({
  key: `${key}-any-ethnicity`,
  label: `${label}, of any ethnicity`,
  description: "Chose this race alone; may be Hispanic or Latino.",
}));

const MINIMUM_2024 = [
  ...GROUPS,
  {
    key: "hispanic",
    label: "Hispanic or Latino",
    description: "Chose this and nothing else: one category among seven, no question of its own.",
  },
  {
    key: "middle-eastern",
    label: "Middle Eastern or North African",
    description: "A category of its own since 2024; counted as White before.",
  },
];
const IN_COMBINATION = MINIMUM_2024.map(({ key, label }) => ({
  key: `${key}-alone-or-in-combination`,
  label: `${label}, alone or in combination`,
  description: "Everybody who chose it, with or without others: shares come to more than 100 percent.",
}));

/**
 * Race and ethnicity by OMB's Statistical Policy Directive 15, in its editions of 1997 and of 2024; agencies are to conform to the
 * later one by 28 March 2029. The 1997 edition has both ways of reporting: as answered in two questions, and in one.
 */
export const RACE_ETHNICITY: BuiltInScheme = {
  id: "race-ethnicity",
  name: "Race and ethnicity, OMB Statistical Policy Directive 15",
  dimension: "race-ethnicity",
  versions: [
    {
      version: "1997",
      categories: [
        { key: "hispanic", label: "Hispanic or Latino, of any race" },
        { key: "not-hispanic", label: "Not Hispanic or Latino, of any race" },
        ...AS_REPORTED,
        { key: "two-or-more", label: "Two or more races, not Hispanic" },
        ...AS_ASKED,
        { key: "two-or-more-any-ethnicity", label: "Two or more races, of any ethnicity" },
      ],
      wholes: [
        {
          label: "In one question: Hispanic, or one race, or several",
          categories: ["hispanic", ...groupKeys, "two-or-more"],
        },
        { label: "The question about ethnicity", categories: ["hispanic", "not-hispanic"] },
        {
          label: "The question about race",
          categories: [...AS_ASKED.map(({ key }) => key), "two-or-more-any-ethnicity"],
        },
      ],
      crosswalks: [],
      note: "Two categories of ethnicity and five of race. Whose race or ethnicity is not known is in none: parts need not come to the total.",
      sources: [
        "https://educationtoworkforce.org/disaggregates/race-and-ethnicity",
        "https://spd15revision.gov/content/spd15revision/en/history.html",
      ],
    },
    {
      version: "2024",
      categories: [
        ...MINIMUM_2024,
        {
          key: "multiracial",
          label: "Multiracial or multiethnic",
          description: "Chose two or more of the seven.",
        },
        ...IN_COMBINATION,
      ],
      wholes: [
        {
          label: "One of the seven alone, or several",
          categories: [...MINIMUM_2024.map(({ key }) => key), "multiracial"],
        },
      ],
      crosswalks: [CROSSWALK_1997_2024],
      note: "Seven categories of one question, of which any number may be chosen. Effective for new collections since 28 March 2024, for all from 28 March 2029 at the latest.",
      sources: [
        "http://federal.elaws.us/fr/3/29/2024/2024-06469",
        "https://spd15revision.gov/content/spd15revision/en/2024-spd15.html",
        "https://spd15revision.gov/content/spd15revision/en/2024-spd15/data-on-race-ethnicity.html",
      ],
    },
  ],
};
