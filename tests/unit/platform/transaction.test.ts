import {
  DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { beforeEach, describe, expect, it } from "vitest";
import { TableBusy } from "../../../shared/platform/table.ts";
import { NOT_EXISTS, transact } from "../../../shared/platform/transaction.ts";

const client = new DynamoDBClient({ region: "us-east-1" });
const mock = mockClient(client);
const table = { client, name: "records" };
const WRITES = [
  { put: { pk: "A", sk: "1", amountMinor: 5, note: undefined }, condition: NOT_EXISTS },
  { check: { pk: "B", sk: "1" }, condition: { expression: "version = :v", values: { ":v": 3 } } },
  { delete: { pk: "C", sk: "1" } },
];

function cancelled(...codes: string[]) {
  const CancellationReasons = codes.map((Code) => ({
    Code,
    Item: marshall({ pk: "B", sk: "1", version: 4 }),
  }));
  return new TransactionCanceledException({ $metadata: {}, message: "cancelled", CancellationReasons });
}

beforeEach(() => mock.reset());

describe("a transaction", () => {
  it("sends puts, checks and deletes with their conditions, and asks for the item where one fails", async () => {
    mock.on(TransactWriteItemsCommand).resolves({});
    expect(await transact(table, WRITES)).toEqual({ done: true });
    expect(mock.commandCalls(TransactWriteItemsCommand)[0]?.args[0].input.TransactItems).toEqual([
      {
        Put: {
          TableName: "records",
          Item: { pk: { S: "A" }, sk: { S: "1" }, amountMinor: { N: "5" } },
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      {
        ConditionCheck: {
          TableName: "records",
          Key: { pk: { S: "B" }, sk: { S: "1" } },
          ConditionExpression: "version = :v",
          ExpressionAttributeValues: { ":v": { N: "3" } },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      { Delete: { TableName: "records", Key: { pk: { S: "C" }, sk: { S: "1" } } } },
    ]);
  });

  it("names the write whose condition failed, with the item that was found", async () => {
    mock.on(TransactWriteItemsCommand).rejects(cancelled("None", "ConditionalCheckFailed", "None"));
    expect(await transact(table, WRITES)).toEqual({
      done: false,
      failed: 1,
      found: { pk: "B", sk: "1", version: 4 },
    });
  });

  it("is tried again after a conflict with another", async () => {
    mock
      .on(TransactWriteItemsCommand)
      .rejectsOnce(cancelled("TransactionConflict", "None", "None"))
      .resolves({});
    expect(await transact(table, WRITES)).toEqual({ done: true });
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(2);
  });

  it("gives up as busy when conflicts go on", async () => {
    mock.on(TransactWriteItemsCommand).rejects(cancelled("TransactionConflict", "None", "None"));
    await expect(transact(table, WRITES)).rejects.toBeInstanceOf(TableBusy);
  });

  it("throws what is neither a failed condition nor passing, at once", async () => {
    mock.on(TransactWriteItemsCommand).rejects(cancelled("ValidationError", "None", "None"));
    await expect(transact(table, WRITES)).rejects.toBeInstanceOf(TransactionCanceledException);
    expect(mock.commandCalls(TransactWriteItemsCommand)).toHaveLength(1);
  });
});
