import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { makeClient } from "../../infra/local/clients.ts";
import { PROJECT } from "../../infra/local/project-folders.ts";
import { type Runtime, startRuntime } from "../../infra/local/runtime.ts";
import { createApiKey } from "../../shared/identity/create-api-key.ts";
import { findOwnSummaries } from "../../shared/measurement/summary.store.ts";
import type { Summary } from "../../shared/measurement/summary.ts";
import { newId } from "../../shared/platform/id.ts";
import type { Table } from "../../shared/platform/table.ts";
import { periodKey, schoolYear, systemClock } from "../../shared/platform/time.ts";
import { aTenant } from "../support/tenants.ts";
import { makeFundedPartnership, makeWorld, type Portfolio, type World } from "../support/world.ts";
import { bounded, type Figure, median, quantile, told } from "./figure.ts";

const SECONDS = 15;
const CALLS_A_SECOND = 10;
const GROUPS_A_CALL = 2;
const GROUPS = 10;
const INDICATORS = 10;
const ROWS_A_CALL = INDICATORS * GROUPS_A_CALL;
const CALLS = SECONDS * CALLS_A_SECOND;
const DIMENSION = "race-ethnicity";
/** How often the summaries are looked at, and how long after the last call at most. */
const LOOK_MS = 50;
const PATIENCE_MS = 30_000;
const ATTEMPTS = 10;

/**
 * How long after its recording was answered an observation is in its summary, while 200 a second are recorded over HTTP in the system as `npm start`
 * starts it: each call new cells of all ten indicators, so that every summary is rewritten all the time.
 */
export async function measureFreshness(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-freshness-"));
  const runtime = await startRuntime({
    port: 0,
    dataDir: join(folder, "data"),
    folders: { functionsDir: PROJECT.functionsDir, buildDir: join(folder, "build") },
    engine: { kind: "embedded" },
    log: () => undefined,
  });
  const client = makeClient(runtime.endpoint);
  try {
    const table = { client, name: runtime.tables.records };
    const world = await makeWorld(table, {
      funder: await aTenant(table, "funder"),
      backbone: await aTenant(table, "partnership"),
    });
    return await measureUnderLoad(runtime, world);
  } finally {
    client.destroy();
    await runtime.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A call: when it was answered, and when each of its cells was first seen in a summary, by the clock of `performance`. */
type Sent = { answeredAt: number; readonly awaited: Set<string>; readonly seenAt: number[] };

async function measureUnderLoad(runtime: Runtime, world: World): Promise<Figure[]> {
  const portfolio = await makeFundedPartnership(world);
  await runtime.drained();
  const authorization = `Bearer ${await aKey(world)}`;
  const sent: Sent[] = [];
  const answered: Promise<number>[] = [];
  const start = performance.now();
  const watching = watch(world.table, portfolio, sent);
  for (let call = 0; call < CALLS; call++) {
    await setTimeout(Math.max(0, start + (call * 1000) / CALLS_A_SECOND - performance.now()));
    const cells = cellsOf(portfolio, call);
    const one: Sent = { answeredAt: 0, awaited: new Set(cells.map(({ name }) => name)), seenAt: [] };
    sent.push(one);
    const rows = cells.map(({ row }) => row);
    answered.push(send(`${runtime.origin}/v1/observations`, { authorization, rows }, one));
  }
  const took = await Promise.all(answered);
  const seconds = (performance.now() - start) / 1000;
  await watching;
  const lags = sent.flatMap(({ answeredAt, seenAt }) => seenAt.map((at) => Math.max(0, at - answeredAt)));
  const name = "an observation is in its summary after it was answered";
  return [
    told(
      "recording over HTTP while summaries follow",
      (CALLS * ROWS_A_CALL) / seconds,
      "observations a second",
    ),
    told(`recording ${ROWS_A_CALL} observations over HTTP: median`, median(took), "ms"),
    told(`${name}: median`, median(lags), "ms"),
    bounded(`${name}: p99`, quantile(lags, 0.99), { unit: "ms", bound: 2_000 }),
  ];
}

async function aKey({ table, backbone }: World): Promise<string> {
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const key = { label: "Bench", roles: ["administrator" as const], expiresAt };
  const made = await createApiKey({ table, newId }, { maker: backbone, key, now: systemClock() });
  if (!made.ok || !("key" in made.value)) throw new Error("The bench got no API key.");
  return made.value.key;
}

/** New cells of every indicator: two groups of a year, five calls a year. Each with the name by which its summary is searched. */
function cellsOf({ indicatorIds }: Portfolio, call: number) {
  const callsAYear = GROUPS / GROUPS_A_CALL;
  const period = schoolYear(1990 + Math.floor(call / callsAYear));
  const first = (call % callsAYear) * GROUPS_A_CALL;
  return indicatorIds.flatMap((indicatorId) =>
    Array.from({ length: GROUPS_A_CALL }, (_, order) => `group-${first + order}`).map((group) => ({
      name: nameOf(indicatorId, periodKey(period), group),
      row: {
        indicatorId,
        period,
        dimensions: { [DIMENSION]: group },
        numerator: 100 + (call % 200),
        denominator: 400,
      },
    })),
  );
}

function nameOf(indicatorId: string, period: string, group: string): string {
  return `${indicatorId} ${period} ${group}`;
}

/** Records rows, and gives the milliseconds that took; where the table did not answer in time, they are sent again, as a client does. */
async function send(
  url: string,
  { authorization, rows }: { authorization: string; rows: unknown[] },
  sent: Sent,
): Promise<number> {
  const from = performance.now();
  const headers = { authorization, "content-type": "application/json" };
  const body = JSON.stringify({ observations: rows });
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(url, { method: "POST", headers, body });
    const answer = (await response.json()) as { counts?: { rejected?: number } };
    sent.answeredAt = performance.now();
    if (answer.counts?.rejected === 0) return sent.answeredAt - from;
    if (response.status < 500 || attempt === ATTEMPTS) throw new Error(JSON.stringify(answer).slice(0, 2000));
    await setTimeout(LOOK_MS * attempt);
  }
}

/** Looks at the summaries until all cells were seen in them. */
async function watch(table: Table, portfolio: Portfolio, sent: readonly Sent[]): Promise<void> {
  const deadline = performance.now() + SECONDS * 1000 + PATIENCE_MS;
  for (let isDone = false; !isDone; ) {
    const seen = namesIn(await findOwnSummaries(table, portfolio.partnershipId, portfolio.indicatorIds));
    const now = performance.now();
    for (const { awaited, seenAt } of sent) {
      const found = [...awaited].filter((name) => seen.has(name));
      for (const name of found) awaited.delete(name);
      seenAt.push(...found.map(() => now));
    }
    isDone = sent.length === CALLS && sent.every(({ awaited }) => awaited.size === 0);
    if (now > deadline) throw new Error("Not all observations came to a summary.");
    await setTimeout(LOOK_MS);
  }
}

function namesIn(summaries: readonly Summary[]): Set<string> {
  return new Set(
    summaries.flatMap(({ indicatorId, sets }) =>
      Object.entries(sets[DIMENSION] ?? {}).flatMap(([period, { cells }]) =>
        Object.keys(cells).map((group) => nameOf(indicatorId, period, group)),
      ),
    ),
  );
}
