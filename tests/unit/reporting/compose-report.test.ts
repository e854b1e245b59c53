import { describe, expect, it } from "vitest";
import { composeReport, ReportSchema } from "../../../shared/reporting/index.ts";
import { aLoadedPartnership, aState, holdingBack, IDS, NOW, theFacts } from "./builders.ts";

const report = composeReport(theFacts());
const usd = (amount: string) => ({ amount, currency: "USD" });

describe("the report of a commitment", () => {
  it("is what its schema says, and survives the way over the wire", () => {
    expect(() => ReportSchema().parse(JSON.parse(JSON.stringify(report)))).not.toThrow();
  });

  it("has the same content hash whenever it is made from the same facts, and another from others", () => {
    const later = composeReport(theFacts({ now: "2027-01-01T00:00:00.000Z" }));
    expect(later.contentHash).toBe(report.contentHash);
    expect(later.generatedAt).not.toBe(report.generatedAt);
    expect(composeReport(theFacts({ summaries: [] })).contentHash).not.toBe(report.contentHash);
  });
});

describe("money in a report", () => {
  it("is committed = conditional + unconditional, with what is payable, paid, refunded and released, to the cent", () => {
    expect(report.money).toMatchObject({
      committed: usd("9500000.00"),
      conditional: usd("3000000.00"),
      unconditional: usd("6500000.00"),
      payable: usd("2499999.99"),
      paid: usd("4000000.01"),
      refunded: usd("50000.00"),
      netPaid: usd("3950000.01"),
      released: usd("500000.00"),
      firstAgreed: usd("10000000.00"),
    });
  });

  it("keeps a renewal in view apart from what is committed", () => {
    expect(report.money.renewal?.amount).toEqual(usd("2500000.00"));
    expect(report.money.intended).toEqual(usd("0.00"));
  });

  it("falls into the funder's fiscal years, by the day a tranche is due and the month it was paid in", () => {
    const years = report.money.byFiscalYear.map(
      ({ label, start, end, conditional, unconditional, paid, refunded }) => [
        label,
        start,
        end,
        conditional.amount,
        unconditional.amount,
        paid.amount,
        refunded.amount,
      ],
    );
    expect(years).toEqual([
      ["FY2025", "2024-07-01", "2025-06-30", "0.00", "3000000.00", "3000000.00", "0.00"],
      ["FY2026", "2025-07-01", "2026-06-30", "0.00", "3500000.00", "1000000.01", "50000.00"],
      ["FY2027", "2026-07-01", "2027-06-30", "3000000.00", "0.00", "0.00", "0.00"],
    ]);
  });

  it("reconciles in every line", () => {
    expect(report.reconciliation.filter((line) => !line.holds)).toEqual([]);
    expect(report.reconciliation).toHaveLength(7);
  });

  it("says where it does not reconcile instead of hiding it", () => {
    const state = aState();
    const broken = { ...state, tranches: state.tranches.slice(1) };
    const { reconciliation } = composeReport(
      theFacts({ commitment: { state: broken, version: 1, recordedAt: NOW } }),
    );
    const schedule = reconciliation.find(({ id }) => id === "schedule");
    expect(schedule).toMatchObject({ holds: false, difference: usd("-3000000.00") });
  });

  it("says what still blocks a tranche", () => {
    expect(report.schedule.map(({ blockedBy }) => blockedBy)).toEqual([
      undefined,
      undefined,
      "Condition not met: Match of 1,000,000 dollars verified",
    ]);
  });

  it("that is only intended is in no total, and the schedule is called intended", () => {
    const state = aState({
      commitment: {
        status: "intended",
        totals: {
          firstAgreedMinor: 0,
          conditionalMinor: 0,
          unconditionalMinor: 0,
          paidMinor: 0,
          advancedMinor: 0,
          refundedMinor: 0,
          releasedMinor: 0,
          spentMinor: 0,
          intendedMinor: 1_000_000_000,
        },
        flows: {},
      },
      tranches: aState().tranches.map((tranche) => ({ ...tranche, paidMinor: 0, releasedMinor: 0 })),
    });
    const intended = composeReport(theFacts({ commitment: { state, version: 1, recordedAt: NOW } }));
    expect(intended.money).toMatchObject({ committed: usd("0.00"), intended: usd("10000000.00") });
    expect(intended.money.byFiscalYear.map((year) => year.intended.amount)).toEqual([
      "3000000.00",
      "3500000.00",
      "3500000.00",
    ]);
    expect(intended.allocations.basis).toEqual({ of: "intended", amount: usd("10000000.00") });
    expect(intended.reconciliation.filter((line) => !line.holds)).toEqual([]);
    expect(intended.notes.map(({ code }) => code)).toContain("intended-only");
  });
});

describe("allocations in a report", () => {
  it("show what is unallocated, with shares that sum to a hundred", () => {
    const { items, unallocated } = report.allocations;
    expect(items.map(({ strategyName, amount, share }) => [strategyName, amount.amount, share])).toEqual([
      ["Every child reads by 8", "4000000.00", "42.11"],
      ["Family navigators in every clinic", "3166666.67", "33.33"],
    ]);
    expect(unallocated).toEqual({ amount: usd("2333333.33"), share: "24.56" });
  });

  it("are below zero unallocated, and said to be, where money was released after it had been divided", () => {
    const state = aState({ allocations: [{ strategyId: IDS.readers, amountMinor: 1_000_000_000 }] });
    const over = composeReport(theFacts({ commitment: { state, version: 1, recordedAt: NOW } }));
    expect(over.allocations.unallocated.amount).toEqual(usd("-500000.00"));
    expect(over.notes.map(({ code }) => code)).toContain("over-allocated");
  });
});

describe("the line of sight", () => {
  it("leads from the money through each funded strategy to systems indicators and outcomes", () => {
    const rows = report.lineOfSight.map(({ strategyName, system, outcome, direct }) => [
      strategyName,
      system?.name,
      outcome?.name,
      direct,
    ]);
    const seats = "Full-day pre-kindergarten seats the county offers per 100 four-year-olds";
    const reading = "Third graders reading at grade level";
    expect(rows).toEqual([
      ["Every child reads by 8", seats, reading, false],
      ["Every child reads by 8", "What districts spend on early literacy per pupil", undefined, false],
      ["Family navigators in every clinic", seats, reading, false],
      ["Family navigators in every clinic", undefined, "Children ready for kindergarten", true],
    ]);
  });

  it("carries hypothesis, evidence and expected lag on each step, and never claims a cause", () => {
    expect(report.lineOfSight[0]?.system?.link).toMatchObject({
      evidence: "moderate",
      expectedLagMonths: 12,
    });
    expect(report.lineOfSight[0]?.outcome?.link.expectedLagMonths).toBe(36);
    expect(report.lineOfSight.map(({ wording }) => wording).join(" ")).not.toMatch(/caus|led to|because/);
  });

  it("leaves out what this commitment does not fund", () => {
    expect(JSON.stringify(report)).not.toContain("Safe routes to school");
    expect(report.indicators.map(({ id }) => id)).not.toContain(IDS.navigation);
  });

  it("shows a shared indicator under each strategy, and counts it once", () => {
    const shown = report.strategies.flatMap(({ systems }) => systems.map(({ indicatorId }) => indicatorId));
    expect(shown.filter((id) => id === IDS.seats)).toHaveLength(2);
    expect(report.indicators.filter(({ id }) => id === IDS.seats)).toHaveLength(1);
    expect(report.counts.systems.total).toBe(2);
    expect(report.counts.outcomes.statement).toBe("Of 2 outcomes, 1 improving, 1 getting worse.");
  });
});

describe("a report with a part missing", () => {
  const codes = (facts: Parameters<typeof composeReport>[0]) =>
    composeReport(facts).notes.map(({ code }) => code);
  const { partnership: _, ...withoutPartnership } = theFacts();

  it("says that no partnership is linked, and how to link one", () => {
    const { partnershipId: __, partnershipOwnerId: ___, ...rest } = aState().commitment;
    const state = { ...aState({ allocations: [] }), commitment: rest };
    const alone = { ...withoutPartnership, commitment: { state, version: 1, recordedAt: NOW } };
    expect(codes(alone)).toEqual(["no-partnership"]);
    expect(composeReport(alone).counts.outcomes.statement).toBe("No outcome is linked yet.");
  });

  it("says that the partnership is not shared, and names none of its strategies", () => {
    const hidden = composeReport(withoutPartnership);
    expect(hidden.notes.map(({ code }) => code)).toEqual(["partnership-not-shared"]);
    expect(JSON.stringify(hidden)).not.toContain("Every child reads by 8");
    expect(hidden.allocations.items.map(({ amount }) => amount.amount)).toEqual(["4000000.00", "3166666.67"]);
  });

  it("says that no strategy is funded yet, and how to fund one", () => {
    const state = aState({ allocations: [] });
    const empty = composeReport(theFacts({ commitment: { state, version: 1, recordedAt: NOW } }));
    expect(empty.notes).toEqual([
      {
        code: "no-strategy-funded",
        text: `No strategy is funded yet: allocate with PUT /v1/commitments/${IDS.commitment}/allocations.`,
      },
    ]);
    expect(empty.allocations.unallocated.share).toBe("100.00");
  });

  it("says which strategy is linked to nothing, and which indicator is still being summarised", () => {
    const partnership = { ...aLoadedPartnership(), links: aLoadedPartnership().links.slice(0, 1) };
    expect(codes(theFacts({ partnership, summaries: [] }))).toEqual([
      "strategy-not-linked",
      "indicator-not-summarised",
    ]);
  });

  it("says whose figures are not published by agreement, and shows none of them, nor what follows from them", () => {
    const summaries = theFacts().summaries.map((summary) =>
      summary.indicatorId === IDS.readiness ? holdingBack(summary) : summary,
    );
    const heldBack = composeReport(theFacts({ summaries }));
    expect(() => ReportSchema().parse(JSON.parse(JSON.stringify(heldBack)))).not.toThrow();
    expect(heldBack.notes).toEqual([
      {
        code: "not-published-by-agreement",
        text: 'Figures of "Children ready for kindergarten" are not published by agreement: their source allows them to be used, not to be shown.',
      },
    ]);
    const section = heldBack.indicators.find(({ id }) => id === IDS.readiness);
    const withheld = { value: null, status: "c", withheldBy: "agreement" };
    expect(section).toMatchObject({
      latest: withheld,
      series: [withheld, withheld],
      progress: { class: "protected" },
      baseline: withheld,
      change: withheld,
    });
  });
});
