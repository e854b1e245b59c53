import { describe, expect, test } from "vitest";
import { compareWithReference } from "../../../../shared/measurement/statistics/comparison.ts";
import { adjustForFamily, multiplicityNote } from "../../../../shared/measurement/statistics/multiplicity.ts";

const REFERENCE = { numerator: 150, denominator: 200 };
const GROUPS = [
  { category: "c", numerator: 20, denominator: 50 },
  { category: "b", numerator: 60, denominator: 100 },
];

describe("many comparisons at once", () => {
  test("are each said absolutely and relatively, with intervals, in the order of their categories", () => {
    const found = compareWithReference(REFERENCE, GROUPS);
    expect(found?.comparisons.map(({ category }) => category)).toEqual(["b", "c"]);
    expect(found?.comparisons[1]).toMatchObject({
      difference: expect.closeTo(-0.35, 10),
      ratio: expect.closeTo(0.5333, 4),
      interval: { method: "newcombe-hybrid-score@1" },
      ratioInterval: { lower: expect.closeTo(0.3763, 4), upper: expect.closeTo(0.7559, 4) },
    });
  });

  test("carry p-values for their family, which a single one does not change", () => {
    const [b, c] = compareWithReference(REFERENCE, GROUPS)?.comparisons ?? [];
    expect(b?.adjustedP).toBe(b?.p);
    expect(c?.adjustedP).toBeCloseTo(2 * (c?.p ?? 0), 15);
    const alone = compareWithReference(REFERENCE, GROUPS.slice(0, 1));
    expect(alone?.comparisons[0]?.adjustedP).toBe(alone?.comparisons[0]?.p);
    expect(alone).not.toHaveProperty("note");
  });

  test("name the groups that could not be compared, which are no part of the family", () => {
    const broken = { category: "d", numerator: 3, denominator: 0 };
    expect(compareWithReference(REFERENCE, [...GROUPS, broken])).toMatchObject({
      notCompared: ["d"],
      familySize: 2,
    });
    expect(compareWithReference(broken, GROUPS)).toBeUndefined();
  });
});

describe("the note on multiplicity", () => {
  test("says how many would look different by chance alone", () => {
    expect(multiplicityNote(20)).toEqual({
      familySize: 20,
      level: 0.95,
      expectedByChance: 1,
      chanceOfAny: expect.closeTo(0.6415, 4),
      text: "20 comparisons at the 95 % level: were nothing different, about 1 would still look so by chance, and at least one with a probability of 64 %. Read them together; a single one is a lead to follow, not a finding.",
    });
  });

  test("is not needed for one comparison", () => {
    expect(multiplicityNote(1)).toBeUndefined();
  });

  test("adjusts by Benjamini and Hochberg, the smallest p first", () => {
    const tests = [0.008, 0.03, 0.123, 0.6, 0.2].map((p, index) => ({ id: `t${index}`, p }));
    const adjusted = adjustForFamily(tests);
    expect(adjusted.map(({ id }) => id)).toEqual(["t0", "t1", "t2", "t4", "t3"]);
    expect(adjusted.map(({ adjustedP }) => adjustedP)).toEqual(
      [0.04, 0.075, 0.205, 0.25, 0.6].map((p) => expect.closeTo(p, 12)),
    );
    expect(adjusted.map(({ significant }) => significant)).toEqual([true, false, false, false, false]);
  });

  test("takes a p-value of exactly one tenth as significant at 90 %, where 1 − 0.9 is less in floating point", () => {
    expect(adjustForFamily([{ id: "a", p: 0.1 }], 0.9)).toEqual([
      { id: "a", p: 0.1, adjustedP: 0.1, significant: true },
    ]);
  });

  test("never adjusts a p-value above the one after it", () => {
    const tests = [0.03, 0.031, 0.032].map((p, index) => ({ id: `t${index}`, p }));
    expect(adjustForFamily(tests).map(({ adjustedP }) => adjustedP)).toEqual([0.032, 0.032, 0.032]);
  });
});
