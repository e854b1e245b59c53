import { createApp } from "../../functions/api/app.ts";
import type { ApiDeps } from "../../functions/api/deps.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { recordObservations } from "../../shared/measurement/record-observations.ts";
import { newId } from "../../shared/platform/id.ts";
import { ok } from "../../shared/platform/result.ts";
import type { Table } from "../../shared/platform/table.ts";
import { type Clock, schoolYear, systemClock } from "../../shared/platform/time.ts";
import { NO_PAGES } from "./no-pages.ts";

/** Sends a request of the API as one of two principals, and gives the body; throws on anything but success. */
export type Send = (
  who: "funder" | "backbone",
  request: { method?: string; path: string; body?: unknown; ifMatch?: number; key?: string },
) => Promise<{ id: string; version: number; items: unknown[] }>;

export type World = {
  readonly table: Table;
  readonly send: Send;
  /** The same, answered whatever it is. */
  readonly call: (...request: Parameters<Send>) => Promise<Response>;
  /** What its API stands on. */
  readonly deps: ApiDeps;
  readonly funder: Principal;
  readonly backbone: Principal;
  readonly clock: Clock;
};

/** The API over a table, with a funder and a partnership's backbone that are signed in. */
export async function makeWorld(
  table: Table,
  organisations: { funder: string; backbone: string },
  clock: Clock = systemClock,
  pages: Partial<Pick<ApiDeps, "renderReportDocument">> = {},
): Promise<World> {
  const funder = principal(organisations.funder, "funder");
  const backbone = principal(organisations.backbone, "partnership");
  const deps: ApiDeps = {
    table,
    ...NO_PAGES,
    ...pages,
    files: { presignUpload: () => Promise.reject(new Error("The bench uploads nothing.")) },
    authenticate: async (authorization) => ok(authorization === "funder" ? funder : backbone),
    clock,
    newId,
    cursorSecret: "bench",
  };
  return { table, ...callsOf(createApp(deps)), deps, funder, backbone, clock };
}

/** How an API is asked in the name of one of the two. */
export function callsOf(app: Pick<ReturnType<typeof createApp>, "request">): Pick<World, "send" | "call"> {
  const call: World["call"] = async (who, { method = "GET", path, body, ifMatch, key }) => {
    const headers = new Headers({ authorization: who, "content-type": "application/json" });
    if (ifMatch !== undefined) headers.set("if-match", `"${ifMatch}"`);
    if (key !== undefined) headers.set("idempotency-key", key);
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return app.request(`/v1${path}`, init);
  };
  const send: Send = async (who, request) => {
    const response = await call(who, request);
    const answer = response.status === 204 ? {} : await response.json();
    if (!response.ok) throw new Error(`${request.method} ${request.path}: ${JSON.stringify(answer)}`);
    return answer as never;
  };
  return { send, call };
}

function principal(organisationId: string, organisationKind: Principal["organisationKind"]): Principal {
  return { kind: "person", id: newId("per"), organisationId, organisationKind, roles: ["administrator"] };
}

const GROUPS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
const YEARS = 10;
export const CELLS_A_TABLE = GROUPS.length;

export type Portfolio = {
  readonly commitmentId: string;
  readonly partnershipId: string;
  readonly strategyId: string;
  readonly indicatorIds: readonly string[];
};

/** A partnership with ten indicators behind one strategy, and a commitment that funds it. */
export async function makeFundedPartnership({ send, funder }: World): Promise<Portfolio> {
  const partnership = await send("backbone", {
    method: "POST",
    path: "/partnerships",
    body: { name: "Bench partnership", purpose: "To be measured", placeCode: "own", placeName: "Own place" },
  });
  const base = `/partnerships/${partnership.id}`;
  const strategy = await send("backbone", {
    method: "POST",
    path: `${base}/strategies`,
    body: { name: "Strategy", kind: "universal" },
  });
  const indicatorIds: string[] = [];
  for (let index = 0; index < 10; index++) {
    const indicator = await send("backbone", {
      method: "POST",
      path: `${base}/indicators`,
      body: anIndicator(index),
    });
    indicatorIds.push(indicator.id);
    const link = {
      kind: "contributes-to",
      fromId: strategy.id,
      toId: indicator.id,
      hypothesis: "It helps",
      evidence: "emerging",
    };
    await send("backbone", {
      method: "POST",
      path: `${base}/links`,
      body: { ...link, expectedLagMonths: 12 },
    });
  }
  const { version } = await send("backbone", { path: base });
  const share = `${base}/shares/${funder.organisationId}`;
  await send("backbone", { method: "PUT", path: share, body: { reason: "It funds us" }, ifMatch: version });
  const amount = { amount: "1000000.00", currency: "USD" };
  const commitment = await send("funder", {
    method: "POST",
    path: "/commitments",
    body: {
      title: "Bench commitment",
      recipient: { name: "Bench partnership" },
      partnershipId: partnership.id,
      amount,
      startOn: "2026-01-01",
      agreedOn: "2026-01-01",
      endOn: "2030-12-31",
      allocations: [{ strategyId: strategy.id, amount }],
    },
  });
  return {
    commitmentId: commitment.id,
    partnershipId: partnership.id,
    strategyId: strategy.id,
    indicatorIds,
  };
}

function anIndicator(index: number) {
  return {
    name: `Indicator ${index}`,
    level: "core",
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Children who reach it",
    denominatorDefinition: "All children",
    frequency: "yearly",
    source: "Invented",
    placeCode: "own",
    placeName: "Own place",
  };
}

/** Rows of one place for every indicator: ten years of one table of ten cells. */
export function rowsOf(indicatorIds: readonly string[], placeCode: string): unknown[] {
  return indicatorIds.flatMap((indicatorId, indicator) =>
    Array.from({ length: YEARS }, (_, year) => schoolYear(2014 + year)).flatMap((period, year) =>
      GROUPS.map((group, index) => ({
        indicatorId,
        period,
        place: { code: placeCode },
        dimensions: { "race-ethnicity": group },
        numerator: 100 + ((indicator * 31 + year * 17 + index * 7) % 200),
        denominator: 400 + ((indicator * 13 + year * 5 + index * 3) % 90),
      })),
    ),
  );
}

/** Records rows, a thousand at a time as the API takes them; every one has to be recorded. */
export async function record(world: World, rows: readonly unknown[], reason?: string): Promise<void> {
  const { id: principalId, organisationId } = world.backbone;
  for (let start = 0; start < rows.length; start += 1000) {
    const recorded = await recordObservations(world, {
      rows: rows.slice(start, start + 1000),
      mode: "per-row",
      reason,
      author: { principalId, organisationId },
      organisationId,
      now: world.clock(),
    });
    if (!recorded.ok || recorded.value.counts.rejected > 0)
      throw new Error(JSON.stringify(recorded).slice(0, 2000));
  }
}
