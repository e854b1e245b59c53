import type { Criterion, FrameworkContent, FrameworkSummary } from "../framework.ts";

type Row = readonly [key: string, pillar: string, text: string, ...evidence: string[]];

const VISION = "shared-community-vision";
const EVIDENCE = "evidence-based-decision-making";
const ACTION = "collaborative-action";
const INVESTMENT = "investment-and-sustainability";

/** Benchmarks of the classic edition as public pages tell of them, in other words; by gateway and pillar. */
const ROWS: Readonly<Record<string, readonly Row[]>> = {
  exploring: [
    [
      "cross-sector-partnership",
      VISION,
      "A cross-sector partnership with a defined place stands for a vision from cradle to career.",
      "The vision",
      "The place",
    ],
    [
      "accountability-structure",
      VISION,
      "A leadership table works within a documented accountability structure.",
      "The accountability structure",
    ],
    ["shared-messages", VISION, "Partners tell of the work in messages they agreed on.", "The messages"],
    [
      "selected-outcomes",
      EVIDENCE,
      "The partnership selected the community-level outcomes for which it is accountable, and core indicators of each.",
      "Outcomes and core indicators",
    ],
    [
      "commitment-to-improvement",
      ACTION,
      "Partners committed themselves to continuous improvement.",
      "The commitment",
    ],
    [
      "anchor-entity",
      INVESTMENT,
      "An anchor entity is in place, with the capacity to manage day by day.",
      "Who it is, and its staff",
    ],
    ["funders-engaged", INVESTMENT, "Funders are engaged.", "Who they are"],
  ],
  emerging: [
    [
      "baseline-report-card",
      VISION,
      "A baseline report card with disaggregated data is public.",
      "The report card",
    ],
    [
      "disaggregated-baseline",
      EVIDENCE,
      "Baselines of core indicators are collected and disaggregated by key groups.",
      "The baselines",
    ],
    ["prioritised-indicators", EVIDENCE, "A subset of indicators has priority.", "Which, and why"],
    [
      "action-networks",
      ACTION,
      "Collaborative action networks are formed around community-level outcomes.",
      "The networks and who is in them",
    ],
    [
      "backbone-capacity",
      INVESTMENT,
      "There is capacity for management, data, facilitation, communication and community engagement.",
      "Staff roles",
    ],
    ["operations-supported", INVESTMENT, "Partners support the operations.", "What they give"],
  ],
  sustaining: [
    ["roles-as-agreed", VISION, "Everybody works as the accountability structure says.", "Minutes"],
    [
      "annual-report-card",
      VISION,
      "A report card comes out every year, with a consistent message.",
      "The last two report cards",
    ],
    [
      "indicators-refined",
      EVIDENCE,
      "Indicators are refined for accuracy and validity; academic data are connected along the pipeline.",
      "What was refined",
    ],
    [
      "networks-improve",
      ACTION,
      "Networks act by continuous improvement, with charter and action plan from disaggregated local data.",
      "Charters and action plans",
    ],
    [
      "barriers-lifted",
      ACTION,
      "Opportunities and barriers are lifted up to partners.",
      "What was lifted up, and what followed",
    ],
    ["aligned-resources", INVESTMENT, "Resources are mobilised for and aligned to outcomes.", "Which"],
    [
      "advocacy-agenda",
      INVESTMENT,
      "A collective advocacy agenda works to change policy, local and of the state.",
      "The agenda",
    ],
  ],
  "systems-change": [
    [
      "aligned-work",
      VISION,
      "Organisations, institutions and residents align their work to the vision; what they say shows shared accountability.",
      "Examples from each",
    ],
    [
      "student-level-data",
      EVIDENCE,
      "Student-level data are accessible and used regularly by the partners they concern, sooner than before.",
      "Who uses which, how soon",
    ],
    [
      "strategies-by-data",
      ACTION,
      "A variety of data improves universal and targeted strategies for those whose disparities persist.",
      "What was changed, by which data",
    ],
    [
      "resources-for-strategies",
      INVESTMENT,
      "Resources are aligned around evidence-based strategies.",
      "Which moved",
    ],
  ],
  "proof-point": [
    [
      "systems-are-changing",
      VISION,
      "Systems are changing, and a majority of outcomes improve or are maintained year after year.",
      "Systems changes",
      "Outcomes over several years",
    ],
  ],
  "systems-transformation": [
    [
      "institutionalised-shifts",
      VISION,
      "Shifts of policies, practices, resources and power structures are institutionalised, so that those held back by race, ethnicity or poverty reach their full potential.",
      "Systems changes that are institutionalised",
      "Gaps that close",
    ],
  ],
};

const CLASSIC: FrameworkContent = {
  label: "classic edition",
  source:
    "Paraphrased from https://www.strivetogether.org/interactive-theory-action/ and https://paperzz.com/doc/7243660/theory-of-action; the numeric rule of the last two gateways is not published: thresholds are ours.",
  gateways: [
    { key: "exploring", name: "Exploring" },
    { key: "emerging", name: "Emerging" },
    { key: "sustaining", name: "Sustaining" },
    { key: "systems-change", name: "Systems Change" },
    { key: "proof-point", name: "Proof Point" },
    { key: "systems-transformation", name: "Systems Transformation" },
  ],
  pillars: [
    { key: VISION, name: "Shared community vision" },
    { key: EVIDENCE, name: "Evidence-based decision making" },
    { key: ACTION, name: "Collaborative action" },
    { key: INVESTMENT, name: "Investment and sustainability" },
  ],
  benchmarks: Object.entries(ROWS).flatMap(([gateway, rows]) =>
    rows.map(([key, pillar, text, ...evidenceRequired]) => ({
      key,
      gateway,
      pillar,
      text,
      evidenceRequired,
    })),
  ),
  criteria: [
    majority("proof-point", "core-improving-or-maintained"),
    majority("systems-transformation", "core-improving-or-maintained"),
    majority("systems-transformation", "gaps-closing"),
  ],
};

/** The product's own framework, its versions in order. A version is never edited: a better one stands behind it. */
export const THEORY_OF_ACTION: FrameworkSummary & { readonly versions: readonly FrameworkContent[] } = {
  id: "theory-of-action",
  name: "Theory of Action",
  latestVersion: 1,
  visibility: "public",
  versions: [CLASSIC],
};

/** More than half of what can be classed, of which there have to be three. */
function majority(gateway: string, kind: Criterion["kind"]): Criterion {
  const key = `${gateway}-${kind}`;
  return { key, gateway, kind, comparison: "more-than", percent: 50, minimumClassifiable: 3 };
}
