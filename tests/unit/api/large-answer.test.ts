import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { replyResponse } from "../../../functions/api/respond.ts";
import type { Reply } from "../../../functions/api/route.ts";

const text = "a,b\r\n1,2\r\n".repeat(500_000);

function ask(reply: Reply, headers: Record<string, string> = {}) {
  const app = new Hono();
  app.get("/", (c) => replyResponse(c, reply, "csv"));
  return app.request("/", { headers });
}

describe("an answer that is larger than a function may give", () => {
  it("is packed for who accepts that, in the type that was asked for", async () => {
    const answer = await ask({ status: 200, text }, { "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("vary")).toContain("accept-encoding");
    expect(gunzipSync(await answer.arrayBuffer()).toString() === text).toBe(true);
  });

  it("is refused to who does not, with what to do instead", async () => {
    const answer = await ask({ status: 200, text });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      code: "too_many_items",
      detail: expect.stringContaining("Accept-Encoding: gzip"),
    });
  });

  it("leaves a small one as it is, with its type", async () => {
    const answer = await ask({ status: 200, body: { a: 1 } }, { "accept-encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(await answer.json()).toEqual({ a: 1 });
  });
});
