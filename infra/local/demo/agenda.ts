/** What the partners agreed on, who they are, and what became of what they promised, in the tables that are sent. */

const TABLE = "Leadership table";

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
  (["howMuch", "howWell", "betterOff"] as const).map((kind, at) => ({
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
