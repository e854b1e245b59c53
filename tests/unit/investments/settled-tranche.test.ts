import { describe, expect, it } from "vitest";
import { decideAdvance } from "../../../shared/investments/advance-tranche.ts";
import { decideApproval } from "../../../shared/investments/approve-tranche.ts";
import { decideStatus } from "../../../shared/investments/change-status.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { decideConditionMet } from "../../../shared/investments/meet-condition.ts";
import { decidePayment } from "../../../shared/investments/pay-tranche.ts";
import { decideRefund } from "../../../shared/investments/refund-tranche.ts";
import { decideForfeiture } from "../../../shared/investments/release-tranche.ts";
import { trancheState } from "../../../shared/investments/tranche.ts";
import { decideWaiver } from "../../../shared/investments/waive-tranche.ts";
import {
  aCommitment,
  aGround,
  aPrincipal,
  MATCH_CONDITION,
  someSettings,
  usd,
} from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const ON = "2026-03-01";
const why = { reason: "As agreed" };
const conditional = () =>
  aCommitment({
    tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
  });
const underRule = () =>
  aCommitment({
    tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), rule: { kind: "date", on: "2026-02-15" } }],
  });
const pay = (state: CommitmentState, amount: string) =>
  decided(decidePayment(state, { trancheNumber: 1, on: ON, amount: usd(amount) }, aGround())).next;
const forfeit = (state: CommitmentState, trancheNumber = 1) =>
  decideForfeiture(state, { trancheNumber, on: ON, ...why }, "pay_f");
const waive = (state: CommitmentState) =>
  decideWaiver(state, { ...aGround(), trancheNumber: 1, on: ON, note: "Not asked for", proposalId: "prp_1" });
const meet = (state: CommitmentState) =>
  decideConditionMet(state, {
    ...aGround(),
    trancheNumber: 1,
    input: { metOn: ON, evidence: "A letter", ...why },
  });
const advance = (state: CommitmentState, amount: string) =>
  decideAdvance(state, {
    ...aGround(),
    trancheNumber: 1,
    on: ON,
    amount: usd(amount),
    entryId: "pay_a",
    proposalId: "prp_1",
    note: "It cannot wait",
  });
const conflict = (detail: string) => ({ ok: false, problem: { code: "conflict", detail } });

describe("what failed is forfeited", () => {
  it("and not what is fulfilled: neither under a rule that was found met, nor one that was paid under it", async () => {
    const fulfilled = "It stands under no unfulfilled condition or rule. Release what shall not be paid.";
    const state = await underRule();
    const found = {
      ...state,
      tranches: state.tranches.map((tranche) => ({
        ...tranche,
        ruleState: { on: ON, isMet: true, evaluation: 1 },
      })),
    };
    expect(forfeit(found)).toMatchObject(conflict(fulfilled));
    expect(forfeit(pay(state, "1.00"))).toMatchObject(conflict(fulfilled));
    expect(forfeit(state).ok).toBe(true);
  });

  it("once: then nothing of it is open, and a tranche that is not there is said to be none", async () => {
    const { next } = decided(forfeit(await conditional()));
    expect(forfeit(next)).toMatchObject(conflict("Nothing of tranche 1 is open any more."));
    expect(forfeit(next, 2)).toMatchObject({
      problem: { code: "validation_failed", errors: [{ pointer: "/trancheNumber" }] },
    });
  });
});

describe("what was given up", () => {
  it("is neither met nor waived after that: nothing of it can become owed", async () => {
    const { next } = decided(forfeit(await conditional()));
    expect(meet(next)).toMatchObject(
      conflict("All of this tranche was given up: nothing of it becomes owed."),
    );
    expect(waive(next)).toMatchObject(
      conflict("All of this tranche is paid or given up: nothing is left to waive for."),
    );
  });
});

describe("what was paid under its rule", () => {
  it("is never shown as waived: with nothing open there is nothing to waive", async () => {
    const paid = pay(await underRule(), "1000000.00");
    expect(waive(paid)).toMatchObject(
      conflict("All of this tranche is paid or given up: nothing is left to waive for."),
    );
    expect(trancheState(paid.tranches[0] ?? expect.fail())).toBe("paid");
  });

  it("in part can still be waived for the rest, and an advance for all of it", async () => {
    expect(waive(pay(await underRule(), "1.00")).ok).toBe(true);
    const advanced = decided(advance(await conditional(), "1000000.00")).next;
    expect(waive(advanced).ok).toBe(true);
    expect(meet(advanced).ok).toBe(true);
  });
});

describe("an advance", () => {
  it("is settled before a commitment closes: its condition met or waived, or the money back", async () => {
    const { next } = decided(advance(await conditional(), "1000000.00"));
    const closed = (state: CommitmentState) =>
      decideStatus(
        { ...state, commitment: { ...state.commitment, status: "closing" } },
        { status: "closed", on: ON, ...why },
        aGround(),
      );
    const back = (amount: string) =>
      decided(decideRefund(next, { trancheNumber: 1, on: ON, amount: usd(amount), ...why }, "pay_r")).next;
    const unsettled = (amount: string) =>
      conflict(
        `${amount} USD were paid in advance of a condition that is not met. Record that it is met or the refund, or have it waived first.`,
      );
    expect(closed(next)).toMatchObject(unsettled("1000000.00"));
    expect(closed(back("999999.99"))).toMatchObject(unsettled("0.01"));
    expect(closed(back("1000000.00")).ok).toBe(true);
    expect(closed(decided(meet(next)).next).ok).toBe(true);
    expect(closed(decided(waive(next)).next).ok).toBe(true);
  });
});

describe("a limit of approval", () => {
  it("is of a tranche, so that approving it in parts does not evade it", async () => {
    const settings = someSettings({ approvalLimits: [{ role: "finance", upTo: usd("300000.00") }] });
    const principal = aPrincipal({ id: "per_finance", roles: ["finance"] });
    const approve = (state: CommitmentState, amount: string) =>
      decideApproval(state, {
        ...aGround({ settings }),
        trancheNumber: 1,
        input: { amount: usd(amount) },
        principal,
      });
    const paid = pay(await aCommitment(), "200000.00");
    expect(approve(paid, "100000.00").ok).toBe(true);
    expect(approve(paid, "100000.01")).toMatchObject({
      problem: {
        code: "approval_limit_exceeded",
        detail:
          "You may approve up to 300000.00 USD of a tranche, of which 200000.00 USD are paid already. Ask somebody with a higher limit.",
        errors: [{ pointer: "/amount/amount" }],
      },
    });
  });
});
