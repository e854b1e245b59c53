import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Table } from "../../shared/platform/table.ts";
import { makeClient } from "../local/clients.ts";
import { startEngine } from "../local/engine.ts";
import { lockHolder } from "../local/lock.ts";
import { PROJECT } from "../local/project-folders.ts";
import { makeTables } from "../local/tables.ts";

/** The tables that a command works on, and what ends the work. The one of releases is absent where none was named. */
export type OpenTables = {
  readonly records: Table;
  readonly releases?: Table;
  readonly close: () => Promise<void>;
};

type Names = { readonly records: string; readonly releases?: string | undefined };

/**
 * The tables that a command is meant for: those that RECORDS_TABLE and RELEASES_TABLE name, reached as the AWS settings of the
 * environment say; without the first, the local ones, through the runtime that is using them or by starting its engine for the while.
 */
export async function openTables(env: NodeJS.ProcessEnv): Promise<OpenTables> {
  const { RECORDS_TABLE: records, RELEASES_TABLE: releases } = env;
  if (records !== undefined) return open(new DynamoDBClient({}), { records, releases });
  const holder = await lockHolder(PROJECT.dataDir);
  if (holder) {
    const answer = await fetch(`${holder.origin}/local/runtime`);
    const { endpoint, tables } = (await answer.json()) as { endpoint: string; tables: Names };
    return open(makeClient(endpoint), tables);
  }
  const engine = await startEngine({ folder: join(PROJECT.dataDir, "dynamodb") });
  const client = makeClient(engine.endpoint);
  return open(client, await makeTables(client), engine.stop);
}

function open(client: DynamoDBClient, { records, releases }: Names, stop?: () => Promise<void>): OpenTables {
  const close = async () => {
    client.destroy();
    await stop?.();
  };
  const table = (name: string): Table => ({ client, name });
  return { records: table(records), ...(releases === undefined ? {} : { releases: table(releases) }), close };
}
