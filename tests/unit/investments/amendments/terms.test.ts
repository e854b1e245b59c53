import { describe, expect, it } from "vitest";
import { decideConditionMet } from "../../../../shared/investments/meet-condition.ts";
import { NO_FACTS } from "../../../../shared/investments/rule-facts.ts";
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

const facts = { ...NO_FACTS, partnership: partnershipFacts() };

describe("a reallocation", () => {
  const kind = "reallocation" as const;
  const divided = () =>
    aCommitment({
      partnershipId: partnershipFacts().partnershipId,
      allocations: [{ strategyId: STRATEGY, amount: usd("800000.00") }],
    });

  it("gives the same money to other strategies, by amount or share and over time", async () => {
    const allocations = [
      { strategyId: STRATEGY, amount: usd("300000.00"), endOn: "2026-12-31" },
      { strategyId: STRATEGY, sharePercent: "10", startOn: "2027-01-01" },
      { strategyId: OTHER_STRATEGY, sharePercent: "60" },
    ];
    const { next, entries, view } = amended(await divided(), { kind, allocations }, { facts });
    expect(next.allocations.map(({ amountMinor }) => amountMinor)).toEqual([
      30_000_000, 10_000_000, 60_000_000,
    ]);
    expect(entries).toEqual([]);
    expect(view.before?.allocations).toEqual([{ strategyId: STRATEGY, amount: usd("800000.00") }]);
    expect(view.after?.allocations).toHaveLength(3);
  });

  it("never exceeds the total, and names strategies of the commitment's partnership", async () => {
    const state = await divided();
    const allocations = [{ strategyId: STRATEGY, amount: usd("1000000.01") }];
    expectRefusedAt(amend(state, { kind, allocations }, { facts }), "/allocations", /by 0\.01 USD/);
    const unknown = [{ strategyId: STRATEGY, amount: usd("1.00") }];
    expectRefusedAt(amend(state, { kind, allocations: unknown }), "/allocations/0/strategyId", /no such/);
    expectRefusedAt(amend(state, { kind }), "", /Say which/);
  });

  it("moves a budget among categories at its total, counted up and flagged above a tenth of it", async () => {
    const budget = (salaries: string, travel: string) => [
      { category: "salaries", amount: usd(salaries) },
      { category: "travel", amount: usd(travel) },
    ];
    const state = await aCommitment({ budget: budget("700000.00", "300000.00") });
    const other = amend(state, { kind, budget: budget("700000.00", "300000.01") });
    expectRefusedAt(other, "/budget", /has to be 1000000\.00/);
    const first = amended(state, { kind, budget: budget("600000.00", "400000.00") });
    expect(first.view.flags).toBeUndefined();
    const second = amended(first.next, { kind, budget: budget("600000.01", "399999.99") });
    expect(second.view.flags).toEqual(["budget-moved-over-10-percent"]);
    expect(second.next.commitment.amendments).toMatchObject({ count: 2, budgetMovedMinor: 10_000_001 });
    const supplement = amended(second.next, {
      kind: "supplement",
      amount: usd("1.00"),
      tranches: [{ number: 2, amount: usd("600001.00") }],
      budget: budget("600001.01", "399999.99"),
    });
    expect(supplement.next.commitment.amendments?.budgetMovedMinor).toBe(0);
  });

  it("agrees on the first budget of all that is committed", async () => {
    const state = await aCommitment();
    const budget = (amount: string) => [{ category: "salaries", amount: usd(amount) }];
    expectRefusedAt(amend(state, { kind, budget: budget("5.00") }), "/budget", /has to be 1000000\.00/);
    expect(amended(state, { kind, budget: budget("1000000.00") }).view.flags).toBeUndefined();
  });
});

describe("a re-scope", () => {
  const kind = "re-scope" as const;
  const state = () =>
    aCommitment({
      restriction: { kind: "purpose", description: "Pre-kindergarten" },
      milestones: [{ title: "Schools open" }],
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00") },
        { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
      ],
    });

  it("says anew what the money is for and what is to be reached, and moves none of it", async () => {
    const before = await state();
    const { next, entries } = amended(before, {
      kind,
      title: "Reading from birth",
      purpose: "Pre-kindergarten and libraries",
      milestones: [{ number: 1, title: "Schools and libraries open" }],
      addedMilestones: [{ title: "Every family has a card", dueOn: "2027-01-31" }],
      tranches: [
        {
          number: 2,
          condition: { ...MATCH_CONDITION, barrier: { kind: "match", description: "600,000 dollars" } },
        },
      ],
    });
    expect(next.commitment).toMatchObject({
      title: "Reading from birth",
      restriction: { kind: "purpose", description: "Pre-kindergarten and libraries" },
      totals: before.commitment.totals,
    });
    expect(next.milestones).toEqual([
      { number: 1, revision: 2, title: "Schools and libraries open" },
      { number: 2, revision: 1, title: "Every family has a card", dueOn: "2027-01-31" },
    ]);
    expect(next.tranches[1]?.condition?.barrier?.description).toBe("600,000 dollars");
    expect(entries).toEqual([]);
  });

  it("puts a payment rule in place, evaluated at once, and ends the consent and approval of what stood before", async () => {
    const before = await state();
    const tranches = before.tranches.map((tranche) => ({
      ...tranche,
      rule: { kind: "date" as const, on: "2026-01-01" },
      ruleState: { on: "2026-02-01", isMet: true, evaluation: 3 },
      consentedOn: "2026-02-01",
      approval: { by: "per_1", on: "2026-02-02", leftMinor: 1 },
    }));
    const rule = { kind: "milestone", milestone: 2 };
    const asked = { kind, addedMilestones: [{ title: "More" }], tranches: [{ number: 1, rule }] };
    const { next, attached = [] } = amended({ ...before, tranches }, asked);
    const [first, second] = next.tranches;
    expect(first).toMatchObject({
      rule: { kind: "milestone", milestone: 2, of: "commitment" },
      ruleState: { on: TODAY, isMet: false, evaluation: 4 },
    });
    expect(first).not.toHaveProperty("consentedOn");
    expect(first).not.toHaveProperty("approval");
    expect(second).toEqual(tranches[1]);
    expect(attached[0]?.after).toMatchObject({
      sk: "X#EVAL#001#000004",
      attributes: { cause: "amendment", number: 4 },
    });
  });

  it("refuses rules about what is not there, and a text for a restriction that is not there", async () => {
    const before = await state();
    const rule = { kind: "report-accepted", requirement: 1 };
    const missing = amend(before, { kind, tranches: [{ number: 1, rule }] });
    expectRefusedAt(missing, "/tranches/0/rule", /no reporting requirement 1/);
    expectRefusedAt(amend(await aCommitment(), { kind, purpose: "Reading" }), "/purpose", /no restriction/);
    expectRefusedAt(amend(before, { kind, tranches: [{ number: 1 }] }), "/tranches/0", /condition or/);
  });

  it("lets no donor condition come or go: the one is impossible, the other a waiver", async () => {
    const before = await state();
    const on = (number: number, condition: object) =>
      amend(before, { kind, tranches: [{ number, condition }] });
    expectRefusedAt(on(1, MATCH_CONDITION), "/tranches/0/condition", /does not become conditional/);
    expectRefusedAt(on(2, {}), "/tranches/0/condition", /is a waiver/);
    expect(on(1, { ...MATCH_CONDITION, rightOfRelease: false }).ok).toBe(true);
  });

  it("leaves what is decided: a condition that was met, and what was waived", async () => {
    const before = await state();
    const input = { metOn: TODAY, evidence: "Letter", reason: "verified" };
    const met = decided(decideConditionMet(before, { ...aGround(), trancheNumber: 2, input })).next;
    const change = { kind, tranches: [{ number: 2, condition: MATCH_CONDITION }] };
    expectRefusedAt(amend(met, change), "/tranches/0/condition", /was met on 2026-03-01/);
    const waived = amended(before, { kind: "waiver", trancheNumber: 2 }).next;
    expectRefusedAt(amend(waived, change), "/tranches/0", /waived on 2026-03-01/);
  });

  it("that changes nothing is none", async () => {
    const before = await state();
    const { title } = before.commitment;
    expect(refusal(amend(before, { kind, title }))).toMatchObject({
      code: "conflict",
      detail: expect.stringContaining("change nothing"),
    });
  });
});

describe("a payee change", () => {
  const kind = "payee-change" as const;

  it("changes who receives the money and under which restriction, and needs a new approval to pay", async () => {
    const state = await aCommitment({ fiscalSponsor: { name: "Sponsor" } });
    const approval = { by: "per_1", on: TODAY, leftMinor: 1 };
    const tranches = state.tranches.map((tranche) => ({ ...tranche, approval }));
    const approved = { ...state, tranches };
    const { next, view } = amended(approved, {
      kind,
      recipient: { name: "New Promise" },
      fiscalSponsor: null,
    });
    expect(next.commitment.recipient).toEqual({ name: "New Promise" });
    expect(next.commitment).not.toHaveProperty("fiscalSponsor");
    expect(next.tranches).toEqual(state.tranches);
    expect(view.before).toEqual({
      recipient: { name: "Cedar County Promise" },
      fiscalSponsor: { name: "Sponsor" },
    });
    expect(view.after).toEqual({ recipient: { name: "New Promise" } });
    const restricted = amended(approved, { kind, restriction: { kind: "time", description: "By 2027" } });
    expect(restricted.next.tranches).toEqual(tranches);
  });

  it("names something", async () => {
    expectRefusedAt(amend(await aCommitment(), { kind }), "", /Name the recipient/);
  });
});
