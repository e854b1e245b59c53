import { describe, expect, it } from "vitest";
import { decidePayment } from "../../../../shared/investments/pay-tranche.ts";
import { decideReversal } from "../../../../shared/investments/reverse-entry.ts";
import { committedMinor } from "../../../../shared/investments/totals.ts";
import { openMinor, trancheState } from "../../../../shared/investments/tranche.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import {
  aCommitment,
  aGround,
  MATCH_CONDITION,
  OTHER_STRATEGY,
  partnershipFacts,
  STRATEGY,
  usd,
} from "../../../support/commitments.ts";
import { decided } from "../decided.ts";
import { amend, amended, expectRefusedAt, refusal, TODAY } from "./proposals.ts";

/** 400,000 dollars due at once, of which 150,000 are paid, and 600,000 in a year under a match. */
async function active(overrides: Record<string, unknown> = {}) {
  const state = await aCommitment({
    tranches: [
      { dueOn: "2026-02-01", amount: usd("400000.00") },
      { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
    ],
    ...overrides,
  });
  const payment = { trancheNumber: 1, on: TODAY, amount: usd("150000.00") };
  return decided(decidePayment(state, payment, aGround())).next;
}

describe("suspension and resumption", () => {
  it("stop payments and let them go on, by the table's own word", async () => {
    const suspended = amended(await active(), { kind: "suspension", refundPlan: "Half of it by July" });
    expect(suspended.next.commitment.status).toBe("suspended");
    expect(suspended.guard).toMatchObject({ values: { ":status0": "active" } });
    expect(suspended.view).toMatchObject({
      refundPlan: "Half of it by July",
      after: { status: "suspended" },
    });
    const payment = { trancheNumber: 1, on: TODAY, amount: usd("1.00") };
    expect(refusal(decidePayment(suspended.next, payment, aGround())).code).toBe("conflict");
    const resumed = amended(suspended.next, { kind: "resumption" });
    expect(resumed.next.commitment.status).toBe("active");
    expect(decidePayment(resumed.next, payment, aGround()).ok).toBe(true);
  });

  it("are refused in any other status", async () => {
    const agreed = await aCommitment();
    expect(refusal(amend(agreed, { kind: "suspension" })).detail).toMatch(/is agreed; a suspension is for/);
    expect(refusal(amend(agreed, { kind: "resumption" })).detail).toMatch(/one that is suspended/);
    expect(refusal(amend(agreed, { kind: "termination" })).detail).toMatch(/active or suspended or closing/);
  });
});

describe("a termination", () => {
  it("gives up all that is open, conditional or not, so that what remains committed is what was paid", async () => {
    const { next, entries, view } = amended(await active(), { kind: "termination" });
    expect(next.commitment).toMatchObject({
      status: "terminated",
      endedOn: TODAY,
      amountMinor: 100_000_000,
      totals: {
        firstAgreedMinor: 100_000_000,
        conditionalMinor: 0,
        unconditionalMinor: 15_000_000,
        paidMinor: 15_000_000,
        releasedMinor: 85_000_000,
      },
    });
    expect(entries).toMatchObject([
      { kind: "release", trancheNumber: 1, amountMinor: 25_000_000, conditionalMinor: 0 },
      { kind: "release", trancheNumber: 2, amountMinor: 60_000_000, conditionalMinor: 60_000_000 },
    ]);
    expect(new Set(entries.map(({ proposalId }) => proposalId))).toEqual(new Set([view.id]));
    expect(next.tranches.map(trancheState)).toEqual(["paid", "released"]);
    expect(view.after?.tranches?.[1]).toMatchObject({ released: usd("600000.00") });
  });

  it("is never held up by allocations: amounts are cut in proportion, and the cut is on record", async () => {
    const state = await active({
      partnershipId: partnershipFacts().partnershipId,
      allocations: [
        { strategyId: STRATEGY, amount: usd("100000.00") },
        { strategyId: OTHER_STRATEGY, amount: usd("200000.00") },
        { strategyId: STRATEGY, sharePercent: "10", startOn: "2027-01-01" },
      ],
    });
    const { next, view } = amended(state, { kind: "termination" });
    expect(next.allocations.map(({ amountMinor }) => amountMinor)).toEqual([4_500_000, 9_000_000, 1_500_000]);
    expect(view.before?.allocations?.map(({ amount }) => amount.amount)).toEqual([
      "100000.00",
      "200000.00",
      "100000.00",
    ]);
    expect(view.after?.allocations?.map(({ amount }) => amount.amount)).toEqual([
      "45000.00",
      "90000.00",
      "15000.00",
    ]);
  });

  it("leaves an outstanding advance an asset: paid, conditional, and still to be refunded", async () => {
    const advanced = amended(await active(), { kind: "advance", trancheNumber: 2, amount: usd("50000.00") });
    const { next } = amended(advanced.next, { kind: "termination" });
    expect(next.commitment.totals).toMatchObject({
      conditionalMinor: 5_000_000,
      unconditionalMinor: 15_000_000,
      advancedMinor: 5_000_000,
      paidMinor: 20_000_000,
    });
  });

  it("is final, and what it released is not reversed entry by entry", async () => {
    const { next, entries } = amended(await active(), { kind: "termination" });
    expect(refusal(amend(next, { kind: "resumption" })).code).toBe("conflict");
    const [release] = entries;
    const reversal = { id: "pay_r", on: TODAY, reason: "was wrong" };
    expect(release && refusal(decideReversal(next, release, reversal)).detail).toMatch(
      /amendment released it/,
    );
  });

  it("of 60 open tranches releases them by one entry, which a transaction can hold", async () => {
    const tranches = Array.from({ length: 60 }, (_, index) => ({
      dueOn: `2026-${String((index % 12) + 1).padStart(2, "0")}-01`,
      amount: usd("100.00"),
      ...(index % 2 === 0 ? { condition: MATCH_CONDITION } : {}),
    }));
    const state = await aCommitment({ amount: usd("6000.00"), tranches });
    const commitment = { ...state.commitment, status: "active" as const };
    const { next, entries } = amended({ ...state, commitment }, { kind: "termination" });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ kind: "release", amountMinor: 600_000, conditionalMinor: 300_000 });
    expect(entries[0]).not.toHaveProperty("trancheNumber");
    expect(committedMinor(next.commitment.totals)).toBe(0);
    expect(sumMinor(next.tranches.map(openMinor))).toBe(0);
  });
});

describe("a waiver and an advance", () => {
  it("waive a condition for ever, and the plan says so", async () => {
    const { next, entries, view } = amended(await active(), { kind: "waiver", trancheNumber: 2 });
    expect(next.tranches[1]).toMatchObject({ waivedOn: TODAY, condition: MATCH_CONDITION });
    expect(entries).toMatchObject([
      { kind: "waiver", amountMinor: 60_000_000, proposalId: view.id },
      { kind: "recognition", amountMinor: 60_000_000 },
    ]);
    expect(view.after?.tranches?.[1]).toMatchObject({ waivedOn: TODAY });
    expect(refusal(amend(next, { kind: "waiver", trancheNumber: 2 })).detail).toMatch(/could be waived/);
  });

  it("pay before the condition is met without any change of plan", async () => {
    const asked = { kind: "advance" as const, trancheNumber: 2, amount: usd("50000.00") };
    const { next, entries, view, attached } = amended(await active(), asked);
    expect(entries).toMatchObject([{ kind: "advance", amountMinor: 5_000_000, conditionalMinor: 5_000_000 }]);
    expect(view).not.toHaveProperty("before");
    expect(next.commitment.amendments).toBeUndefined();
    expect(attached?.map(({ after }) => after?.type)).toEqual(["decided-proposal"]);
    const beyond = amend(next, { ...asked, amount: usd("550000.01") });
    expect(refusal(beyond).code).toBe("amount_exceeded");
    expectRefusedAt(amend(next, { ...asked, trancheNumber: 9 }), "/trancheNumber", /no tranche 9/);
  });
});
