import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { createApp } from "../../../functions/public/app.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, type TestEngine } from "../../support/engine.ts";

type Headers = Readonly<Record<string, string>>;

/** Everybody, who reads what is published from a table of its own or from another one; each answer tells what it asked of the table. */
export async function aReader(engine: TestEngine, of?: Table) {
  const client = makeClient(engine.endpoint);
  const name = of?.name ?? (await makeTables(client, aPrefix())).releases;
  const table: Table = { client, name };
  let asked: string[] = [];
  client.middlewareStack.add(
    (next, context) => (args) => {
      asked.push(context.commandName ?? "");
      return next(args);
    },
    { step: "initialize", name: "asked" },
  );
  const app = createApp({
    table,
    document: async () => ({ openapi: "3.1.0", info: NONE, paths: {}, components: { schemas: {} } }),
  });
  const read = async (path: string, headers: Headers = {}) => {
    asked = [];
    const response = await app.request(`https://open.example${path}`, { headers });
    const text = await response.text();
    const isJson = /[/+]json$/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson && text !== "" ? JSON.parse(text) : undefined,
      queries: asked.filter((name) => name === QueryCommand.name).length,
      gets: asked.filter((name) => name === GetItemCommand.name).length,
    };
  };
  return { table, read, stop: () => client.destroy() };
}

const NONE = { title: "none", version: "0" };
