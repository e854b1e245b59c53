import { describe, expect, it } from "vitest";
import {
  type CapacityAssessmentView,
  CapacityAssessmentViewSchema,
} from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import { CONTRIBUTION_STATEMENTS } from "../../../shared/partnerships/contribution/statement.ts";
import { NO_PRACTICE } from "../../../shared/partnerships/index.ts";
import { composeOutcomeReport } from "../../../shared/reporting/outcome/compose-outcome-report.ts";
import type { OutcomeFacts } from "../../../shared/reporting/outcome/outcome-facts.ts";
import {
  type OutcomeReport,
  OutcomeReportSchema,
  type Section,
} from "../../../shared/reporting/outcome/outcome-report.ts";
import {
  inManner,
  namedSections,
  needsFigures,
  practiceOf,
  sectionsOf,
} from "../../../shared/reporting/outcome/section-keys.ts";
import { aDesignation, anId } from "../partnerships/builders.ts";
import { aLoadedPartnership, aState, IDS, NOW, theFacts } from "./builders.ts";

function named(kind: Parameters<typeof namedSections>[0], sections?: string) {
  const found = namedSections(kind, sections);
  if (!found.ok) throw new Error(found.problem.detail);
  return found.value;
}

/** A partnership of three strategies, two of them funded by one commitment. */
function facts(overrides: Partial<OutcomeFacts> = {}): OutcomeFacts {
  const partnership = aLoadedPartnership();
  return {
    kind: "partnership",
    subject: { id: partnership.head.id, title: partnership.head.name, version: 12 },
    wanted: named("partnership"),
    partnership,
    strategyIds: new Set(partnership.strategies.map(({ id }) => id)),
    commitments: [{ state: aState(), version: 9, recordedAt: NOW }],
    hasOthers: false,
    isPartOfCommitments: false,
    summaries: theFacts().summaries,
    practice: NO_PRACTICE,
    now: NOW,
    ...overrides,
  };
}

function contentOf<K extends Section["key"]>(report: OutcomeReport, key: K) {
  const section = report.sections.find((one) => one.key === key);
  if (!section) throw new Error(`No section ${key}`);
  return section.content as Extract<Section, { key: K }>["content"];
}

describe("the sections of a report", () => {
  it("are all that its kind has where none is named, and in the order in which they are named", () => {
    expect(named("big-bet").map(({ key }) => key)).toEqual(sectionsOf("big-bet"));
    expect(named("portfolio", "notes, money").map(({ key }) => key)).toEqual(["notes", "money"]);
  });

  it.each([
    ["portfolio", "stories"],
    ["partnership", "partnerships"],
    ["strategy", "money,,gaps"],
    ["big-bet", "gaps,gaps"],
  ] as const)("of a %s are refused at the parameter: %s", (kind, sections) => {
    expect(namedSections(kind, sections)).toMatchObject({
      ok: false,
      problem: { code: "invalid_request", errors: [{ parameter: "sections" }] },
    });
  });

  it("follow a template among those that are named, and say what of it is not drawn", () => {
    const template = {
      name: "Ours",
      version: 2,
      sections: [
        { key: "gaps", title: "Who is furthest" },
        { key: "our-words", title: "In our words" },
        { key: "money", title: "The money" },
      ],
    };
    expect(inManner(named("strategy", "money,gaps"), template)).toEqual({
      wanted: [
        { key: "gaps", title: "Who is furthest" },
        { key: "money", title: "The money" },
      ],
      notDrawn: ["our-words"],
    });
    expect(inManner(named("strategy", "money"), template).notDrawn).toEqual(["gaps", "our-words"]);
  });

  it("say what has to be read for them", () => {
    expect([...practiceOf(named("strategy", "stories,money,lessons"))]).toEqual(["stories", "lessons"]);
    expect(needsFigures(named("strategy", "money,methods,requirements"))).toBe(false);
    expect(needsFigures(named("strategy", "money,gaps"))).toBe(true);
  });
});

describe("a report of a partnership", () => {
  const report = composeOutcomeReport(facts());

  it("is what its schema says, and has one hash for equal facts whenever it is made", () => {
    expect(() => OutcomeReportSchema().parse(JSON.parse(JSON.stringify(report)))).not.toThrow();
    expect(composeOutcomeReport(facts({ now: "2027-01-01T00:00:00.000Z" })).contentHash).toBe(
      report.contentHash,
    );
    expect(composeOutcomeReport(facts({ summaries: [] })).contentHash).not.toBe(report.contentHash);
  });

  it("sums the money of its commitments a currency each, in minor units", () => {
    const euros = aState({
      commitment: { id: `cmt_${"0".repeat(25)}2`, currency: "EUR" },
      allocations: [{ strategyId: IDS.readers, amountMinor: 1 }],
      tranches: [],
    });
    const twice = aState({ commitment: { id: `cmt_${"0".repeat(25)}3` } });
    const commitments = [aState(), euros, twice].map((state) => ({ state, version: 1, recordedAt: NOW }));
    const { currencies, byStrategy } = contentOf(composeOutcomeReport(facts({ commitments })), "money");
    expect(currencies).toMatchObject([
      { currency: "EUR", commitments: 1, allocated: { amount: "0.01" } },
      {
        currency: "USD",
        commitments: 2,
        committed: { amount: "19000000.00" },
        paid: { amount: "8000000.02" },
        netPaid: { amount: "7900000.02" },
        allocated: { amount: "14333333.34" },
      },
    ]);
    expect(byStrategy.find(({ strategyId }) => strategyId === IDS.readers)?.amounts).toEqual([
      { amount: "0.01", currency: "EUR" },
      { amount: "8000000.00", currency: "USD" },
    ]);
    expect(byStrategy.find(({ strategyId }) => strategyId === IDS.unfunded)?.amounts).toEqual([]);
  });

  it("lists indicators once, by level, and names what is not summarised yet", () => {
    expect(contentOf(report, "outcomes").items.map(({ id }) => id)).toEqual([IDS.reading, IDS.readiness]);
    expect(contentOf(report, "systems-indicators").items.map(({ id }) => id)).toEqual([
      IDS.seats,
      IDS.spending,
    ]);
    const notes = contentOf(report, "notes").items;
    expect(notes).toMatchObject([
      { code: "indicator-not-summarised", text: expect.stringContaining(IDS.navigation) },
    ]);
  });

  it("keeps a hidden group as a row without a value, and cites the revisions behind the others once", () => {
    const [reading] = contentOf(report, "outcomes").items;
    const [housing, language] = ["housing", "language"].map((key) =>
      reading?.breakdowns.find(({ dimensionKey }) => dimensionKey === key),
    );
    expect(housing?.groups.map(({ latest: { value, status } }) => [value, status])).toEqual([
      [null, "c"],
      [null, "c"],
    ]);
    expect(language).toMatchObject({
      from: [`${IDS.reading}~2024-07-01_2025-06-30~09001~language~1`],
      baselineFrom: [`${IDS.reading}~2021-07-01_2022-06-30~09001~language~1`],
    });
    expect(language?.groups[0]).not.toHaveProperty("latest.from");
    expect(reading).not.toHaveProperty("largestGap");
    expect(contentOf(report, "gaps").items.map(({ indicatorId }) => indicatorId)).toContain(IDS.reading);
  });

  it("states what a link rests on once, however many rows it is on", () => {
    const { rows, links } = contentOf(report, "line-of-sight");
    const ids = rows
      .flatMap(({ system, outcome }) => [system?.linkId, outcome?.linkId])
      .filter((id) => id !== undefined);
    expect(new Set(links.map(({ id }) => id))).toEqual(new Set(ids));
    expect(links.length).toBeLessThan(ids.length);
    expect(rows.every(({ wording }) => !/cause/.test(wording))).toBe(true);
  });

  it("shows the gateways that networks found, and not what one funder did", () => {
    const own = aDesignation({ number: 2, decidedBy: { organisationId: anId("org", 9), isNetwork: false } });
    const partnership = { ...aLoadedPartnership(), designations: [aDesignation(), own] };
    const { designations } = contentOf(composeOutcomeReport(facts({ partnership })), "gateways");
    expect(designations.map(({ number }) => number)).toEqual([1]);
  });
});

describe("what is said of contribution", () => {
  const statement = (claim: "contribution" | "attribution", subjectId: string) =>
    CONTRIBUTION_STATEMENTS.view().parse({
      id: `ctb_${"0".repeat(25)}1`,
      partnershipId: anId("prt"),
      createdAt: NOW,
      version: 1,
      recordedAt: NOW,
      subjectId,
      period: { start: "2024-07-01", end: "2025-06-30", kind: "school-year" },
      claim,
      intendedRole: "Bring seats",
      actualRole: "It did",
      moved: [{ what: "Seats" }],
      withoutIt: "Fewer seats",
      confidence: "moderate",
      confidenceWhy: "Rents fell too",
    });
  const practice = {
    ...NO_PRACTICE,
    statements: {
      items: [statement("contribution", IDS.readers), statement("attribution", IDS.navigators)],
      isWhole: true,
    },
  };

  it("claims a cause in no case but by an evaluation", () => {
    const content = contentOf(composeOutcomeReport(facts({ practice })), "contribution");
    expect(content.items.map(({ wording }) => wording)).toEqual([
      "contributed to",
      "is held by an evaluation to have brought about",
    ]);
    expect(content.statement).toContain("1 of these rest on an evaluation");
    expect(JSON.stringify(content)).not.toContain("caused");
  });

  it("is in a report of a strategy what names that strategy", () => {
    const strategyIds = new Set([IDS.readers]);
    const subject = { id: IDS.readers, title: "Every child reads by 8" };
    const report = composeOutcomeReport(facts({ kind: "strategy", subject, strategyIds, practice }));
    expect(contentOf(report, "contribution").items).toHaveLength(1);
  });
});

describe("the movement of capacities", () => {
  const assessed = (heldOn: string, median: number): CapacityAssessmentView =>
    CapacityAssessmentViewSchema().parse({
      id: `cap_${"0".repeat(18)}${heldOn.replaceAll("-", "")}`,
      partnershipId: anId("prt"),
      title: "Spring",
      heldOn,
      visibility: "funders",
      list: { id: "community-muscle", version: "1" },
      status: "closed",
      responses: 3,
      spans: [{ capacity: "equity", respondents: 3, counts: [0, 1, 1, 1, 0], lowest: 2, median, highest: 4 }],
      createdAt: NOW,
      version: 1,
      recordedAt: NOW,
    });

  it("is from the first day to the last, whatever order they were recorded in; none is said of one", () => {
    const items = [assessed("2026-04-15", 4), assessed("2024-04-15", 2), assessed("2025-04-15", 5)];
    const movementOf = (practice: OutcomeFacts["practice"]) =>
      contentOf(composeOutcomeReport(facts({ practice })), "capacities").movement;
    expect(movementOf({ ...NO_PRACTICE, capacities: { items, isWhole: true } })).toMatchObject([
      { capacity: "equity", first: { heldOn: "2024-04-15" }, last: { heldOn: "2026-04-15" }, steps: 2 },
    ]);
    expect(movementOf({ ...NO_PRACTICE, capacities: { items: items.slice(0, 1), isWhole: true } })).toEqual(
      [],
    );
  });
});

describe("a report without its partnership", () => {
  it("is of the money alone and says why", () => {
    const { partnership: _, ...rest } = facts();
    const report = composeOutcomeReport({ ...rest, missing: "partnership-not-shared" });
    expect(report.sections.map(({ key }) => key)).not.toContain("stories");
    expect(contentOf(report, "outcomes").items).toEqual([]);
    expect(contentOf(report, "notes").items.map(({ code }) => code)).toEqual(["partnership-not-shared"]);
    expect(contentOf(report, "money").byStrategy.every(({ name }) => name === undefined)).toBe(true);
  });
});
