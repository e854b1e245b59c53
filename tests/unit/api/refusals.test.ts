import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createApp } from "../../../functions/api/app.ts";
import { issueWords } from "../../../functions/api/issue-words.ts";
import { route } from "../../../functions/api/route.ts";
import { newId } from "../../../shared/platform/id.ts";
import { lazy } from "../../../shared/platform/lazy.ts";
import { MoneySchema } from "../../../shared/platform/money.ts";
import { ok } from "../../../shared/platform/result.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: issueWords }).error?.issues.map(({ message }) => message);

describe("what is said of a value that a schema does not take", () => {
  it.each<[string, z.ZodType, unknown]>([
    ["This is missing.", z.string(), undefined],
    ["Write a text.", z.string(), 7],
    ["Write a number.", z.number(), Number.NaN],
    ["Write a whole number.", z.int(), 1.5],
    ["Write true or false.", z.boolean(), "no"],
    ["Write a list.", z.array(z.int()), {}],
    ["Write an object.", z.object({}), null],
    ["Write an object.", z.record(z.string(), z.int()), []],
    ["One of: draft, agreed.", z.enum(["draft", "agreed"]), "signed"],
    ["This is missing. One of: draft, agreed.", z.enum(["draft", "agreed"]), undefined],
    ["Write true.", z.literal(true), false],
    ["This is empty.", z.string().min(1), ""],
    ["At least 3 characters.", z.string().min(3), "no"],
    ["At most 3 characters.", z.string().max(3), "long"],
    ["This is empty.", z.array(z.int()).min(1), []],
    ["At most 2 entries.", z.array(z.int()).max(2), [1, 2, 3]],
    ["More than 0.", z.int().positive(), 0],
    ["At least 1.", z.int().min(1), 0],
    ["At most 12.", z.int().max(12), 13],
    ["Less than 1.", z.number().lt(1), 1],
    ['Write the instant like "2026-01-31T12:00:00Z".', z.iso.datetime(), "soon"],
    ["Say why.", z.string().min(3, "Say why."), "no"],
  ])("is what is missing, or what to write instead: %s", (words, schema, value) => {
    expect(said(schema, value)).toEqual([words]);
  });

  it("names the kinds that there are", () => {
    const kinds = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("waiver") }),
      z.object({ kind: z.literal("advance") }),
    ]);
    expect(said(kinds, { kind: "gift" })).toEqual(["One of: waiver, advance."]);
  });

  it("is said once of an amount that is none", () => {
    expect(said(MoneySchema(), { amount: "-1.00", currency: "USD" })).toEqual([
      'Write the amount as a decimal string without signs or commas, like "20000000.00".',
    ]);
  });
});

const NoteSchema = lazy(() => z.strictObject({ note: z.string().optional() }));

describe("If-Match", () => {
  const app = createApp(
    {
      table: { client: new DynamoDBClient({ region: "us-east-1" }), name: "records" },
      ...NO_PAGES,
      files: { presignUpload: () => Promise.reject(new Error("No file is uploaded here.")) },
      authenticate: async () => ok(aPrincipal()),
      clock: () => "2026-11-23T12:00:00.000Z",
      newId,
      cursorSecret: "secret",
    },
    [
      route({
        method: "post",
        path: "/notes",
        operationId: "note",
        tag: "Test",
        summary: "Of this test",
        action: "commitment:read",
        body: NoteSchema,
        responses: { 200: { description: "The version that was read" } },
        handle: async ({ ifMatch }) => ok({ status: 200, body: { ifMatch: ifMatch ?? null } }),
      }),
    ],
  );
  const note = async (ifMatch?: string) => {
    const headers = { "content-type": "application/json", ...(ifMatch ? { "if-match": ifMatch } : {}) };
    const answer = await app.request("/v1/notes", { method: "POST", headers, body: "{}" });
    return { status: answer.status, body: await answer.json() };
  };

  it("is the version that was read; left out or *, any version will do", async () => {
    expect(await note('"3"')).toEqual({ status: 200, body: { ifMatch: 3 } });
    expect(await note('W/"3"')).toEqual({ status: 200, body: { ifMatch: 3 } });
    expect(await note()).toEqual({ status: 200, body: { ifMatch: null } });
    expect(await note("*")).toEqual({ status: 200, body: { ifMatch: null } });
  });

  it.each(['"abc"', "abc", '"1", "2"', '"-1"'])(
    "is refused where it is no version, never passed over: %s",
    async (given) => {
      expect(await note(given)).toMatchObject({
        status: 400,
        body: { code: "invalid_request", detail: 'Send If-Match with the ETag you read, like "3".' },
      });
    },
  );
});
