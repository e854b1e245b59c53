import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { aPrefix, makeClient, makeTables, startEngine } from "../support/engine.ts";
import { aTenant } from "../support/tenants.ts";
import { makeFundedPartnership, makeWorld } from "../support/world.ts";
import { measureAccess } from "./access.ts";
import { measureAccessPatterns } from "./access-patterns.ts";
import { measureBundles } from "./bundles.ts";
import { asTable, type Figure } from "./figure.ts";
import { measureFreshness } from "./freshness.ts";
import { measureImports } from "./imports.ts";
import { meterOf } from "./meter.ts";
import { measurePages } from "./pages.ts";
import { measurePortfolio } from "./portfolio.ts";
import { measurePractice } from "./practice.ts";
import { measurePublished } from "./published.ts";
import { measureReleases } from "./releases.ts";
import { measureReportOnce } from "./report-once.ts";
import { measureReports } from "./reports.ts";
import { measureSuppression } from "./suppression.ts";

/** `npm run bench`: a table of figures with their bounds; with `-- --json FILE` the same as JSON. Ends with 1 where one is over. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  console.log("Bundles …");
  const bundles = await measureBundles();
  console.log("Access patterns …");
  const table = await measureTable();
  console.log("Plans of releases …");
  const plans = await measureSuppression();
  // Last, since the runtime sets variables of this process's environment.
  console.log("Pages …");
  const pages = await measurePages(console.log);
  console.log("Freshness of summaries …");
  const figures = [...table, ...bundles, ...plans, ...pages, ...(await measureFreshness())];
  console.log(`\n${asTable(figures)}`);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (figures.some((figure) => !figure.ok)) process.exitCode = 1;
}

async function measureTable(): Promise<Figure[]> {
  // Capacity is measured on the embedded engine: the other halves the units of transactional inserts.
  const engine = await startEngine({ kind: "embedded" });
  const client = makeClient(engine.endpoint);
  try {
    const { records, releases: releaseTable } = await makeTables(client, aPrefix());
    const table = { client, name: records };
    const meter = meterOf(client);
    const world = await makeWorld(table, {
      funder: await aTenant(table, "funder"),
      backbone: await aTenant(table, "partnership"),
    });
    const portfolio = await makeFundedPartnership(world);
    const patterns = await measureAccessPatterns(world, portfolio, meter);
    const access = await measureAccess(world, portfolio, meter);
    console.log("Practice …");
    const practice = await measurePractice(world, meter);
    console.log("Reports …");
    const reports = await measureReports(world, meter, console.log);
    console.log("Portfolios …");
    const portfolios = await measurePortfolio(table, meter, console.log);
    console.log("Imports …");
    const plain = { client, name: (await makeTables(client, aPrefix())).records };
    const imports = await measureImports({ world, plain, meter }, console.log);
    console.log("Releases …");
    const releases = await measureReleases({ world, published: { client, name: releaseTable } }, console.log);
    const published = await measurePublished({ client, name: releaseTable }, meter);
    console.log("Report once …");
    const once = await measureReportOnce(world, await makeFundedPartnership(world), meter);
    const reported = [...reports, ...once];
    const read = [...patterns, ...access, ...practice, ...reported, ...portfolios, ...published];
    return [...read, ...imports, ...releases];
  } finally {
    client.destroy();
    await engine.stop();
  }
}

await main();
