import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { RECORDS, RELEASES, type TableDefinition } from "../../shared/platform/table-definition.ts";

export type TableNames = { readonly records: string; readonly releases: string };

/** The names of the tables under a prefix; `throughline` on one's own machine, one of its own for each test. */
export function tableNames(prefix = "throughline"): TableNames {
  return { records: `${prefix}-${RECORDS.name}`, releases: `${prefix}-${RELEASES.name}` };
}

/**
 * Makes both tables from the definition the stack uses, where they do not exist yet, and waits until they can be used.
 * Safe to repeat. Time to live is left out: no engine here deletes by it, and every reader checks `expiresAt` itself.
 */
export async function makeTables(client: DynamoDBClient, prefix?: string): Promise<TableNames> {
  const names = tableNames(prefix);
  for (const definition of [RECORDS, RELEASES]) {
    const name = names[definition.name];
    if ((await statusOf(client, name)) === undefined) await create(client, tableInput(definition, name));
    await untilActive(client, name);
  }
  return names;
}

/** The request that makes a table: on demand, string keys, whole items in its indexes, both images in its stream. */
export function tableInput(definition: TableDefinition, name: string): CreateTableCommandInput {
  const keys = [definition, ...definition.indexes].flatMap((keyed) => [keyed.partitionKey, keyed.sortKey]);
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keySchema(definition),
    AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
    ...(definition.indexes.length > 0 && {
      GlobalSecondaryIndexes: definition.indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index),
        Projection: { ProjectionType: "ALL" },
      })),
    }),
    ...(definition.stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    }),
  };
}

function keySchema(keyed: { partitionKey: string; sortKey: string }): CreateTableCommandInput["KeySchema"] {
  return [
    { AttributeName: keyed.partitionKey, KeyType: "HASH" },
    { AttributeName: keyed.sortKey, KeyType: "RANGE" },
  ];
}

async function create(client: DynamoDBClient, input: CreateTableCommandInput): Promise<void> {
  try {
    await client.send(new CreateTableCommand(input));
  } catch (error) {
    // Another process made it in the meantime.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

async function untilActive(client: DynamoDBClient, name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if ((await statusOf(client, name)) === "ACTIVE") return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The table ${name} did not become active within 10 seconds.`);
}

async function statusOf(client: DynamoDBClient, name: string): Promise<string | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
    return Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
