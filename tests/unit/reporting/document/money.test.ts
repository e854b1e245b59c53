import { describe, expect, it } from "vitest";
import { moneyBlocks } from "../../../../shared/reporting/document/money-blocks.ts";
import { minorOf, pooledYears } from "../../../../shared/reporting/document/money-years.ts";
import type { Block, Chart, Table } from "../../../../shared/reporting/document/report-document.ts";
import { moneySection } from "../../../../shared/reporting/money-section.ts";
import type { Contents } from "../../../../shared/reporting/outcome/outcome-report.ts";
import { aState, IDS, NOW } from "../builders.ts";
import { aWholeReport } from "./practised.ts";

function moneyOf(report = aWholeReport()): Contents["money"] {
  const section = report.sections.find((one) => one.key === "money");
  if (section?.key !== "money") throw new Error("There is no money.");
  return section.content;
}

const table = (blocks: readonly Block[], key: string): Table => {
  const found = blocks.find((block): block is Table => block.type === "table" && block.key === key);
  if (!found) throw new Error(`There is no table ${key}.`);
  return found;
};
const valuesOf = ({ columns, rows }: Table) =>
  rows.map((row) => Object.fromEntries(row.map((cell, at) => [columns[at]?.key, cell.value])));
const charts = (blocks: readonly Block[]) => blocks.filter((block): block is Chart => block.type === "chart");

describe("the money of a report", () => {
  const blocks = moneyBlocks(moneyOf());

  it("is exact to the minor unit, as decimal strings", () => {
    expect(valuesOf(table(blocks, "money-totals"))).toMatchObject([
      { currency: "USD", committed: "9500000.00", paid: "4000000.01", payable: "2499999.99" },
    ]);
    expect(valuesOf(table(blocks, "money-commitments"))).toMatchObject([
      { id: IDS.commitment, unallocated: "2333333.33", renewal: "2500000.00" },
    ]);
  });

  it("stands by fiscal year as paid, payable, conditional and intended, which no row adds up", () => {
    expect(valuesOf(table(blocks, "money-years"))).toMatchObject([
      { fiscalYear: "FY2025", paid: "3000000.00", payable: "0.00", conditional: "0.00" },
      { fiscalYear: "FY2026", paid: "1000000.01", payable: "2499999.99", refunded: "50000.00" },
      { fiscalYear: "FY2027", paid: "0.00", payable: "0.00", conditional: "3000000.00" },
    ]);
    const [chart] = charts(blocks);
    expect(chart).toMatchObject({
      dataIn: "money-years",
      drawing: {
        kind: "stacked-bars",
        unit: "USD",
        parts: ["paid", "payable", "conditional", "intended"],
        bars: [
          { label: "FY2025", parts: [3_000_000, 0, 0, 0] },
          { label: "FY2026", parts: [1_000_000.01, 2_499_999.99, 0, 0] },
          { label: "FY2027", parts: [0, 0, 3_000_000, 0] },
        ],
      },
    });
    expect(chart?.description).toContain("$2,499,999.99 payable");
  });

  it("has a strategy without money as a row that says so", () => {
    const { rows } = table(blocks, "money-strategies");
    expect(rows.map((row) => row.at(-1)?.text)).toEqual([
      "$4,000,000.00",
      "$3,166,666.67",
      "nothing is allocated to it here",
    ]);
  });

  it("of two currencies is two charts and never one sum", () => {
    const euros = aState({ commitment: { id: `cmt_${"0".repeat(25)}2`, currency: "EUR" } });
    const commitments = [aState(), euros].map((state) => ({ state, version: 1, recordedAt: NOW }));
    const both = moneyBlocks(moneyOf(aWholeReport({ commitments })));
    expect(charts(both).map(({ key }) => key)).toEqual(["money-years-EUR", "money-years-USD"]);
    expect(valuesOf(table(both, "money-totals")).map(({ currency }) => currency)).toEqual(["EUR", "USD"]);
    expect(valuesOf(table(both, "money-years"))).toHaveLength(6);
  });

  it("of nobody says why there is none", () => {
    const none = moneyBlocks(moneyOf(aWholeReport({ commitments: [] })));
    expect(table(none, "money-totals").whenEmpty).toContain("no commitment here that you may read");
    expect(charts(none)).toEqual([]);
  });
});

describe("the years of several commitments", () => {
  const section = moneySection(aState());

  it("give in payable amounts what the commitments give", () => {
    const years = pooledYears([section, section]);
    const payable = years.reduce((sum, year) => sum + year.payable, 0);
    expect(payable).toBe(2 * minorOf(section.payable));
    expect(years.map(({ label }) => label)).toEqual(["FY2025", "FY2026", "FY2027"]);
  });

  it("leave what was paid ahead of its condition out of what it settles", () => {
    const advanced = { amount: "1000000.00", currency: "USD" };
    const payable = pooledYears([{ ...section, advanced }]).reduce((sum, year) => sum + year.payable, 0);
    expect(payable).toBe(minorOf(section.payable) + 100_000_000);
  });

  it("are apart where years begin in another month", () => {
    const [first, ...rest] = section.byFiscalYear;
    if (!first) throw new Error("It has no year.");
    const other = {
      ...section,
      byFiscalYear: [{ ...first, start: "2024-10-01", end: "2025-09-30" }, ...rest],
    };
    expect(pooledYears([section, other]).filter(({ label }) => label === "FY2025")).toHaveLength(2);
  });

  it("read amounts below zero", () => {
    expect(minorOf({ amount: "-12.50", currency: "USD" })).toBe(-1250);
    expect(minorOf({ amount: "3", currency: "JPY" })).toBe(3);
  });
});

describe("the money of a big bet", () => {
  const usd = (amount: string) => ({ amount, currency: "USD" });
  const sums = {
    raised: usd("10000000.00"),
    conditional: usd("0.00"),
    unconditional: usd("10000000.00"),
    paid: usd("1.00"),
    refunded: usd("0.00"),
    intended: usd("0.00"),
    match: { required: usd("5.00"), verified: usd("0.00"), contributed: usd("0.00") },
  };
  const bigBet = {
    target: usd("30000000.00"),
    money: { ...sums, gap: usd("20000000.00"), surplus: usd("0.00"), otherCurrencies: [] },
    funders: [
      { name: "Harbor Fund", phases: ["design", "scale"] },
      { name: "Lakes Foundation", phases: ["scale"], added: [usd("4.00")] },
    ],
  };

  it("says what is raised of what the plan takes, and of each funder what all agreed to show", () => {
    const blocks = moneyBlocks({ ...moneyOf(), bigBet });
    expect(JSON.stringify(blocks)).toContain("The plan takes $30,000,000.00. $10,000,000.00 of it is raised");
    expect(table(blocks, "money-funders").rows.map((row) => row.at(-1)?.text)).toEqual([
      "not all funders agreed to show amounts",
      "$4.00",
    ]);
  });

  it("says of the past that its totals are kept as they stand", () => {
    const { money: _, ...past } = bigBet;
    expect(JSON.stringify(moneyBlocks({ ...moneyOf(), bigBet: past }))).toContain("kept as it stands");
  });
});
