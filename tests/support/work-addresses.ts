import type { MoneyCall as Call } from "./money-addresses.ts";

/** What a partnership's work is made of, by the segment of its addresses: what is sent to make one, in an order that can be made. */
export type Work = readonly (readonly [segment: string, body: object])[];

/** One of each part of an agenda, record and edge. Ids of what came before are put in for "@segment". */
export function workOf(ids: { readonly strategyId: string; readonly readinessId: string }): Work {
  const { strategyId, readinessId: indicatorId } = ids;
  const coded = {
    lever: { list: "four-levers@2021", code: "policies" },
    level: { list: "system-levels@1", code: "city" },
  };
  const period = { start: "2023-07-01", end: "2024-06-30", kind: "school-year" };
  const roles = { intendedRole: "Seats", actualRole: "Seats", moved: [{ what: "Readiness" }] };
  return [
    ["results", { statement: "Children are ready", population: "Children" }],
    ["activities", { strategyId, organisation: { name: "Court" }, name: "Shares filings" }],
    ["groups", { kind: "leadership-table", name: "Table" }],
    ["seats", { groupId: "@groups", role: "Tenant", power: "decides" }],
    ["root-causes", { indicatorId, statement: "Rents rise" }],
    ["curve-stories", { indicatorId, toldOn: "2024-01-15", story: "Seats came" }],
    ["staff-roles", { title: "Data manager", fullTimeShare: 1, isFilled: true }],
    ["asks", { question: "Why no bus?", askedBy: "Parents", askedOn: "2024-01-15" }],
    [
      "action-commitments",
      { what: "Send", organisation: { name: "Court" }, agreedOn: "2024-01-15", dueOn: "2024-03-31" },
    ],
    ["meetings", { kind: "other", title: "Meeting", heldOn: "2024-01-15", status: "held" }],
    ["studies", { title: "Study", purpose: "study", question: "Where?", startedOn: "2022-02-01" }],
    ["systems-changes", { title: "Act", ...coded, status: "proposed", statusOn: "2023-01-24" }],
    ["tests-of-change", { title: "Clinic", aim: "Families stay", change: "In the school" }],
    [
      "contribution-statements",
      {
        subjectId: strategyId,
        period,
        ...roles,
        withoutIt: "Fewer",
        confidence: "low",
        confidenceWhy: "Much moved",
      },
    ],
    [
      "edges",
      { fromId: "@studies", toId: strategyId, because: "So", statedBy: "Table", statedOn: "2024-01-15" },
    ],
  ];
}

const RECORDS = [
  "asks",
  "action-commitments",
  "meetings",
  "studies",
  "systems-changes",
  "tests-of-change",
  "contribution-statements",
];
const reason = "Mischief";
/** A change of each that its schema takes. */
const CHANGES: Readonly<Record<string, object>> = {
  results: { statement: "Mine" },
  activities: { name: "Mine" },
  groups: { name: "Mine" },
  seats: { role: "Mine" },
  "root-causes": { statement: "Mine" },
  "curve-stories": { story: "Mine" },
  "staff-roles": { title: "Mine" },
  asks: { question: "Mine" },
  "action-commitments": { what: "Mine" },
  "contribution-statements": { withoutIt: "Mine" },
};

export const CYCLE = {
  objective: "Reach families",
  prediction: "Six of ten come",
  measures: [{ statement: "Who came" }],
  scale: "Ten",
  plan: "Tuesday",
};

/** The plan of what to ask: reads that whoever reads the partnership may do, reads for the backbone alone, and writes. */
export type WorkCalls = {
  readonly reads: readonly Call[];
  readonly ownReads: readonly Call[];
  readonly writes: readonly Call[];
};

/** One request for every operation on a partnership's work, right but for who asks. */
export function workCalls(partnershipId: string, work: Work, ids: ReadonlyMap<string, string>): WorkCalls {
  const base = `/partnerships/${partnershipId}`;
  const at = (segment: string) => `${base}/${segment}/${ids.get(segment)}`;
  const segments = work.map(([segment]) => segment);
  const cycle = `${at("tests-of-change")}/cycles/1`;
  const name = `${at("seats")}/display-name`;
  const whole = ["agenda", "conditions", "graph", "workspace"];
  return {
    reads: [
      ...segments.map((segment): Call => ["GET", at(segment)]),
      ...RECORDS.map((segment): Call => ["GET", `${base}/${segment}`]),
      ...whole.map((page): Call => ["GET", `${base}/${page}`]),
      ["GET", `${at("tests-of-change")}/ramp`],
      ["GET", cycle],
    ],
    ownReads: RECORDS.map((segment): Call => ["GET", `${at(segment)}/history`]),
    writes: [
      ...work.map(([segment, body]): Call => ["POST", `${base}/${segment}`, body]),
      ...segments
        .filter((segment) => segment !== "edges")
        .map(
          (segment): Call => ["PATCH", at(segment), { reason, ...(CHANGES[segment] ?? { title: "Mine" }) }],
        ),
      ...RECORDS.map((segment): Call => ["POST", `${at(segment)}/withdrawal`, { reason }]),
      ["DELETE", `${at("edges")}?reason=${reason}`],
      ["PUT", name, { displayName: "Mine", consentedOn: "2024-01-15" }],
      ["DELETE", `${name}?reason=${reason}`],
      [
        "PUT",
        `${base}/conditions/common-agenda`,
        { status: "in-place", judgement: "Mine", judgedOn: "2024-01-15", judgedBy: "Me" },
      ],
      ["POST", `${at("action-commitments")}/outcome`, { outcome: "kept", on: "2024-03-01" }],
      ["POST", `${at("action-commitments")}/reopening`, { reason }],
      ["POST", `${at("systems-changes")}/transitions`, { status: "adopted", on: "2023-05-02" }],
      ["POST", `${at("systems-changes")}/retraction`, { reason }],
      [
        "POST",
        `${at("systems-changes")}/phases`,
        { list: "policy-phases@1", code: "advocacy", on: "2023-05-02" },
      ],
      ["POST", `${at("tests-of-change")}/cycles`, CYCLE],
      ["PATCH", cycle, { reason, scale: "All" }],
      ["POST", `${cycle}/start`, { on: "2024-01-15" }],
      [
        "POST",
        `${cycle}/finding`,
        { on: "2024-01-16", happened: "Four", asPlanned: true, comparison: "worse", learned: "The bus" },
      ],
      ["POST", `${cycle}/decision`, { on: "2024-01-17", decision: "adapt", why: "So" }],
    ],
  };
}
