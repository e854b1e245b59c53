import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { makeGateway } from "../../../infra/local/gateway.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";
import type { LambdaFunction } from "../../../infra/local/lambda-function.ts";
import { dispatch, jsonService } from "../../../infra/local/local-services.ts";

let server: LocalServer;
afterEach(() => server.close());

async function serve(api: LambdaFunction, integrationTimeoutMs?: number): Promise<string> {
  const gateway = makeGateway({
    functions: { api, web: api, public: api, documents: api },
    log: () => undefined,
    now: () => new Date(),
    ...(integrationTimeoutMs && { integrationTimeoutMs }),
  });
  server = await listen(
    0,
    dispatch([{ path: "/local/x", listener: jsonService(200, () => "own") }], gateway),
  );
  return server.origin;
}

const read = async (answer: Response) => [answer.status, await answer.json()];

describe("the gateway", () => {
  test("hands on a body of ten megabytes and answers 413 to a longer one", async () => {
    const origin = await serve(async (event) => ({
      statusCode: 200,
      body: String(JSON.stringify(event).length),
    }));
    const send = (bytes: number) =>
      fetch(`${origin}/v1/x`, {
        method: "POST",
        body: "x".repeat(bytes),
        headers: { "content-type": "text/plain" },
      });
    expect((await send(10 * 1024 * 1024)).status).toBe(200);
    expect(await read(await send(10 * 1024 * 1024 + 1))).toEqual([
      413,
      { message: "Request Entity Too Large" },
    ]);
  });

  test("answers 503 when a function takes longer than it waits", async () => {
    const origin = await serve(() => new Promise(() => undefined), 30);
    expect(await read(await fetch(`${origin}/v1/x`))).toEqual([503, { message: "Service Unavailable" }]);
  });

  test("answers 500 when a function throws, returns nonsense, or a header HTTP does not allow", async () => {
    const answers: (() => unknown)[] = [
      () => {
        throw new Error("a bug");
      },
      () => ({ statusCode: "never" }),
      () => ({ statusCode: 200, headers: { "x-bad": "a\nb" } }),
    ];
    const origin = await serve(async () => answers.shift()?.());
    for (let index = 0; index < 3; index++) {
      expect(await read(await fetch(`${origin}/v1/x`))).toEqual([500, { message: "Internal Server Error" }]);
    }
  });

  test("answers HEAD with the headers alone, and 304 without body or type", async () => {
    const statuses = [200, 304];
    const origin = await serve(async () => ({
      statusCode: statuses.shift(),
      headers: { etag: '"1"' },
      body: "hello",
    }));
    const head = await fetch(`${origin}/v1/x`, { method: "HEAD" });
    expect([head.headers.get("content-length"), await head.text()]).toEqual(["5", ""]);
    const unchanged = await fetch(`${origin}/v1/x`);
    expect([unchanged.status, unchanged.headers.get("content-type"), await unchanged.text()]).toEqual([
      304,
      null,
      "",
    ]);
  });

  test("survives a caller who goes away", async () => {
    const answer = Promise.withResolvers<unknown>();
    const arrived = Promise.withResolvers<void>();
    const origin = await serve((event) => {
      arrived.resolve();
      return JSON.stringify(event).includes("slow") ? answer.promise : Promise.resolve({ statusCode: 204 });
    });
    const socket = connect(server.port, "127.0.0.1", () =>
      socket.write("GET /v1/slow HTTP/1.1\r\nhost: x\r\n\r\n"),
    );
    await arrived.promise;
    socket.destroy();
    answer.resolve({ statusCode: 200, body: "late" });
    expect((await fetch(`${origin}/v1/fast`)).status).toBe(204);
  });
});

test("the runtime's own paths are not the gateway's", async () => {
  const origin = await serve(async () => ({ statusCode: 418 }));
  expect(await (await fetch(`${origin}/local/x`)).json()).toBe("own");
  expect(await (await fetch(`${origin}/local/x/y?z`)).json()).toBe("own");
  expect((await fetch(`${origin}/local/xy`)).status).toBe(418);
});

test.each([70_000, -1, Number.NaN, 1.5])("%s is no port, and that is said", async (port) => {
  server = await listen(0, async () => undefined);
  await expect(listen(port, async () => undefined)).rejects.toThrow(
    "cannot be used: it is not a port number",
  );
});
