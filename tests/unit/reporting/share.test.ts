import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocationSection } from "../../../shared/reporting/allocation-section.ts";
import { reconcile } from "../../../shared/reporting/reconciliation.ts";
import { sharesOf } from "../../../shared/reporting/share.ts";
import { anId } from "../partnerships/builders.ts";
import { aState } from "./builders.ts";

const hundredths = (share: string) => Math.round(Number(share) * 100);
const minor = (amount: string) => Math.round(Number(amount) * 100);

describe("shares of a whole", () => {
  it("of thirds are rounded so that they still sum to a hundred", () => {
    expect(sharesOf([1, 1, 1], 3)).toEqual(["33.34", "33.33", "33.33"]);
  });

  it("of nothing are not said", () => {
    expect(sharesOf([0], 0)).toBeUndefined();
  });

  it("sum to exactly a hundred and lie within a hundredth of the true share, whatever the parts", () => {
    const parts = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(parts, (amounts) => {
        const whole = amounts.reduce((sum, amount) => sum + amount, 0);
        fc.pre(whole > 0);
        const shares = sharesOf(amounts, whole) ?? [];
        expect(shares.reduce((sum, share) => sum + hundredths(share), 0)).toBe(10_000);
        shares.forEach((share, index) => {
          expect(Math.abs(Number(share) - (100 * (amounts[index] ?? 0)) / whole)).toBeLessThan(0.01 + 1e-9);
        });
      }),
    );
  });
});

describe("any division of a commitment", () => {
  it("gives the commitment again: all allocations and what is unallocated", () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 400_000_000 }), { maxLength: 5 });
    fc.assert(
      fc.property(amounts, (given) => {
        const allocations = given.map((amountMinor, index) => ({
          strategyId: anId("str", index + 1),
          amountMinor,
        }));
        const state = aState({ allocations });
        const section = allocationSection(state, new Map());
        const shown = section.items.map(({ amount }) => minor(amount.amount));
        const rest = minor(section.unallocated.amount.amount);
        expect(shown.reduce((sum, part) => sum + part, 0) + rest).toBe(950_000_000);
        expect(reconcile(state, { unallocatedMinor: rest }).every(({ holds }) => holds)).toBe(true);
      }),
    );
  });
});
