import { describe, expect, it } from "vitest";
import { decideAdvance } from "../../../shared/investments/advance-tranche.ts";
import { decideConditionMet } from "../../../shared/investments/meet-condition.ts";
import { decidePayment, payerOf } from "../../../shared/investments/pay-tranche.ts";
import { decideRefund } from "../../../shared/investments/refund-tranche.ts";
import { decideForfeiture, decideRelease } from "../../../shared/investments/release-tranche.ts";
import { decideExpenditure } from "../../../shared/investments/report-expenditure.ts";
import { decideReversal } from "../../../shared/investments/reverse-entry.ts";
import { committedMinor, payableMinor } from "../../../shared/investments/totals.ts";
import { trancheState } from "../../../shared/investments/tranche.ts";
import { decideWaiver } from "../../../shared/investments/waive-tranche.ts";
import {
  aCommitment,
  aGround,
  aPrincipal,
  MATCH_CONDITION,
  NOW,
  someSettings,
  usd,
} from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const ON = "2026-03-01";
const payment = (trancheNumber: number, amount: string) => ({ trancheNumber, on: ON, amount: usd(amount) });
const withReason = (trancheNumber: number, amount: string) => ({
  ...payment(trancheNumber, amount),
  reason: "agreed so",
});
const met = { metOn: ON, evidence: "Letter of the match funder", reason: "verified" };
const conditional = () =>
  aCommitment({
    tranches: [
      { dueOn: "2026-02-01", amount: usd("400000.00") },
      { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
    ],
  });
const advance = (trancheNumber: number, amount: string) => ({
  ...aGround(),
  ...payment(trancheNumber, amount),
  entryId: "pay_advance",
  proposalId: "prp_1",
  note: "The school year cannot wait",
});

describe("paying", () => {
  it("moves the amount from payable to paid, in its tranche, its month and its totals", async () => {
    const { next, entries } = decided(decidePayment(await aCommitment(), payment(1, "150000.00"), aGround()));
    expect(next.commitment).toMatchObject({
      status: "active",
      totals: { paidMinor: 15_000_000, unconditionalMinor: 100_000_000 },
      flows: { "2026-03": { paid: 15_000_000 } },
    });
    expect(next.tranches[0]?.paidMinor).toBe(15_000_000);
    expect(entries).toMatchObject([
      { kind: "payment", sequence: 3, amountMinor: 15_000_000, trancheNumber: 1, currency: "USD" },
    ]);
  });

  it("is refused while the tranche's donor condition is not met, and possible once it is", async () => {
    const state = await conditional();
    expect(decidePayment(state, payment(2, "1.00"), aGround())).toMatchObject({
      problem: { code: "condition_not_met", extra: { blockedBy: [{ code: "donor-condition-open" }] } },
    });
    const { next } = decided(decideConditionMet(state, { trancheNumber: 2, input: met, ...aGround() }));
    expect(next.commitment.totals).toMatchObject({ conditionalMinor: 0, unconditionalMinor: 100_000_000 });
    expect(decidePayment(next, payment(2, "600000.00"), aGround()).ok).toBe(true);
  });

  it("is refused beyond what the tranche has left, by a cent", async () => {
    expect(decidePayment(await aCommitment(), payment(1, "400000.01"), aGround())).toMatchObject({
      problem: { code: "amount_exceeded", errors: [{ pointer: "/amount/amount" }] },
    });
  });

  it("is refused where nothing is agreed, for an unknown tranche, and for nothing", async () => {
    const intended = await aCommitment({ status: "intended" });
    expect(decidePayment(intended, payment(1, "1.00"), aGround())).toMatchObject({
      problem: { code: "conflict" },
    });
    const agreed = await aCommitment();
    expect(decidePayment(agreed, payment(3, "1.00"), aGround()).ok).toBe(false);
    expect(decidePayment(agreed, payment(1, "0.00"), aGround()).ok).toBe(false);
  });

  it("is blocked from a stored day on, whatever day the payment itself is given", async () => {
    const state = await aCommitment();
    const blocked = {
      ...state,
      commitment: { ...state.commitment, expenditureResponsibility: { isRequired: true } },
    };
    const refused = decidePayment(blocked, { ...payment(1, "1.00"), on: "2026-01-20" }, aGround());
    expect(refused).toMatchObject({
      problem: {
        code: "payment_blocked",
        extra: {
          blockedBy: [{ code: "expenditure-responsibility-inquiry-missing", sinceOn: "2026-01-01" }],
        },
      },
    });
    const { guard } = decided(decidePayment(state, payment(1, "1.00"), aGround()));
    expect(guard).toMatchObject({
      expression:
        "#status IN (:status0, :status1, :status2) AND (attribute_not_exists(blockedFromOn) OR blockedFromOn > :day)",
      values: { ":status0": "agreed", ":status1": "active", ":status2": "closing", ":day": "2026-03-01" },
    });
  });
});

describe("an approval", () => {
  const settings = someSettings({ approvalRequiredFrom: [usd("400000.00")] });

  it("is needed from the amount of the tranche on, so that paying in parts does not evade it", async () => {
    const state = await aCommitment();
    const refused = decidePayment(state, payment(1, "1.00"), aGround({ settings }));
    expect(refused).toMatchObject({ problem: { code: "approval_required" } });
  });

  it("is used up by payments, and never by who gave it", async () => {
    const state = await aCommitment();
    const approval = { by: "per_approver", on: ON, leftMinor: 30_000_000 };
    const tranches = state.tranches.map((tranche) => ({ ...tranche, approval }));
    const approved = { ...state, tranches };
    const own = decidePayment(approved, payment(1, "1.00"), {
      ...aGround({ settings }),
      payer: ["per_approver"],
    });
    expect(own).toMatchObject({ problem: { code: "second_person_required" } });
    const byKey = decidePayment(approved, payment(1, "1.00"), {
      ...aGround({ settings }),
      payer: payerOf(aPrincipal({ kind: "key", id: "key_1", madeBy: "per_approver" })),
    });
    expect(byKey).toMatchObject({
      problem: { code: "second_person_required", detail: expect.stringContaining("made this API key") },
    });
    const first = decided(decidePayment(approved, payment(1, "100000.00"), aGround({ settings }))).next;
    expect(first.tranches[0]?.approval?.leftMinor).toBe(20_000_000);
    expect(decidePayment(first, payment(1, "200000.01"), aGround({ settings }))).toMatchObject({
      problem: { code: "amount_exceeded" },
    });
    const second = decided(decidePayment(first, payment(1, "200000.00"), aGround({ settings }))).next;
    expect(second.tranches[0]?.approval).toBeUndefined();
  });
});

describe("a promise of which part is conditional (mixed promise, 10 M)", () => {
  const promise = () =>
    aCommitment({
      amount: usd("10000000.00"),
      tranches: [
        { dueOn: "2026-03-01", amount: usd("4000000.00") },
        { dueOn: "2027-03-01", amount: usd("6000000.00"), condition: MATCH_CONDITION },
      ],
    });
  const figures = ({
    commitment: { totals },
  }: {
    commitment: Awaited<ReturnType<typeof promise>>["commitment"];
  }) => ({
    expense: totals.unconditionalMinor / 100,
    conditional: totals.conditionalMinor / 100,
    paid: totals.paidMinor / 100,
    advanced: totals.advancedMinor / 100,
    payable: payableMinor(totals) / 100,
  });

  it("books 4 M on the first day, an advance as an asset, and 6 M more when the match is verified", async () => {
    const signed = decided(decidePayment(await promise(), payment(1, "4000000.00"), aGround())).next;
    expect(figures(signed)).toEqual({
      expense: 4_000_000,
      conditional: 6_000_000,
      paid: 4_000_000,
      advanced: 0,
      payable: 0,
    });
    const advanced = decided(decideAdvance(signed, advance(2, "2000000.00"))).next;
    expect(figures(advanced)).toEqual({
      expense: 4_000_000,
      conditional: 6_000_000,
      paid: 6_000_000,
      advanced: 2_000_000,
      payable: 0,
    });
    const { next, entries } = decided(
      decideConditionMet(advanced, { trancheNumber: 2, input: met, ...aGround() }),
    );
    expect(figures(next)).toEqual({
      expense: 10_000_000,
      conditional: 0,
      paid: 6_000_000,
      advanced: 0,
      payable: 4_000_000,
    });
    expect(entries).toMatchObject([
      { kind: "condition-met", amountMinor: 600_000_000, clearedMinor: 200_000_000 },
      { kind: "recognition", amountMinor: 600_000_000 },
    ]);
  });

  it("is waived for ever, never met: the amount moves over on that day, and the tranche says waived", async () => {
    const waiver = {
      trancheNumber: 2,
      on: ON,
      note: "Fire in the county",
      proposalId: "prp_1",
      ...aGround(),
    };
    const { next, entries } = decided(decideWaiver(await promise(), waiver));
    expect(entries?.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ["waiver", 600_000_000],
      ["recognition", 600_000_000],
    ]);
    expect(next.tranches[1]).toMatchObject({ waivedOn: ON });
    expect(next.tranches[1]?.conditionMetOn).toBeUndefined();
    expect(decideWaiver(next, waiver)).toMatchObject({ problem: { code: "conflict" } });
  });

  it("shows an advance as an advance, and as paid once its condition is met", async () => {
    const advanced = decided(decideAdvance(await promise(), advance(2, "6000000.00"))).next;
    expect(advanced.tranches.map(trancheState)).toEqual(["payable", "advanced"]);
    const { next } = decided(decideConditionMet(advanced, { trancheNumber: 2, input: met, ...aGround() }));
    expect(next.tranches.map(trancheState)).toEqual(["payable", "paid"]);
  });

  it("advances nothing that can simply be paid, and nothing past a suspension", async () => {
    const state = await promise();
    expect(decideAdvance(state, advance(1, "1.00"))).toMatchObject({ problem: { code: "conflict" } });
    const suspended = { ...state, commitment: { ...state.commitment, status: "suspended" as const } };
    expect(decideAdvance(suspended, advance(2, "1.00")).ok).toBe(false);
  });
});

describe("refunding and releasing", () => {
  it("gives back no more than was paid", async () => {
    const { next } = decided(decidePayment(await aCommitment(), payment(1, "100.00"), aGround()));
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

  it("does not release what is allocated to a strategy by amount, and lets shares follow", async () => {
    const state = await aCommitment();
    const byAmount = { ...state, allocations: [{ strategyId: "str_1", amountMinor: 90_000_000 }] };
    expect(decideRelease(byAmount, withReason(2, "200000.00"), "pay_1")).toMatchObject({
      problem: { code: "conflict" },
    });
    const byShare = {
      ...state,
      allocations: [{ strategyId: "str_1", amountMinor: 90_000_000, sharePercent: "90" }],
    };
    const { next } = decided(decideRelease(byShare, withReason(2, "200000.00"), "pay_1"));
    expect(next.allocations).toMatchObject([{ amountMinor: 72_000_000 }]);
  });

  it("forfeits all that is open of a tranche whose condition failed, and of no other", async () => {
    const state = await conditional();
    const forfeit = (trancheNumber: number) =>
      decideForfeiture(state, { trancheNumber, on: ON, reason: "The match was not raised" }, "pay_1");
    expect(forfeit(1)).toMatchObject({ problem: { code: "conflict" } });
    const { next, entries } = decided(forfeit(2));
    expect(entries).toMatchObject([
      { kind: "release", amountMinor: 60_000_000, conditionalMinor: 60_000_000 },
    ]);
    expect(next.tranches.map(trancheState)).toEqual(["payable", "forfeited"]);
  });
});

describe("reversing an entry", () => {
  const reversal = { id: "pay_reversal", on: "2026-03-05", reason: "Booked twice" };

  it("restores what a payment moved, by an entry of its own and a marker that can be written once", async () => {
    const state = await aCommitment();
    const paid = decided(decidePayment(state, payment(1, "250.00"), aGround()));
    const entry = paid.entries?.[0];
    if (!entry) throw new Error("Nothing was entered.");
    const undone = decided(decideReversal(paid.next, entry, reversal));
    expect(undone.next.commitment.totals).toEqual(state.commitment.totals);
    expect(undone.next.tranches).toEqual(state.tranches);
    expect(undone.entries).toMatchObject([
      { kind: "reversal", reverses: { id: entry.id, kind: "payment" }, amountMinor: 25_000 },
    ]);
    expect(undone.attached).toMatchObject([{ isNew: true, after: { sk: `X#REVERSED#${entry.id}` } }]);
  });

  it("is refused for a payment that was refunded since, and for an advance that was cleared", async () => {
    const state = await conditional();
    const paid = decided(decidePayment(state, payment(1, "250.00"), aGround()));
    const refunded = decided(decideRefund(paid.next, withReason(1, "1.00"), "pay_2")).next;
    const entry = paid.entries?.[0];
    const advanced = decided(decideAdvance(state, advance(2, "10.00")));
    const cleared = decided(
      decideConditionMet(advanced.next, { trancheNumber: 2, input: met, ...aGround() }),
    ).next;
    const advanceEntry = advanced.entries?.[0];
    if (!entry || !advanceEntry) throw new Error("Nothing was entered.");
    expect(decideReversal(refunded, entry, reversal)).toMatchObject({ problem: { code: "conflict" } });
    expect(decideReversal(cleared, advanceEntry, reversal)).toMatchObject({ problem: { code: "conflict" } });
  });

  it("is refused where it would open money again in a commitment that is over", async () => {
    const paid = decided(decidePayment(await aCommitment(), payment(1, "250.00"), aGround()));
    const entry = paid.entries?.[0];
    if (!entry) throw new Error("Nothing was entered.");
    const over = { ...paid.next, commitment: { ...paid.next.commitment, status: "closed" as const } };
    expect(decideReversal(over, entry, reversal)).toMatchObject({
      problem: { code: "conflict", detail: expect.stringContaining("Record a refund instead") },
    });
  });

  it("is refused for what is no movement: an agreement", async () => {
    const state = await aCommitment();
    const entry = {
      id: "pay_0",
      sequence: 1,
      kind: "commitment" as const,
      on: NOW.slice(0, 10),
      currency: "USD",
      amountMinor: 1,
      conditionalMinor: 0,
    };
    expect(decideReversal(state, entry, reversal)).toMatchObject({ problem: { code: "conflict" } });
  });
});

describe("days", () => {
  const EARLIER = "2026-01-14";
  const early = (pointer: string) => ({
    ok: false,
    problem: {
      code: "validation_failed",
      detail: "It was agreed on 2026-01-15: nothing is booked on a day before.",
      errors: [{ pointer }],
    },
  });

  it("before the agreement see no money move", async () => {
    const state = await conditional();
    const at = { ...withReason(1, "1.00"), on: EARLIER };
    const { reason: _, ...paying } = at;
    const { trancheNumber: _number, ...spent } = paying;
    expect(decidePayment(state, paying, aGround())).toMatchObject(early("/on"));
    expect(decideRefund(state, at, "pay_x")).toMatchObject(early("/on"));
    expect(decideRelease(state, at, "pay_x")).toMatchObject(early("/on"));
    expect(decideExpenditure(state, spent, "pay_x")).toMatchObject(early("/on"));
    const input = { ...met, metOn: EARLIER };
    const asked = { trancheNumber: 2, input, ...aGround() };
    expect(decideConditionMet(state, asked)).toMatchObject(early("/metOn"));
  });

  it("before an entry do not undo it", async () => {
    const paid = decided(decidePayment(await aCommitment(), payment(1, "1.00"), aGround()));
    const [entry] = paid.entries ?? [];
    if (!entry) throw new Error("A payment makes an entry.");
    const at = (on: string) => decideReversal(paid.next, entry, { on, reason: "Wrong", id: "pay_r" });
    expect(at("2026-02-28")).toMatchObject({
      problem: {
        code: "validation_failed",
        detail: "It was booked on 2026-03-01: it is undone on that day or a later one.",
        errors: [{ pointer: "/on" }],
      },
    });
    expect(at(ON).ok).toBe(true);
  });

  it("in a rule have come when the payment is recorded, and had come when it was made", async () => {
    const waiting = (date: string) =>
      aCommitment({
        tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), rule: { kind: "date", on: date } }],
      });
    const on = async (date: string, day: string) =>
      decidePayment(await waiting(date), { ...payment(1, "1.00"), on: day }, aGround());
    const ahead = {
      problem: { code: "condition_not_met", extra: { blockedBy: [{ finding: { isMet: false } }] } },
    };
    // Today is 1 March: a payment of 20 April is not paid yet, and one of 10 February was made before the date.
    expect(await on("2026-04-15", "2026-04-20")).toMatchObject(ahead);
    expect(await on("2026-02-15", "2026-02-10")).toMatchObject(ahead);
    const { next } = decided(await on("2026-02-15", "2026-02-20"));
    expect(next.tranches[0]?.ruleState).toEqual({ on: "2026-02-20", isMet: true, evaluation: 1 });
    const early = { ...advance(1, "1.00"), on: "2026-02-10" };
    expect(decideAdvance(await waiting("2026-02-15"), early).ok).toBe(true);
  });
});
