import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitByStrategy, UNALLOCATED } from "../../../../shared/investments/portfolio/split-by-strategy.ts";
import { FIGURES, type Figures } from "../../../../shared/investments/portfolio/stored-sums.ts";
import { sumMinor } from "../../../../shared/platform/money.ts";
import { aCommitment, OTHER_STRATEGY, STRATEGY } from "../../../support/commitments.ts";
import { withHead } from "./builders.ts";

const figures = (overrides: Partial<Figures>): Figures => ({
  count: 1,
  conditionalMinor: 0,
  unconditionalMinor: 0,
  paidMinor: 0,
  advancedMinor: 0,
  refundedMinor: 0,
  releasedMinor: 0,
  intendedMinor: 0,
  budgetMinor: 0,
  ...overrides,
});

async function split(
  conditionalMinor: number,
  unconditionalMinor: number,
  allocated: Readonly<Record<string, number>>,
  paidMinor = 0,
) {
  const state = await aCommitment();
  const totals = { ...state.commitment.totals, conditionalMinor, unconditionalMinor, paidMinor };
  const allocations = Object.entries(allocated).map(([strategyId, amountMinor]) => ({
    strategyId,
    amountMinor,
  }));
  return splitByStrategy(
    { ...withHead(state, { totals }), allocations },
    figures({ conditionalMinor, unconditionalMinor, paidMinor }),
  );
}

describe("a commitment's figures by strategy", () => {
  it("give each strategy exactly what is allocated to it, and the rest to none", async () => {
    const parts = await split(300, 701, { [STRATEGY]: 334, [OTHER_STRATEGY]: 333 }, 500);
    expect([...parts.keys()]).toEqual([STRATEGY, OTHER_STRATEGY, UNALLOCATED]);
    // 300 × 334 / 1001 = 100.1 and 300 × 333 / 1001 = 99.8: together 199 whole cents, which the two have by rounding down.
    expect(parts.get(STRATEGY)).toMatchObject({
      conditionalMinor: 100,
      unconditionalMinor: 234,
      paidMinor: 167,
    });
    expect(parts.get(OTHER_STRATEGY)).toMatchObject({ conditionalMinor: 99, unconditionalMinor: 234 });
    expect(parts.get(UNALLOCATED)).toMatchObject({
      conditionalMinor: 101,
      unconditionalMinor: 233,
      count: 1,
    });
  });

  it("say what is allocated beyond what is committed as less than nothing unallocated", async () => {
    const parts = await split(0, 100, { [STRATEGY]: 150 });
    expect(parts.get(STRATEGY)?.unconditionalMinor).toBe(150);
    expect(parts.get(UNALLOCATED)?.unconditionalMinor).toBe(-50);
  });

  it("leave no rest where all is allocated, and nothing but the rest where nothing is", async () => {
    expect([...(await split(0, 100, { [STRATEGY]: 100 })).keys()]).toEqual([STRATEGY]);
    expect([...(await split(0, 100, {})).keys()]).toEqual([UNALLOCATED]);
  });

  it("sum to the commitment's to the cent, however it is divided", async () => {
    const state = await aCommitment();
    const amount = fc.nat(1_000_000_000_000);
    const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.nat(400)), { maxLength: 8 });
    fc.assert(
      fc.property(amount, amount, amount, lines, (conditionalMinor, unconditionalMinor, paidMinor, given) => {
        const all = figures({ conditionalMinor, unconditionalMinor, paidMinor, budgetMinor: paidMinor + 1 });
        const totals = { ...state.commitment.totals, conditionalMinor, unconditionalMinor };
        const allocations = given.map(([index, permille]) => ({
          strategyId: `str_${index}`,
          amountMinor: Math.floor(((conditionalMinor + unconditionalMinor) * permille) / 1_000),
        }));
        const parts = [...splitByStrategy({ ...withHead(state, { totals }), allocations }, all)];
        for (const name of FIGURES.filter((each) => each !== "count"))
          expect(sumMinor(parts.map(([, part]) => part[name]))).toBe(all[name]);
        for (const [strategyId, part] of parts.filter(([id]) => id !== UNALLOCATED)) {
          const own = allocations.filter((each) => each.strategyId === strategyId);
          const committed = conditionalMinor + unconditionalMinor;
          if (committed > 0)
            expect(part.conditionalMinor + part.unconditionalMinor).toBe(
              sumMinor(own.map(({ amountMinor }) => amountMinor)),
            );
        }
      }),
    );
  });
});
