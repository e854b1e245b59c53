import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { BUNDLING } from "../../infra/bundling.ts";

const FUNCTIONS = join(import.meta.dirname, "../../functions");
const API_LIMIT_BYTES = 750_000;
const names = (await readdir(FUNCTIONS, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const run = promisify(execFile);

/** Values every schema accepts; a setting that needs another must be added here. */
const ADDRESSES = /_URL$|_ISSUER$/;

let out: string;
const bundleOf = (name: string) => join(out, name, "index.mjs");

beforeAll(async () => {
  // Outside the project: whatever a bundle leaves out is not to be found there, as in Lambda.
  out = await mkdtemp(join(tmpdir(), "throughline-bundles-"));
  await build({
    ...BUNDLING,
    entryPoints: names.map((name) => ({ in: join(FUNCTIONS, name, "handler.ts"), out: `${name}/index` })),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    logLevel: "silent",
  });
});

afterAll(() => rm(out, { recursive: true }));

describe.each(names)("the bundle of %s", (name) => {
  test("starts in a process of its own that has its settings and nothing else, and exports a handler", async () => {
    const { EnvSchema }: { EnvSchema: () => z.ZodObject } = await import(join(FUNCTIONS, name, "env.ts"));
    const settings = Object.keys(EnvSchema().shape).map((key) => [
      key,
      ADDRESSES.test(key) ? "https://example.org/" : "some-name-of-enough-length-to-be-a-secret",
    ]);
    const env = {
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "some",
      AWS_SECRET_ACCESS_KEY: "some",
      ...Object.fromEntries(settings),
    };
    const script = `const { handler } = await import(${JSON.stringify(pathToFileURL(bundleOf(name)).href)}); console.log(typeof handler); process.exit()`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env, cwd: out });
    expect(stdout.trim()).toBe("function");
  });

  test("does not start without them", async () => {
    const script = `await import(${JSON.stringify(pathToFileURL(bundleOf(name)).href)})`;
    const started = run(process.execPath, ["--input-type=module", "-e", script], {
      env: { AWS_REGION: "eu-west-1" },
      cwd: out,
    });
    await expect(started).rejects.toThrow("The environment of this function is not complete.");
  });
});

test("the bundle of api holds to its budget of 750 KB", async () => {
  const { size } = await stat(bundleOf("api"));
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThanOrEqual(API_LIMIT_BYTES);
});
