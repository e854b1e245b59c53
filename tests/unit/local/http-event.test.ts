import { describe, expect, test } from "vitest";
import { isTextual, type RawRequest, splitTarget, toHttpEvent } from "../../../infra/local/http-event.ts";

const facts = {
  requestId: "0b5e1c9a-0000-4000-8000-000000000001",
  now: new Date("2026-03-12T19:03:58.390Z"),
  routeKey: "$default",
};
const request = (more: Partial<RawRequest> = {}): RawRequest => ({
  method: "GET",
  target: "/",
  rawHeaders: ["Host", "127.0.0.1:8787"],
  body: Buffer.alloc(0),
  httpVersion: "1.1",
  remoteAddress: "127.0.0.1",
  port: 8787,
  ...more,
});

describe("an HTTP API event", () => {
  test("holds what API Gateway puts there, on the $default stage", () => {
    const event = toHttpEvent(
      request({
        target: "/v1/commitments?limit=5",
        rawHeaders: ["Host", "127.0.0.1:8787", "User-Agent", "curl/8"],
      }),
      { ...facts, routeKey: "ANY /v1/{proxy+}" },
    );
    expect(event).toEqual({
      version: "2.0",
      routeKey: "ANY /v1/{proxy+}",
      rawPath: "/v1/commitments",
      rawQueryString: "limit=5",
      queryStringParameters: { limit: "5" },
      headers: {
        host: "127.0.0.1:8787",
        "user-agent": "curl/8",
        "x-amzn-trace-id": "Root=1-69b30e1e-0b5e1c9a0000400080000000",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-port": "8787",
        "x-forwarded-proto": "http",
      },
      requestContext: {
        accountId: "000000000000",
        apiId: "local",
        domainName: "127.0.0.1",
        domainPrefix: "local",
        http: {
          method: "GET",
          path: "/v1/commitments",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "curl/8",
        },
        requestId: facts.requestId,
        routeKey: "ANY /v1/{proxy+}",
        stage: "$default",
        time: "12/Mar/2026:19:03:58 +0000",
        timeEpoch: facts.now.getTime(),
      },
      isBase64Encoded: false,
    });
  });

  test("joins repeated headers and query parameters with commas, and keeps the query raw", () => {
    const target = "/x?tag=a%20b&tag=c&empty=";
    const event = toHttpEvent(request({ target, rawHeaders: ["X-Tag", "a", "x-tag", "b"] }), facts);
    expect(event.headers["x-tag"]).toBe("a,b");
    expect(event.queryStringParameters).toEqual({ tag: "a b,c", empty: "" });
    expect(event.rawQueryString).toBe("tag=a%20b&tag=c&empty=");
  });

  test("has no query parameters where there is no query", () => {
    const event = toHttpEvent(request(), facts);
    expect(event.rawQueryString).toBe("");
    expect(event).not.toHaveProperty("queryStringParameters");
    expect(event).not.toHaveProperty("body");
    expect(event).not.toHaveProperty("cookies");
  });

  test("has its cookies apart from its headers", () => {
    const event = toHttpEvent(request({ rawHeaders: ["Cookie", "a=1; b=2", "Cookie", "c=3"] }), facts);
    expect(event.cookies).toEqual(["a=1", "b=2", "c=3"]);
    expect(event.headers).not.toHaveProperty("cookie");
  });

  test.each([
    ["application/json", "text"],
    ["application/json; charset=utf-8", "text"],
    ["application/problem+json", "text"],
    ["text/csv", "text"],
    ["application/xml", "text"],
    ["application/x-www-form-urlencoded", "base64"],
    ["application/octet-stream", "base64"],
    ["application/vnd.apache.parquet", "base64"],
    [undefined, "base64"],
  ])("carries a body of type %s as %s", (type, form) => {
    const event = toHttpEvent(
      request({ method: "POST", body: Buffer.from("héllo"), rawHeaders: type ? ["Content-Type", type] : [] }),
      facts,
    );
    expect(event.isBase64Encoded).toBe(form === "base64");
    expect(event.body).toBe(form === "base64" ? Buffer.from("héllo").toString("base64") : "héllo");
  });

  test("carries a compressed body as base64, whatever its type", () => {
    expect(isTextual("application/json", "gzip")).toBe(false);
    expect(isTextual("application/json", "identity")).toBe(true);
  });

  test("names the caller before us after the ones before it", () => {
    const event = toHttpEvent(request({ rawHeaders: ["X-Forwarded-For", "203.0.113.7"] }), facts);
    expect(event.headers["x-forwarded-for"]).toBe("203.0.113.7, 127.0.0.1");
    expect(event.requestContext.http.sourceIp).toBe("127.0.0.1");
  });
});

test("a path comes decoded, as API Gateway gives it, and one that cannot be decoded as it is", () => {
  expect(splitTarget("/v1/places/caf%C3%A9%20north?x=%20")).toEqual({
    path: "/v1/places/café north",
    query: "x=%20",
  });
  expect(splitTarget("/100%")).toEqual({ path: "/100%", query: "" });
});
