import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideStatus } from "../../../shared/investments/change-status.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentState,
  nextStatuses,
} from "../../../shared/investments/commitment.ts";
import type { LedgerEntry } from "../../../shared/investments/ledger-entry.ts";
import { decideConditionMet } from "../../../shared/investments/meet-condition.ts";
import { decidePayment, decideRefund, decideRelease } from "../../../shared/investments/move-money.ts";
import { addEntry, committedMinor, NO_TOTALS } from "../../../shared/investments/totals.ts";
import type { Decision } from "../../../shared/investments/work-on-commitment.ts";
import { formatAmount, sumMinor } from "../../../shared/platform/money.ts";
import type { Result } from "../../../shared/platform/result.ts";
import { aCommitment, MATCH_CONDITION, usd } from "../../support/commitments.ts";

const ON = "2026-03-01";
const payment = (trancheNumber: number, amount: string) => ({ trancheNumber, on: ON, amount: usd(amount) });
const withReason = (trancheNumber: number, amount: string) => ({
  ...payment(trancheNumber, amount),
  reason: "agreed so",
});

function decided(decision: Result<Decision>): Decision {
  if (!decision.ok) throw new Error(decision.problem.detail);
  return decision.value;
}

const conditional = () =>
  aCommitment({
    tranches: [
      { dueOn: "2026-02-01", amount: usd("400000.00") },
      { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
    ],
  });

describe("paying", () => {
  it("moves the amount from payable to paid, in its tranche, its month and its totals", async () => {
    const { next, entries } = decided(decidePayment(await aCommitment(), payment(1, "150000.00"), "pay_1"));
    expect(next.commitment).toMatchObject({
      status: "active",
      totals: { paidMinor: 15_000_000, unconditionalMinor: 100_000_000 },
      paidByMonth: { "2026-03": 15_000_000 },
    });
    expect(next.tranches[0]?.paidMinor).toBe(15_000_000);
    expect(entries).toMatchObject([{ kind: "payment", amountMinor: 15_000_000, trancheNumber: 1 }]);
  });

  it("is refused while the tranche's condition is not met, and possible once it is", async () => {
    const state = await conditional();
    expect(decidePayment(state, payment(2, "1.00"), "pay_1")).toMatchObject({
      problem: { code: "condition_not_met" },
    });
    const met = { metOn: ON, evidence: "Letter of the match funder", reason: "verified" };
    const { next } = decided(decideConditionMet(state, { trancheNumber: 2, input: met, entryId: "pay_1" }));
    expect(next.commitment.totals).toMatchObject({ conditionalMinor: 0, unconditionalMinor: 100_000_000 });
    expect(decidePayment(next, payment(2, "600000.00"), "pay_2").ok).toBe(true);
  });

  it("is refused beyond what the tranche has left, by a cent", async () => {
    expect(decidePayment(await aCommitment(), payment(1, "400000.01"), "pay_1")).toMatchObject({
      problem: { code: "amount_exceeded", errors: [{ pointer: "/amount/amount" }] },
    });
  });

  it("is refused for a commitment that is only intended, for an unknown tranche, and for nothing", async () => {
    const intended = await aCommitment({ status: "intended" });
    expect(decidePayment(intended, payment(1, "1.00"), "pay_1")).toMatchObject({
      problem: { code: "conflict" },
    });
    const agreed = await aCommitment();
    expect(decidePayment(agreed, payment(3, "1.00"), "pay_1").ok).toBe(false);
    expect(decidePayment(agreed, payment(1, "0.00"), "pay_1").ok).toBe(false);
  });
});

describe("refunding and releasing", () => {
  it("gives back no more than was paid", async () => {
    const { next } = decided(decidePayment(await aCommitment(), payment(1, "100.00"), "pay_1"));
    expect(decideRefund(next, withReason(1, "100.01"), "pay_2")).toMatchObject({
      problem: { code: "amount_exceeded" },
    });
    const refunded = decided(decideRefund(next, withReason(1, "100.00"), "pay_2")).next;
    expect(refunded.commitment.totals).toMatchObject({ paidMinor: 10_000, refundedMinor: 10_000 });
  });

  it("lowers what is committed and keeps what was first agreed", async () => {
    const { next } = decided(decideRelease(await conditional(), withReason(2, "600000.00"), "pay_1"));
    expect(next.commitment.totals).toMatchObject({
      conditionalMinor: 0,
      releasedMinor: 60_000_000,
      firstAgreedMinor: 100_000_000,
    });
    expect(committedMinor(next.commitment.totals)).toBe(40_000_000);
  });

  it("does not release what is allocated to a strategy", async () => {
    const state = {
      ...(await aCommitment()),
      allocations: [{ strategyId: "str_1", amountMinor: 90_000_000 }],
    };
    expect(decideRelease(state, withReason(2, "200000.00"), "pay_1")).toMatchObject({
      problem: { code: "conflict" },
    });
  });
});

describe("the life of a commitment", () => {
  it("has no way out of closed and cancelled", () => {
    const terminal = COMMITMENT_STATUSES.filter((status) => nextStatuses(status).length === 0);
    expect(terminal).toEqual(["closed", "cancelled"]);
  });

  it("closes only when every tranche is paid or released, and is cancelled only when nothing is committed", async () => {
    const state = await aCommitment();
    for (const status of ["closed", "cancelled"] as const)
      expect(decideStatus(state, { status, on: ON, reason: "done" }, "pay_1")).toMatchObject({
        problem: { code: "conflict" },
      });
    const released = [1, 2].reduce<CommitmentState>(
      (each, number) =>
        decided(decideRelease(each, withReason(number, number === 1 ? "400000.00" : "600000.00"), "p")).next,
      state,
    );
    expect(decideStatus(released, { status: "cancelled", on: ON, reason: "withdrawn" }, "pay_1").ok).toBe(
      true,
    );
  });
});

describe("whatever happens to the money", () => {
  const move = fc.record({
    kind: fc.constantFrom("pay", "refund", "release", "meet"),
    trancheNumber: fc.integer({ min: 1, max: 2 }),
    minor: fc.integer({ min: 0, max: 70_000_000 }),
  });

  it("the totals equal the ledger, and the tranches carry the totals", async () => {
    const start = await conditional();
    const agreement: LedgerEntry = {
      id: "pay_0",
      kind: "agreement",
      on: "2026-01-15",
      amountMinor: 100_000_000,
      conditionalMinor: 60_000_000,
    };
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        let state = start;
        const ledger = [agreement];
        for (const [index, one] of moves.entries()) {
          const decision = decide(state, one, `pay_${index}`);
          if (!decision.ok) continue;
          state = decision.value.next;
          ledger.push(...(decision.value.entries ?? []));
        }
        const { totals, paidByMonth } = state.commitment;
        expect(totals).toEqual(ledger.reduce(addEntry, NO_TOTALS));
        expect(totals.paidMinor).toBe(sumMinor(state.tranches.map((tranche) => tranche.paidMinor)));
        expect(totals.paidMinor).toBe(sumMinor(Object.values(paidByMonth)));
        expect(committedMinor(totals) + totals.releasedMinor).toBe(totals.firstAgreedMinor);
        expect(totals.paidMinor).toBeLessThanOrEqual(totals.unconditionalMinor);
        expect(totals.refundedMinor).toBeLessThanOrEqual(totals.paidMinor);
        expect(totals.conditionalMinor).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  function decide(
    state: CommitmentState,
    one: { kind: string; trancheNumber: number; minor: number },
    id: string,
  ) {
    const { trancheNumber, minor } = one;
    const input = withReason(trancheNumber, formatAmount(minor, "USD"));
    if (one.kind === "pay")
      return decidePayment(state, payment(trancheNumber, formatAmount(minor, "USD")), id);
    if (one.kind === "refund") return decideRefund(state, input, id);
    if (one.kind === "release") return decideRelease(state, input, id);
    const met = { metOn: ON, evidence: "seen", reason: "verified" };
    return decideConditionMet(state, { trancheNumber, input: met, entryId: id });
  }
});
