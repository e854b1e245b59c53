/** How often each whole number occurred, by the number: { "12": 3, "24": 1 }. */
export type Histogram = Readonly<Record<string, number>>;

/** How many values there are. */
export function countOf(histogram: Histogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0);
}

/** The middle value, or half-way between the two middle ones; null of nothing. */
export function medianOf(histogram: Histogram): number | null {
  const n = countOf(histogram);
  const lower = valueAt(histogram, Math.ceil(n / 2));
  const upper = valueAt(histogram, Math.floor(n / 2) + 1);
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}

/** The smallest value that at least so many per cent of all do not exceed (nearest rank); null of nothing. */
export function percentileOf(histogram: Histogram, percent: number): number | null {
  return valueAt(histogram, Math.ceil((countOf(histogram) * percent) / 100)) ?? null;
}

/** The value at a rank, 1 for the smallest. */
function valueAt(histogram: Histogram, rank: number): number | undefined {
  let reached = 0;
  const byValue = Object.entries(histogram).sort(([a], [b]) => Number(a) - Number(b));
  for (const [value, count] of byValue) {
    reached += count;
    if (rank >= 1 && reached >= rank) return Number(value);
  }
  return undefined;
}
