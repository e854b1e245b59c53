import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { fileURLToPath } from "node:url";

/** The folder of the project. */
export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

export type Command = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Aborted, it ends the command. */
  readonly signal?: AbortSignal;
};

/** Runs a command with its output on this terminal, and answers its exit code. */
export function runVisibly(command: Command): Promise<number> {
  const child = spawn(command.command, command.args, { ...place(command), stdio: "inherit" });
  return exitOf(child, command.signal);
}

/**
 * Runs a command with its output in `logFile`.
 *
 * @throws when it does not exit with 0; the message ends with what it said last.
 */
export async function runQuietly(command: Command, logFile: string): Promise<void> {
  const log = createWriteStream(logFile, { flags: "a" });
  const child = spawn(command.command, command.args, {
    ...place(command),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await exitOf(child, command.signal);
  log.end();
  await finished(log);
  if (code === 0) return;
  const said = (await readFile(logFile, "utf8")).trimEnd().split("\n").slice(-30).join("\n");
  throw new Error(`${command.command} ${command.args[0] ?? ""} exited with ${code}:\n${said}`);
}

/**
 * Runs a command and answers what it printed.
 *
 * @throws when it does not exit with 0; the message holds what it said on its error output.
 */
export async function outputOf(command: Command): Promise<string> {
  const child = spawn(command.command, command.args, {
    ...place(command),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let complaints = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  const code = await exitOf(child, command.signal);
  if (code === 0) return output;
  throw new Error(
    `${command.command} ${command.args.join(" ")} exited with ${code}:\n${complaints.trimEnd()}`,
  );
}

function place({ cwd = PROJECT, env = process.env, signal }: Command) {
  // What can be ended early has a process group of its own, so that what it started ends with it.
  return { cwd, env, detached: signal !== undefined };
}

/**
 * The exit code of a process once its output is complete; one that a signal ended counts as failed.
 *
 * @throws when it could not be started.
 */
async function exitOf(child: ChildProcess, signal?: AbortSignal): Promise<number> {
  const end = () => signalGroup(child, "SIGTERM");
  signal?.addEventListener("abort", end);
  if (signal?.aborted) end();
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    signal?.removeEventListener("abort", end);
  }
}

/** Sends a signal to a process that leads a group, and to all of the group. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
