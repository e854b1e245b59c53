import { gzipSync } from "node:zlib";
import type { OutcomeReport } from "../../shared/reporting/outcome/outcome-report.ts";
import type { World } from "../support/world.ts";
import { bounded, type Figure, median, told } from "./figure.ts";
import type { Meter } from "./meter.ts";
import { recordElsewhere, recordOwn } from "./observations.ts";
import { pageMeterOf } from "./page-bytes.ts";
import { measureReportPdf } from "./report-pdf.ts";

const SIZE = { commitments: 12, strategies: 40, indicators: 200, groups: 30, years: 20 };
/** What the report is about: a figure of everybody and one of each group, a year, an indicator. */
const OWN = SIZE.indicators * (SIZE.groups + 1) * SIZE.years;
const OBSERVATIONS = [OWN + 1_000, 1_000_000] as const;
const RUNS = 15;
const WARM_UP = 3;
const MEGABYTE = 1024 * 1024;

/** Two such bets, one of them with a million observations in all; what they are about is recorded of each as an import would. */
export async function makeBigBets(world: World, log: (line: string) => void): Promise<string[]> {
  const betIds: string[] = [];
  for (const size of OBSERVATIONS) {
    const { betId, indicatorIds } = await makeBigBet(world);
    await recordOwn(world, indicatorIds, SIZE);
    await recordElsewhere(world, indicatorIds, size - OWN);
    betIds.push(betId);
    log(`  a bet with ${size} observations`);
  }
  return betIds;
}

/**
 * The report of a large big bet: rounds, capacity against the bytes it was answered, the size of its body, and the time it takes where its
 * indicators have 1,000 observations beside the 124,000 that it is about, and where they have a million in all. Asked in turn, so that
 * whatever else the machine does falls on both alike.
 */
export async function measureBigBetReport(
  world: World,
  meter: Meter,
  betIds: readonly string[],
): Promise<Figure[]> {
  const paths = betIds.map((betId) => `/big-bets/${betId}/report`);
  const times = await timesOf(world, paths);
  const [few = Number.NaN, many = Number.NaN] = times.map(median);
  const [, path = ""] = paths;
  const name = `report of a big bet: ${SIZE.commitments} commitments, ${SIZE.strategies} strategies, ${SIZE.indicators} indicators, ${SIZE.groups} groups, ${SIZE.years} years`;
  const pages = await pageMeterOf(world.table.client).measure(() => world.send("funder", { path }));
  const { value, used } = await meter.measure(() => world.send("funder", { path }));
  const body = JSON.stringify(value);
  return [
    bounded(`${name}: rounds`, used.rounds, { unit: "rounds", bound: 3 }),
    told(`${name}: capacity`, used.readUnits, "read units"),
    bounded(`${name}: capacity / of its pages`, used.readUnits / pages, { unit: "ratio", bound: 1.3 }),
    told(`${name}: body`, body.length / MEGABYTE, "MB"),
    bounded(`${name}: body, gzipped`, gzipSync(body).length / MEGABYTE, { unit: "MB", bound: 4 }),
    told(`${name}: at ${OBSERVATIONS[0]} observations`, few, "ms, median"),
    told(`${name}: at ${OBSERVATIONS[1]} observations`, many, "ms, median"),
    bounded(`${name}: ${OBSERVATIONS[1]} / ${OBSERVATIONS[0]} observations`, many / few, {
      unit: "ratio",
      bound: 1.3,
    }),
    ...(await measureReportPdf(value as unknown as OutcomeReport, "the same")),
  ];
}

async function timesOf(world: World, paths: readonly string[]): Promise<number[][]> {
  const times: number[][] = paths.map(() => []);
  for (let run = 0; run < WARM_UP + RUNS; run++)
    for (const [index, path] of paths.entries()) {
      const start = performance.now();
      await world.send("funder", { path });
      if (run >= WARM_UP) times[index]?.push(performance.now() - start);
    }
  return times;
}

type MadeBet = {
  readonly betId: string;
  readonly indicatorIds: readonly string[];
};

async function makeBigBet({ send, funder }: World): Promise<MadeBet> {
  const post = async (path: string, body: object, who: "backbone" | "funder" = "backbone") =>
    (await send(who, { method: "POST", path, body })).id;
  const place = { placeCode: "own", placeName: "Own place" };
  const partnershipId = await post("/partnerships", {
    name: "A large plan",
    purpose: "To be measured",
    ...place,
  });
  const base = `/partnerships/${partnershipId}`;
  const many = async (count: number, path: string, body: (n: number) => object) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await post(`${base}/${path}`, body(n)));
    return ids;
  };
  const description = "What is done, with whom, and why it was chosen. ".repeat(10);
  const strategies = await many(SIZE.strategies, "strategies", (n) => ({
    name: `Strategy ${n}`,
    kind: "universal",
    description,
  }));
  const indicatorIds = await many(SIZE.indicators, "indicators", anIndicator);
  const hypothesis = "Families who are reached early are there when the year begins. ".repeat(3);
  const held = { hypothesis, evidence: "emerging", expectedLagMonths: 24 };
  await many(SIZE.indicators, "links", (n) => {
    const isSystem = n % 2 === 0;
    const fromId = isSystem ? strategies[n % SIZE.strategies] : indicatorIds[n - 1];
    return { kind: isSystem ? "shifts" : "contributes-to", fromId, toId: indicatorIds[n], ...held };
  });
  await many(60, "tests-of-change", (n) => ({
    title: `Test ${n}`,
    aim: "More come",
    change: "A clinic",
    strategyId: strategies[n % 40],
  }));
  const { version } = await send("backbone", { path: base });
  const path = `${base}/shares/${funder.organisationId}`;
  await send("backbone", { method: "PUT", path, body: { reason: "It funds us" }, ifMatch: version });
  const betId = await post("/big-bets", aBet(partnershipId), "funder");
  for (let n = 0; n < SIZE.commitments; n++)
    await post("/commitments", aCommitment({ partnershipId, betId, strategies, n }), "funder");
  return { betId, indicatorIds };
}

const usd = (amount: string) => ({ amount, currency: "USD" });

function aBet(partnershipId: string) {
  return {
    title: "Every child ready",
    purpose: "Pre-K in all wards.",
    plan: "Two wards, then twelve.",
    partnershipId,
    startOn: "2025-07-01",
    endOn: "2032-06-30",
    target: usd("300000000.00"),
    designLeftOut: { reason: "The plan was there." },
  };
}

function aCommitment(of: { partnershipId: string; betId: string; strategies: readonly string[]; n: number }) {
  return {
    title: `Commitment ${of.n}`,
    recipient: { name: "A large plan" },
    partnershipId: of.partnershipId,
    amount: usd("10000000.00"),
    startOn: "2026-01-01",
    agreedOn: "2026-01-01",
    endOn: "2032-12-31",
    bigBet: { id: of.betId, phase: "scale" },
    tranches: Array.from({ length: 10 }, (_, year) => ({
      dueOn: `${2026 + Math.floor(year / 2)}-0${1 + 6 * (year % 2)}-15`,
      amount: usd("1000000.00"),
    })),
    allocations: Array.from({ length: 10 }, (_, index) => ({
      strategyId: of.strategies[(of.n * 10 + index) % of.strategies.length],
      amount: usd("1000000.00"),
    })),
  };
}

function anIndicator(n: number) {
  return {
    name: `What the county offers, or what its children reach, measure ${n}`,
    level: n % 2 === 0 ? "system" : "core",
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
