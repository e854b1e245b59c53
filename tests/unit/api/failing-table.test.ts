import {
  DynamoDBClient,
  GetItemCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
  ThrottlingException,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { partnershipRoutes } from "../../../functions/api/routes/partnerships.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

const client = new DynamoDBClient({ region: "us-east-1" });
const table = mockClient(client);
// Given at once: what is loaded with the first request does not come while a test stops the clock.
const app = createApp(
  {
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
  },
  partnershipRoutes,
);

let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  table.reset();
  logged = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  logged.mockRestore();
  vi.useRealTimers();
});

const read = () => app.request("https://api.example/v1/partnerships/prt_01J0000000000000000000000A");
const write = () =>
  app.request("https://api.example/v1/partnerships", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Harbour", purpose: "All", placeCode: "h", placeName: "Harbour wards" }),
  });
const message = { $metadata: {}, message: "arn:aws:dynamodb:table/records is hot" };

function failsWith(error: Error): void {
  for (const command of [GetItemCommand, QueryCommand, PutItemCommand, TransactWriteItemsCommand] as const)
    table.on(command as typeof GetItemCommand).rejects(error);
}

describe("a table that throttles", () => {
  it.each([
    new ProvisionedThroughputExceededException(message),
    new ThrottlingException(message),
    Object.assign(new Error("Too many"), { name: "RequestLimitExceeded" }),
  ])("is answered with 503 and when to come again: $name", async (error) => {
    failsWith(error);
    for (const answer of [await read(), await write()]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(answer.headers.get("retry-after")).toBe("2");
      const body = await answer.text();
      expect(JSON.parse(body)).toMatchObject({ status: 503, code: "busy" });
      expect(body).not.toMatch(/arn:|hot|stack/);
    }
    expect(logged).toHaveBeenCalled();
  });

  it("in the middle of a transaction is tried again, and answered with 503 where it goes on", async () => {
    vi.useFakeTimers();
    const CancellationReasons = [{ Code: "ThrottlingError" }, { Code: "None" }];
    table
      .on(TransactWriteItemsCommand)
      .rejects(new TransactionCanceledException({ ...message, CancellationReasons }));
    const answering = write();
    await vi.runAllTimersAsync();
    const answer = await answering;
    expect(answer.status).toBe(503);
    expect(table.commandCalls(TransactWriteItemsCommand).length).toBeGreaterThan(1);
  });

  it("only for a moment is not noticed by who asks", async () => {
    vi.useFakeTimers();
    const CancellationReasons = [{ Code: "TransactionConflict" }, { Code: "None" }];
    table
      .on(TransactWriteItemsCommand)
      .rejectsOnce(new TransactionCanceledException({ ...message, CancellationReasons }))
      .resolves({});
    const answering = write();
    await vi.runAllTimersAsync();
    expect((await answering).status).toBe(201);
  });
});

describe("a table that does not answer", () => {
  it.each(["TimeoutError", "RequestTimeout", "AbortError"])("is answered with 504: %s", async (name) => {
    failsWith(Object.assign(new Error("socket hang up at 10.0.0.1"), { name }));
    for (const answer of [await read(), await write()]) {
      expect(answer.status).toBe(504);
      const body = await answer.text();
      expect(JSON.parse(body)).toMatchObject({ status: 504, code: "timeout" });
      expect(body).not.toContain("10.0.0.1");
    }
  });
});

describe("a bug", () => {
  it("is answered with 500, without a word of what it is, and logged with the request", async () => {
    failsWith(new TypeError("Cannot read properties of undefined (reading 'secret')"));
    const answer = await read();
    expect(answer.status).toBe(500);
    const body = await answer.text();
    expect(JSON.parse(body)).toMatchObject({ status: 500, code: "internal_error" });
    expect(body).not.toMatch(/secret|TypeError| at /);
    expect(String(logged.mock.calls[0]?.[0])).toContain("request_failed");
  });
});
