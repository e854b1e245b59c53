import fc from "fast-check";

/** The golden breakdown of the domain facts: A 150 of 200, B 60 of 100, C 20 of 50. */
export const GOLDEN = [
  { category: "a", numerator: 150, denominator: 200 },
  { category: "b", numerator: 60, denominator: 100 },
  { category: "c", numerator: 20, denominator: 50 },
];

/** A breakdown of two to seven groups with any counts. */
export const anyGroups = fc.uniqueArray(
  fc
    .tuple(
      fc.stringMatching(/^[a-z]{1,3}$/),
      fc.integer({ min: 1, max: 3000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map(([category, denominator, share]) => ({
      category,
      denominator,
      numerator: Math.round(share * denominator),
    })),
  { minLength: 2, maxLength: 7, selector: ({ category }) => category },
);

/** The same rows twice: as they are, and in any other order. */
export function inAnyOrder<T>(rows: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> {
  return rows.chain((some) =>
    fc.tuple(
      fc.constant(some),
      fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }),
    ),
  );
}
