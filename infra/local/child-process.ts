import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

export type Child = {
  readonly pid: number;
  /** What it wrote so far, the last few kilobytes of both outputs. */
  readonly output: () => string;
  readonly exited: Promise<number | undefined>;
  readonly hasExited: () => boolean;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a program that must not outlive this process. Ctrl-C of a terminal goes to a whole process group, so the child
 * gets a group of its own and is stopped by us, last. Should this process die without a chance to stop it (kill -9, a
 * crash), the pipe to a watching shell closes and that shell ends the child. On Windows there is no such shell: there
 * the child ends with every ordinary exit only.
 *
 * @throws the system error when the program cannot be started (ENOENT: it does not exist).
 */
export async function startChild(command: string, args: readonly string[]): Promise<Child> {
  const child = spawn(command, args, {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let exited = false;
  const exit = new Promise<number | undefined>((resolve) => {
    child.once("exit", (code) => {
      exited = true;
      resolve(code ?? undefined);
    });
  });
  await new Promise((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const pid = child.pid ?? 0;
  const output = collectOutput(child);
  const guard = guardOf(pid);
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  void exit.then(() => {
    process.off("exit", endWithUs);
    guard?.kill("SIGKILL");
  });
  const stop = async () => {
    if (!exited) child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 3_000);
    await exit;
    clearTimeout(late);
  };
  return { pid, output, exited: exit, hasExited: () => exited, stop };
}

/** A port nobody listens on now, on the loopback interface. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("A loopback server has no port.");
  return address.port;
}

function guardOf(pid: number): ChildProcess | undefined {
  if (process.platform === "win32") return undefined;
  const script = `cat >/dev/null; kill -9 ${pid} 2>/dev/null`;
  const guard = spawn("/bin/sh", ["-c", script], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  // Its work is done when it ends, however it ends; neither it nor its pipe keeps this process alive.
  guard.on("error", () => undefined);
  guard.stdin?.on("error", () => undefined);
  guard.unref();
  return guard;
}

function collectOutput(child: ChildProcess): () => string {
  let text = "";
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString("utf8")).slice(-8_192);
  };
  child.stdout?.on("data", add);
  child.stderr?.on("data", add);
  return () => text.trim();
}
