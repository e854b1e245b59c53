import { describe, expect, it } from "vitest";
import { decidePayment } from "../../../../shared/investments/pay-tranche.ts";
import { decideRelease } from "../../../../shared/investments/release-tranche.ts";
import {
  aCommitment,
  aGround,
  MATCH_CONDITION,
  OTHER_STRATEGY,
  STRATEGY,
  someSettings,
  usd,
} from "../../../support/commitments.ts";
import { decided } from "../decided.ts";
import { amend, amended, expectRefusedAt, refusal, TODAY } from "./proposals.ts";

const PARTNERSHIP = { partnershipId: "prt_01JD0000000000000000000001" };

/** 400,000 dollars due at once, 600,000 in a year under a match. */
const conditional = (overrides: Record<string, unknown> = {}) =>
  aCommitment({
    tranches: [
      { dueOn: "2026-02-01", amount: usd("400000.00") },
      { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
    ],
    ...overrides,
  });

const paid = async (amount: string) =>
  decided(decidePayment(await aCommitment(), { trancheNumber: 1, on: TODAY, amount: usd(amount) }, aGround()))
    .next;

describe("a no-cost extension", () => {
  const extension = { kind: "no-cost-extension" as const, endOn: "2028-06-30" };

  it("moves the end, open tranches and milestones to come, and not a cent", async () => {
    const state = await aCommitment({ milestones: [{ title: "Schools open", dueOn: "2027-06-30" }] });
    const { next, entries, view } = amended(state, {
      ...extension,
      tranches: [{ number: 2, dueOn: "2027-08-01" }],
      milestones: [{ number: 1, dueOn: "2028-05-31" }],
    });
    expect(next.commitment).toMatchObject({
      endOn: "2028-06-30",
      totals: state.commitment.totals,
      amendments: { count: 1, latestOn: TODAY, extensions: 1, budgetMovedMinor: 0 },
    });
    expect(next.tranches[1]).toEqual({ ...state.tranches[1], dueOn: "2027-08-01" });
    expect(next.milestones[0]).toMatchObject({ dueOn: "2028-05-31", revision: 2 });
    expect(entries).toEqual([]);
    expect(view.flags).toBeUndefined();
    expect(view.before).toMatchObject({ endOn: "2027-12-31", milestones: [{ dueOn: "2027-06-30" }] });
    expect(Object.keys(view.after ?? {}).sort()).toEqual(["endOn", "milestones", "tranches"]);
  });

  it("ends later, or is refused; and touches no tranche with nothing open and no milestone that was achieved", async () => {
    const state = await paid("400000.00");
    expectRefusedAt(amend(state, { ...extension, endOn: "2027-12-31" }), "/endOn", /ends on 2027-12-31/);
    const settled = amend(state, { ...extension, tranches: [{ number: 1, dueOn: "2027-01-01" }] });
    expectRefusedAt(settled, "/tranches/0", /paid or given up/);
    const unknown = amend(state, { ...extension, tranches: [{ number: 7, dueOn: "2027-01-01" }] });
    expectRefusedAt(unknown, "/tranches/0/number", /no number 7/);
    const twice = [
      { number: 2, dueOn: "2027-01-01" },
      { number: 2, dueOn: "2027-02-02" },
    ];
    expectRefusedAt(amend(state, { ...extension, tranches: twice }), "/tranches/1/number", /twice/);
    const achieved = {
      ...state,
      milestones: [{ number: 1, revision: 2, title: "Open", achievedOn: "2026-02-28", evidence: "Seen" }],
    };
    const past = amend(achieved, { ...extension, milestones: [{ number: 1, dueOn: "2027-01-01" }] });
    expectRefusedAt(past, "/milestones/0", /achieved on 2026-02-28/);
  });

  it("is flagged, not refused, beyond 12 months, the second time, and within 10 days of the end", async () => {
    const state = await aCommitment({ endOn: "2026-03-10" });
    expect(amended(state, { ...extension, endOn: "2027-03-10" }).view.flags).toEqual(["short-notice"]);
    const long = amended(state, { ...extension, endOn: "2027-03-11" });
    expect(long.view.flags).toEqual(["longer-than-12-months", "short-notice"]);
    expect(amended(long.next, { ...extension, endOn: "2027-12-31" }).view.flags).toEqual(["extended-before"]);
    const inTime = await aCommitment({ endOn: "2026-03-11" });
    expect(amended(inTime, { ...extension, endOn: "2026-12-31" }).view.flags).toBeUndefined();
  });
});

describe("a supplement", () => {
  it("grows the promise by larger and new tranches, conditional and unconditional apart, and shares follow", async () => {
    const state = await conditional({
      ...PARTNERSHIP,
      allocations: [{ strategyId: STRATEGY, sharePercent: "50" }],
    });
    const { next, entries } = amended(state, {
      kind: "supplement",
      amount: usd("300000.00"),
      tranches: [{ number: 2, amount: usd("700000.00") }],
      added: [{ dueOn: "2026-09-01", amount: usd("200000.00") }],
    });
    expect(entries).toMatchObject([
      { kind: "adjustment", on: TODAY, amountMinor: 30_000_000, conditionalMinor: 10_000_000 },
      { kind: "recognition", amountMinor: 20_000_000, trancheNumber: 3 },
    ]);
    expect(next.commitment).toMatchObject({
      amountMinor: 130_000_000,
      totals: { firstAgreedMinor: 100_000_000, conditionalMinor: 70_000_000, unconditionalMinor: 60_000_000 },
    });
    expect(next.tranches.map(({ number, amountMinor }) => [number, amountMinor])).toEqual([
      [1, 40_000_000],
      [2, 70_000_000],
      [3, 20_000_000],
    ]);
    expect(next.allocations[0]?.amountMinor).toBe(65_000_000);
  });

  it("is measured at present value like a new promise: 600,000 dollars due in two years at 4 % are 554,733.73", async () => {
    const settings = someSettings({ discountRates: [{ from: "2026-01-01", rate: "0.04" }] });
    const added = [{ dueOn: "2028-03-01", amount: usd("600000.00") }];
    const asked = { kind: "supplement" as const, amount: usd("600000.00"), added };
    expect(amended(await aCommitment(), asked, { settings }).entries[1]).toMatchObject({
      kind: "recognition",
      recognition: {
        rate: "0.04",
        presentValueMinor: 55_473_373,
        due: [{ on: "2028-03-01", amountMinor: 60_000_000 }],
      },
    });
  });

  it("says what it comes to, makes nothing smaller, and keeps the currency", async () => {
    const state = await aCommitment();
    const supplement = { kind: "supplement" as const, amount: usd("100.00") };
    const tranches = [{ number: 2, amount: usd("600000.99") }];
    expectRefusedAt(amend(state, { ...supplement, tranches }), "/amount", /change by 0\.99 USD/);
    expectRefusedAt(amend(state, supplement), "/amount", /0\.00 USD/);
    const smaller = [{ number: 1, amount: usd("399999.00") }];
    expectRefusedAt(amend(state, { ...supplement, tranches: smaller }), "/tranches", /smaller: 1 would be/);
    const euros = [{ dueOn: "2027-03-01", amount: { amount: "100.00", currency: "EUR" } }];
    expectRefusedAt(amend(state, { ...supplement, added: euros }), "/added/0/amount/currency", /in USD/);
    const nothing = [{ dueOn: "2027-03-01", amount: usd("0.00") }];
    expectRefusedAt(amend(state, { ...supplement, added: nothing }), "/added/0/amount/amount", /more than/);
  });

  it("checks the payment rules of new tranches", async () => {
    const rule = { kind: "milestone", milestone: 4 };
    const added = [{ dueOn: "2027-03-01", amount: usd("100.00"), rule }];
    const result = amend(await aCommitment(), { kind: "supplement", amount: usd("100.00"), added });
    expectRefusedAt(result, "/added/0/rule", /no milestone 4/);
  });

  it("sets a budget that grows by as much", async () => {
    const state = await aCommitment({ budget: [{ category: "salaries", amount: usd("1000000.00") }] });
    const asked = {
      kind: "supplement" as const,
      amount: usd("100000.00"),
      tranches: [{ number: 2, amount: usd("700000.00") }],
    };
    const budget = (amount: string) => [{ category: "salaries", amount: usd(amount) }];
    const short = amend(state, { ...asked, budget: budget("1000000.00") });
    expectRefusedAt(short, "/budget", /has to be 1100000\.00/);
    const { next } = amended(state, { ...asked, budget: budget("1100000.00") });
    expect(next.commitment.budget).toEqual(budget("1100000.00"));
  });
});

describe("a reduction", () => {
  it("takes back from open parts, and what was recognised of them, tranche by tranche", async () => {
    const state = await paid("100000.00");
    const { next, entries } = amended(state, {
      kind: "reduction",
      amount: usd("350000.00"),
      tranches: [
        { number: 1, amount: usd("350000.00") },
        { number: 2, amount: usd("300000.00") },
      ],
    });
    expect(entries).toMatchObject([
      { kind: "adjustment", amountMinor: -35_000_000, conditionalMinor: 0 },
      { kind: "recognition", amountMinor: -5_000_000, trancheNumber: 1 },
      { kind: "recognition", amountMinor: -30_000_000, trancheNumber: 2 },
    ]);
    expect(next.commitment).toMatchObject({
      amountMinor: 65_000_000,
      totals: { firstAgreedMinor: 100_000_000, unconditionalMinor: 65_000_000, paidMinor: 10_000_000 },
    });
  });

  it("never reaches what is paid or given up, by a cent", async () => {
    const released = decided(
      decideRelease(
        await paid("100000.00"),
        { trancheNumber: 1, on: TODAY, amount: usd("50000.00"), reason: "not needed" },
        "pay_1",
      ),
    ).next;
    const to = (amount: string) => [{ number: 1, amount: usd(amount) }];
    const kind = "reduction" as const;
    const tooLow = amend(released, { kind, amount: usd("250000.01"), tranches: to("149999.99") });
    expectRefusedAt(tooLow, "/tranches/0/amount/amount", /150000\.00 USD of it are paid or given up/);
    expect(amend(released, { kind, amount: usd("250000.00"), tranches: to("150000.00") }).ok).toBe(true);
  });

  it("is refused where strategies have more by amount than would remain, and says by how much", async () => {
    const state = await aCommitment({
      ...PARTNERSHIP,
      allocations: [
        { strategyId: STRATEGY, amount: usd("600000.00") },
        { strategyId: OTHER_STRATEGY, sharePercent: "20" },
      ],
    });
    const tranches = [{ number: 2, amount: usd("300000.00") }];
    const result = amend(state, { kind: "reduction", amount: usd("300000.00"), tranches });
    expect(refusal(result)).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("by 40000.00 USD"),
      errors: [{ pointer: "/amount" }],
    });
  });
});

describe("a re-plan", () => {
  it("moves open money among tranches of one class, splits them, and books nothing", async () => {
    const state = await aCommitment();
    const { next, entries } = amended(state, {
      kind: "re-plan",
      tranches: [{ number: 2, amount: usd("100000.00"), dueOn: "2027-03-01" }],
      added: [{ dueOn: "2027-09-01", amount: usd("500000.00"), label: "Second half" }],
    });
    expect(entries).toEqual([]);
    expect(next.commitment).toMatchObject({ amountMinor: 100_000_000, totals: state.commitment.totals });
    expect(next.tranches.map(({ dueOn, amountMinor }) => [dueOn, amountMinor])).toEqual([
      ["2026-02-01", 40_000_000],
      ["2027-03-01", 10_000_000],
      ["2027-09-01", 50_000_000],
    ]);
  });

  it("makes nothing conditional unconditional, nor the other way round", async () => {
    const tranches = [
      { number: 1, amount: usd("500000.00") },
      { number: 2, amount: usd("500000.00") },
    ];
    const result = amend(await conditional(), { kind: "re-plan", tranches });
    expectRefusedAt(result, "/tranches", /by -100000\.00 USD, unconditional ones by 100000\.00 USD/);
  });

  it("takes the approval of a tranche whose amount it changes", async () => {
    const state = await aCommitment();
    const approval = { by: "per_1", on: TODAY, leftMinor: 40_000_000 };
    const tranches = state.tranches.map((tranche) => ({ ...tranche, approval }));
    const { next } = amended(
      { ...state, tranches },
      {
        kind: "re-plan",
        tranches: [{ number: 2, amount: usd("500000.00") }],
        added: [{ dueOn: "2027-09-01", amount: usd("100000.00") }],
      },
    );
    expect(next.tranches.map((tranche) => tranche.approval)).toEqual([approval, undefined, undefined]);
  });
});
