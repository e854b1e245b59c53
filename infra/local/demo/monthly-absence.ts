import { cellsOf } from "./figures.ts";
import type { DemoIndicator } from "./indicator.ts";
import { INCOME, RACE } from "./populations.ts";
import { wobble } from "./seeded.ts";

/** An early sign that comes every month of school: enough points for rules about runs and trends. */
export const MONTHLY_ABSENCE: DemoIndicator = {
  name: "Chronic absence, month by month",
  level: "contributing",
  polarity: "lower",
  unit: "percent",
  numeratorDefinition: "Students of grades K-12 absent on a tenth of the month's days or more",
  denominatorDefinition: "Students of grades K-12 enrolled all month",
  source: "District attendance systems, closed on the tenth of the next month",
  levels: [],
  target: 16,
  denominator: 41_600,
  splits: [RACE, INCOME],
  gap: 0.6,
};

/** Months of school from September 2023 to October 2026, by year and month. */
const MONTHS: readonly (readonly [year: number, month: number])[] = [2023, 2024, 2025, 2026]
  .flatMap((start) =>
    [9, 10, 11, 12, 1, 2, 3, 4, 5].map((month) => [month > 8 ? start : start + 1, month] as const),
  )
  .filter(([year, month]) => year * 12 + month <= 2026 * 12 + 10);

/** Groups came closer until here, as far as the yearly figures go. */
const LAST_YEAR = 2024;

/** How much more is missed in a month than on average: winter. */
const SEASON: Readonly<Record<number, number>> = {
  9: -3,
  10: -1.6,
  11: 0.4,
  12: 1.9,
  1: 2.8,
  2: 2.1,
  3: 0.3,
  4: -0.8,
  5: -0.2,
};

/** Rows of every month, falling slowly, as the API takes them. */
export function monthlyRows(indicatorId: string): object[] {
  return MONTHS.flatMap(([year, month], index) => {
    const period = monthOf(year, month);
    const level = 28.4 - 0.27 * index + (SEASON[month] ?? 0) + 0.5 * wobble(`absence|${period.start}`);
    return cellsOf(MONTHLY_ABSENCE, level, Math.min(year, LAST_YEAR)).map((cell) => ({
      indicatorId,
      period,
      dimensions: cell.dimensions,
      ...cell.counts,
      quality: index === MONTHS.length - 1 ? 2 : 1,
    }));
  });
}

function monthOf(year: number, month: number) {
  const start = `${year}-${String(month).padStart(2, "0")}-01`;
  const end = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return { start, end, kind: "month" };
}
