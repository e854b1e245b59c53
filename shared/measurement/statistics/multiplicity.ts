import { compare, exact, minus } from "./exact.ts";

/** What has to be said beside many comparisons at once. */
export type MultiplicityNote = {
  readonly familySize: number;
  readonly level: number;
  /** How many would look different by chance alone, if nothing differed. */
  readonly expectedByChance: number;
  /** How likely it is that at least one of them does, were they independent. */
  readonly chanceOfAny: number;
  readonly text: string;
};

export type TestedComparison = { readonly id: string; readonly p: number };
export type AdjustedComparison = TestedComparison & {
  readonly adjustedP: number;
  /** At the level given, with the adjusted p-value. */
  readonly significant: boolean;
};

/**
 * The note on a family of comparisons, exploratory unless a plan named them beforehand (NCEE 2008-4018, Guidelines for Multiple
 * Testing in Impact Evaluations, https://ies.ed.gov/ncee/pubs/20084018/app_b.asp). Undefined for fewer than two.
 */
export function multiplicityNote(familySize: number, level = 0.95): MultiplicityNote | undefined {
  if (familySize < 2) return undefined;
  const percent = Number((100 * level).toFixed(2));
  const expected = Number((familySize * (1 - level)).toFixed(2));
  const chance = 1 - level ** familySize;
  return {
    familySize,
    level,
    expectedByChance: expected,
    chanceOfAny: chance,
    text: `${familySize} comparisons at the ${percent} % level: were nothing different, about ${expected} would still look so by chance, and at least one with a probability of ${Math.round(100 * chance)} %. Read them together; a single one is a lead to follow, not a finding.`,
  };
}

/**
 * p-values adjusted for their family by Benjamini and Hochberg (1995), the smallest first: the share of false ones among those
 * that are called significant stays below 1 − level.
 */
export function adjustForFamily(tests: readonly TestedComparison[], level = 0.95): AdjustedComparison[] {
  const ordered = tests.toSorted((a, b) => a.p - b.p || (a.id < b.id ? -1 : 1));
  const most = minus(exact(1), exact(level));
  let least = 1;
  return ordered
    .map((test, index) => ({ ...test, rank: index + 1 }))
    .reverse()
    .map(({ rank, ...test }) => {
      least = Math.min(least, (test.p * ordered.length) / rank);
      return { ...test, adjustedP: least, significant: compare(exact(least), most) <= 0 };
    })
    .reverse();
}
