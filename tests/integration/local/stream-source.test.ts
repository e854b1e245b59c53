import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteItemCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Engine, startEngine } from "../../../infra/local/engine.ts";
import { openFailureQueue } from "../../../infra/local/failure-queue.ts";
import {
  type StreamReader,
  type StreamSource,
  startStreamSource,
} from "../../../infra/local/stream-source.ts";
import { makeStreamsClient } from "../../../infra/local/streams-client.ts";
import { aPrefix, engineKind, makeClient, makeTables } from "../../support/engine.ts";

let folder: string;
let engine: Engine;
let client: DynamoDBClient;
let table: string;
let streamArn: string;
let data: string;
const sources: StreamSource[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-stream-"));
  engine = await startEngine({ folder: join(folder, "engine"), kind: engineKind() });
  client = makeClient(engine.endpoint);
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  table = (await makeTables(client, aPrefix())).records;
  const described = await client.send(new DescribeTableCommand({ TableName: table }));
  streamArn = described.Table?.LatestStreamArn ?? "";
  data = await mkdtemp(join(folder, "data-"));
});
afterEach(async () => {
  await Promise.all(sources.splice(0).map((source) => source.stop()));
});

const now = () => new Date("2026-11-23T12:00:00Z");
const keyOf = (record: DynamoDBRecord) => record.dynamodb?.Keys?.sk?.S;
const put = (sk: string, more = {}) =>
  client.send(new PutItemCommand({ TableName: table, Item: { pk: { S: "CMT#1" }, sk: { S: sk }, ...more } }));

function start(readers: readonly StreamReader[]): StreamSource {
  const source = startStreamSource({
    client: makeStreamsClient(engine.endpoint),
    streamArn,
    table,
    dataFolder: data,
    readers,
    embedded: engine.stream,
    log: () => undefined,
    now,
    pause: async () => undefined,
  });
  sources.push(source);
  return source;
}

/** A reader that remembers what it was given, and answers by it. */
function remember(name: string, answer: (keys: (string | undefined)[]) => unknown = () => undefined) {
  const records: DynamoDBRecord[] = [];
  const reader: StreamReader = {
    name,
    invoke: async (event) => {
      records.push(...event.Records);
      return answer(event.Records.map(keyOf));
    },
  };
  return { reader, records, keys: () => records.map(keyOf) };
}

describe("a table's stream", () => {
  test("reaches both readers from its beginning, in order, in the shape Lambda gives", async () => {
    await put("a", { bytes: { B: new Uint8Array([1, 2, 3]) } });
    await put("b");
    const [projections, outbox] = [remember("projections"), remember("outbox")];
    const source = start([projections.reader, outbox.reader]);
    await put("a", { note: { S: "changed" } });
    await client.send(
      new DeleteItemCommand({ TableName: table, Key: { pk: { S: "CMT#1" }, sk: { S: "b" } } }),
    );
    await source.drained();
    expect(projections.keys()).toEqual(["a", "b", "a", "b"]);
    expect(outbox.keys()).toEqual(projections.keys());
    const [inserted, , modified, removed] = projections.records;
    expect(inserted).toMatchObject({
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      eventSourceARN: streamArn,
      dynamodb: {
        Keys: { pk: { S: "CMT#1" }, sk: { S: "a" } },
        NewImage: { bytes: { B: "AQID" } },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(inserted?.dynamodb?.ApproximateCreationDateTime).toBeTypeOf("number");
    expect(modified).toMatchObject({
      eventName: "MODIFY",
      dynamodb: { NewImage: { note: { S: "changed" } } },
    });
    expect(modified?.dynamodb?.OldImage).toMatchObject({ bytes: { B: "AQID" } });
    expect(removed?.eventName).toBe("REMOVE");
    expect(removed?.dynamodb?.NewImage).toBeUndefined();
  });

  test("continues after a restart where each reader stopped", async () => {
    const first = remember("projections");
    const before = start([first.reader]);
    await put("a");
    await before.drained();
    await before.stop();
    await put("b");
    const [again, fresh] = [remember("projections"), remember("outbox")];
    await start([again.reader, fresh.reader]).drained();
    expect(again.keys()).toEqual(["b"]);
    expect(fresh.keys().at(-1)).toBe("b");
  });

  test("a reader that fails holds back neither the other nor, for good, itself", async () => {
    const failing = remember("projections", (keys) => {
      if (keys.includes("bad")) throw new Error("cannot digest this");
    });
    const other = remember("outbox");
    for (const sk of ["a", "bad", "c"]) await put(sk);
    await start([failing.reader, other.reader]).drained();
    expect(other.keys()).toEqual(["a", "bad", "c"]);
    expect(failing.keys()).toContain("c");
    expect(openFailureQueue(data, "projections", now).list()).toEqual([
      {
        at: "2026-11-23T12:00:00.000Z",
        reason: "The function threw: cannot digest this",
        what: {
          eventName: "INSERT",
          sequenceNumber: expect.any(String),
          keys: { pk: { S: "CMT#1" }, sk: { S: "bad" } },
        },
      },
    ]);
    expect(openFailureQueue(data, "outbox", now).list()).toEqual([]);
  });

  test("drained waits for what readers write in turn", async () => {
    const seen = remember("outbox");
    const writing: StreamReader = {
      name: "projections",
      invoke: async (event) => {
        for (const record of event.Records) {
          const key = keyOf(record) ?? "";
          if (key.length < 4) await put(`${key}+`);
        }
      },
    };
    const source = start([writing, seen.reader]);
    await put("a");
    await source.drained();
    expect(seen.keys()).toEqual(["a", "a+", "a++", "a+++"]);
  });

  test("a write is delivered within 100 ms of an idle moment", async () => {
    const arrived = Promise.withResolvers<number>();
    const source = start([
      {
        name: "projections",
        invoke: async (event) => {
          if (event.Records.some((record) => keyOf(record) === "b")) arrived.resolve(performance.now());
        },
      },
    ]);
    await put("a");
    await source.drained();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await put("b");
    const written = performance.now();
    expect((await arrived.promise) - written).toBeLessThan(engine.kind === "embedded" ? 100 : 400);
  });

  test("a transaction's records arrive together with everything in it", async () => {
    const reader = remember("projections");
    const source = start([reader.reader]);
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: ["x", "y", "z"].map((sk) => ({
          Put: { TableName: table, Item: { pk: { S: "CMT#2" }, sk: { S: sk } } },
        })),
      }),
    );
    await source.drained();
    expect(reader.keys().sort()).toEqual(["x", "y", "z"]);
  });

  test("the checkpoint on disk names the stream and the last record done", async () => {
    const reader = remember("projections");
    const source = start([reader.reader]);
    await put("a");
    await put("b");
    await source.drained();
    const stored = JSON.parse(await readFile(join(data, "checkpoints", "projections.json"), "utf8"));
    expect(stored).toMatchObject({ streamArn, finished: [] });
    expect(Object.values(stored.shards)).toEqual([reader.records.at(-1)?.dynamodb?.SequenceNumber]);
  });
});

describe.runIf(engineKind() === "embedded")("the embedded engine's stream records", () => {
  test("are deleted once both readers have passed them, and numbering goes on", async () => {
    const [one, two] = [remember("projections"), remember("outbox")];
    const source = start([one.reader, two.reader]);
    for (const sk of ["a", "b", "c"]) await put(sk);
    await source.drained();
    await source.stop();
    expect(engine.stream?.kept(table)).toBe(1);
    await put("d");
    const after = remember("projections");
    await start([after.reader, two.reader]).drained();
    expect(after.keys()).toEqual(["d"]);
    expect(after.records[0]?.dynamodb?.SequenceNumber).toBe("4");
  });

  test("are kept while one reader has not passed them", async () => {
    const waiting = Promise.withResolvers<void>();
    const slow: StreamReader = { name: "outbox", invoke: () => waiting.promise };
    start([remember("projections").reader, slow]);
    for (const sk of ["a", "b", "c"]) await put(sk);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(engine.stream?.kept(table)).toBe(3);
    waiting.resolve();
  });
});
