import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEngine as startLocalEngine } from "../../../infra/local/engine.ts";
import { SetupError } from "../../../infra/local/setup-error.ts";
import {
  aPrefix,
  engineKind,
  makeClient,
  makeTables,
  startEngine,
  type TestEngine,
} from "../../support/engine.ts";

let engine: TestEngine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

describe("tables on the engine of the suite", () => {
  test("both tables come from the one definition and can be made twice", async () => {
    const client = makeClient(engine.endpoint);
    const prefix = aPrefix();
    const names = await makeTables(client, prefix);
    expect(await makeTables(client, prefix)).toEqual(names);
    const records = await client.send(new DescribeTableCommand({ TableName: names.records }));
    expect(records.Table).toMatchObject({
      TableStatus: "ACTIVE",
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    expect(
      records.Table?.GlobalSecondaryIndexes?.map((index) => [index.IndexName, index.Projection]),
    ).toEqual(
      expect.arrayContaining([
        ["byOwner", { ProjectionType: "ALL" }],
        ["byParty", { ProjectionType: "ALL" }],
      ]),
    );
    const releases = await client.send(new DescribeTableCommand({ TableName: names.releases }));
    expect(releases.Table?.StreamSpecification?.StreamEnabled ?? false).toBe(false);
    client.destroy();
  });

  test("an item put is an item got, and prefixes keep tests apart", async () => {
    const client = makeClient(engine.endpoint);
    const [mine, other] = [await makeTables(client, aPrefix()), await makeTables(client, aPrefix())];
    const key = { pk: { S: "CMT#1" }, sk: { S: "C#HEAD" } };
    await client.send(
      new PutItemCommand({ TableName: mine.records, Item: { ...key, ownerPk: { S: "ORG#1" } } }),
    );
    const got = await client.send(new GetItemCommand({ TableName: mine.records, Key: key }));
    expect(got.Item?.ownerPk).toEqual({ S: "ORG#1" });
    expect(
      (await client.send(new GetItemCommand({ TableName: other.records, Key: key }))).Item,
    ).toBeUndefined();
    client.destroy();
  });

  test("the engine is the one TEST_ENGINE names", () => {
    expect(engine.kind).toBe(engineKind());
  });
});

test.runIf(engineKind() === "embedded")("a damaged database file is told, with what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "throughline-damaged-"));
  await writeFile(join(folder, "embedded.db"), "this is no database".repeat(100));
  const starting = startLocalEngine({ folder, kind: "embedded" });
  await expect(starting).rejects.toThrow(SetupError);
  await expect(starting).rejects.toThrow(/The database engine did not start: .*`npm run reset` removes it/s);
  await rm(folder, { recursive: true, force: true });
});
