import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { createApiKey } from "../../shared/identity/create-api-key.ts";
import { projectSummaries } from "../../shared/measurement/project-summaries.ts";
import { newId } from "../../shared/platform/id.ts";
import { queryAll } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { CELLS_A_TABLE, type Portfolio, record, rowsOf, type World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

type Pattern = { readonly name: string; readonly rounds: number; readonly work: () => Promise<unknown> };

/** Rounds and consumed capacity of each access pattern, measured on the embedded engine. */
export async function measureAccessPatterns(
  world: World,
  portfolio: Portfolio,
  meter: Meter,
): Promise<Figure[]> {
  const writing = await measureRecording(world, portfolio, meter);
  const patterns = [await whoIsAsking(world), ...reads(world, portfolio), ...writes(world, portfolio)];
  const figures: Figure[] = [];
  for (const { name, rounds, work } of patterns) {
    const { used } = await meter.measure(work);
    figures.push(bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: rounds }));
    figures.push(told(`${name}: capacity`, used.readUnits, "read units"));
    if (used.writeUnits > 0) figures.push(told(`${name}: capacity`, used.writeUnits, "write units"));
  }
  return [...figures, ...writing];
}

async function whoIsAsking({ table, funder }: World): Promise<Pattern> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const key = { label: "Bench", roles: ["viewer" as const], expiresAt };
  const made = await createApiKey({ table, newId }, { maker: funder, key, now: systemClock() });
  if (!made.ok) throw new Error(made.problem.detail);
  const address = "http://127.0.0.1:9/";
  const tokens = { issuer: address, keysUrl: address, audience: "bench" };
  const authenticate = createAuthenticator({ table, tokens, clock: systemClock });
  const header = `Bearer ${"key" in made.value ? made.value.key : ""}`;
  return { name: "who is asking (API key)", rounds: 1, work: () => authenticate(header) };
}

function reads({ send }: World, { commitmentId, indicatorIds }: Portfolio): Pattern[] {
  const get = (name: string, path: string, rounds: number): Pattern => ({
    name,
    rounds,
    work: () => send("funder", { path }),
  });
  return [
    get("commitment with tranches and allocations", `/commitments/${commitmentId}`, 1),
    get("a funder's commitments, a page", "/commitments?limit=50", 1),
    get("report of a commitment", `/commitments/${commitmentId}/report`, 3),
    get("due between two dates (6 months)", "/due?from=2026-01-01&to=2026-06-30", 1),
    get("portfolio by fiscal year and status", "/portfolio", 1),
    get("history of a commitment, a page", `/commitments/${commitmentId}/history`, 2),
    {
      name: "observations of an indicator, a page",
      rounds: 2,
      work: () => send("backbone", { path: `/indicators/${indicatorIds[0]}/observations?limit=50` }),
    },
  ];
}

function writes({ send }: World, { commitmentId }: Portfolio): Pattern[] {
  const body = { trancheNumber: 1, on: "2026-02-01", amount: { amount: "100.00", currency: "USD" } };
  const work = () => send("funder", { method: "POST", path: `/commitments/${commitmentId}/payments`, body });
  return [{ name: "payment of a tranche", rounds: 2, work }];
}

/** Recording tables of ten cells in bulk, and what it costs to bring them into the summaries. */
async function measureRecording(world: World, portfolio: Portfolio, meter: Meter): Promise<Figure[]> {
  const rows = rowsOf(portfolio.indicatorIds, "own");
  const { used } = await meter.measure(() => record(world, rows));
  const sets = (
    await Promise.all(
      portfolio.indicatorIds.map((id) => queryAll(world.table, { partition: `IND#${id}`, prefix: "O#" })),
    )
  ).flat();
  const projected = await meter.measure(async () => {
    // A stream brings at most 100 records at once.
    for (let start = 0; start < sets.length; start += 100)
      await projectSummaries(world.table, sets.slice(start, start + 100));
  });
  const name = `recording ${rows.length} rows in tables of ${CELLS_A_TABLE} cells`;
  return [
    bounded(`${name}: per row`, used.writeUnits / rows.length, { unit: "write units", bound: 0.35 }),
    bounded("bringing them into summaries: per row", projected.used.writeUnits / rows.length, {
      unit: "write units",
      bound: 0.1,
    }),
    told(`${name}: per row`, used.readUnits / rows.length, "read units"),
  ];
}
