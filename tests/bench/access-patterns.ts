import { createAuthenticator } from "../../shared/identity/authenticate.ts";
import { createApiKey } from "../../shared/identity/create-api-key.ts";
import { CellQuerySchema, readExpectedCells } from "../../shared/measurement/calendar/read-expected-cells.ts";
import { projectSummaries } from "../../shared/measurement/project-summaries.ts";
import { newId } from "../../shared/platform/id.ts";
import { queryAll } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { fillWorkspace } from "../support/workspace.ts";
import { CELLS_A_TABLE, type Portfolio, record, rowsOf, type World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

type Pattern = {
  readonly name: string;
  readonly rounds: number;
  /** The most write units it may take; only told where there is no bound. */
  readonly writeUnits?: number;
  readonly work: () => Promise<unknown>;
};

/** Rounds and consumed capacity of each access pattern, measured on the embedded engine. */
export async function measureAccessPatterns(
  world: World,
  portfolio: Portfolio,
  meter: Meter,
): Promise<Figure[]> {
  const writing = await measureRecording(world, portfolio, meter);
  await fillWorkspace(world, portfolio);
  const patterns = [await whoIsAsking(world), ...reads(world, portfolio), await paying(world, portfolio)];
  const figures: Figure[] = [];
  for (const { name, rounds, writeUnits, work } of patterns) {
    const { used } = await meter.measure(work);
    figures.push(bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: rounds }));
    figures.push(told(`${name}: capacity`, used.readUnits, "read units"));
    const written = `${name}: capacity`;
    if (writeUnits !== undefined)
      figures.push(bounded(written, used.writeUnits, { unit: "write units", bound: writeUnits }));
    else if (used.writeUnits > 0) figures.push(told(written, used.writeUnits, "write units"));
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

function reads(
  { send, table, backbone }: World,
  { commitmentId, partnershipId, indicatorIds }: Portfolio,
): Pattern[] {
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
    get("portfolio by fiscal year and status", "/portfolio", 2),
    get("history of a commitment, a page", `/commitments/${commitmentId}/history`, 2),
    get("a partnership's workspace", `/partnerships/${partnershipId}/workspace`, 3),
    get("a partnership's meetings, a page", `/partnerships/${partnershipId}/meetings`, 2),
    get("series of an indicator, for a funder", `/indicators/${indicatorIds[0]}/series`, 3),
    get("analysis of an indicator, for a funder", `/indicators/${indicatorIds[0]}/analysis`, 3),
    get("progress of a partnership", `/partnerships/${partnershipId}/progress`, 2),
    get("data calendar of a partnership, a page", `/partnerships/${partnershipId}/data-calendar`, 2),
    {
      name: "cells of an observation template",
      rounds: 2,
      work: async () => {
        const query = CellQuerySchema().parse({ from: "2025-01-01", to: "2025-12-31" });
        const { organisationId } = backbone;
        const cells = await readExpectedCells(table, { partnershipId, organisationId, query });
        if (!cells.ok) throw new Error(cells.problem.detail);
      },
    },
    {
      name: "observations of an indicator, a page",
      rounds: 2,
      work: () => send("backbone", { path: `/indicators/${indicatorIds[0]}/observations?limit=50` }),
    },
  ];
}

/** One payment of a grant as they are: seven years, terms, reports, a match; with its history, its idempotency record and all indexes. */
async function paying({ send }: World, { partnershipId, strategyId }: Portfolio): Promise<Pattern> {
  const usd = (amount: string) => ({ amount, currency: "USD" });
  const tranches = Array.from({ length: 7 }, (_, year) => ({
    dueOn: `${2026 + year}-11-15`,
    amount: usd("1000000.00"),
    label: `Year ${year + 1}`,
  }));
  const made = await send("funder", {
    method: "POST",
    path: "/commitments",
    body: {
      title: "A grant of seven years for early reading in every school of the county",
      description: "What it is for, in the words of the agreement. ".repeat(30),
      recipient: { name: "Bench partnership" },
      partnershipId,
      startOn: "2026-01-01",
      endOn: "2032-12-31",
      agreedOn: "2025-12-10",
      amount: usd("7000000.00"),
      programme: "Place grants",
      fundCode: "F-2210",
      accountingCodes: { expense: "6100", payable: "2100" },
      restriction: { kind: "purpose", description: "Early reading" },
      sectors: ["education", "housing"],
      outcomeIds: ["early-grade-reading"],
      place: { code: "own", name: "Own place" },
      match: { basis: "award", sharePercent: "20" },
      indirect: [{ from: "2026-01-01", ratePercent: "15", base: "modified-total-direct" }],
      renewal: { note: "In view for 2033, if the plan holds." },
      externalIds: [{ scheme: "bench", value: "grant-of-seven-years" }],
      tags: ["cradle to career"],
      tranches,
      allocations: [{ strategyId, sharePercent: "90" }],
      requirements: [
        {
          kind: "narrative",
          title: "Yearly report",
          schedule: { frequency: "yearly", firstPeriodOn: "2026-01-01", periods: 7, dueAfterDays: 60 },
          isBlocking: true,
          responsible: { name: "Bench partnership" },
        },
      ],
    },
  });
  const on = systemClock().slice(0, 10);
  const body = { trancheNumber: 1, on, amount: usd("100.00"), reference: "Wire 4711" };
  const path = `/commitments/${made.id}/payments`;
  const work = () => send("funder", { method: "POST", path, body, key: newId("job") });
  return { name: "payment of a tranche, with an idempotency key", rounds: 3, writeUnits: 20, work };
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
