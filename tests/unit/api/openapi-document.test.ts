import { beforeAll, describe, expect, it } from "vitest";
import { openApiDocument } from "../../../functions/api/openapi-document.ts";
import { allRoutes } from "../../../functions/api/routes/index.ts";

type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, unknown>> };

let text: string;
let operations: readonly (readonly [method: string, operation: Operation])[];

beforeAll(async () => {
  const document = openApiDocument(await allRoutes());
  text = JSON.stringify(document);
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  operations = Object.values(paths).flatMap((path) => Object.entries(path));
});

const without = (status: string, of: readonly (readonly [string, Operation])[]) =>
  of.filter(([, { responses }]) => !(status in responses)).map(([, { operationId }]) => operationId);
const statusesOf = (id: string) =>
  Object.keys(operations.find(([, { operationId }]) => operationId === id)?.[1].responses ?? {});

describe("the API's document", () => {
  it("refers to nothing that is not in it, parameters included", () => {
    const { components } = JSON.parse(text);
    const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference));
    const places = [...references].map((reference) => {
      const [, , part = "", name = ""] = reference?.split("/") ?? [];
      return [
        reference,
        reference?.startsWith("#/components/") === true && components[part]?.[name] !== undefined,
      ];
    });
    expect(places.filter(([, isThere]) => !isThere)).toEqual([]);
  });

  it("says of every operation what can be refused whatever it does", () => {
    for (const status of ["400", "401", "403", "406", "500", "503", "504"])
      expect(without(status, operations)).toEqual([]);
  });

  it("says of every change that it may not fit, and of every POST that its key may be taken", () => {
    const changes = operations.filter(([method]) => method !== "get");
    expect(without("409", changes)).toEqual([]);
    expect(
      without(
        "422",
        changes.filter(([method]) => method === "post"),
      ),
    ).toEqual([]);
  });

  it("says of every setting what it does", () => {
    const { properties } = JSON.parse(text).components.schemas.FunderSettingsChange;
    const silent = Object.entries<{ description?: string }>(properties)
      .filter(([name, { description }]) => description === undefined && name !== "reason")
      .map(([name]) => name);
    expect(silent).toEqual([]);
  });

  it("says what a route adds to that", () => {
    expect(statusesOf("fetchDocument")).toEqual(expect.arrayContaining(["409", "410"]));
    expect(statusesOf("readAccounting")).toContain("409");
    expect(statusesOf("readPaymentFile")).toContain("409");
    expect(statusesOf("readCommitment")).not.toContain("409");
  });
});
