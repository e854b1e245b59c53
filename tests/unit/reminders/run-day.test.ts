import { DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it } from "vitest";
import { runDay } from "../../../functions/reminders/run-day.ts";

it("reminds even where consents cannot be read, and fails in the end so that the run is tried again", async () => {
  const table = { client: new DynamoDBClient({}), name: "records" };
  const asked: string[] = [];
  mockClient(table.client)
    .on(QueryCommand)
    .callsFake(({ ExpressionAttributeValues: values }) => {
      const partition = String(values[":p"].S);
      asked.push(partition);
      if (partition.startsWith("STORY-EXPIRY#")) throw new Error("The index is not there.");
      return { Items: [] };
    });
  const run = runDay({ table, origin: "https://throughline.example" }, "2026-12-01T06:00:00.000Z");
  await expect(run).rejects.toThrow("The index is not there.");
  expect(asked[0]).toBe("STORY-EXPIRY#2026-12");
  expect(asked.some((partition) => !partition.startsWith("STORY-EXPIRY#"))).toBe(true);
});
