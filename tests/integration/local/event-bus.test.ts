import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { makeEventBus } from "../../../infra/local/event-bus.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";

let folder: string;
let server: LocalServer;
let client: EventBridgeClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-bus-"));
  server = await listen(
    0,
    makeEventBus(folder, () => new Date("2026-11-23T12:00:00Z")),
  );
  client = new EventBridgeClient({ endpoint: server.origin, region: REGION, credentials: CREDENTIALS });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test("events become lines, and one that is not well formed is answered as failed", async () => {
  const good = {
    EventBusName: "throughline",
    Source: "throughline",
    DetailType: "TranchePaid",
    Detail: '{"id":"cmt_1"}',
  };
  const answer = await client.send(
    new PutEventsCommand({ Entries: [good, { ...good, Detail: "{" }, { Detail: "{}" }] }),
  );
  expect(answer.FailedEntryCount).toBe(2);
  expect(answer.Entries?.map((entry) => entry.ErrorCode)).toEqual([
    undefined,
    "MalformedDetail",
    "InvalidArgument",
  ]);
  const lines = (await readFile(join(folder, "events.ndjson"), "utf8")).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      id: answer.Entries?.[0]?.EventId,
      time: "2026-11-23T12:00:00.000Z",
      bus: "throughline",
      source: "throughline",
      "detail-type": "TranchePaid",
      detail: { id: "cmt_1" },
    },
  ]);
});

test("more than ten events at once are refused", async () => {
  const Entries = Array.from({ length: 11 }, () => ({ Source: "s", DetailType: "d", Detail: "{}" }));
  await expect(client.send(new PutEventsCommand({ Entries }))).rejects.toMatchObject({
    name: "ValidationException",
  });
});
