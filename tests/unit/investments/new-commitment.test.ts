import { describe, expect, it } from "vitest";
import { checkAllocations } from "../../../shared/investments/allocation.ts";
import { checkAhead, checkNewCommitment } from "../../../shared/investments/check-commitment.ts";
import { NewCommitmentSchema } from "../../../shared/investments/create-commitment.ts";
import { committedMinor, payableMinor } from "../../../shared/investments/totals.ts";
import {
  aCommitment,
  aNewCommitment,
  MATCH_CONDITION,
  partnershipFacts,
  STRATEGY,
  usd,
} from "../../support/commitments.ts";

describe("a new commitment", () => {
  it("is refused where its tranches do not sum to its amount", () => {
    const input = aNewCommitment({ tranches: [{ dueOn: "2026-02-01", amount: usd("999999.99") }] });
    expect(checkNewCommitment(input)).toEqual([
      { pointer: "/tranches", detail: "The tranches sum to 999999.99, the commitment is 1000000.00." },
    ]);
  });

  it("is refused where a part is in another currency, at that part", () => {
    const input = aNewCommitment({
      tranches: [{ dueOn: "2026-02-01", amount: { amount: "1000000.00", currency: "GBP" } }],
    });
    expect(checkNewCommitment(input).map((error) => error.pointer)).toEqual(["/tranches/0/amount/currency"]);
  });

  it("is refused where it, or a tranche of it, is of nothing", () => {
    const tranches = [
      { dueOn: "2026-02-01", amount: usd("1000000.00") },
      { dueOn: "2027-02-01", amount: usd("0.00") },
    ];
    expect(checkNewCommitment(aNewCommitment({ tranches }))).toEqual([
      { pointer: "/tranches/1/amount/amount", detail: "Name an amount above zero." },
    ]);
    const nothing = aNewCommitment({ amount: usd("0.00"), tranches: undefined });
    expect(checkNewCommitment(nothing)).toEqual([
      { pointer: "/amount/amount", detail: "Name an amount above zero." },
    ]);
  });

  it("is refused where it ends before it starts", () => {
    expect(checkNewCommitment(aNewCommitment({ endOn: "2025-12-31" }))).toMatchObject([
      { pointer: "/endOn" },
    ]);
  });

  it("is refused where it was approved, agreed or opened on a day that is still ahead", () => {
    const opening = { on: "2026-03-02", paid: usd("1.00") };
    const input = aNewCommitment({ approvedOn: "2026-03-02", agreedOn: "2026-03-03", opening });
    expect(checkAhead(input, "2026-03-03")).toEqual([]);
    expect(checkAhead(input, "2026-03-01").map((error) => error.pointer)).toEqual([
      "/approvedOn",
      "/agreedOn",
      "/opening/on",
    ]);
  });

  it("is refused where more is allocated than committed, and where a strategy is unknown or named twice", () => {
    const allocations = [
      { strategyId: STRATEGY, amount: usd("600000.00") },
      { strategyId: STRATEGY, amount: usd("600000.00") },
      { strategyId: "str_01JD0000000000000000000009", amount: usd("1.00") },
    ];
    const amount = usd("1000000.00");
    expect(
      checkAllocations({ amount, allocations }, partnershipFacts()).map((error) => error.pointer),
    ).toEqual(["/allocations/1/strategyId", "/allocations/2/strategyId"]);
    const tooMuch = [{ strategyId: STRATEGY, amount: usd("1000000.01") }];
    expect(checkAllocations({ amount, allocations: tooMuch }, partnershipFacts())).toEqual([
      { pointer: "/allocations", detail: "The allocations exceed the commitment by 0.01 USD." },
    ]);
  });

  it.each([
    ["an unknown field", { colour: "blue" }],
    ["an amount with three decimals", { amount: usd("10.001") }],
    ["a negative amount", { amount: usd("-10.00") }],
    ["a currency that ISO 4217 does not know", { amount: { amount: "10.00", currency: "ABC" } }],
    ["an amount that is a number", { amount: { amount: 10, currency: "USD" } }],
    ["a day that does not exist", { startOn: "2026-02-30" }],
  ])("does not take %s", (_what, wrong) => {
    const valid = { ...aNewCommitment(), status: "agreed" };
    expect(NewCommitmentSchema().safeParse(valid).success).toBe(true);
    expect(NewCommitmentSchema().safeParse({ ...valid, ...wrong }).success).toBe(false);
  });

  it("has one tranche, due on its first day, where none is named", async () => {
    const { tranches } = await aCommitment({ tranches: undefined });
    expect(tranches).toMatchObject([{ number: 1, dueOn: "2026-01-01", amountMinor: 100_000_000 }]);
  });

  it("counts what stands under a donor condition as conditional, and nothing of it as payable", async () => {
    const { commitment } = await aCommitment({
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00") },
        { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
      ],
    });
    expect(commitment.totals).toMatchObject({ conditionalMinor: 60_000_000, unconditionalMinor: 40_000_000 });
    expect(committedMinor(commitment.totals)).toBe(100_000_000);
    expect(payableMinor(commitment.totals)).toBe(40_000_000);
  });

  it("is not conditional by a barrier alone, nor by a right of release alone", async () => {
    const { barrier } = MATCH_CONDITION;
    const { commitment } = await aCommitment({
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00"), condition: { barrier } },
        { dueOn: "2027-02-01", amount: usd("600000.00"), condition: { rightOfRelease: true } },
      ],
    });
    expect(commitment.totals.conditionalMinor).toBe(0);
  });

  it("adds nothing to what is committed while it is only intended", async () => {
    const { commitment } = await aCommitment({ status: "intended" });
    expect(committedMinor(commitment.totals)).toBe(0);
    expect(commitment.amountMinor).toBe(100_000_000);
  });
});
