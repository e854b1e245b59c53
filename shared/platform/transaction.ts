import {
  type CancellationReason,
  ConditionalCheckFailedException,
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Item, type Key, pause, type Table, TableBusy, toItem } from "./table.ts";

/** A condition on the item that a write touches. Names (`#x`) and values (`:x`) are given as plain objects. */
export type Condition = {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
};

/** One write of a transaction: a whole item put, a key deleted, or a key whose state is only checked. */
export type Write =
  | { readonly put: Item; readonly condition?: Condition }
  | { readonly delete: Key; readonly condition?: Condition }
  | { readonly check: Key; readonly condition: Condition };

/** Either all writes happened, or none: then `failed` names the first write whose condition did not hold, with the item found. */
export type Outcome =
  | { readonly done: true }
  | { readonly done: false; readonly failed: number; readonly found?: Item };

export const NOT_EXISTS: Condition = { expression: "attribute_not_exists(pk)" };

/** What one transaction of DynamoDB can hold. */
export const MOST_WRITES = 100;

const MARSHALL = { removeUndefinedValues: true } as const;
const ATTEMPTS = 8;

/**
 * Writes all or nothing (at most 100 writes, 4 MB; 2 write units per KB). A conflict with another transaction is tried again
 * with growing pauses, which the SDK does not do; when it persists, or the table throttles, TableBusy is thrown.
 */
export async function transact(table: Table, writes: readonly Write[]): Promise<Outcome> {
  const TransactItems = writes.map((write) => toTransactItem(table.name, write));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      await table.client.send(
        new TransactWriteItemsCommand({ TransactItems, ReturnConsumedCapacity: "TOTAL" }),
      );
      return { done: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const outcome = conditionFailure(error.CancellationReasons ?? []);
      if (outcome) return outcome;
      if (!isPassing(error.CancellationReasons ?? [])) throw error;
      await pause(attempt);
    }
  }
  throw new TableBusy("A transaction kept colliding with others.");
}

/** Puts one item under a condition, outside a transaction: half the price where a single item holds all that must be true. */
export async function putIf(table: Table, item: Item, condition: Condition): Promise<Outcome> {
  try {
    await table.client.send(
      new PutItemCommand({
        TableName: table.name,
        Item: marshall(item, MARSHALL),
        ...conditionInput(condition),
        ReturnConsumedCapacity: "TOTAL",
      }),
    );
    return { done: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { done: false, failed: 0, ...(error.Item ? { found: toItem(error.Item) } : {}) };
  }
}

function toTransactItem(tableName: string, write: Write): TransactWriteItem {
  const shared = { TableName: tableName, ...(write.condition ? conditionInput(write.condition) : {}) };
  if ("put" in write) return { Put: { ...shared, Item: marshall(write.put, MARSHALL) } };
  if ("delete" in write) return { Delete: { ...shared, Key: marshall(write.delete) } };
  return {
    ConditionCheck: { ...conditionInput(write.condition), TableName: tableName, Key: marshall(write.check) },
  };
}

function conditionInput(condition: Condition) {
  return {
    ConditionExpression: condition.expression,
    ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    ...(condition.names ? { ExpressionAttributeNames: { ...condition.names } } : {}),
    ...(condition.values ? { ExpressionAttributeValues: marshall(condition.values, MARSHALL) } : {}),
  };
}

/** The reasons stand in the order of the writes: the position says which write was refused. */
function conditionFailure(reasons: readonly CancellationReason[]): Outcome | undefined {
  const failed = reasons.findIndex((reason) => reason.Code === "ConditionalCheckFailed");
  if (failed < 0) return undefined;
  const item = reasons[failed]?.Item;
  return { done: false, failed, ...(item ? { found: toItem(item) } : {}) };
}

const PASSING = ["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

function isPassing(reasons: readonly CancellationReason[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => PASSING.includes(reason.Code ?? "None"));
}

/** Writes with each item checked once: a transaction may name an item only once, and two checks of one fact say the same. */
export function checkedOnce(writes: readonly Write[]): Write[] {
  const seen = new Set<string>();
  return writes.filter((write) => {
    if (!("check" in write)) return true;
    const key = `${write.check.pk} ${write.check.sk}`;
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst;
  });
}
