import { Hono } from "hono";
import { handle, type LambdaContext } from "hono/aws-lambda";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { httpInvocation } from "../../../functions/api/invocation.ts";

type Handler = ReturnType<typeof httpInvocation>;
type HttpEvent = Parameters<Handler>[0];

/** An event of an HTTP API, payload version 2. */
function anEvent(method: string, overrides: Partial<HttpEvent> = {}): HttpEvent {
  return {
    version: "2.0",
    routeKey: "ANY /v1/{proxy+}",
    rawPath: "/v1/things",
    rawQueryString: "",
    headers: { host: "api.example" },
    body: null,
    isBase64Encoded: false,
    requestContext: {
      accountId: "1",
      apiId: "a",
      authentication: null,
      authorizer: {},
      domainName: "api.example",
      domainPrefix: "api",
      http: { method, path: "/v1/things", protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "test" },
      requestId: "request-1",
      routeKey: "ANY /v1/{proxy+}",
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
    ...overrides,
  };
}

function aContext(remainingMs: number): LambdaContext {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: "api",
    functionVersion: "1",
    invokedFunctionArn: "arn",
    memoryLimitInMB: "512",
    awsRequestId: "request-1",
    logGroupName: "g",
    logStreamName: "s",
    getRemainingTimeInMillis: () => remainingMs,
  };
}

let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  logged.mockRestore();
});

describe("an invocation", () => {
  const app = new Hono().all("*", async (c) => c.text(`${c.req.method} ${await c.req.text()}`));
  const handler = httpInvocation(handle(app));

  it.each(["GET", "HEAD"])("of %s with a body goes on without it", async (method) => {
    const event = anEvent(method, { body: "{}" });
    expect(await handler(event, aContext(5_000))).toMatchObject({ statusCode: 200 });
  });

  it("is of the path that was sent, a number sign or question mark in it included", async () => {
    const named = new Hono().get("/v1/things/:name", (c) => c.text(c.req.param("name")));
    const event = anEvent("GET", { rawPath: "/v1/things/a#b?c" });
    expect(await httpInvocation(handle(named))(event, aContext(5_000))).toMatchObject({ body: "a#b?c" });
  });

  it("of POST keeps its body", async () => {
    const answer = await handler(anEvent("POST", { body: "{}" }), aContext(5_000));
    expect(answer).toMatchObject({ statusCode: 200, body: "POST {}" });
  });

  it("that takes too long is answered as a problem, 400 ms before Lambda would end it", async () => {
    vi.useFakeTimers();
    const slow = new Hono().get("*", () => new Promise<Response>(() => {}));
    const answering = httpInvocation(handle(slow))(anEvent("GET"), aContext(600));
    const answered = vi.fn();
    void answering.then(answered);
    await vi.advanceTimersByTimeAsync(199);
    expect(answered).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    const answer = await answering;
    expect(answer).toMatchObject({
      statusCode: 504,
      headers: { "content-type": "application/problem+json" },
    });
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 504,
      code: "timeout",
      instance: "/v1/things",
      requestId: "request-1",
    });
    expect(String(logged.mock.calls[0]?.[0])).toContain("request_timed_out");
  });

  it("whose application throws is answered as a problem that says nothing of why", async () => {
    const broken = httpInvocation(async () => {
      throw new Error("the secret reason");
    });
    const answer = await broken(anEvent("POST"), aContext(5_000));
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain("secret reason");
    expect(String(logged.mock.calls[0]?.[0])).toContain("request_failed");
  });
});
