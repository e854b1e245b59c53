import { beforeAll, describe, expect, it } from "vitest";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { PaymentRuleSchema } from "../../../../shared/investments/payment-rule.ts";
import { conductView, moneyConductView } from "../../../../shared/investments/portfolio/conduct-view.ts";
import { mergeCells } from "../../../../shared/investments/portfolio/merge-cells.ts";
import { RequirementSchema } from "../../../../shared/investments/requirements/requirement.ts";
import type { Tranche } from "../../../../shared/investments/tranche.ts";
import { aCommitment } from "../../../support/commitments.ts";
import { aCondition, aPaidTranche, aTranche, cellsOf, withHead } from "./builders.ts";

let agreed: CommitmentState;
beforeAll(async () => {
  agreed = await aCommitment();
});

const AT = { currency: "USD", today: "2026-09-10" };
const paid = (...tranches: readonly Partial<Tranche>[]): CommitmentState => ({
  ...agreed,
  tranches: tranches.map(aPaidTranche),
});
const conductOf = (...states: readonly CommitmentState[]) => conductView([mergeCells(cellsOf(...states))]);
const moneyConductOf = (...states: readonly CommitmentState[]) =>
  moneyConductView(mergeCells(cellsOf(...states)), AT);

describe("how long commitments are", () => {
  it("is told in months from the first day to the last, by the median of those that bind", () => {
    const over = (startOn: string, endOn: string | undefined) => withHead(agreed, { startOn, endOn });
    const years = [over("2026-01-01", "2027-12-31"), over("2026-01-01", "2026-12-31")];
    expect(conductOf(...years).commitmentLength).toEqual({ median: 18, unit: "months", n: 2 });
    const nearest = over("2026-01-01", "2026-06-20");
    expect(conductOf(nearest).commitmentLength.median).toBe(6);
    const { endOn: _, ...endless } = agreed.commitment;
    const ignored = [withHead(nearest, { status: "intended" }), { ...agreed, commitment: endless }];
    expect(conductOf(...ignored).commitmentLength).toEqual({ median: null, unit: "months", n: 0 });
  });
});

describe("how long a tranche takes to be paid", () => {
  it("is counted from the day it was due, or its condition was met or waived", () => {
    const condition = aCondition();
    const days = (tranche: Partial<Tranche>) => conductOf(paid(tranche)).daysToPay.median;
    expect(days({ dueOn: "2026-02-01", lastPaidOn: "2026-02-11" })).toBe(10);
    expect(days({ condition, conditionMetOn: "2026-02-06", lastPaidOn: "2026-02-11" })).toBe(5);
    expect(days({ condition, waivedOn: "2026-02-10", lastPaidOn: "2026-02-11" })).toBe(1);
    expect(days({ dueOn: "2026-02-01", lastPaidOn: "2026-01-01" })).toBe(0);
    expect(days({ dueOn: "2016-02-01", lastPaidOn: "2026-01-01" })).toBe(730);
  });

  it("has a median and a 90th percentile, and says of how many tranches", () => {
    const delays = [0, 0, 1, 2, 3, 4, 5, 6, 30, 90];
    const state = paid(
      ...delays.map((days, index) => ({
        number: index + 1,
        dueOn: "2026-01-01",
        lastPaidOn: new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10),
      })),
    );
    expect(conductOf(state)).toMatchObject({
      daysToPay: { median: 3.5, percentile90: 30, unit: "days", n: 10, untimed: 0 },
      paidOnTime: { value: 20, unit: "percent", n: 10 },
    });
  });

  it("is not told where a payment rule held it back or the day is not known, and not of what is open", () => {
    const rule = PaymentRuleSchema().parse({ kind: "date", on: "2026-01-01" });
    const state = paid({ rule }, { lastPaidOn: undefined }, { condition: aCondition() });
    expect(conductOf(state).daysToPay).toMatchObject({ median: null, n: 0, untimed: 3 });
    const open = { ...agreed, tranches: [aTranche({ paidMinor: 99_999, lastPaidOn: "2026-03-01" })] };
    expect(conductOf(open).daysToPay).toMatchObject({ n: 0, untimed: 0 });
  });

  it("is on time by the day it is due, or that of its condition where it was met later", () => {
    const onTime = (tranche: Partial<Tranche>) => conductOf(paid(tranche)).paidOnTime.value;
    expect(onTime({ dueOn: "2026-02-01", lastPaidOn: "2026-02-01" })).toBe(100);
    expect(onTime({ dueOn: "2026-02-01", lastPaidOn: "2026-02-02" })).toBe(0);
    const condition = aCondition();
    expect(onTime({ condition, conditionMetOn: "2026-02-09", lastPaidOn: "2026-02-09" })).toBe(100);
    expect(onTime({ condition, conditionMetOn: "2025-12-01", lastPaidOn: "2026-02-01" })).toBe(100);
  });
});

describe("what money is for, and what is asked for it", () => {
  const restricted = (kind: "none" | "purpose", committed: number) =>
    withHead(agreed, {
      restriction: { kind },
      totals: { ...agreed.commitment.totals, conditionalMinor: 0, unconditionalMinor: committed },
    });

  it("is unrestricted by amount, of what says so or not", () => {
    const { unrestricted } = moneyConductOf(restricted("none", 100), restricted("purpose", 200), agreed);
    expect(unrestricted).toEqual({
      value: 33.33,
      unit: "percent",
      n: 2,
      unrestricted: { amount: "1.00", currency: "USD" },
      of: { amount: "3.00", currency: "USD" },
      unsaid: { amount: "1000000.00", currency: "USD" },
    });
    expect(moneyConductOf(agreed).unrestricted.value).toBeNull();
  });

  it("takes so many reports a million committed, waived ones left out", () => {
    const report = (number: number, status: "open" | "accepted" | "waived") =>
      RequirementSchema().parse({
        number,
        revision: 1,
        kind: "narrative",
        title: "Yearly report",
        dueOn: "2026-12-31",
        firstDueOn: "2026-12-31",
        graceDays: 30,
        isBlocking: false,
        responsible: { name: "Cedar County Promise", role: "data-lead" },
        status,
      });
    const state = {
      ...agreed,
      requirements: [report(1, "open"), report(2, "accepted"), report(3, "waived")],
    };
    const intended = withHead(state, { status: "intended" });
    expect(moneyConductOf(state, agreed, intended).reportsPerMillion).toEqual({
      value: 1,
      unit: "reports per million committed",
      n: 2,
      reports: 2,
    });
  });

  it("is amended in so many commitments of those that bind", () => {
    const amendments = { count: 3, latestOn: "2026-02-01", extensions: 0, budgetMovedMinor: 0 };
    const amended = withHead(agreed, { amendments });
    expect(conductOf(amended, agreed, agreed).amended).toEqual({ value: 33.33, unit: "percent", n: 3 });
  });

  it("is paid of what was planned for the fiscal years that are over, released money left out", () => {
    const tranches = [
      aPaidTranche({ number: 1, dueOn: "2026-02-01" }),
      aTranche({ number: 2, dueOn: "2026-06-30", paidMinor: 30_000, releasedMinor: 20_000 }),
      aTranche({ number: 3, dueOn: "2026-07-01" }),
      aPaidTranche({ number: 4, dueOn: "2027-01-01" }),
    ];
    expect(moneyConductOf({ ...agreed, tranches }).paidOfPlanned).toEqual({
      value: 72.22,
      unit: "percent",
      n: 2,
      through: "2026-06-30",
      planned: { amount: "1800.00", currency: "USD" },
      paid: { amount: "1300.00", currency: "USD" },
    });
  });
});
