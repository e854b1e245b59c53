import { join } from "node:path";
import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type BundleFolders, bundleFunctions, importFunctions } from "./bundles.ts";
import { makeClient } from "./clients.ts";
import { DEMO_PEOPLE, type DemoPerson } from "./demo-people.ts";
import { type Engine, type EngineOptions, startEngine } from "./engine.ts";
import { applyEnvironment, functionEnvironment, readCursorSecret } from "./environment.ts";
import { type Listener, type LocalServer, listen } from "./http-server.ts";
import { issuerAddresses } from "./issuer.ts";
import {
  type FunctionName,
  type Handlers,
  type LambdaFunction,
  lambdaFunction,
  TIMEOUTS_MS,
} from "./lambda-function.ts";
import { dispatch, jsonService } from "./local-services.ts";
import { takeLock } from "./lock.ts";
import { startServices } from "./runtime-services.ts";
import { makeTables, type TableNames } from "./tables.ts";

export type RuntimeOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Everything the runtime keeps; made when it does not exist. */
  readonly dataDir: string;
  readonly folders: BundleFolders;
  readonly log: (line: string) => void;
  /** The database engine: a given one (DYNAMODB_ENDPOINT), or one kind of the built-in ones. */
  readonly engine?: Pick<EngineOptions, "endpoint" | "kind">;
  readonly people?: readonly DemoPerson[];
  readonly now?: () => Date;
};

export type Runtime = {
  readonly origin: string;
  readonly tables: TableNames;
  /** Address of the database engine. */
  readonly endpoint: string;
  /** Resolves, with what it said last, when the engine ends by itself: nothing works any more. */
  readonly engineEnded: Promise<string>;
  /** Resolves when projections and outbox have been given everything written so far. */
  readonly drained: () => Promise<void>;
  /** Ends everything that was started, in an order in which nothing is lost. Safe to repeat. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the whole system on this machine. It sets variables of this process's environment, for the functions run in it:
 * one runtime a process at a time.
 *
 * @throws SetupError when something about this machine is in the way; nothing is left running then.
 */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const stack = new AsyncDisposableStack();
  try {
    return await start(options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function start(options: RuntimeOptions, stack: AsyncDisposableStack): Promise<Runtime> {
  const now = options.now ?? (() => new Date());
  const facts: { pid: number; endpoint?: string; tables?: TableNames } = { pid: process.pid };
  const { server, answerWith } = await openServer(options.port, { stack, facts });
  const { origin } = server;
  const lock = await takeLock(options.dataDir, origin);
  stack.defer(lock.release);
  const bundled = bundleFunctions(options.folders);
  // Awaited below. Until then a failure to bundle must not end the process, and a start that fails must not leave it writing.
  const bundlingEnded = bundled.catch(() => undefined);
  stack.defer(async () => {
    await bundlingEnded;
  });
  const engine = await openEngine(options, stack);
  // Once more: requests end before the engine does, background work before the requests.
  stack.defer(server.close);
  const { tables, streamArn } = await openTables(engine, stack);
  Object.assign(facts, { endpoint: engine.endpoint, tables });
  await bundled;
  const cursorSecret = readCursorSecret(options.dataDir);
  applyEnvironment(functionEnvironment({ origin, endpoint: engine.endpoint, tables, cursorSecret }));
  const handlers = await importFunctions(options.folders.buildDir, `${now().getTime()}-${server.port}`);
  const { listener, drained } = await startServices(
    {
      origin,
      issuer: issuerAddresses(origin).issuer,
      dataDir: options.dataDir,
      engine,
      streamArn,
      recordsTable: tables.records,
      functions: functionsOf(handlers),
      people: options.people ?? DEMO_PEOPLE,
      now,
      log: options.log,
    },
    stack,
  );
  answerWith(listener);
  return {
    origin,
    tables,
    endpoint: engine.endpoint,
    engineEnded: engine.ended,
    drained,
    stop: () => stack.disposeAsync(),
  };
}

/**
 * Takes the port before anything else is started; until all is ready, requests are told to come again. `facts` is what the
 * runtime says of itself to the project's own commands, read anew each time.
 */
async function openServer(
  port: number,
  { stack, facts }: { stack: AsyncDisposableStack; facts: object },
): Promise<{ server: LocalServer; answerWith: (listener: Listener) => void }> {
  let answer = jsonService(503, () => ({ message: "Service Unavailable" }));
  const about = jsonService(200, () => facts);
  const server = await listen(
    port,
    dispatch([{ path: "/local/runtime", listener: about }], (request, response) => answer(request, response)),
  );
  stack.defer(server.close);
  return {
    server,
    answerWith: (listener) => {
      answer = listener;
    },
  };
}

async function openEngine(options: RuntimeOptions, stack: AsyncDisposableStack): Promise<Engine> {
  const engine = await startEngine({ folder: join(options.dataDir, "dynamodb"), ...options.engine });
  stack.defer(engine.stop);
  return engine;
}

async function openTables(
  engine: Engine,
  stack: AsyncDisposableStack,
): Promise<{ tables: TableNames; streamArn: string }> {
  const client = makeClient(engine.endpoint);
  stack.defer(() => client.destroy());
  const tables = await makeTables(client);
  return { tables, streamArn: await streamOf(client, tables.records) };
}

async function streamOf(client: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
  if (Table?.LatestStreamArn === undefined) throw new Error(`The table ${table} has no stream.`);
  return Table.LatestStreamArn;
}

function functionsOf(handlers: Handlers): Readonly<Record<FunctionName, LambdaFunction>> {
  const make = (name: FunctionName) => lambdaFunction(name, handlers[name], TIMEOUTS_MS[name]);
  return {
    api: make("api"),
    web: make("web"),
    public: make("public"),
    documents: make("documents"),
    projections: make("projections"),
    outbox: make("outbox"),
    jobs: make("jobs"),
    reminders: make("reminders"),
  };
}
