import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { signalGroup } from "./command.ts";
import { openEntrance } from "./entrance.ts";

export const REGION = "us-east-1";
/** What the emulator takes for the account's own credentials. */
export const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

export type Emulator = {
  /** Where it is to be asked, such as `http://127.0.0.1:41234`. */
  readonly origin: string;
  /** Where it listens itself, behind that. */
  readonly address: { readonly host: string; readonly port: number };
  /** The environment for commands that should take it for AWS. */
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => Promise<void>;
};

export type EmulatorOptions = {
  /** The folder of its command. */
  readonly bin: string;
  /** A folder for what it stores while it runs. */
  readonly folder: string;
  readonly logFile: string;
};

/**
 * Its own address of loopback, so that the entrance can have its port at 127.0.0.1: the emulator puts this port into the
 * addresses of queues, and requests to those have to come through the entrance, too.
 */
const HOST = "127.0.0.2";
const START_MS = 60_000;
const STOP_MS = 10_000;

/**
 * Starts the emulator on a free port of this machine's loopback, with IAM enforced, and waits until it answers.
 *
 * @throws when it ends or stays silent for a minute.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const port = await freePort();
  const address = { host: HOST, port };
  const entrance = await openEntrance({ emulator: address, port });
  const { origin } = entrance;
  const log = openSync(options.logFile, "a");
  const child = spawn(join(options.bin, "ministack"), [], {
    env: emulatorEnvironment({ origin, port }, options),
    cwd: options.folder,
    stdio: ["ignore", log, log],
    // A process group of its own: the functions run as its children, and end with it.
    detached: true,
  });
  closeSync(log);
  const stop = async () => {
    await endGroup(child);
    await entrance.stop();
  };
  try {
    await untilHealthy(origin, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, address, env: clientEnvironment(origin), stop };
}

/** The PATH with the node that runs this put first: the emulator runs functions with it, and CDK runs the app. */
function pathOf(...folders: string[]): string {
  return [dirname(process.execPath), ...folders, process.env.PATH].join(delimiter);
}

function emulatorEnvironment(
  { origin, port }: { origin: string; port: number },
  { bin, folder }: EmulatorOptions,
): NodeJS.ProcessEnv {
  return {
    PATH: pathOf(bin),
    HOME: folder,
    TMPDIR: folder,
    TZ: "UTC",
    LOG_LEVEL: "INFO",
    BIND_HOST: HOST,
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: REGION,
    AUTH: "true",
    // Handed on to the functions. An address and not a name, so that buckets are reached by path.
    AWS_ENDPOINT_URL: origin,
    AWS_ENDPOINT_URL_S3: origin,
  };
}

function clientEnvironment(origin: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return {
    ...Object.fromEntries(own),
    PATH: pathOf(),
    AWS_ENDPOINT_URL: origin,
    AWS_ENDPOINT_URL_S3: origin,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  };
}

async function untilHealthy(origin: string, child: ChildProcess): Promise<void> {
  let ended: string | undefined;
  child.once("error", (error) => {
    ended = error.message;
  });
  child.once("exit", (code, signal) => {
    ended = `it ended with ${code ?? signal}`;
  });
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (ended !== undefined) throw new Error(`The emulator did not start: ${ended}`);
    const answer = await fetch(`${origin}/_ministack/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`The emulator did not answer within ${START_MS / 1000} s.`);
}

/** Ends the emulator and the functions it runs: kindly, then not. */
async function endGroup(child: ChildProcess): Promise<void> {
  const exited =
    child.pid !== undefined && child.exitCode === null && child.signalCode === null
      ? once(child, "exit")
      : undefined;
  signalGroup(child, "SIGTERM");
  if (exited) await Promise.race([exited, sleep(STOP_MS, undefined, { ref: false })]);
  signalGroup(child, "SIGKILL");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}
