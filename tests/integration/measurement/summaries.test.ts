import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { project } from "../../../functions/projections/project.ts";
import { PROJECTIONS } from "../../../functions/projections/projections.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import { openShardReader } from "../../../infra/local/shard-reader.ts";
import { makeStreamsClient } from "../../../infra/local/streams-client.ts";
import { findOwnSummaries, toSummary } from "../../../shared/measurement/summary.store.ts";
import { summaryJson } from "../../../shared/measurement/summary-format.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, meter, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let funderId: string;
let owner: Client;
let funder: Client;
let partnershipId: string;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  [ownerId, funderId] = [newId("org"), newId("org")];
  owner = signedIn(table, ownerId);
  funder = signedIn(table, funderId);
  partnershipId = await aPartnership(table, ownerId, [funderId]);
  return () => client.destroy();
});

async function post(observations: readonly unknown[], more: object = {}): Promise<void> {
  const { status, body } = await owner("POST", "/observations", { body: { observations, ...more } });
  expect([status, body.counts?.rejected]).toEqual([200, 0]);
}

/** Everything that the table's stream holds, as Lambda would hand it over. */
async function streamRecords(): Promise<DynamoDBRecord[]> {
  const described = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const reader = openShardReader(makeStreamsClient(engine.endpoint), described.Table?.LatestStreamArn ?? "");
  const records: DynamoDBRecord[] = [];
  for (const { ShardId = "" } of await reader.shards()) {
    for (;;) {
      const page = await reader.next(ShardId, undefined);
      records.push(...page.records);
      if (page.closed || page.records.length === 0) break;
    }
  }
  return records;
}

/** Every summary in the table as canonical JSON, by its key. */
async function readModels(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const items of scanPages(table)) {
    for (const item of items.filter((one) => PROJECTIONS.some((projection) => projection.owns(one))))
      found[`${item.pk} ${item.sk}`] = summaryJson(toSummary(item));
  }
  return found;
}

async function deliver(records: readonly DynamoDBRecord[], batch = 100): Promise<void> {
  for (let start = 0; start < records.length; start += batch)
    expect(await project(table, records.slice(start, start + batch))).toEqual({ batchItemFailures: [] });
}

/** A shuffle that is the same in every run. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
  return items
    .map((item) => ({ item, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

const RACES = ["asian", "black", "hispanic", "native", "pacific", "two-or-more", "white"];
const breakdown = (id: string, startYear: number, place?: string) =>
  RACES.map((race, index) =>
    aRow(id, {
      startYear,
      dimensions: { "race-ethnicity": race },
      numerator: 40 + 3 * index + (startYear % 7),
      denominator: 120 + index,
      ...(place === undefined ? {} : { place: { code: place, name: `District ${place}` } }),
    }),
  );

/** Two indicators with revisions, other places, hidden cells, changed definitions and targets. */
async function aStory(): Promise<{ reading: string; absence: string }> {
  const reading = await anIndicator(owner, partnershipId);
  const absence = await anIndicator(owner, partnershipId, { name: "Chronic absence", polarity: "lower" });
  for (const startYear of [2021, 2022, 2023])
    await post([aRow(reading, { startYear }), ...breakdown(reading, startYear)]);
  for (const place of ["d1", "d2"]) await post(breakdown(absence, 2023, place));
  await post([aRow(absence, { status: "c" }), aRow(absence, { startYear: 2023, value: 17.5 })]);
  for (const numerator of [60, 61])
    await post([aRow(reading, { startYear: 2022, numerator })], { reason: "Restated" });
  const targets = [{ dimensions: {}, target: { period: schoolYear(2029), value: 65 } }];
  await owner("PUT", `/indicators/${reading}/targets`, { body: { targets }, ifMatch: '"1"' });
  const body = { name: "Reading by grade 3", reason: "Plain words" };
  await owner("PATCH", `/indicators/${reading}`, { body, ifMatch: '"2"' });
  return { reading, absence };
}

describe("summaries", () => {
  test("hold for each place the latest revision of every set, and the latest definition", async () => {
    const { reading, absence } = await aStory();
    await deliver(await streamRecords());
    expect(Object.keys(await readModels()).sort()).toEqual(
      [`P#${absence}#d1`, `P#${absence}#d2`, `S#${absence}`, `S#${reading}`]
        .map((sk) => `PRT#${partnershipId} ${sk}`)
        .sort(),
    );
    const [summary] = await findOwnSummaries(table, partnershipId, [reading, newId("ind")]);
    expect(summary?.definition).toMatchObject({
      version: 3,
      name: "Reading by grade 3",
      targets: [{ target: { value: 65 } }],
    });
    expect(summary?.place).toEqual({ code: "09001", name: "Harbour County" });
    expect(summary?.sets.all?.["2022-07-01_2023-06-30"]).toMatchObject({
      revision: 3,
      cells: { all: { numerator: 61, denominator: 102 } },
    });
  });

  test("stay as they are when every stream record is delivered three times more, in any order", async () => {
    await aStory();
    const records = await streamRecords();
    await deliver(records);
    const once = await readModels();
    for (const [round, size] of [7, 25, 100].entries()) {
      await deliver(shuffled([...records, ...records, ...records], round + 1), size);
      expect(await readModels()).toEqual(once);
    }
  });

  test("become the same from shuffled records as from ordered ones, and when all are dropped and replayed", async () => {
    await aStory();
    const records = await streamRecords();
    await deliver(shuffled(records, 5), 10);
    const fromShuffled = await readModels();
    expect(await rebuildReadModels(table)).toEqual({ dropped: 4, replayed: expect.any(Number) });
    expect(await readModels()).toEqual(fromShuffled);
    expect(Object.keys(fromShuffled)).toHaveLength(4);
  });

  test("are merged by two projections at once without losing anything", async () => {
    await aStory();
    const records = await streamRecords();
    await Promise.all(
      [0, 1, 2, 3].map((part) =>
        deliver(
          records.filter((_, index) => index % 4 === part),
          5,
        ),
      ),
    );
    const concurrent = await readModels();
    await rebuildReadModels(table);
    expect(await readModels()).toEqual(concurrent);
  });

  test("are written once a batch, and not at all where nothing changes", async () => {
    await aStory();
    const records = await streamRecords();
    const writes = meter(table.client, ["PutItemCommand"]);
    await deliver(records, 1_000);
    expect(writes.requests).toBe(4);
    await deliver(records, 1_000);
    expect(writes.requests).toBe(4);
  });
});

describe("the series", () => {
  test("shows the owner everything, and others whole breakdowns withheld where a cell is small", async () => {
    const { reading } = await aStory();
    await post([
      aRow(reading, { startYear: 2021, dimensions: { sex: "female" }, numerator: 4 }),
      aRow(reading, { startYear: 2021, dimensions: { sex: "male" }, numerator: 47 }),
    ]);
    await deliver(await streamRecords());
    const own = await owner("GET", `/indicators/${reading}/series`);
    const shared = await funder("GET", `/indicators/${reading}/series`);
    expect(own.body).toMatchObject({ protected: false, unit: "percent", name: "Reading by grade 3" });
    expect(shared.body.protected).toBe(true);
    const sex = (body: { rows: { dimensions: Record<string, string> }[] }) =>
      body.rows.filter((row) => "sex" in row.dimensions);
    expect(sex(own.body)).toMatchObject([{ numerator: 4, value: 3.921569, status: "ok" }, { numerator: 47 }]);
    const hidden = { numerator: null, denominator: null, value: null, status: "c" };
    expect(sex(shared.body)).toMatchObject([hidden, hidden]);
    expect(shared.body.rows).toHaveLength(own.body.rows.length);
    const opened = await owner("GET", `/observations/${own.body.rows[0].observation}`);
    expect(opened.body.ref).toBe(own.body.rows[0].observation);
  });

  test("of another place holds that place alone", async () => {
    const { absence } = await aStory();
    await deliver(await streamRecords());
    const { body } = await owner("GET", `/indicators/${absence}/series?place=d1`);
    expect(body.place).toEqual({ code: "d1", name: "District d1" });
    expect(body.rows).toHaveLength(7);
    expect((await owner("GET", `/indicators/${absence}/series?place=nowhere`)).body.rows).toEqual([]);
  });
});

describe("what it costs, in write units a row", () => {
  async function cost(
    rows: readonly unknown[],
    batch = 100,
  ): Promise<{ recording: number; projecting: number }> {
    const already = (await streamRecords()).length;
    const client = makeClient(engine.endpoint);
    const writer = signedIn({ client, name: table.name }, ownerId);
    const recording = meter(client, ["PutItemCommand", "TransactWriteItemsCommand"]);
    for (let start = 0; start < rows.length; start += 1_000) {
      const observations = rows.slice(start, start + 1_000);
      const { body } = await writer("POST", "/observations", { body: { observations } });
      expect(body.counts.recorded).toBe(observations.length);
    }
    const recorded = recording.units;
    const projecting = meter(table.client, ["PutItemCommand"]);
    await deliver((await streamRecords()).slice(already), batch);
    client.destroy();
    return { recording: recorded / rows.length, projecting: projecting.units / rows.length };
  }

  test("tables of 6 cells and more cost at most 0.35 to record and 0.1 to project", async () => {
    const id = await anIndicator(owner, partnershipId);
    const names = ["race-ethnicity", "income", "grade", "language", "school-type", "disability"];
    const sixes = Array.from({ length: 20 }, (_, year) =>
      names.flatMap((name) =>
        RACES.slice(0, 6).map((category) =>
          aRow(id, { startYear: 2000 + year, dimensions: { [name]: category } }),
        ),
      ),
    ).flat();
    const units = await cost(sixes);
    expect(units.recording).toBeLessThanOrEqual(0.35);
    expect(units.projecting).toBeLessThanOrEqual(0.1);
  });

  test("tables of 30 cells cost less", async () => {
    const id = await anIndicator(owner, partnershipId);
    const thirties = Array.from({ length: 33 }, (_, year) =>
      Array.from({ length: 30 }, (_, index) =>
        aRow(id, { startYear: 1990 + year, dimensions: { group: `g${index}` } }),
      ),
    ).flat();
    const units = await cost(thirties);
    expect(units.recording).toBeLessThanOrEqual(0.15);
    expect(units.projecting).toBeLessThanOrEqual(0.1);
  });

  test("one year of many places costs a summary a place beside the table", async () => {
    const id = await anIndicator(owner, partnershipId);
    const places = Array.from({ length: 100 }, (_, index) => breakdown(id, 2024, `d${index}`)).flat();
    const units = await cost(places);
    expect(units.recording).toBeLessThanOrEqual(0.35);
    expect(units.projecting).toBeLessThanOrEqual(0.15);
  });
});
