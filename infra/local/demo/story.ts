/** How the partnership works, and what led to what: a branching story of invented names, in the tables that are sent. */

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

export const GROUPS = {
  table: {
    kind: "leadership-table",
    name: TABLE,
    purpose: "Leads the partnership, and holds its members to what they promised.",
    decides: "Priorities of the year and the use of pooled money, by two thirds of its seats.",
  },
  homes: {
    kind: "action-network",
    name: "Homes and schools network",
    purpose: "Acts on what makes children lose their school.",
    decides: "What is tested next; proposals to the leadership table.",
  },
} as const;

/** Seats by group: a role, what it may do, an organisation or what experience it speaks from. */
export const SEATS = [
  [
    "table",
    {
      role: "Superintendent",
      power: "decides",
      organisation: { name: "Millbrook School District" },
      sector: "education",
    },
  ],
  [
    "table",
    {
      role: "Director",
      power: "decides",
      organisation: { name: "Cedar Housing Authority" },
      sector: "housing",
    },
  ],
  [
    "table",
    { role: "Parent", power: "decides", livedExperience: ["a child who changed school after an eviction"] },
  ],
  ["table", { role: "Evaluator", power: "advises", organisation: { name: "State University at Cedar" } }],
  ["homes", { role: "Tenant", power: "decides", livedExperience: ["an eviction filing"] }],
  [
    "homes",
    { role: "Lawyer", power: "convenes", organisation: { name: "Fairlight Legal Aid" }, sector: "housing" },
  ],
  [
    "homes",
    { role: "School counselor", power: "advises", organisation: { name: "Old Ferry School District" } },
  ],
] as const;

const measures = (...statements: readonly string[]) =>
  (["how-much", "how-well", "better-off"] as const).map((kind, at) => ({
    kind,
    statement: statements[at] ?? "",
  }));
/** What partners do under the strategy for stable homes. */
export const ACTIVITIES = [
  {
    organisation: { name: "Fairlight Legal Aid" },
    name: "Clinics before the court date",
    measures: measures(
      "Families advised",
      "Days from filing to advice",
      "Families still at home after six months",
    ),
  },
  {
    organisation: { name: "Bridgeline Housing Trust" },
    name: "Rent relief within a week",
    measures: measures("Families helped", "Days from call to payment", "Children who stay in their school"),
  },
  {
    organisation: { name: "Millbrook School District" },
    name: "Counselors told of filings every Monday",
    measures: measures(
      "Filings passed on",
      "Families reached within two days",
      "Children who stay in their school",
    ),
  },
] as const;

export const STAFF_ROLES = [
  { title: "Director", fullTimeShare: 1, isFilled: true, startedOn: "2016-03-01" },
  { title: "Data manager", fullTimeShare: 1, isFilled: true, startedOn: "2018-09-01" },
  { title: "Facilitator of action networks", fullTimeShare: 1.5, isFilled: true },
  { title: "Community organiser", fullTimeShare: 0.5, isFilled: false },
] as const;

export const ASK = {
  question: "Why is the clinic downtown, where no bus goes after six?",
  askedBy: "Parents at the open evening in Eastbank",
  askedOn: "2023-03-14",
  where: "Eastbank library",
  answer: {
    on: "2023-04-11",
    answer: "From April it is in the school, on two evenings.",
    outcome: "done",
    told: "At the next open evening, and on the school's door.",
  },
};
export const OPEN_ASK = {
  question: "Who tells us what became of the money for the playground?",
  askedBy: "Families of Mill Street",
  askedOn: "2026-05-19",
};

/** Promises by the name that meetings call them; `outcome` where it is known how they ended. */
export const PROMISES = {
  filings: {
    body: {
      what: "Send the week's filings to the schools every Monday",
      organisation: { name: "Cedar County Court" },
      role: "Clerk of the court",
      agreedOn: "2023-01-19",
      dueOn: "2023-02-27",
    },
    outcome: { outcome: "kept", on: "2023-02-27" },
  },
  agreement: {
    body: {
      what: "Sign the agreement on data with the second district",
      organisation: { name: "Old Ferry School District" },
      agreedOn: "2023-01-19",
      dueOn: "2023-06-30",
    },
    outcome: {
      outcome: "missed",
      on: "2023-07-03",
      why: "The board asked for a limit on how long filings are kept; it was added in autumn.",
    },
  },
  seats: {
    body: {
      what: "Open two more evening clinics",
      organisation: { name: "Fairlight Legal Aid" },
      agreedOn: "2026-05-21",
      dueOn: "2026-12-15",
    },
  },
} as const;

export const MEETINGS = [
  {
    body: {
      kind: "leadership-table",
      title: "Leadership table, January 2023",
      heldOn: "2023-01-19",
      status: "held",
    },
    group: "table",
    decisions: [{ what: "Filings are shared with both districts.", promises: ["filings", "agreement"] }],
  },
  {
    body: {
      kind: "leadership-table",
      title: "Leadership table, May 2026",
      heldOn: "2026-05-21",
      status: "held",
    },
    group: "table",
    decisions: [{ what: "Two more clinics open in the evening.", promises: ["seats"] }],
  },
  {
    body: {
      kind: "action-network",
      title: "Homes and schools, June 2026",
      heldOn: "2026-06-11",
      status: "held",
    },
    group: "homes",
    decisions: [],
  },
  {
    body: {
      kind: "leadership-table",
      title: "Leadership table, January 2027",
      heldOn: "2027-01-21",
      status: "planned",
    },
    group: "table",
    decisions: [],
  },
] as const;
export const ATTENDANCE = [
  { organisation: { name: "Millbrook School District" }, people: 2 },
  { organisation: { name: "Cedar Housing Authority" }, people: 1 },
  { organisation: { name: "Fairlight Legal Aid" }, people: 1 },
  { organisation: { name: "Mill Street Tenants Union" }, people: 3 },
];

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

export const JUDGEMENTS = {
  "common-agenda": {
    status: "in-place",
    judgement: "Results in plain words, agreed by all and renewed in 2024.",
  },
  "shared-measurement": {
    status: "emerging",
    judgement: "Outcomes are shared; the partners' own measures are not recorded in one place yet.",
  },
  "mutually-reinforcing-activities": {
    status: "emerging",
    judgement: "Three organisations work on homes together; the other strategies have no joint plan.",
  },
  "continuous-communication": { status: "in-place", judgement: "Table and networks meet as planned." },
  "backbone-support": { status: "at-risk", judgement: "The organiser's post has been open since spring." },
} as const;
