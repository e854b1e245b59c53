import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "../../../infra/local/child-process.ts";
import { lockHolder } from "../../../infra/local/lock.ts";
import { removeData } from "../../../infra/local/remove-data.ts";

let folder: string;
let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-run-"));
  dataDir = join(folder, "data");
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

type Started = {
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
  origin: () => Promise<string>;
};

function start(env: Record<string, string> = {}): Started {
  const script = fileURLToPath(new URL("run-fake.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder], { env: { ...process.env, ...env } });
  children.push(child);
  let text = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const origin = async () => {
    for (let attempt = 0; attempt < 1200; attempt++) {
      const found = /Throughline runs at (\S+)/.exec(text)?.[1];
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`It did not start: ${text}`);
  };
  return { child, said: () => text, ended, origin };
}

/** The processes on this machine whose command names our folder: number, then command. Where there is no /proc, `ps` is asked. */
async function leftBehind(): Promise<string[]> {
  const commands = existsSync("/proc/self/cmdline") ? await commandsOfProc() : await commandsOfPs();
  return commands.filter((line) => line.includes(folder));
}

async function commandsOfProc(): Promise<string[]> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  // One that ends while it is read has no command any more.
  const commandOf = (id: string) => readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
  return Promise.all(ids.map(async (id) => `${id} ${(await commandOf(id)).replaceAll("\0", " ")}`));
}

async function commandsOfPs(): Promise<string[]> {
  const listed = spawn("ps", ["-eo", "pid,args"]);
  let text = "";
  for await (const chunk of listed.stdout) text += chunk;
  return text.split("\n");
}

async function untilNothingIsLeft(): Promise<string[]> {
  let left = await leftBehind();
  for (let attempt = 0; attempt < 60 && left.length > 0; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = await leftBehind();
  }
  return left;
}

describe("npm start", () => {
  test("says where it is, how to sign in, how to get a token, and where data is", async () => {
    const runtime = start({ PORT: "0" });
    const origin = await runtime.origin();
    expect(runtime.said()).toContain("Backbone data lead, Cedar County Promise");
    expect(runtime.said()).toContain(`curl -s "${origin}/local/token?person=funder"`);
    expect(runtime.said()).toContain("`npm run reset`");
    expect((await fetch(origin)).status).toBe(200);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("leaves nothing running after %s", async (signal) => {
    const runtime = start({ PORT: "0" });
    await runtime.origin();
    expect((await leftBehind()).length).toBeGreaterThan(1);
    runtime.child.kill(signal);
    expect(await runtime.ended).toBe(0);
    expect(await untilNothingIsLeft()).toEqual([]);
    expect(await lockHolder(dataDir)).toBeUndefined();
  });

  test("loads the demo data into an empty system, the first time only", async () => {
    const runtime = start({ PORT: "0" });
    const origin = await runtime.origin();
    for (let attempt = 0; attempt < 1200 && !runtime.said().includes("The demo data is loaded."); attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect((await fetch(`${origin}/v1/demo`)).status).toBe(200);
    runtime.child.kill("SIGINT");
    await runtime.ended;
    const again = start({ PORT: "0" });
    expect((await fetch(`${await again.origin()}/v1/demo`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(again.said()).not.toContain("demo data is loaded");
  });

  test("killed without warning leaves no engine behind, and starts again on its data", async () => {
    const runtime = start({ PORT: "0" });
    await fetch(`${await runtime.origin()}/v1/kept`, {
      method: "PUT",
      body: "x",
      headers: { "content-type": "text/plain" },
    });
    runtime.child.kill("SIGKILL");
    await runtime.ended;
    expect(await untilNothingIsLeft()).toEqual([]);
    const again = start({ PORT: "0" });
    expect((await fetch(`${await again.origin()}/v1/kept`)).status).toBe(200);
  });

  test("ends, and says so, when the database engine ends by itself", async () => {
    const runtime = start({ PORT: "0" });
    await runtime.origin();
    const engine = (await leftBehind()).find((line) => line.includes(join(dataDir, "dynamodb")));
    process.kill(Number.parseInt(engine ?? "", 10), "SIGKILL");
    expect(await runtime.ended).toBe(1);
    expect(runtime.said()).toContain("The database engine ended by itself");
    expect(await untilNothingIsLeft()).toEqual([]);
  });

  test("refuses a taken port in one paragraph, without a stack", async () => {
    const port = String(await freePort());
    const first = start({ PORT: port });
    await first.origin();
    const second = start({ PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.said().trim()).toMatch(/^Port \d+ is taken by another program[^\n]*$/);
  });

  test("refuses a DYNAMODB_ENDPOINT that does not answer, and one that is no address", async () => {
    const silent = start({ PORT: "0", DYNAMODB_ENDPOINT: "http://127.0.0.1:1" });
    expect(await silent.ended).toBe(1);
    expect(silent.said().trim()).toMatch(/^DYNAMODB_ENDPOINT is http:\/\/127\.0\.0\.1:1, but no [^\n]*$/);
    const nonsense = start({ PORT: "0", DYNAMODB_ENDPOINT: "localhost" });
    expect(await nonsense.ended).toBe(1);
    expect(nonsense.said()).toContain("which is not an address");
  });
});

test("reset refuses while a runtime runs, and removes everything after it", async () => {
  const runtime = start({ PORT: "0" });
  const origin = await runtime.origin();
  await expect(removeData(dataDir)).rejects.toThrow(`a Throughline is running on this data, at ${origin}`);
  expect(JSON.parse(await readFile(join(dataDir, "runtime.json"), "utf8"))).toMatchObject({ origin });
  runtime.child.kill("SIGINT");
  await runtime.ended;
  expect(await removeData(dataDir)).toContain("All local data is removed");
  await expect(readFile(join(dataDir, "issuer.json"))).rejects.toThrow("ENOENT");
});
