import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  GetItemCommand,
  type KeysAndAttributes,
  QueryCommand,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { marshall, type NativeAttributeValue, unmarshall } from "@aws-sdk/util-dynamodb";
import { BY_OWNER, BY_PARTY } from "./table-definition.ts";

/** A table and the client that reaches it. Made once per container, in a handler, and passed down. */
export type Table = { readonly client: DynamoDBClient; readonly name: string };
export type Key = { readonly pk: string; readonly sk: string };
export type Item = Key & Readonly<Record<string, unknown>>;

const INDEXES = { byOwner: BY_OWNER, byParty: BY_PARTY } as const;
export type IndexName = keyof typeof INDEXES;

/** A position in a list: the key attributes at which a page ended. */
export type Position = Readonly<Record<string, unknown>>;

/** One page of a Query. `next` is the position to continue from, absent on the last page. */
export type Page = { readonly items: readonly Item[]; readonly next?: Item };

export type QueryOptions = {
  readonly index?: IndexName;
  readonly partition: string;
  /** Sort keys that begin with this, … */
  readonly prefix?: string;
  /** … or lie between these two, both included. */
  readonly between?: readonly [string, string];
  readonly limit?: number;
  readonly from?: Position;
  readonly descending?: boolean;
  /** Only without an index. The default on the table itself; costs twice an eventually consistent read. */
  readonly consistent?: boolean;
};

/** One item by its key, strongly consistent unless told otherwise. Cost: its bytes / 4 KB, half when not consistent. */
export async function getItem(
  table: Table,
  key: Key,
  options: { consistent?: boolean } = {},
): Promise<Item | undefined> {
  const answer = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: marshall({ pk: key.pk, sk: key.sk }),
      ConsistentRead: options.consistent ?? true,
      ReturnConsumedCapacity: "TOTAL",
    }),
  );
  return answer.Item && toItem(answer.Item);
}

/**
 * Many items by key, in one round: requests of at most 100 keys sent side by side. Keys that do not exist are absent from
 * the answer, whose order is not that of the keys. What the table leaves unprocessed is asked for again, a bounded number of times.
 */
export async function getItems(
  table: Table,
  keys: readonly Key[],
  options: { consistent?: boolean } = {},
): Promise<Item[]> {
  const batches: Key[][] = [];
  for (let start = 0; start < keys.length; start += 100) batches.push(keys.slice(start, start + 100));
  const answers = await Promise.all(
    batches.map((batch) => getBatch(table, batch, options.consistent ?? false)),
  );
  return answers.flat();
}

async function getBatch(table: Table, keys: readonly Key[], consistent: boolean): Promise<Item[]> {
  const found: Item[] = [];
  let request: KeysAndAttributes | undefined = {
    Keys: keys.map((key) => marshall({ pk: key.pk, sk: key.sk })),
    ConsistentRead: consistent,
  };
  for (let attempt = 0; request && attempt < 6; attempt++) {
    if (attempt > 0) await pause(attempt);
    const answer: BatchGetItemCommandOutput = await table.client.send(
      new BatchGetItemCommand({ RequestItems: { [table.name]: request }, ReturnConsumedCapacity: "TOTAL" }),
    );
    found.push(...(answer.Responses?.[table.name] ?? []).map(toItem));
    request = answer.UnprocessedKeys?.[table.name];
  }
  if (request) throw new TableBusy("The table left keys of a batch unprocessed.");
  return found;
}

/** One page of a Query: one round, its bytes / 4 KB. Never drains a partition; the caller decides whether to go on. */
export async function queryPage(table: Table, options: QueryOptions): Promise<Page> {
  const answer = await table.client.send(new QueryCommand({ TableName: table.name, ...queryInput(options) }));
  const items = (answer.Items ?? []).map(toItem);
  return answer.LastEvaluatedKey ? { items, next: toItem(answer.LastEvaluatedKey) } : { items };
}

/**
 * All pages of a Query whose size the product bounds (the head collection of one aggregate). Each page is a round.
 * Not for lists that grow with use: those are paged to the client.
 */
export async function queryAll(table: Table, options: QueryOptions): Promise<Item[]> {
  const items: Item[] = [];
  let from = options.from;
  do {
    const page: Page = await queryPage(table, from === undefined ? options : { ...options, from });
    items.push(...page.items);
    from = page.next;
  } while (from);
  return items;
}

function queryInput(options: QueryOptions): Omit<QueryCommandInput, "TableName"> {
  const index = options.index && INDEXES[options.index];
  const names = { "#p": index?.partitionKey ?? "pk", "#s": index?.sortKey ?? "sk" };
  const values: Record<string, NativeAttributeValue> = { ":p": options.partition };
  let expression = "#p = :p";
  if (options.prefix !== undefined) {
    expression += " AND begins_with(#s, :s)";
    values[":s"] = options.prefix;
  } else if (options.between) {
    expression += " AND #s BETWEEN :a AND :b";
    [values[":a"], values[":b"]] = options.between;
  }
  const usesSortKey = expression !== "#p = :p";
  return {
    KeyConditionExpression: expression,
    ExpressionAttributeNames: usesSortKey ? names : { "#p": names["#p"] },
    ExpressionAttributeValues: marshall(values),
    ScanIndexForward: !options.descending,
    ReturnConsumedCapacity: "TOTAL",
    ...(index ? { IndexName: index.name } : { ConsistentRead: options.consistent ?? true }),
    ...(options.limit === undefined ? {} : { Limit: options.limit }),
    ...(options.from === undefined ? {} : { ExclusiveStartKey: marshall(options.from) }),
  };
}

/** The table refused for want of capacity: answered as 503 with Retry-After. */
export class TableBusy extends Error {
  override name = "TableBusy";
}

/** A plain item from the wire form. */
export function toItem(attributes: Record<string, NativeAttributeValue>): Item {
  return unmarshall(attributes) as Item;
}

/** Waits before attempt `attempt`: 20 ms doubled each time, with jitter, so that rivals do not meet again. */
export function pause(attempt: number): Promise<void> {
  const longest = Math.min(20 * 2 ** attempt, 1_000);
  return new Promise((resolve) => setTimeout(resolve, longest / 2 + Math.random() * (longest / 2)));
}
