import type { ReferenceList } from "./reference-list.ts";

/**
 * The lists of levers by which a system is changed, and how they lie to each other. Facts: FSG, The Water of Systems Change (June 2018);
 * StriveTogether, Shifting Power (Systems Transformation Series, part 4).
 */
export const LEVER_LISTS: readonly ReferenceList[] = [
  {
    id: "four-levers",
    version: "2021",
    name: "Policies, practices, resources, power structures",
    source: "https://www.strivetogether.org/shifting-power-systems-transformation-series-part-4/",
    entries: [
      {
        code: "policies",
        name: "Policies",
        gist: "Rules and priorities that guide what institutions do.",
        isPolicy: true,
      },
      { code: "practices", name: "Practices", gist: "What institutions do, said aloud or out of habit." },
      {
        code: "resources",
        name: "Resources",
        gist: "How money, people, knowledge and information are given.",
      },
      { code: "power-structures", name: "Power structures", gist: "Who decides, and who is heard." },
    ],
    crosswalks: [
      {
        to: "water-of-systems-change@2018",
        pairs: [
          { from: "policies", to: "policies" },
          { from: "practices", to: "practices" },
          { from: "resources", to: "resource-flows" },
          { from: "power-structures", to: "power-dynamics" },
        ],
      },
    ],
  },
  {
    id: "water-of-systems-change",
    version: "2018",
    name: "Six conditions of systems change",
    source: "Kania, Kramer and Senge, The Water of Systems Change, FSG, June 2018",
    entries: [
      {
        code: "policies",
        name: "Policies",
        gist: "Rules, regulations and priorities.",
        group: "structural",
        isPolicy: true,
      },
      {
        code: "practices",
        name: "Practices",
        gist: "Espoused activities and informal habits.",
        group: "structural",
      },
      {
        code: "resource-flows",
        name: "Resource flows",
        gist: "Allocation of money, people, knowledge and information.",
        group: "structural",
      },
      {
        code: "relationships-and-connections",
        name: "Relationships and connections",
        gist: "The quality of connections across histories and viewpoints.",
        group: "relational",
      },
      {
        code: "power-dynamics",
        name: "Power dynamics",
        gist: "The distribution of decision power and influence.",
        group: "relational",
      },
      {
        code: "mental-models",
        name: "Mental models",
        gist: "Deeply held beliefs that shape thought, action and talk.",
        group: "transformative",
      },
    ],
    crosswalks: [
      {
        to: "four-levers@2021",
        pairs: [
          { from: "policies", to: "policies" },
          { from: "practices", to: "practices" },
          { from: "resource-flows", to: "resources" },
          { from: "relationships-and-connections", to: null },
          { from: "power-dynamics", to: "power-structures" },
          { from: "mental-models", to: null },
        ],
      },
    ],
  },
];

/** How far a change reaches. */
export const LEVEL_LISTS: readonly ReferenceList[] = [
  {
    id: "system-levels",
    version: "1",
    name: "Levels of a system",
    source: "Throughline",
    entries: [
      { code: "organisation", name: "Organisation", gist: "One institution, or what it runs." },
      { code: "neighbourhood", name: "Neighbourhood", gist: "Streets, wards, a school's catchment." },
      { code: "district", name: "District", gist: "A school district or another body of its own." },
      { code: "city", name: "City", gist: "A municipality." },
      { code: "county", name: "County", gist: "A county or parish." },
      { code: "region", name: "Region", gist: "Several counties, a metropolitan area." },
      { code: "state", name: "State", gist: "A state, province or territory." },
      { code: "nation", name: "Nation", gist: "A country." },
      { code: "field", name: "Field", gist: "A profession or field, wherever it works." },
    ],
  },
];

/** The phases of policy work: a policy passes them in whatever order, some of them again. */
export const PHASE_LISTS: readonly ReferenceList[] = [
  {
    id: "policy-phases",
    version: "1",
    name: "Phases of policy work",
    source:
      "https://strivetogether.org/resources/policy-toolkit-a-guide-to-systems-transformation-through-policy-change/",
    entries: [
      { code: "development", name: "Development", gist: "The policy is drafted, with whom it concerns." },
      { code: "advocacy", name: "Advocacy", gist: "Those who decide are asked for it." },
      { code: "implementation", name: "Implementation", gist: "What was decided is carried out." },
    ],
  },
];

/** Designs of studies. Only some of them say what would have happened otherwise, which a claim of attribution needs. */
export const DESIGN_LISTS: readonly ReferenceList[] = [
  {
    id: "study-designs",
    version: "1",
    name: "Designs of studies and evaluations",
    source:
      "What Works Clearinghouse, Procedures and Standards Handbook, version 5.0 (2022), for the causal ones",
    entries: [
      {
        code: "randomised-trial",
        name: "Randomised trial",
        gist: "Chance decides who takes part.",
        isCounterfactual: true,
      },
      {
        code: "regression-discontinuity",
        name: "Regression discontinuity",
        gist: "Those just above and just below a cut-off are compared.",
        isCounterfactual: true,
      },
      {
        code: "matched-comparison",
        name: "Matched comparison",
        gist: "A group made alike, with baselines shown to be equivalent.",
        isCounterfactual: true,
      },
      {
        code: "difference-in-differences",
        name: "Difference in differences",
        gist: "Change here less change where it was not done.",
        isCounterfactual: true,
      },
      {
        code: "synthetic-control",
        name: "Synthetic control",
        gist: "A weighted mixture of places where it was not done.",
        isCounterfactual: true,
      },
      {
        code: "comparative-interrupted-time-series",
        name: "Comparative interrupted time series",
        gist: "A break in the series here, against the series elsewhere.",
        isCounterfactual: true,
      },
      { code: "before-and-after", name: "Before and after", gist: "The same place at two times." },
      {
        code: "contribution-analysis",
        name: "Contribution analysis",
        gist: "A plausible account, tested against other explanations.",
      },
      { code: "implementation-study", name: "Implementation study", gist: "What was done, and how." },
      { code: "descriptive", name: "Descriptive", gist: "What is so, for whom and where." },
      { code: "qualitative", name: "Qualitative", gist: "How those concerned see it." },
    ],
  },
];
