import { rebuildReadModels } from "../../functions/projections/rebuild-read-models.ts";
import { makeFundedPartnership, type Portfolio, record, rowsOf, type World } from "../support/world.ts";
import { bounded, type Figure, median, told } from "./figure.ts";

const RUNS = 60;
const ROWS_A_PLACE = 1000;

/**
 * The time a report takes when its partnership holds 10³, 10⁴ and 10⁵ observations: those of its own place, which the report is about,
 * and the rest in its schools. Asked in turn, so that whatever else the machine does falls on all alike.
 */
export async function measureReportLatency(world: World, log: (line: string) => void): Promise<Figure[]> {
  const sizes = [1_000, 10_000, 100_000];
  const portfolios: Portfolio[] = [];
  for (const size of sizes) {
    const portfolio = await makeFundedPartnership(world);
    portfolios.push(portfolio);
    for (let place = 0; place < size / ROWS_A_PLACE; place++)
      await record(world, rowsOf(portfolio.indicatorIds, place === 0 ? "own" : `school-${place}`));
    log(`  ${size} observations recorded`);
  }
  await rebuildReadModels(world.table);
  log("  read models rebuilt");
  const times: number[][] = sizes.map(() => []);
  for (let run = 0; run < RUNS; run++)
    for (const [index, portfolio] of portfolios.entries()) {
      const start = performance.now();
      await world.send("funder", { path: `/commitments/${portfolio.commitmentId}/report` });
      // The first few warm the code up.
      if (run >= 10) times[index]?.push(performance.now() - start);
    }
  const medians = times.map(median);
  const [first = Number.NaN, , last = Number.NaN] = medians;
  return [
    ...medians.map((ms, index) => told(`report at ${sizes[index]} observations`, ms, "ms, median")),
    bounded("report at 100000 / report at 1000 observations", last / first, { unit: "ratio", bound: 1.3 }),
  ];
}
