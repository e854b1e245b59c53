import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorCode, SetupError } from "./setup-error.ts";

/** Who uses a data folder. */
export type Holder = { readonly pid: number; readonly origin: string };

/**
 * Takes a data folder for this process, so that two runtimes never write one database and `reset` never removes data in
 * use. What a crashed runtime left behind is taken over.
 *
 * @throws SetupError when a running one holds it.
 */
export async function takeLock(dataDir: string, origin: string): Promise<{ release: () => void }> {
  const file = join(dataDir, "runtime.json");
  mkdirSync(dataDir, { recursive: true });
  const holder = await lockHolder(dataDir);
  if (holder) {
    throw new SetupError(
      `A Throughline is already running on this data, at ${holder.origin} (process ${holder.pid}). Use that one, or stop it ` +
        "with Ctrl-C in its terminal and start again.",
    );
  }
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, origin }), { flag: "wx" });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    throw new SetupError("Another Throughline is starting on this data at this moment. Use that one.");
  }
  return { release: () => rmSync(file, { force: true }) };
}

/** The runtime that is using a data folder now, if any. */
export async function lockHolder(dataDir: string): Promise<Holder | undefined> {
  const holder = readHolder(join(dataDir, "runtime.json"));
  if (!holder || !isAlive(holder.pid)) return undefined;
  return (await answersAs(holder)) ? holder : undefined;
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder: Holder = JSON.parse(readFileSync(file, "utf8"));
    return Number.isInteger(holder.pid) ? holder : undefined;
  } catch {
    // None, or one that a crash left half written.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

/** The number of a dead process may have passed to a stranger: the runtime has to say itself that it is the one. */
async function answersAs(holder: Holder): Promise<boolean> {
  try {
    const answer = await fetch(`${holder.origin}/local/runtime`, { signal: AbortSignal.timeout(3_000) });
    const said: unknown = await answer.json();
    return typeof said === "object" && said !== null && "pid" in said && said.pid === holder.pid;
  } catch (error) {
    // Too busy to answer is running; nobody there is not.
    return error instanceof Error && error.name === "TimeoutError";
  }
}
