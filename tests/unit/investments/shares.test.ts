import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAllocations } from "../../../shared/investments/allocate-commitment.ts";
import {
  checkAllocations,
  type NewAllocation,
  toAllocations,
} from "../../../shared/investments/allocation.ts";
import { divideByShares, shareUnits } from "../../../shared/investments/shares.ts";
import { sumMinor } from "../../../shared/platform/money.ts";
import { aCommitment, OTHER_STRATEGY, partnershipFacts, STRATEGY, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

describe("dividing by shares", () => {
  it("gives the cents that remain to the largest remainders, the earlier line first", () => {
    const third = shareUnits("33.3333");
    expect(divideByShares(100, [third, third, third + 1])).toEqual([33, 33, 34]);
    expect(divideByShares(10_001, [500_000, 500_000])).toEqual([5_001, 5_000]);
    expect(divideByShares(7, [125_000, 125_000])).toEqual([1, 0]);
  });

  it("sums to the amount to the cent where the shares sum to a hundred, and is never a cent off the true share", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 24 });
    const amount = fc.integer({ min: 0, max: 9_000_000_000_000 });
    fc.assert(
      fc.property(cuts, amount, (points, total) => {
        const sorted = [0, ...points.toSorted((a, b) => a - b), 1_000_000];
        const shares = sorted.slice(1).map((point, index) => point - (sorted[index] ?? 0));
        const parts = divideByShares(total, shares);
        expect(sumMinor(parts)).toBe(total);
        parts.forEach((part, index) => {
          const exact = (BigInt(total) * BigInt(shares[index] ?? 0)) / 1_000_000n;
          expect([exact, exact + 1n]).toContain(BigInt(part));
        });
      }),
    );
  });
});

describe("allocations", () => {
  const amount = usd("1000.00");

  it("may be by amount and by share, at different times, and refuse what does not fit", () => {
    const allocations = [
      { strategyId: STRATEGY, sharePercent: "33.3333" },
      { strategyId: OTHER_STRATEGY, amount: usd("100.00"), startOn: "2026-01-01", endOn: "2026-12-31" },
      { strategyId: OTHER_STRATEGY, amount: usd("200.00"), startOn: "2027-01-01" },
    ];
    expect(checkAllocations({ amount, allocations }, partnershipFacts())).toEqual([]);
    expect(toAllocations(allocations, 100_000).map((each) => each.amountMinor)).toEqual([
      33_333, 10_000, 20_000,
    ]);
    const twice = [
      ...allocations,
      { strategyId: OTHER_STRATEGY, amount: usd("1.00"), startOn: "2027-01-01" },
    ];
    expect(checkAllocations({ amount, allocations: twice }, partnershipFacts())).toMatchObject([
      { pointer: "/allocations/3/strategyId" },
    ]);
    const tooMuch = [
      { strategyId: STRATEGY, sharePercent: "60" },
      { strategyId: OTHER_STRATEGY, sharePercent: "40.0001" },
    ];
    expect(checkAllocations({ amount, allocations: tooMuch }, partnershipFacts())).toEqual([
      { pointer: "/allocations", detail: "The shares sum to more than 100 per cent." },
    ]);
  });

  it("lie within the days of what they divide", () => {
    const within = { amount, startOn: "2026-01-01", endOn: "2027-12-31" };
    const at = (startOn: string, endOn: string) =>
      checkAllocations(
        { ...within, allocations: [{ strategyId: STRATEGY, amount: usd("1.00"), startOn, endOn }] },
        partnershipFacts(),
      );
    expect(at("2026-01-01", "2027-12-31")).toEqual([]);
    expect(at("2025-12-31", "2028-01-01")).toEqual([
      { pointer: "/allocations/0/startOn", detail: "The commitment starts on 2026-01-01." },
      { pointer: "/allocations/0/endOn", detail: "The commitment ends on 2027-12-31." },
    ]);
  });
});

describe("dividing what is agreed", () => {
  const year = { startOn: "2026-01-01", endOn: "2026-12-31" };
  const agreed = [
    { strategyId: STRATEGY, sharePercent: "33.3333" },
    { strategyId: OTHER_STRATEGY, amount: usd("100.00"), ...year },
  ] as const;
  const [share, part] = agreed;
  const divide = async (allocations: readonly NewAllocation[], status?: "draft") => {
    const state = await aCommitment(status ? { status } : {});
    const facts = partnershipFacts();
    const linked = { ...state.commitment, partnershipId: facts.partnershipId };
    const first = decided(
      decideAllocations({ ...state, commitment: linked }, { allocations: [...agreed] }, facts),
    );
    return decideAllocations(first.next, { allocations: [...allocations] }, facts);
  };

  it("gives out what is unallocated, beside every line that stands", async () => {
    expect(
      await divide([
        { ...share, sharePercent: "33.3334" },
        { ...part, amount: usd("100.01") },
        { ...part, ...year, startOn: "2026-07-01" },
      ]),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ["less", [share, { ...part, amount: usd("99.99") }], "100.00 USD"],
    ["a smaller share", [{ ...share, sharePercent: "33.3332" }, part], "33.3333 %"],
    ["another time", [share, { ...part, endOn: "2026-12-30" }], "from 2026-01-01 until 2026-12-31"],
    ["an amount instead of a share", [{ strategyId: STRATEGY, amount: usd("400000.00") }, part], "33.3333 %"],
    ["nothing", [share], "100.00 USD"],
  ])("leaves it to an amendment to give a line %s, and names the line", async (_what, lines, named) => {
    expect(await divide(lines)).toMatchObject({
      problem: {
        code: "conflict",
        detail: expect.stringContaining(named),
        errors: [{ pointer: "/allocations" }],
      },
    });
    expect((await divide(lines, "draft")).ok).toBe(true);
  });
});
