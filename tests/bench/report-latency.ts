import { makeFundedPartnership, type Portfolio, record, rowsOf, type World } from "../support/world.ts";
import { bounded, type Figure, median, told } from "./figure.ts";
import { recordElsewhere } from "./observations.ts";

const RUNS = 60;
const ROWS_A_PLACE = 1000;

/** Beyond so many observations they are recorded in tables as large as one can be, else there are ten cells in each. */
const IN_SMALL_TABLES = 100_000;

const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;

/** Partnerships with as many observations each: those of the place that their report is about, and the rest in its schools. */
export async function makePortfolios(world: World, log: (line: string) => void): Promise<Portfolio[]> {
  const portfolios: Portfolio[] = [];
  for (const size of SIZES) {
    const portfolio = await makeFundedPartnership(world);
    portfolios.push(portfolio);
    const places = size <= IN_SMALL_TABLES ? size / ROWS_A_PLACE : 1;
    for (let place = 0; place < places; place++)
      await record(world, rowsOf(portfolio.indicatorIds, place === 0 ? "own" : `school-${place}`));
    await recordElsewhere(world, portfolio.indicatorIds, size - places * ROWS_A_PLACE);
    log(`  ${size} observations recorded`);
  }
  return portfolios;
}

/**
 * The time a report takes when its partnership holds 10³ to 10⁶ observations. Asked in turn, so that whatever else the machine does falls
 * on all alike.
 */
export async function measureReportLatency(
  world: World,
  portfolios: readonly Portfolio[],
): Promise<Figure[]> {
  const times: number[][] = SIZES.map(() => []);
  for (let run = 0; run < RUNS; run++)
    for (const [index, portfolio] of portfolios.entries()) {
      const start = performance.now();
      await world.send("funder", { path: `/commitments/${portfolio.commitmentId}/report` });
      // The first few warm the code up.
      if (run >= 10) times[index]?.push(performance.now() - start);
    }
  const medians = times.map(median);
  const [first = Number.NaN, last = Number.NaN] = [medians[0], medians.at(-1)];
  return [
    ...medians.map((ms, index) => told(`report at ${SIZES[index]} observations`, ms, "ms, median")),
    bounded("report at 1000000 / report at 1000 observations", last / first, { unit: "ratio", bound: 1.3 }),
  ];
}
