import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { Table } from "../../shared/platform/table.ts";

/** A table that accepts every transaction and holds nothing: for tests of what a use case decides, not of what is stored. */
export function committing(): Table {
  const client = new DynamoDBClient({ region: "us-east-1" });
  mockClient(client).on(TransactWriteItemsCommand).resolves({});
  return { client, name: "records" };
}
