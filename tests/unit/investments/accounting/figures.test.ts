import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { granteeReport } from "../../../../shared/investments/accounting/grantee-report.ts";
import {
  type BudgetLine,
  type IndirectTerm,
  indirectCost,
} from "../../../../shared/investments/accounting/indirect-cost.ts";
import { indirectReferenceOn } from "../../../../shared/investments/accounting/indirect-reference.ts";
import { matchStanding } from "../../../../shared/investments/accounting/match-standing.ts";
import type { MatchContribution } from "../../../../shared/investments/match-contribution.ts";
import { NO_TOTALS } from "../../../../shared/investments/totals.ts";

const line = (category: BudgetLine["category"], dollars: number, currency = "USD"): BudgetLine => ({
  category,
  amount: { amount: `${dollars}.00`, currency },
});
const term = (ratePercent: string, base: IndirectTerm["base"], from = "2014-01-01"): IndirectTerm => ({
  ...{ from, ratePercent, base },
});

describe("the indirect cost of a budget", () => {
  const budget = [
    line("salaries", 300_000),
    line("travel", 20_000),
    line("equipment", 60_000),
    line("subaward", 120_000),
    line("subaward", 30_000),
  ];
  const of = (awardedOn: string, terms: IndirectTerm[], lines = budget) =>
    indirectCost(lines, terms, { awardedOn, on: awardedOn });

  it("counts the first 25,000 of each subaward for awards before 1 October 2024, and 50,000 from then on", () => {
    const before = of("2024-09-30", [term("10", "modified-total-direct")]);
    expect(before).toMatchObject({ baseMinor: 37_000_000, indirectMinor: 3_700_000 });
    const after = of("2024-10-01", [term("15", "modified-total-direct")]);
    expect(after).toMatchObject({ baseMinor: 40_000_000, indirectMinor: 6_000_000 });
  });

  it("knows the de minimis rate and the subaward cap of every day of award", () => {
    expect(indirectReferenceOn("2010-01-01")).toMatchObject({ deMinimisPercent: "10" });
    expect(indirectReferenceOn("2024-09-30")).toMatchObject({ deMinimisPercent: "10" });
    expect(indirectReferenceOn("2031-01-01")).toMatchObject({
      deMinimisPercent: "15",
      subawardCapMinor: 5_000_000,
    });
  });

  it.each([
    "equipment",
    "capital",
    "rent",
    "tuition",
    "participant-support",
    "patient-care",
    "indirect",
  ] as const)("leaves %s out of modified total direct costs", (category) => {
    const cost = of("2026-01-01", [term("10", "modified-total-direct")], [line(category, 100)]);
    expect(cost).toMatchObject({ baseMinor: 0, indirectMinor: 0 });
  });

  it("takes all direct costs, or salaries alone, where the terms say so", () => {
    const lines = [...budget, line("fringe", 1_000), line("indirect", 5_000)];
    const total = of("2026-01-01", [term("10", "total-direct")], lines);
    expect(total).toMatchObject({ baseMinor: 53_100_000, indirectMinor: 5_310_000 });
    const salaries = of("2026-01-01", [term("12.5", "salaries")], lines);
    expect(salaries).toMatchObject({ baseMinor: 30_000_000, indirectMinor: 3_750_000 });
  });

  it("goes by the rate in force on the day", () => {
    const terms = [term("20", "total-direct", "2027-01-01"), term("10", "total-direct", "2026-01-01")];
    const on = (day: string) =>
      indirectCost([line("travel", 100)], terms, { awardedOn: "2026-01-01", on: day });
    expect(on("2026-12-31")).toMatchObject({ indirectMinor: 1_000 });
    expect(on("2027-01-01")).toMatchObject({ indirectMinor: 2_000 });
    expect(on("2025-12-31")).toEqual({ isKnown: false, why: "no-rate-yet" });
  });

  it("does not compare a cap in dollars with a subaward in another currency", () => {
    const terms = [term("10", "modified-total-direct")];
    const euros = [line("salaries", 100, "EUR"), line("subaward", 100, "EUR")];
    expect(of("2026-01-01", terms, euros)).toEqual({
      isKnown: false,
      why: "subaward-cap-in-another-currency",
    });
    expect(of("2026-01-01", terms, [line("salaries", 100, "EUR")])).toMatchObject({ indirectMinor: 1_000 });
    expect(of("2026-01-01", [term("10", "total-direct")], euros)).toMatchObject({ indirectMinor: 2_000 });
  });
});

describe("the match of a commitment", () => {
  const commitment = (basis: "award" | "project", sharePercent: string, dollars = 800_000) => ({
    status: "active" as const,
    amountMinor: 0,
    totals: { ...NO_TOTALS, conditionalMinor: dollars * 40, unconditionalMinor: dollars * 60 },
    match: { basis, sharePercent, aspirational: { amount: "120000000.00", currency: "USD" } },
  });
  const contribution = (number: number, status: MatchContribution["status"], amountMinor: number) => ({
    ...{ number, revision: 1, contributor: { name: "A neighbour" }, kind: "cash" as const },
    ...{ amountMinor, currency: "USD", on: "2026-01-01", reference: `${number}`, status },
  });

  it("of 20 % on an award of 800,000 is 200,000 of the whole project, and 160,000 of the award", () => {
    expect(matchStanding(commitment("project", "20"), []).requiredMinor).toBe(20_000_000);
    expect(matchStanding(commitment("award", "20"), []).requiredMinor).toBe(16_000_000);
  });

  it("is verified, short and raised each by itself; what was rejected or is hoped for counts nowhere", () => {
    const contributions = [
      contribution(1, "verified", 6_000_000),
      contribution(2, "raised", 5_000_000),
      contribution(3, "rejected", 90_000_000),
    ];
    expect(matchStanding(commitment("award", "20"), contributions)).toEqual({
      requiredMinor: 16_000_000,
      raisedMinor: 11_000_000,
      verifiedMinor: 6_000_000,
      shortMinor: 10_000_000,
      aspirational: { amount: "120000000.00", currency: "USD" },
    });
  });

  it("is never short below nothing", () => {
    const much = [contribution(1, "verified", 99_000_000)];
    expect(matchStanding(commitment("award", "20"), much).shortMinor).toBe(0);
  });

  it("of a share of the whole project is that share of award and match together, to the cent", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 10 ** 8 }), (share, dollars) => {
        const { requiredMinor } = matchStanding(commitment("project", String(share), dollars), []);
        const off = requiredMinor * (100 - share) - dollars * 100 * share;
        expect(Math.abs(2 * off)).toBeLessThanOrEqual(100 - share);
      }),
    );
  });
});

describe("the arithmetic of a federal financial report", () => {
  it("gives cash on hand, what is unobligated and what is left of the recipient's share", () => {
    const figures = {
      ...{ a: 500_000, b: 420_000, d: 1_000_000, e: 430_000, f: 150_000 },
      ...{ i: 250_000, j: 140_000, l: 9_000, m: 4_000 },
    };
    expect(granteeReport(figures)).toEqual({ c: 80_000, g: 580_000, h: 420_000, k: 110_000, o: 5_000 });
    expect(granteeReport({ l: 9_000, n: 9_000 }).o).toBe(0);
    expect(() => granteeReport({ l: 1, m: 1, n: 1 })).toThrow("not both");
  });
});
