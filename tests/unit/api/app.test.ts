import { createHmac } from "node:crypto";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import type { ApiDeps } from "../../../functions/api/deps.ts";
import { type Method, type Route, route } from "../../../functions/api/route.ts";
import { allRoutes, ROUTE_MODULES, routesUnder } from "../../../functions/api/routes/index.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

const client = new DynamoDBClient({ region: "us-east-1" });
const table = mockClient(client);
beforeEach(() => table.reset());

const DEPS: ApiDeps = {
  table: { client, name: "records" },
  ...NO_PAGES,
  files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
  authenticate: async () =>
    ok({
      kind: "person",
      id: "per_01J0000000000000000000000A",
      organisationId: "org_01J0000000000000000000000A",
      organisationKind: "partnership",
      roles: ["administrator"],
    }),
  clock: () => "2026-11-23T12:00:00.000Z",
  newId,
  cursorSecret: "secret",
};

/** A route that answers 200 with its own path. */
function aRoute(path: string, method: Method = "get"): Route {
  return route({
    method,
    path,
    operationId: path,
    tag: "Test",
    summary: "Of this test",
    action: "partnership:read",
    responses: { 200: { description: "Its path" } },
    handle: async () => ok({ status: 200, body: { path } }),
  });
}

const segmentOf = ({ path }: Route) => path.split("/")[1] ?? "";

describe("the table of routes", () => {
  it.each(ROUTE_MODULES.map(([segments, load]) => ({ segments, load })))(
    "lists the module of $segments under the first segments of its paths, each of them and no other",
    async ({ segments, load }) => {
      expect([...new Set((await load()).map(segmentOf))].sort()).toEqual([...segments].sort());
    },
  );

  it("finds every route under its segment", async () => {
    for (const route of await allRoutes()) expect(await routesUnder(segmentOf(route))).toContain(route);
  });

  it.each(["", "v1", "Commitments", "constructor", "__proto__"])("has nothing under %j", (segment) => {
    expect(routesUnder(segment)).toBeUndefined();
  });

  it("names no operation twice, and no method of an address", async () => {
    const routes = await allRoutes();
    expect(new Set(routes.map(({ operationId }) => operationId)).size).toBe(routes.length);
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
  });
});

describe("an address", () => {
  const app = createApp(DEPS);

  it.each([
    ["PATCH", "/v1/me", "GET"],
    ["OPTIONS", "/v1/me", "GET"],
    ["GET", "/v1/observations", "POST"],
    ["POST", "/v1/indicators/any/series", "GET"],
    ["POST", "/v1/due", "GET"],
  ])("that does not take a method says which it takes: %s %s takes %s", async (method, path, allow) => {
    const answer = await app.request(path, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe(allow);
    const detail = `This address takes ${allow}.`;
    expect(await answer.json()).toMatchObject({ code: "method_not_allowed", detail, instance: path });
  });

  it("says all that it takes, in the order of the table, whichever way it is named there", async () => {
    const routes = [aRoute("/a/{id}"), aRoute("/a/{id}/b", "put"), aRoute("/a/{other}", "patch")];
    const answer = await createApp(DEPS, routes).request("/v1/a/1", { method: "DELETE" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, PATCH"]);
  });

  it.each(["/v1/me?of=x", "/v1/big-bets?of=x"])(
    "that does not take a parameter says so, whether it takes others or none: %s",
    async (path) => {
      const answer = await app.request(path);
      expect(await answer.json()).toMatchObject({
        status: 400,
        errors: [{ parameter: "of", detail: "There is no such parameter." }],
      });
    },
  );

  it("is asked by HEAD as by GET, and answers no body", async () => {
    const answer = await app.request("/v1/observations", { method: "HEAD" });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await answer.text()).toBe("");
  });

  it.each([
    "/",
    "/v1",
    "/v1/",
    "/v1/nothing",
    "/v1/constructor/1",
    "/v1//me",
    "/v1/me/",
    "/v1/me/more",
    "/v2/me",
    "/me",
    "/v1/due/any",
  ])("that does not exist is answered 404, as a problem: %s", async (path) => {
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const detail = "There is no such address.";
    expect(await answer.json()).toMatchObject({ code: "not_found", detail, instance: path });
  });
});

describe("the routes under a segment", () => {
  it("are asked for with its first request, once, however many come", async () => {
    const asked: string[] = [];
    const app = createApp(DEPS, (segment) => {
      asked.push(segment);
      return Promise.resolve([aRoute(`/${segment}/{id}`)]);
    });
    expect(asked).toEqual([]);
    const answers = await Promise.all(["/v1/a/1", "/v1/a/2", "/v1/b/1"].map((path) => app.request(path)));
    answers.push(await app.request("/v1/a/3"));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(asked).toEqual(["a", "b"]);
  });

  it("that cannot be loaded are a 500, in a problem that says nothing of why, and are asked for again", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    let attempts = 0;
    const app = createApp(DEPS, async (segment) => {
      attempts++;
      if (attempts === 1) throw new Error("Cannot find module /var/task/a.mjs");
      return [aRoute(`/${segment}`)];
    });
    const refused = await app.request("/v1/a");
    expect(refused.status).toBe(500);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(refused.headers.get("x-content-type-options")).toBe("nosniff");
    const problem = await refused.text();
    expect(JSON.parse(problem)).toMatchObject({ code: "internal_error", instance: "/v1/a" });
    expect(problem).not.toContain("module");
    expect(String(logged.mock.calls[0]?.[0])).toContain("request_failed");
    logged.mockRestore();
    expect((await app.request("/v1/a")).status).toBe(200);
    expect((await app.request("/v1/a")).status).toBe(200);
    expect(attempts).toBe(2);
  });

  it("that were given at once stand under every segment", async () => {
    const app = createApp(DEPS, [aRoute("/a"), aRoute("/b/c")]);
    expect(await (await app.request("/v1/a")).json()).toEqual({ path: "/a" });
    expect(await (await app.request("/v1/b/c")).json()).toEqual({ path: "/b/c" });
    expect((await app.request("/v1/b")).status).toBe(404);
  });

  it("know the whole API: a repeated POST is answered from another segment, where its Location leads", async () => {
    const keyed = createHmac("sha256", DEPS.cursorSecret);
    const requestHash = keyed.update(canonicalJson(["post", "/v1/a", null])).digest("hex");
    const record = { requestHash, status: 201, location: "/v1/b/1", expiresAt: 4_000_000_000 };
    table.on(GetItemCommand).resolves({ Item: marshall(record) });
    const app = createApp(DEPS, async (segment) =>
      segment === "a" ? [aRoute("/a", "post")] : [aRoute("/b/{id}")],
    );
    const answer = await app.request("/v1/a", { method: "POST", headers: { "idempotency-key": "k" } });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("idempotent-replayed")).toBe("true");
    expect(await answer.json()).toEqual({ path: "/b/{id}" });
  });
});
