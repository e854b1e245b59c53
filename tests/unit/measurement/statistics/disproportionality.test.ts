import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FlagOptions,
  flagGroups,
} from "../../../../shared/measurement/statistics/disproportionality.ts";
import {
  FLAG_METHODS,
  flagMethod,
  methodRef,
} from "../../../../shared/measurement/statistics/disproportionality-methods.ts";
import { anyGroups, GOLDEN } from "./groups.ts";

function flags(ref: string, groups = GOLDEN, options: FlagOptions = {}) {
  const method = flagMethod(ref);
  if (!method) throw new Error(`There is no method ${ref}.`);
  return flagGroups(groups, method, options).flags;
}

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));

describe("the 80 % rule", () => {
  const found = flags("eighty-percent@1");

  test("gives indices of 1, 0.8 and 0.5333", () => {
    expect(found.map(({ ratio }) => ratio)).toEqual(near([1, 0.8, 0.5333]));
  });

  test("does not flag the group that is exactly at four fifths", () => {
    expect(found.map(({ flagged }) => flagged)).toEqual([false, false, true]);
  });

  test("says how many more successes reach parity, and how many clear the flag", () => {
    expect(found.map(({ needed }) => needed)).toEqual([
      { parity: 0, clear: 0 },
      { parity: 15, clear: 0 },
      { parity: 18, clear: 10 },
    ]);
  });

  test("can take everybody, everybody else, or a named group as the reference", () => {
    const index = (reference: FlagOptions["reference"]) =>
      flags("eighty-percent@1", GOLDEN, reference === undefined ? {} : { reference })[2]?.ratio;
    expect(index("overall")).toBeCloseTo(0.4 / (230 / 350), 10);
    expect(index("others")).toBeCloseTo(0.4 / 0.7, 10);
    expect(index({ category: "b" })).toBeCloseTo(0.4 / 0.6, 10);
  });

  test("agrees with the comparison of cross-multiplied integers, whatever the counts", () => {
    fc.assert(
      fc.property(anyGroups, (groups) => {
        const best = groups.reduce((a, b) =>
          BigInt(b.numerator) * BigInt(a.denominator) > BigInt(a.numerator) * BigInt(b.denominator) ? b : a,
        );
        for (const { category, flagged } of flags("eighty-percent@1", groups)) {
          const group = groups.find((one) => one.category === category) ?? best;
          const left = BigInt(5 * group.numerator) * BigInt(best.denominator);
          expect(flagged).toBe(left < BigInt(4 * best.numerator) * BigInt(group.denominator));
        }
      }),
    );
  });

  test("has no index where the reference is 0", () => {
    const nobody = GOLDEN.map((group) => ({ ...group, numerator: 0 }));
    expect(flags("eighty-percent@1", nobody)[0]).toMatchObject({ ratio: null, flagged: false });
  });
});

describe("the proportionality index", () => {
  test("is 1.1413, 0.9130 and 0.6087", () => {
    expect(flags("proportionality-index@1").map(({ ratio }) => ratio)).toEqual(near([1.1413, 0.913, 0.6087]));
  });

  test("flags below 0.8", () => {
    expect(flags("proportionality-index@1").map(({ flagged }) => flagged)).toEqual([false, false, true]);
  });
});

describe("the percentage point gap", () => {
  const found = flags("percentage-point-gap@1");

  test("is +0.0929, −0.0571 and −0.2571, with margins of 0.0693, 0.0980 and 0.1386", () => {
    expect(found.map(({ gap }) => gap)).toEqual(near([0.0929, -0.0571, -0.2571]));
    expect(found.map(({ margin }) => margin)).toEqual(near([0.0693, 0.098, 0.1386]));
  });

  test("flags only the group whose margin does not reach the reference", () => {
    expect(found.map(({ flagged }) => flagged)).toEqual([false, false, true]);
  });

  test("flags a gap that is exactly as wide as its margin", () => {
    const flagged = (numerator: number, denominator: number, everybody: FlagOptions["everybody"]) =>
      flags(
        "percentage-point-gap@1",
        [{ category: "a", numerator, denominator }],
        everybody ? { everybody } : {},
      )[0]?.flagged;
    // Of 10,000 the least margin, 0.03, counts.
    const half = { numerator: 1, denominator: 2 };
    expect([flagged(4700, 10_000, half), flagged(4701, 10_000, half)]).toEqual([true, false]);
    // Of 100 it is 1.96 × 0.5 / 10 = 0.098.
    const ahead = (numerator: number) => ({ numerator, denominator: 5000 });
    expect([flagged(40, 100, ahead(2490)), flagged(40, 100, ahead(2489))]).toEqual([true, false]);
  });
});

describe("the percentage point gap minus one", () => {
  const found = flags("percentage-point-gap-minus-one@1");

  test("is +0.2167, −0.0800 and −0.3000, with margins of 0.0600, 0.0960 and 0.1358", () => {
    expect(found.map(({ gap }) => gap)).toEqual(near([0.2167, -0.08, -0.3]));
    expect(found.map(({ margin }) => margin)).toEqual(near([0.06, 0.096, 0.1358]));
  });

  test("flags only the third group", () => {
    expect(found.map(({ flagged }) => flagged)).toEqual([false, false, true]);
  });

  test("does not judge groups of ten or fewer", () => {
    const groups = [...GOLDEN, { category: "d", numerator: 0, denominator: 10 }];
    expect(flags("percentage-point-gap-minus-one@1", groups)[3]).toEqual({
      category: "d",
      flagged: null,
      why: "too-small",
    });
  });
});

describe("every method", () => {
  test("is cited by id and version, and each of them once", () => {
    const refs = FLAG_METHODS.map(methodRef);
    expect(new Set(refs).size).toBe(4);
    expect(flagMethod("eighty-percent@2")).toBeUndefined();
  });

  test("can leave out groups below a share of everybody, but not one that is exactly there", () => {
    const small = { category: "d", numerator: 1, denominator: 7 };
    const everybody = { numerator: 230, denominator: 350 };
    const judged = (group: typeof small) =>
      flags("eighty-percent@1", [...GOLDEN, group], { everybody, shareBelow: 0.02 })[3]?.why;
    expect([judged(small), judged({ ...small, denominator: 6 })]).toEqual([undefined, "too-small"]);
  });

  test("can ask that the reference is large enough", () => {
    const groups = [...GOLDEN, { category: "d", numerator: 30, denominator: 30 }];
    const reference = (referenceAbove: number) =>
      flags("eighty-percent@1", groups, { referenceAbove })[0]?.reference;
    expect([reference(29), reference(30)]).toEqual([1, 0.75]);
    expect(flags("eighty-percent@1", groups, { referenceAbove: 200 })[0]?.why).toBe("no-reference");
  });

  test("does not judge counts that are no proportion", () => {
    const groups = [...GOLDEN, { category: "d", numerator: 9, denominator: 8 }];
    expect(flags("percentage-point-gap@1", groups)[3]?.why).toBe("no-proportion");
  });

  test("measures the converse of outcomes of which less is better, and says so", () => {
    const method = flagMethod("percentage-point-gap@1");
    const converse = GOLDEN.map((group) => ({ ...group, numerator: group.denominator - group.numerator }));
    const found = method && flagGroups(converse, method, { polarity: "lower" });
    expect(found?.measuredOn).toBe("converse");
    expect(found?.flags).toEqual(flags("percentage-point-gap@1"));
  });

  test("refuses a group that is given twice", () => {
    expect(() => flags("eighty-percent@1", [...GOLDEN, ...GOLDEN.slice(0, 1)])).toThrow(
      "The group a is given twice.",
    );
  });
});
