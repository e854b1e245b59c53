import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Table } from "../../shared/platform/table.ts";
import { makeClient } from "../local/clients.ts";
import { startEngine } from "../local/engine.ts";
import { lockHolder } from "../local/lock.ts";
import { PROJECT } from "../local/project-folders.ts";
import { makeTables } from "../local/tables.ts";

/** A table that a command works on, and what ends the work. */
export type OpenTable = { readonly table: Table; readonly close: () => Promise<void> };

/**
 * The records table that a command is meant for: the one that RECORDS_TABLE names, reached as the AWS settings of the environment
 * say; without it the local one, through the runtime that is using it or by starting its engine for the while.
 */
export async function openRecordsTable(env: NodeJS.ProcessEnv): Promise<OpenTable> {
  if (env.RECORDS_TABLE !== undefined) return open(new DynamoDBClient({}), env.RECORDS_TABLE);
  const holder = await lockHolder(PROJECT.dataDir);
  if (holder) {
    const answer = await fetch(`${holder.origin}/local/runtime`);
    const { endpoint, recordsTable } = (await answer.json()) as { endpoint: string; recordsTable: string };
    return open(makeClient(endpoint), recordsTable);
  }
  const engine = await startEngine({ folder: join(PROJECT.dataDir, "dynamodb") });
  const client = makeClient(engine.endpoint);
  const { records } = await makeTables(client);
  return open(client, records, engine.stop);
}

function open(client: DynamoDBClient, name: string, stop?: () => Promise<void>): OpenTable {
  const close = async () => {
    client.destroy();
    await stop?.();
  };
  return { table: { client, name }, close };
}
