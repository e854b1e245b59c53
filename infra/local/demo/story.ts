/** What a study led to, a test of change, and what is said of the contribution: invented, in the tables that are sent. */

const TABLE = "Leadership table";

/** What is made once, by the name that others of it are called by. */
export const STUDY = {
  title: "Evictions and school moves in Cedar County",
  purpose: "study",
  question:
    "How many children change school in the year of an eviction filing, in which neighborhoods, and what is lost?",
  with: [{ name: "Cedar Housing Authority" }, { name: "State University at Cedar" }],
  data: "Court filings of 2016-2021 matched with addresses of tenancies and school enrolment; counts only.",
  design: { list: "study-designs@1", code: "descriptive" },
  startedOn: "2022-02-01",
  endedOn: "2022-10-14",
  findings:
    "Two in five children with a filing changed school within the year; three neighborhoods held half of the filings. Many filings followed the loss of child care, and with it of work.",
};

/** Community schools were chosen for a reason of their own: no edge leads to them. */
export const COMMUNITY_SCHOOLS = {
  name: "Community schools in four buildings",
  description: "A clinic, a pantry, an after-school program and a coordinator in each.",
  kind: "universal",
  sectors: ["education", "health"],
  populations: ["families of four elementary schools"],
  owner: { name: "Old Ferry School District" },
  rationale: "Families asked for one door to what they need; four principals offered their buildings.",
  startedOn: "2024-08-19",
};

const level = (code: string) => ({ list: "system-levels@1", code });
const lever = (code: string) => ({ list: "four-levers@2021", code });

export const PROPOSAL = {
  title: "Proposal: mediation before a filing, and child care while parents look for work",
  lever: lever("policies"),
  level: level("county"),
  status: "proposed",
  statusOn: "2022-12-06",
  by: [
    { name: "Cedar County Promise" },
    { name: "Fairlight Legal Aid" },
    { name: "Mill Street Tenants Union" },
  ],
  affected: { whom: "Renting families with children", people: 24_600 },
  evidence: "The study of evictions and school moves.",
};

export const ACT = {
  title: "Family Stability Act of the state",
  lever: lever("policies"),
  level: level("state"),
  status: "proposed",
  statusOn: "2023-01-24",
  affected: { whom: "Renting families with children in the state" },
  money: [{ amount: { amount: "4200000.00", currency: "USD" }, move: "new", isYearly: true }],
};
export const ACT_STEPS = [
  { status: "adopted", on: "2023-05-18", note: "Signed; mediation before a filing from the next year on." },
  { status: "implemented", on: "2024-01-02", note: "Mediators in nine courts." },
];
export const ACT_PHASES = [
  { code: "development", on: "2023-01-24" },
  { code: "advocacy", on: "2023-02-20" },
  { code: "implementation", on: "2023-06-01" },
].map((phase) => ({ list: "policy-phases@1", ...phase }));

export const TASK_FORCE = {
  title: "Child care task force with parents in half of its seats",
  lever: lever("power-structures"),
  level: level("county"),
  status: "implemented",
  statusOn: "2023-09-12",
  by: [{ name: "Bright Porch Child Care Network" }, { name: "Harvest Road Parents" }],
  affected: { whom: "Families with children under five" },
};

/** Changes by the other levers, so that each has one. */
export const OTHER_CHANGES = [
  {
    title: "Schools keep a place for a child whose family moves within the county",
    lever: lever("practices"),
    level: level("district"),
    status: "institutionalised",
    statusOn: "2025-08-18",
  },
  {
    title: "Rent relief paid from the county's general fund",
    lever: lever("resources"),
    level: level("county"),
    status: "adopted",
    statusOn: "2025-06-24",
    money: [{ amount: { amount: "1800000.00", currency: "USD" }, move: "redirected", isYearly: true }],
  },
];

const stated = { statedBy: TABLE };
/** Who says that one led to another, and how: by the names of this file, and `stable-homes` for the strategy. */
export const EDGES = [
  {
    from: "study",
    to: "stable-homes",
    because: "It showed in which three neighborhoods children lose their school with their home.",
    statedOn: "2022-11-03",
    ...stated,
  },
  {
    from: "study",
    to: "proposal",
    because: "Filings followed lost child care; the proposal answers both.",
    statedOn: "2022-12-06",
    ...stated,
  },
  {
    from: "proposal",
    to: "act",
    because: "Two members of the state's house took over its first four sections.",
    statedOn: "2023-05-30",
    ...stated,
  },
  {
    from: "act",
    to: "task-force",
    because: "Section 7 asks counties to convene one.",
    statedOn: "2023-09-20",
    ...stated,
  },
] as const;

export const TEST = {
  title: "A clinic where the families are",
  aim: "More families keep their home; seen in filings that end without an order.",
  change: "Legal aid in the school, in the week of the filing.",
};
const cycle = (scale: string, prediction: string) => ({
  objective: "Reach families before the court date",
  prediction,
  measures: [{ statement: "Families who came, of those who were called" }],
  scale,
  plan: "The counselor calls on Tuesday; the clinic is open on Thursday.",
});
/** The ramp: each cycle with what happened and what was decided. */
export const CYCLES = [
  {
    plan: cycle("Ten families of one school", "Six of the ten come."),
    start: { on: "2023-03-07" },
    finding: {
      on: "2023-03-10",
      happened: "Four came; three said that the bus stops running at six.",
      asPlanned: true,
      comparison: "worse",
      learned: "The clinic has to be where the families are.",
    },
    decision: {
      on: "2023-03-14",
      decision: "adapt",
      why: "Those who came were helped.",
      followed: "The next cycle opens it in the school.",
    },
  },
  {
    plan: cycle("Thirty families of one school", "Eighteen of the thirty come."),
    start: { on: "2023-04-11" },
    finding: {
      on: "2023-05-05",
      happened: "Twenty-two came; fifteen filings ended without an order.",
      asPlanned: true,
      comparison: "better",
      learned: "In the school, and in the evening, they come.",
    },
    decision: {
      on: "2023-05-18",
      decision: "adopt",
      why: "Better than predicted, and wanted.",
      followed: "It became part of the strategy in all three neighborhoods.",
    },
  },
] as const;

export const CONTRIBUTION = {
  period: { start: "2023-07-01", end: "2025-06-30", kind: "custom" },
  intendedRole: "Bring advice and relief to families in the week of a filing.",
  actualRole: "Ran clinics in three neighborhoods; the court sent the filings, the trust paid the relief.",
  withoutIt: "The clinic would have stayed downtown, and fewer families would have come.",
  otherContributors: [
    { contributor: { name: "Cedar County Court" }, role: "Sends filings every week" },
    { contributor: { name: "State legislature" }, role: "Mediation before a filing since 2024" },
  ],
  confidence: "moderate",
  confidenceWhy: "Mediation by law and relief began within the same year.",
};
