import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkAllocations, toAllocations } from "../../../shared/investments/allocation.ts";
import { divideByShares, shareUnits } from "../../../shared/investments/shares.ts";
import { sumMinor } from "../../../shared/platform/money.ts";
import { OTHER_STRATEGY, partnershipFacts, STRATEGY, usd } from "../../support/commitments.ts";

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
});
