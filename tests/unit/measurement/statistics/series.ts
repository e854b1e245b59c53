/** A monthly series of values, from January 2024 on. */
export function monthly(values: readonly number[]): { at: string; value: number }[] {
  return values.map((value, index) => ({ at: monthAt(index), value }));
}

/** A monthly series of so many of `denominator`. */
export function monthlyCounts(numerators: readonly number[], denominator: number) {
  return numerators.map((numerator, index) => ({ at: monthAt(index), numerator, denominator }));
}

/** The month so many months after January 2024. */
export function monthAt(index: number): string {
  return `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}
