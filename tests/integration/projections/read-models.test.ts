import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, beforeAll, expect, it } from "vitest";
import { project } from "../../../functions/projections/project.ts";
import { PROJECTIONS } from "../../../functions/projections/projections.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import { toLambdaRecord } from "../../../infra/local/stream-record.ts";
import { makeStreamsClient } from "../../../infra/local/streams-client.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { deleteItem, scanPages } from "../../../shared/platform/scan.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeFundedPartnership, makeWorld, record, rowsOf, type World } from "../../support/world.ts";

let engine: TestEngine;
let table: Table;
let world: World;
let records: DynamoDBRecord[];

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  world = await makeWorld(table, {
    funder: await aTenant(table, "funder"),
    backbone: await aTenant(table, "partnership"),
  });
  await use();
  records = await streamRecords();
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** Some life: two commitments, payments, figures of two places, and one of them revised. */
async function use(): Promise<void> {
  const { commitmentId, indicatorIds } = await makeFundedPartnership(world);
  await makeFundedPartnership(world);
  for (const amount of ["100.00", "250.50"]) {
    const body = { trancheNumber: 1, on: "2026-02-01", amount: { amount, currency: "USD" } };
    await world.send("funder", { method: "POST", path: `/commitments/${commitmentId}/payments`, body });
  }
  const some = indicatorIds.slice(0, 3);
  await record(world, rowsOf(some, "own"));
  await record(world, rowsOf(some, "school-1"));
  const [row] = rowsOf(some, "own") as Record<string, unknown>[];
  await record(world, [{ ...row, numerator: 7 }], "Counted again");
}

/** Every record of the table's stream, in order, as Lambda is given them. */
async function streamRecords(): Promise<DynamoDBRecord[]> {
  const streams = makeStreamsClient(engine.endpoint);
  const { Table: described } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
  const StreamArn = described?.LatestStreamArn ?? "";
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: DynamoDBRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const from = { StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" } as const;
    let at = (await streams.send(new GetShardIteratorCommand(from))).ShardIterator;
    while (at !== undefined) {
      const page: GetRecordsCommandOutput = await streams.send(new GetRecordsCommand({ ShardIterator: at }));
      found.push(...(page.Records ?? []).map((each) => toLambdaRecord(each, StreamArn)));
      at = page.Records?.length ? page.NextShardIterator : undefined;
    }
  }
  streams.destroy();
  return found;
}

async function deliver(batch: readonly DynamoDBRecord[]): Promise<void> {
  for (let start = 0; start < batch.length; start += 100)
    expect(await project(table, batch.slice(start, start + 100))).toEqual({ batchItemFailures: [] });
}

/** Every item of every read model, as one canonical text. */
async function readModels(): Promise<string> {
  const owned = [];
  for await (const items of scanPages(table))
    owned.push(...items.filter((item) => PROJECTIONS.some((projection) => projection.owns(item))));
  return canonicalJson(owned.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)));
}

/** The same records in another order: a fixed one, so that a failure comes again. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rank = (index: number) => (index * 7919 + seed * 104_729) % 10_007;
  return items
    .map((item, index) => ({ item, rank: rank(index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

it("delivered three times more in any order, the stream's records change no read model", async () => {
  await deliver(records);
  const before = await readModels();
  expect(before).toContain("portfolio-total");
  expect(before).toContain('"type":"summary"');
  for (const seed of [1, 2, 3]) await deliver(shuffled(records, seed));
  expect(await readModels()).toBe(before);
});

it("dropped and replayed from what is stored, every read model is the same to the byte", async () => {
  await deliver(records);
  const before = await readModels();
  const { dropped, replayed } = await rebuildReadModels(table);
  expect(dropped).toBeGreaterThan(0);
  expect(replayed).toBeGreaterThan(dropped);
  expect(await readModels()).toBe(before);
});

it("delivered shuffled from the start, they make the same read models", async () => {
  await deliver(records);
  const before = await readModels();
  for await (const items of scanPages(table))
    for (const item of items.filter((each) => PROJECTIONS.some((projection) => projection.owns(each))))
      await deleteItem(table, item);
  await deliver(shuffled(records, 4));
  expect(await readModels()).toBe(before);
});
