import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadOnFirstRun } from "../../../infra/local/first-run.ts";
import { takeLock } from "../../../infra/local/lock.ts";
import { removeData } from "../../../infra/local/remove-data.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "throughline-first-run-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

describe("demo data", () => {
  const run = (load: () => Promise<void>, log: (line: string) => void = () => undefined) =>
    loadOnFirstRun({
      dataDir,
      origin: "http://127.0.0.1:1",
      recordsTable: "r",
      load,
      log,
      now: () => new Date("2026-11-23T12:00:00Z"),
    });

  test("is loaded the first time and never again", async () => {
    let loaded = 0;
    const load = async () => {
      loaded += 1;
    };
    expect([await run(load), await run(load), loaded]).toEqual([true, false, 1]);
  });

  test("that could not be loaded is told, and tried again the next time", async () => {
    const lines: string[] = [];
    const failing = async () => Promise.reject(new Error("the table is gone"));
    expect(await run(failing, (line) => lines.push(line))).toBe(false);
    expect(lines.join()).toContain("the table is gone");
    expect(await run(async () => undefined)).toBe(true);
  });
});

describe("reset", () => {
  test("removes the data, and says so when there is none", async () => {
    expect(await removeData(dataDir)).toContain("removed");
    expect(await removeData(dataDir)).toBe("There is no data to remove.");
  });

  test("takes over what a crashed runtime left behind", async () => {
    const lock = await takeLock(dataDir, "http://127.0.0.1:1");
    // Nobody answers at that address, so nobody runs.
    expect(await removeData(dataDir)).toContain("removed");
    lock.release();
  });
});
