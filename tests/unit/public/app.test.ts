import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { describe, expect, it } from "vitest";
import { createApp } from "../../../functions/public/app.ts";
import { curlOf, exampleOf } from "../../../functions/public/example.ts";
import document from "../../../functions/public/openapi.json" with { type: "json" };
import { operationsOf } from "../../../functions/public/openapi-types.ts";

function anApp(items: readonly Record<string, unknown>[] = []) {
  const client = new DynamoDBClient({ region: "us-east-1" });
  const calls = mockClient(client);
  calls.on(QueryCommand).resolves({ Items: items.map((item) => marshall(item)) });
  return { app: createApp({ table: { client, name: "releases" }, document }), calls };
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
    });
  });

  it("is listed with the day it was published", async () => {
    const item = { pk: "PUBLISHED", sk: "1", title: "Cedar County scorecard", publishedOn: "2026-11-01" };
    const html = await (await anApp([item]).app.request("/open")).text();
    expect(html).toContain("Cedar County scorecard");
    expect(html).not.toContain("Nothing is published yet.");
  });

  it("has no page where nothing has this address", async () => {
    const response = await anApp().app.request("/open/partnerships/1");
    expect(response.status).toBe(404);
    expect(await response.text()).toContain("No publication has this address.");
  });
});
