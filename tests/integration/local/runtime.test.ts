import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Runtime, type RuntimeOptions, startRuntime } from "../../../infra/local/runtime.ts";
import { SetupError } from "../../../infra/local/setup-error.ts";
import { engineKind, makeClient } from "../../support/engine.ts";

let folder: string;
let options: RuntimeOptions;
let runtime: Runtime;
const lines: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-runtime-"));
  options = {
    port: 0,
    dataDir: join(folder, "data"),
    folders: {
      functionsDir: fileURLToPath(new URL("functions", import.meta.url)),
      buildDir: join(folder, "build"),
    },
    engine: { kind: engineKind() },
    log: (line) => lines.push(line),
  };
  runtime = await startRuntime(options);
});
afterAll(async () => {
  await runtime.stop();
  await rm(folder, { recursive: true, force: true });
});

const at = (path: string) => `${runtime.origin}${path}`;
const put = (name: string, body: string) =>
  fetch(at(`/v1/${name}`), { method: "PUT", body, headers: { "content-type": "application/json" } });

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let attempt = 0; attempt < 1200; attempt++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error("It did not happen within half a minute.");
}

describe("a request", () => {
  test("under /v1 reaches the bundled api function, its table, and back", async () => {
    expect((await put("one", '{"a":1}')).status).toBe(204);
    const got = await fetch(at("/v1/one"));
    expect(await got.json()).toMatchObject({ body: { S: '{"a":1}' } });
    expect((await fetch(at("/v1/none"))).status).toBe(404);
  });

  test("for what is published reaches the public function, byte for byte", async () => {
    for (const path of ["/open", "/open/scorecards/1", "/v1/docs", "/v1/openapi.json"]) {
      expect(Buffer.from(await (await fetch(at(path))).arrayBuffer())).toEqual(Buffer.from([0, 255, 1]));
    }
  });

  test("for anything else reaches the web function, with its cookies", async () => {
    const page = await fetch(at("/"));
    expect(await page.text()).toContain("<title>Web</title>");
    expect(page.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2"]);
  });

  test("that meets a bug is answered as the gateway answers, and the bug is told", async () => {
    const answer = await fetch(at("/v1/throw"));
    expect([answer.status, await answer.json()]).toEqual([500, { message: "Internal Server Error" }]);
    expect(lines).toContain("api failed on GET /v1/throw: a bug");
  });

  test("finds the function's settings in its environment", async () => {
    expect(await (await fetch(at("/v1/settings"))).json()).toEqual({
      region: "us-east-1",
      settings: { RECORDS: "throughline-records", FILES: "throughline-files" },
    });
  });
});

test("the outbox is a page and a list, and the page of sign-in leads there", async () => {
  expect(await (await fetch(at("/local/outbox.json"))).json()).toEqual({ items: [] });
  const outbox = await fetch(at("/local/outbox"));
  expect([outbox.status, await outbox.text()]).toEqual([200, expect.stringContaining("<h1>Outbox</h1>")]);
  const query = new URLSearchParams({
    client_id: "throughline-local",
    redirect_uri: at("/sign-in/callback"),
    response_type: "code",
    code_challenge_method: "S256",
    code_challenge: "a".repeat(43),
  });
  const signIn = await fetch(at(`/local/oidc/authorize?${query}`));
  expect(await signIn.text()).toContain('href="/local/outbox"');
});

describe("what is written", () => {
  test("is projected, and drained says when", async () => {
    await put("two", "first");
    const drained = await fetch(at("/local/drained"));
    expect(await drained.json()).toEqual({ drained: true });
    const client = makeClient(runtime.endpoint);
    const key = { pk: { S: "CMT#two" }, sk: { S: "S#SUMMARY" } };
    const summary = await client.send(new GetItemCommand({ TableName: runtime.tables.records, Key: key }));
    expect(summary.Item?.of).toEqual({ S: "first" });
    client.destroy();
  });

  test("goes through the outbox to the queue, the jobs function and its file, and to the event bus", async () => {
    await put("three", "x");
    await runtime.drained();
    const file = join(options.dataDir, "files", "throughline-files", "objects");
    const name = encodeURIComponent("results/CMT%23three.json").replaceAll(".", "%2E");
    const text = await eventually(() => readFile(join(file, name), "utf8").catch(() => undefined));
    expect(JSON.parse(text)).toEqual({ jobId: "CMT#three" });
    const events = await readFile(join(options.dataDir, "events.ndjson"), "utf8");
    expect(events).toContain('"detail":{"jobId":"CMT#three"}');
  });

  test("is there after a restart, and so is a token, and nothing is delivered twice", async () => {
    await put("four", "kept");
    const token = (await (await fetch(at("/local/token?person=funder"))).text()).trim();
    await runtime.drained();
    const events = () => readFile(join(options.dataDir, "events.ndjson"), "utf8");
    const before = await events();
    const keys = await (await fetch(at("/local/oidc/jwks.json"))).json();
    await runtime.stop();
    runtime = await startRuntime(options);
    await runtime.drained();
    expect(await (await fetch(at("/v1/four"))).json()).toMatchObject({ body: { S: "kept" } });
    expect(await events()).toBe(before);
    expect(await (await fetch(at("/local/oidc/jwks.json"))).json()).toEqual(keys);
    expect(token.split(".")).toHaveLength(3);
  });
});

test("an upload address given out by a function takes a file", async () => {
  const address = (await fetch(at("/v1/upload"))).headers.get("location") ?? "";
  expect(address.startsWith(at("/local/s3/throughline-files/uploads/grants.json?"))).toBe(true);
  expect((await fetch(address, { method: "PUT", body: "{}" })).status).toBe(200);
  expect(
    (await fetch(address.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=0"), { method: "PUT", body: "{}" }))
      .status,
  ).toBe(400);
});

describe("starting", () => {
  test("on data in use is refused, with the address of the one that runs", async () => {
    const second = startRuntime(options);
    await expect(second).rejects.toThrow(SetupError);
    await expect(second).rejects.toThrow(
      `A Throughline is already running on this data, at ${runtime.origin}`,
    );
  });

  test("on a port that is taken is refused, with another port to try", async () => {
    const port = Number(new URL(runtime.origin).port);
    const second = startRuntime({ ...options, port, dataDir: join(folder, "other") });
    await expect(second).rejects.toThrow(`Port ${port} is taken by another program`);
    await expect(second).rejects.toThrow(`PORT=${port + 1} npm start`);
  });

  test("with an engine that does not answer is refused, and leaves nothing behind", async () => {
    const dataDir = join(folder, "third");
    const second = startRuntime({ ...options, dataDir, engine: { endpoint: "http://127.0.0.1:1" } });
    await expect(second).rejects.toThrow(
      "DYNAMODB_ENDPOINT is http://127.0.0.1:1, but no DynamoDB-compatible engine answers",
    );
    const again = await startRuntime({ ...options, dataDir, engine: { endpoint: runtime.endpoint } });
    await again.stop();
    expect(again.endpoint).toBe(runtime.endpoint);
  });

  test("with functions that do not build says where", async () => {
    const folders = { ...options.folders, functionsDir: join(folder, "nothing") };
    const second = startRuntime({ ...options, dataDir: join(folder, "fourth"), folders });
    await expect(second).rejects.toThrow("handler.ts");
  });
});
