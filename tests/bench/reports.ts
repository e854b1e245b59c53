import { rebuildReadModels } from "../../functions/projections/rebuild-read-models.ts";
import type { World } from "../support/world.ts";
import type { Figure } from "./figure.ts";
import type { Meter } from "./meter.ts";
import { makeBigBets, measureBigBetReport } from "./report-big-bet.ts";
import { makePortfolios, measureReportLatency } from "./report-latency.ts";

/**
 * Reports of commitments and of a large big bet beside up to a million observations. Everything is recorded first and brought into the read
 * models once: two million observations are most of what this takes.
 */
export async function measureReports(
  world: World,
  meter: Meter,
  log: (line: string) => void,
): Promise<Figure[]> {
  const portfolios = await makePortfolios(world, log);
  const bets = await makeBigBets(world, log);
  await rebuildReadModels(world.table);
  log("  read models rebuilt");
  return [
    ...(await measureReportLatency(world, portfolios)),
    ...(await measureBigBetReport(world, meter, bets)),
  ];
}
