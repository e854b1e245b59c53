import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import type { Table } from "../../shared/platform/table.ts";

/**
 * A table that accepts every transaction, and holds nothing but the address book of a funder, in which every organisation is: for
 * tests of what a use case decides, not of what is stored.
 */
export function committing(funderId = "org_01JD0000000000000000000001"): Table {
  const client = new DynamoDBClient({ region: "us-east-1" });
  mockClient(client)
    .on(TransactWriteItemsCommand)
    .resolves({})
    .on(QueryCommand)
    .callsFake(({ ExpressionAttributeValues }) => ({
      Items: [organisation(String(ExpressionAttributeValues?.[":p"]?.S), funderId)],
    }));
  return { client, name: "records" };
}

function organisation(pk: string, keptBy: string) {
  return marshall({
    pk,
    sk: "C#HEAD",
    ownerId: keptBy,
    id: pk.slice("ORG#".length),
    name: "Somebody",
    kind: "partner",
    status: "active",
    identifiers: [],
    fiscalYearStartMonth: 1,
    timeZone: "UTC",
    listedBy: keptBy,
  });
}
