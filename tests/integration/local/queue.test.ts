import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { openFailureQueue } from "../../../infra/local/failure-queue.ts";
import { type Listener, type LocalServer, listen } from "../../../infra/local/http-server.ts";
import { type Queue, startQueue } from "../../../infra/local/queue.ts";
import { openQueueStore, type QueueStore } from "../../../infra/local/queue-store.ts";

let folder: string;
let server: LocalServer;
let client: SQSClient;
let url: string;
let listener: Listener;
let store: QueueStore;
let queue: Queue | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-queue-"));
  server = await listen(0, (request, response) => listener(request, response));
  url = `${server.origin}/local/sqs/jobs`;
  client = new SQSClient({
    endpoint: `${server.origin}/local/sqs`,
    region: REGION,
    credentials: CREDENTIALS,
  });
});
afterEach(async () => {
  await stop();
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function stop(): Promise<void> {
  await queue?.stop();
  if (queue) store.close();
  queue = undefined;
}

const failures = () => openFailureQueue(folder, "jobs", () => new Date("2026-11-23T12:00:00Z"));

function start(invoke: (event: SQSEvent) => Promise<unknown>, batchSize = 10): void {
  store = openQueueStore(folder, Date.now);
  queue = startQueue({
    url,
    store,
    failures: failures(),
    invoke,
    log: () => undefined,
    backOffMs: () => 10,
    batchSize,
  });
  listener = queue.listener;
}

/** Starts the queue with a function that remembers its batches and answers by them. */
function remember(answer: (batch: SQSRecord[], call: number) => unknown = () => undefined) {
  const calls: SQSRecord[][] = [];
  start(async (event) => {
    calls.push(event.Records);
    return answer(event.Records, calls.length);
  });
  return { calls, bodies: () => calls.map((call) => call.map((record) => record.body)) };
}

async function eventually(look: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 2_000 && !look(); attempt++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(look()).toBe(true);
}

const send = (...bodies: string[]) =>
  client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: bodies.map((MessageBody, index) => ({ Id: `e${index}`, MessageBody })),
    }),
  );
const reported = (...records: (SQSRecord | undefined)[]) => ({
  batchItemFailures: records.map((record) => ({ itemIdentifier: record?.messageId })),
});

describe("a message", () => {
  test("sent by the SDK arrives in the shape SQS gives, its digests verified by the SDK", async () => {
    const seen = remember();
    const sent = await client.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: '{"jobId":"job_1","step":1}',
        MessageAttributes: {
          kind: { DataType: "String", StringValue: "import" },
          bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
        },
      }),
    );
    await eventually(() => seen.calls.length === 1);
    expect(seen.calls[0]?.[0]).toMatchObject({
      messageId: sent.MessageId,
      body: '{"jobId":"job_1","step":1}',
      md5OfBody: createHash("md5").update('{"jobId":"job_1","step":1}').digest("hex"),
      messageAttributes: {
        kind: { dataType: "String", stringValue: "import" },
        bytes: { binaryValue: "AQI=" },
      },
      attributes: { ApproximateReceiveCount: "1" },
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:jobs",
    });
    // Worked by hand from the rule in SQS's documentation: both attributes, in order of their names.
    const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const text = (value: string) => field(Buffer.from(value));
    const wire = Buffer.concat([
      ...[text("bytes"), text("Binary"), Buffer.from([2]), field(Buffer.from([1, 2]))],
      ...[text("kind"), text("String"), Buffer.from([1]), text("import")],
    ]);
    expect(sent.MD5OfMessageAttributes).toBe(createHash("md5").update(wire).digest("hex"));
  });

  test("sent with a delay waits for it", async () => {
    const seen = remember();
    const before = Date.now();
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "later", DelaySeconds: 1 }));
    await eventually(() => seen.calls.length === 1);
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000);
  });

  test("that was not done when the runtime stopped comes after the restart", async () => {
    const begun = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    start(async () => {
      begun.resolve();
      await end.promise;
      throw new Error("stopped in the middle");
    });
    await send("kept");
    await begun.promise;
    const stopping = stop();
    end.resolve();
    await stopping;
    const seen = remember();
    await eventually(() => seen.calls.length === 1);
    expect(seen.bodies()).toEqual([["kept"]]);
    expect(seen.calls[0]?.[0]?.attributes.ApproximateReceiveCount).toBe("2");
  });
});

describe("delivery", () => {
  test("comes in batches of at most ten, oldest first", async () => {
    const end = Promise.withResolvers<void>();
    const seen: string[][] = [];
    start(async (event) => {
      seen.push(event.Records.map((record) => record.body));
      await end.promise;
    });
    await send("first");
    await send(..."abcdefghij");
    await send("k", "l");
    end.resolve();
    await eventually(() => seen.length === 3);
    expect(seen).toEqual([["first"], [..."abcdefghij"], ["k", "l"]]);
  });

  test("comes one by one where the batch size is one, as for the jobs function", async () => {
    const seen: number[] = [];
    start(async (event) => seen.push(event.Records.length), 1);
    await send("a", "b", "c");
    await eventually(() => seen.length === 3);
    expect(seen).toEqual([1, 1, 1]);
  });

  test("repeats only what the function reports as failed", async () => {
    const seen = remember((batch, call) => (call === 1 ? reported(batch[1]) : undefined));
    await send("a", "b", "c");
    await eventually(() => seen.calls.length === 2);
    expect(seen.bodies()).toEqual([["a", "b", "c"], ["b"]]);
    expect(store.untilNext()).toBeUndefined();
  });

  test("repeats the whole batch when the function throws or names a stranger", async () => {
    const seen = remember((_batch, call) => {
      if (call === 1) throw new Error("down");
      return call === 2 ? { batchItemFailures: [{ itemIdentifier: "stranger" }] } : undefined;
    });
    await send("a", "b");
    await eventually(() => seen.calls.length === 3);
    expect(seen.bodies()).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(failures().list()).toEqual([]);
  });

  test("gives a message up after three times, keeps it in the failure queue, and goes on", async () => {
    const seen = remember((batch) => reported(...batch.filter((record) => record.body === "bad")));
    await send("bad", "good");
    await eventually(() => failures().list().length === 1);
    expect(seen.bodies()).toEqual([["bad", "good"], ["bad"], ["bad"]]);
    expect(failures().list()[0]).toMatchObject({
      reason: "The function reported the message as failed.",
      what: { body: "bad" },
    });
    expect(store.untilNext()).toBeUndefined();
  });
});

describe("the protocol", () => {
  test("answers each entry of a batch, and refuses what SQS refuses", async () => {
    remember();
    const answer = await send("a", "b");
    expect(answer.Successful?.map((entry) => entry.Id)).toEqual(["e0", "e1"]);
    await expect(send()).rejects.toThrow("holds no entries");
    await expect(send(..."abcdefghijk")).rejects.toThrow("at most 10");
    const twice = [1, 2].map(() => ({ Id: "same", MessageBody: "x" }));
    await expect(client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: twice }))).rejects.toThrow(
      "one id",
    );
    const mixed = [
      { Id: "ok", MessageBody: "x" },
      { Id: "empty", MessageBody: "" },
    ];
    const partly = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: mixed }));
    expect([partly.Successful?.map((entry) => entry.Id), partly.Failed?.map((entry) => entry.Id)]).toEqual([
      ["ok"],
      ["empty"],
    ]);
  });

  test("knows one queue", async () => {
    remember();
    const other = new SendMessageCommand({ QueueUrl: `${url}-other`, MessageBody: "x" });
    await expect(client.send(other)).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });

  test("refuses a message over a megabyte", async () => {
    remember();
    const big = new SendMessageCommand({ QueueUrl: url, MessageBody: "x".repeat(1_048_577) });
    await expect(client.send(big)).rejects.toThrow("at most 1048576 bytes");
  });
});
