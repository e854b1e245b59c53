import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { type Child, freePort, startChild } from "./child-process.ts";
import { makeClient } from "./clients.ts";
import { type EmbeddedStream, openEmbeddedStream } from "./embedded-stream.ts";
import { chooseEngine, JAVA, type LocalEngineKind, type Offer, offerOfThisMachine } from "./engine-choice.ts";
import { errorMessage, SetupError } from "./setup-error.ts";

export type Engine = {
  /** `given` is one that somebody else runs, named by DYNAMODB_ENDPOINT. */
  readonly kind: LocalEngineKind | "given";
  readonly endpoint: string;
  /** Only the embedded engine needs help with its stream. */
  readonly stream: EmbeddedStream | undefined;
  /** Resolves, with what the engine said last, when it ends by itself. Never for a given one. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
};

export type EngineOptions = {
  /** Where its data is kept; made when it does not exist. */
  readonly folder: string;
  /** Keep nothing where the engine can do without a file (DynamoDB Local, which is twice as fast then). */
  readonly throwAway?: boolean;
  readonly kind?: LocalEngineKind;
  /** DYNAMODB_ENDPOINT: use this engine and start none. */
  readonly endpoint?: string;
  readonly offer?: Offer;
};

/**
 * Starts a DynamoDB-compatible engine on a free port of the loopback interface, or checks the given one.
 *
 * @throws SetupError with what happened and what to do.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  if (options.endpoint !== undefined) return givenEngine(options.endpoint);
  const offer = options.offer ?? offerOfThisMachine();
  const kind = chooseEngine(offer, options.kind);
  mkdirSync(options.folder, { recursive: true });
  const { child, endpoint } = await startListening((port) => commandOf(kind, offer, options, port));
  const stream = kind === "embedded" ? openEmbeddedStream(join(options.folder, "embedded.db")) : undefined;
  const ended = Promise.withResolvers<string>();
  let stopping = false;
  void child.exited.then(() => {
    if (!stopping) ended.resolve(child.output());
  });
  return {
    kind,
    endpoint,
    stream,
    ended: ended.promise,
    stop: async () => {
      if (stopping) return;
      stopping = true;
      stream?.close();
      await child.stop();
    },
  };
}

async function givenEngine(endpoint: string): Promise<Engine> {
  if (!URL.canParse(endpoint)) {
    throw new SetupError(
      `DYNAMODB_ENDPOINT is "${endpoint}", which is not an address. Give one such as http://127.0.0.1:8000, or unset it to use the built-in engine.`,
    );
  }
  const problem = await ask(endpoint, 5_000);
  if (problem === undefined) {
    const never = new Promise<string>(() => undefined);
    return { kind: "given", endpoint, stream: undefined, ended: never, stop: async () => undefined };
  }
  throw new SetupError(
    `DYNAMODB_ENDPOINT is ${endpoint}, but no DynamoDB-compatible engine answers there (${problem}). Start that engine ` +
      "or correct the address, or unset DYNAMODB_ENDPOINT to use the built-in engine.",
  );
}

type Command = { readonly program: string; readonly args: readonly string[] };

function commandOf(kind: LocalEngineKind, offer: Offer, options: EngineOptions, port: number): Command {
  if (kind === "embedded") {
    const file = join(options.folder, "embedded.db");
    const args = ["serve", "--host", "127.0.0.1", "--port", String(port), "--db-path", file];
    return { program: offer.binary ?? "dynoxide", args };
  }
  const release = offer.jarFolder ?? ".";
  const library = `-Djava.library.path=${join(release, "DynamoDBLocal_lib")}`;
  const jar = join(release, "DynamoDBLocal.jar");
  const where = options.throwAway ? ["-inMemory"] : ["-dbPath", options.folder];
  const args = [library, "-jar", jar, ...where, "-sharedDb", "-disableTelemetry", "-port", String(port)];
  return { program: JAVA, args };
}

/** Another program may take the free port between our look and the engine's start: hence a second and a third try. */
async function startListening(
  command: (port: number) => Command,
): Promise<{ child: Child; endpoint: string }> {
  let said = "";
  for (let attempt = 0; attempt < 3; attempt++) {
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const { program, args } = command(port);
    const child = await startChild(program, args);
    if (await answers(child, endpoint)) return { child, endpoint };
    said = child.output();
    await child.stop();
  }
  throw new SetupError(
    `The database engine did not start: ${said || "it said nothing and answered nothing for 30 seconds"}. If its data is ` +
      "damaged, `npm run reset` removes it; otherwise set DYNAMODB_ENDPOINT to the address of an engine that is already running.",
  );
}

async function answers(child: Child, endpoint: string): Promise<boolean> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && !child.hasExited()) {
    if ((await ask(endpoint, 2_000)) === undefined) return true;
    await Promise.race([child.exited, new Promise((resolve) => setTimeout(resolve, 25))]);
  }
  return false;
}

/** Asks for a list of tables: undefined when the engine answers, otherwise what went wrong. */
async function ask(endpoint: string, timeout: number): Promise<string | undefined> {
  const client = makeClient(endpoint, { maxAttempts: 1 });
  try {
    await client.send(new ListTablesCommand({ Limit: 1 }), { abortSignal: AbortSignal.timeout(timeout) });
    return undefined;
  } catch (error) {
    return errorMessage(error);
  } finally {
    client.destroy();
  }
}
