import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../functions/public/app.ts";
import { curlOf, exampleOf } from "../../../functions/public/example.ts";
import document from "../../../functions/public/openapi.json" with { type: "json" };
import { operationsOf } from "../../../functions/public/openapi-types.ts";
import { HARBOUR, releaseId } from "../../support/published.ts";

function anApp(items: readonly Record<string, unknown>[] = []) {
  const client = new DynamoDBClient({ region: "us-east-1" });
  const calls = mockClient(client);
  calls.on(QueryCommand).resolves({ Items: items.map((item) => marshall(item)) });
  return {
    app: createApp({ table: { client, name: "releases" }, document: async () => document }),
    calls,
  };
}

describe("the reference of the API", () => {
  it("is the document itself, for programs of any origin", async () => {
    const response = await anApp().app.request("/v1/openapi.json");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toEqual(document);
  });

  it("has every operation and every schema on one page, each with an address of its own", async () => {
    const html = await (await anApp().app.request("/v1/docs")).text();
    const operations = operationsOf(document);
    expect(operations.length).toBeGreaterThan(30);
    for (const { operation } of operations) expect(html).toContain(`<section id="${operation.operationId}">`);
    for (const name of Object.keys(document.components.schemas))
      expect(html).toContain(`id="schema-${name}"`);
  });

  it("links nothing that is not on the page", async () => {
    const html = await (await anApp().app.request("/v1/docs")).text();
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((target) => !ids.has(target))).toEqual([]);
  });

  it("asks nobody else for anything", async () => {
    const response = await anApp().app.request("/v1/docs");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(/<script|<img|src="/.exec(await response.text())).toBeNull();
  });
});

describe("the example of an operation", () => {
  it("names method, address, token, version and body", () => {
    const change = operationsOf(document).find(
      ({ operation }) => operation.operationId === "changePartnership",
    );
    if (!change) throw new Error("There is no such operation.");
    const curl = curlOf(document, change);
    expect(curl).toContain('curl "$THROUGHLINE/v1/partnerships/prt_01JD0000000000000000000000"');
    for (const part of ["-X PATCH", "Authorization: Bearer $TOKEN", "If-Match: ", "-d '"])
      expect(curl).toContain(part);
  });

  it("has a body that is JSON, for every operation that takes one", () => {
    for (const { operation } of operationsOf(document)) {
      const body = operation.requestBody?.content["application/json"]?.schema;
      if (body) expect(JSON.parse(JSON.stringify(exampleOf(document, body)))).toBeTypeOf("object");
    }
    expect(exampleOf(document, { type: "string", format: "date" })).toBe("2026-09-30");
  });
});

const LISTED = {
  id: releaseId(1),
  number: 1,
  title: "Cedar County scorecard",
  partnership: { id: HARBOUR, name: "Harbour County Promise" },
  publishedAt: "2026-11-01T09:00:00.000Z",
  status: "published",
};

describe("what is published", () => {
  it("is nothing yet, and the page says what will be", async () => {
    const { app, calls } = anApp();
    const response = await app.request("/open");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("Nothing is published yet.");
    expect(calls.commandCalls(QueryCommand)).toHaveLength(1);
    expect(calls.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      TableName: "releases",
      ExpressionAttributeValues: { ":p": { S: "PUBLISHED" } },
      ConsistentRead: false,
      Limit: 51,
    });
  });

  it("is listed with whose it is and the day it was published", async () => {
    const html = await (await anApp([LISTED]).app.request("/open")).text();
    for (const part of ["Cedar County scorecard", "Harbour County Promise", "1\u00a0Nov\u00a02026"])
      expect(html).toContain(part);
    expect(html).not.toContain("Nothing is published yet.");
  });

  it("has no page where nothing has this address", async () => {
    for (const path of ["/open/partnerships/1", "/open/nowhere", "/open/releases/1/cells/2"]) {
      const response = await anApp().app.request(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("No publication has this address.");
    }
  });

  it("is a problem to a program, where nothing has this address or the table does not answer", async () => {
    const { app, calls } = anApp();
    const absent = await app.request("/open/nowhere", { headers: { accept: "application/json" } });
    expect(absent.headers.get("content-type")).toBe("application/problem+json");
    expect(await absent.json()).toMatchObject({ status: 404, code: "not_found", instance: "/open/nowhere" });
    calls.on(QueryCommand).rejects(Object.assign(new Error("busy"), { name: "ThrottlingException" }));
    const paths = { "/open/releases": "application/problem+json", "/open": "text/html; charset=utf-8" };
    for (const [path, type] of Object.entries(paths)) {
      const busy = await app.request(path, { headers: { accept: "text/html" } });
      expect([busy.status, busy.headers.get("content-type")]).toEqual([503, type]);
    }
  });

  it("reads no list from a place outside of it", async () => {
    const { app, calls } = anApp();
    const cursors = [
      "x",
      Buffer.from("M#MANIFEST").toString("base64url"),
      Buffer.from("{}").toString("base64url"),
    ];
    for (const cursor of cursors) {
      const refused = await app.request(`/open/releases?cursor=${cursor}`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ errors: [{ parameter: "cursor" }] });
    }
    expect(calls.commandCalls(QueryCommand)).toHaveLength(0);
    for (const query of ["limit=0", "limit=101", "limit=x", "limit=1&limit=2", "sort=value"])
      expect((await app.request(`/open/releases?${query}`)).status).toBe(400);
  });

  it("is checked as a page of its own says", async () => {
    const html = await (await anApp().app.request("/open/check")).text();
    for (const word of ["contentHash", "state", "canonical JSON", "SHA-256", "cells.json?page=2"])
      expect(html).toContain(word);
  });
});
