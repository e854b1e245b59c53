/** One line of the bench: what was measured, and the bound that the design sets where it sets one. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: number;
  readonly ok: boolean;
};

/** A figure that has to stay at or under a bound. */
export function bounded(name: string, value: number, given: { unit: string; bound: number }): Figure {
  return { name, value: rounded(value), ...given, ok: value <= given.bound };
}

/** A figure that is only told. */
export function told(name: string, value: number, unit: string): Figure {
  return { name, value: rounded(value), unit, ok: true };
}

/** The figures as an aligned table. */
export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, bound, ok }) => [
    name,
    String(value),
    unit,
    bound === undefined ? "" : `≤ ${bound}`,
    ok ? "" : "OVER",
  ]);
  const all = [["what", "measured", "unit", "bound", ""], ...rows];
  const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4].map(width);
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value that a share of the values are at or under (nearest rank): 0.99 is the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
