import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { leavesOf } from "../../../shared/reporting/outcome/diff/leaves.ts";
import { type ReportDiff, ReportDiffSchema } from "../../../shared/reporting/outcome/diff/report-diff.ts";
import type { OutcomeReport } from "../../../shared/reporting/outcome/outcome-report.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeFundedPartnership, makeWorld, type Portfolio, record } from "../../support/world.ts";
import { makeOutcomeWorld, type OutcomeWorld, readAs } from "./outcome-world.ts";

const BEGUN = "2026-02-01T09:00:00.000Z";
const THEN = "2026-02-15T09:00:00.000Z";
const CHANGED = "2026-03-01T09:00:00.000Z";
const LATER = "2026-05-01T09:00:00.000Z";
const NOW = "2026-06-01T09:00:00.000Z";
const usd = (amount: string) => ({ amount, currency: "USD" });

let engine: TestEngine;
let table: Table;
let now = BEGUN;
let made: OutcomeWorld;
/** Recorded with its figures before the first instant, and funded by the funder only after it. */
let other: Portfolio;
let otherCommitmentId: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  made = await makeOutcomeWorld(table, () => now);
  const { world, second } = made;
  other = await makeFundedPartnership(second);
  await shareWithFunder(other.partnershipId);
  await world.send("funder", {
    method: "POST",
    path: `/commitments/${made.commitmentId}/requirements`,
    body: {
      kind: "narrative",
      title: "Comes near",
      schedule: { frequency: "on-days", days: [{ dueOn: "2026-07-15" }] },
      responsible: { name: "Bench partnership" },
    },
    ifMatch: (await world.send("funder", { path: `/commitments/${made.commitmentId}` })).version,
  });
  await rebuildReadModels(table);
  now = CHANGED;
  await change();
  now = NOW;
}, 60_000);
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function shareWithFunder(partnershipId: string): Promise<void> {
  const { world } = made;
  const { version } = await world.send("backbone", { path: `/partnerships/${partnershipId}` });
  const path = `/partnerships/${partnershipId}/shares/${world.funder.organisationId}`;
  await world.send("backbone", { method: "PUT", path, body: { reason: "It funds us" }, ifMatch: version });
}

/** Money is paid and promised, figures are restated, and names are changed. */
async function change(): Promise<void> {
  const { world, commitmentId, partnershipId, strategyId, indicatorIds } = made;
  const base = `/partnerships/${partnershipId}`;
  const payment = { trancheNumber: 1, on: "2026-02-20", amount: usd("1000.00") };
  await world.send("funder", {
    method: "POST",
    path: `/commitments/${commitmentId}/payments`,
    body: payment,
  });
  const period = { start: "2023-07-01", end: "2024-06-30", kind: "school-year" };
  const own = { indicatorId: indicatorIds[0], period, place: { code: "own" } };
  const restated = { ...own, dimensions: { "race-ethnicity": "a" }, numerator: 390, denominator: 400 };
  await record(world, [restated], "It was wrong");
  const { version } = await world.send("backbone", { path: base });
  const name = { name: "Another name", reason: "It was wrong" };
  await world.send("backbone", {
    method: "PATCH",
    path: `${base}/strategies/${strategyId}`,
    body: name,
    ifMatch: version,
  });
  const commitment = {
    title: "A new one",
    recipient: { name: "Bench partnership" },
    partnershipId: other.partnershipId,
    amount: usd("250000.00"),
    startOn: "2026-03-01",
    agreedOn: "2026-03-01",
    endOn: "2028-12-31",
    allocations: [{ strategyId: other.strategyId, amount: usd("250000.00") }],
  };
  otherCommitmentId = (await world.send("funder", { method: "POST", path: "/commitments", body: commitment }))
    .id;
  await rebuildReadModels(table);
}

async function diff(query: string): Promise<ReportDiff> {
  return ReportDiffSchema().parse(
    await made.world.send("funder", { path: `/portfolio/report/diff?${query}` }),
  );
}

/** What a report says, by place, but for the largest recipients, which no portfolio of the past has. */
function said(report: OutcomeReport): Record<string, unknown> {
  const leaves = [...leavesOf(report)].filter(([path]) => !path.includes("/concentration/"));
  return Object.fromEntries(leaves.map(([path, { value }]) => [path, JSON.parse(JSON.stringify(value))]));
}

function applied(first: Record<string, unknown>, { items }: ReportDiff): Record<string, unknown> {
  const result = { ...first };
  for (const { path, after } of items) {
    if (after === undefined) delete result[path];
    else result[path] = after;
  }
  return result;
}

describe("what changed in a portfolio between two instants", () => {
  it("applied to the first report gives the second, and has no more in it than differs", async () => {
    const read = (query: string) => readAs(made.world, "funder", `/portfolio/report?${query}`);
    const [first, second, present] = [
      await read(`asOf=${THEN}`),
      await read(`asOf=${LATER}`),
      await read(""),
    ];
    const found = await diff(`from=${THEN}&to=${LATER}`);
    expect(applied(said(first), found)).toEqual(said(second));
    expect(found.hashes).toEqual({ from: first.contentHash, to: second.contentHash });
    const untilNow = await diff(`from=${THEN}`);
    expect(applied(said(first), untilNow)).toEqual(said(present));
    expect(untilNow).not.toHaveProperty("to");
    for (const { items } of [found, untilNow]) {
      expect(new Set(items.map(({ path }) => path)).size).toBe(items.length);
      for (const { before, after } of items) expect(before).not.toEqual(after);
    }
    expect((await diff(`from=${CHANGED}&to=${CHANGED}`)).items).toEqual([]);
  });

  it("says of money which payments and commitments moved it", async () => {
    const { items, causes } = await diff(`from=${THEN}&to=${LATER}&sections=money`);
    const paid = items.find(({ path }) => path === "/money/portfolio/USD/total/paid");
    expect(paid).toMatchObject({ before: usd("0.00"), after: usd("1000.00") });
    expect(paid?.causes.map((at) => causes[at])).toMatchObject([
      { kind: "payment", of: made.commitmentId, by: { organisationId: made.world.funder.organisationId } },
      { kind: "new-data", of: otherCommitmentId, version: 1 },
    ]);
    expect(causes).toHaveLength(2);
  });

  it("says of a partnership that was funded between that a commitment brought it, whenever it recorded its work", async () => {
    const { items, causes } = await diff(`from=${THEN}&to=${LATER}`);
    const added = items.filter(({ path }) => path.startsWith(`/partnerships/items/${other.partnershipId}/`));
    expect(added.find(({ path }) => path.endsWith("/isShared"))).toMatchObject({ after: true });
    for (const { before, causes: at } of added) {
      expect(before).toBeUndefined();
      expect(at.map((one) => causes[one])).toMatchObject([{ kind: "new-data", of: otherCommitmentId }]);
    }
    const [indicatorId = ""] = other.indicatorIds;
    for (const { path, causes: at } of items.filter((one) => one.path.includes(indicatorId)))
      expect({ path, of: at.map((one) => causes[one]?.of) }).toEqual({ path, of: [otherCommitmentId] });
  });

  it("says of names and figures what their partnership recorded, without who and why", async () => {
    const { items, causes } = await diff(`from=${THEN}&to=${LATER}&sections=partnerships,progress`);
    const row = `/partnerships/items/${made.partnershipId}`;
    const name = items.find(({ path }) => path === `${row}/strategies/${made.strategyId}/name`);
    expect(name).toMatchObject({ before: "Strategy", after: "Another name" });
    expect(name?.causes.map((at) => causes[at])).toMatchObject([
      { kind: "amendment", of: made.partnershipId },
    ]);
    const restatement = causes.find(({ kind }) => kind === "restatement");
    expect(restatement).toMatchObject({ version: 2 });
    for (const cause of causes.filter(({ of }) => !of.startsWith("cmt_"))) {
      expect(cause).not.toHaveProperty("by");
      expect(cause).not.toHaveProperty("reason");
    }
    const counts = items.filter(({ path }) => path.startsWith(`${row}/counts/`));
    for (const { causes: at } of counts) expect(at.map((one) => causes[one])).toContainEqual(restatement);
  });

  it("names no cause of what only came near", async () => {
    const { items } = await diff(`from=${THEN}&to=${LATER}`);
    const near = items.filter(({ path }) => path.startsWith("/requirements/"));
    expect(near.map(({ after }) => after)).toContain("Comes near");
    for (const { causes } of near) expect(causes).toEqual([]);
  });

  it("is told a page of partnerships at a time, the money on each", async () => {
    const query = `from=${THEN}&to=${LATER}&limit=1`;
    const first = await diff(query);
    const last = await diff(`${query}&cursor=${encodeURIComponent(first.next ?? "")}`);
    expect(last.next).toBeUndefined();
    const whole = await diff(`from=${THEN}&to=${LATER}`);
    const of = (found: ReportDiff, section: string) =>
      found.items
        .filter((one) => one.path.startsWith(`/${section}/`) && one.path !== `/${section}/items`)
        .map(({ path, before, after }) => ({ path, before, after }));
    expect([...of(first, "partnerships"), ...of(last, "partnerships")]).toEqual(of(whole, "partnerships"));
    expect(of(first, "money")).toEqual(of(whole, "money"));
    expect(of(last, "money")).toEqual(of(whole, "money"));
    await expect(diff(`from=${BEGUN}&cursor=${encodeURIComponent(first.next ?? "")}`)).rejects.toThrow(
      "invalid_cursor",
    );
  });

  it("is everything where nothing was recorded by the first, and nothing for who funds nothing", async () => {
    const fromNothing = await diff(`from=2020-01-01T00:00:00Z&to=${THEN}&sections=money,partnerships`);
    expect(fromNothing.items.length).toBeGreaterThan(10);
    for (const { path, before, causes } of fromNothing.items) {
      expect(before).toEqual(/(items|portfolio)$/.test(path) ? [] : undefined);
      expect(causes).not.toEqual([]);
    }
    const path = `/portfolio/report/diff?from=2020-01-01T00:00:00Z&sections=partnerships,requirements`;
    expect(await made.world.send("backbone", { path })).toMatchObject({ items: [], causes: [] });
  });

  it("is refused of instants that are not settled, or turned round, and of sections that there are not", async () => {
    await expect(diff(`from=${NOW}`)).rejects.toThrow("not settled yet");
    await expect(diff(`from=${LATER}&to=${THEN}`)).rejects.toThrow("before the first");
    await expect(diff(`from=${THEN}&sections=stories`)).rejects.toThrow("has no section");
  });

  it("is refused of more commitments than a portfolio of the past has, with what to do instead", async () => {
    const organisations = {
      funder: await aTenant(table, "funder"),
      backbone: made.world.backbone.organisationId,
    };
    const { send } = await makeWorld(table, organisations, () => now);
    const body = {
      title: "One of many",
      recipient: { name: "Somebody" },
      amount: usd("1.00"),
      startOn: "2026-01-01",
      endOn: "2026-12-31",
    };
    for (let count = 0; count < 101; count++)
      await send("funder", { method: "POST", path: "/commitments", body });
    const path = `/portfolio/report/diff?from=${THEN}`;
    await expect(send("funder", { path })).rejects.toThrow("too_many_items");
  });
});
