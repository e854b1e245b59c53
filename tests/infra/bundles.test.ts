import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { readStage } from "../../infra/config.ts";
import { LambdaFunction } from "../../infra/constructs/lambda-function.ts";
import { type Bundle, type BundleFile, bundleFunction, bytesOf } from "../support/bundle.ts";

const FUNCTIONS = join(import.meta.dirname, "../../functions");
const API_LIMIT_BYTES = 750_000;
const PUBLIC_LIMIT_BYTES = 500_000;
const WEB_LIMIT_BYTES = 700_000;
const names = (await readdir(FUNCTIONS, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const run = promisify(execFile);

/** Values every schema accepts; a setting that needs another must be added here. */
const ADDRESSES = /_URL$|_ISSUER$/;

let out: string;
const bundles = new Map<string, Bundle>();
const bundleNamed = (name: string): Bundle => {
  const bundle = bundles.get(name);
  if (!bundle) throw new Error(`There is no bundle of ${name}.`);
  return bundle;
};
const addressOf = (name: string) => JSON.stringify(pathToFileURL(bundleNamed(name).entry).href);

beforeAll(async () => {
  // Outside the project: whatever a bundle leaves out is not to be found there, as in Lambda.
  out = await mkdtemp(join(tmpdir(), "throughline-bundles-"));
  for (const name of names) bundles.set(name, await bundleFunction(name, join(out, name)));
});

afterAll(() => rm(out, { recursive: true }));

/** The environment of a function that has its settings and nothing else. */
async function settingsOf(name: string) {
  const { EnvSchema }: { EnvSchema: () => z.ZodObject } = await import(join(FUNCTIONS, name, "env.ts"));
  const settings = Object.keys(EnvSchema().shape).map((key) => [
    key,
    ADDRESSES.test(key) ? "https://example.org/" : "some-name-of-enough-length-to-be-a-secret",
  ]);
  return {
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "some",
    AWS_SECRET_ACCESS_KEY: "some",
    ...Object.fromEntries(settings),
  };
}

describe.each(names)("the bundle of %s", (name) => {
  test("starts in a process of its own that has its settings and nothing else, and exports a handler", async () => {
    const env = await settingsOf(name);
    const script = `const { handler } = await import(${addressOf(name)}); console.log(typeof handler); process.exit()`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env, cwd: out });
    expect(stdout.trim()).toBe("function");
  });

  test("does not start without them", async () => {
    const script = `await import(${addressOf(name)})`;
    const started = run(process.execPath, ["--input-type=module", "-e", script], {
      env: { AWS_REGION: "eu-west-1" },
      cwd: out,
    });
    await expect(started).rejects.toThrow("The environment of this function is not complete.");
  });
});

describe("the bundle of api", () => {
  test("loads no more than 750 KB at start", () => {
    const bytes = bytesOf(bundleNamed("api").atStart);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(API_LIMIT_BYTES);
  });

  test("loads no route at start, and holds every file of routes", async () => {
    const folder = "functions/api/routes/";
    const routesIn = (files: readonly BundleFile[]) =>
      files
        .flatMap(({ sources }) => sources)
        .filter((source) => source.startsWith(folder))
        .map((source) => source.slice(folder.length))
        .sort();
    const { atStart, files } = bundleNamed("api");
    expect(routesIn(atStart)).toEqual(["index.ts"]);
    expect(routesIn(files)).toEqual((await readdir(join(FUNCTIONS, "api/routes"))).sort());
  });

  test("answers from the files that it loads with a request", async () => {
    const { entry } = bundleNamed("api");
    const event = {
      version: "2.0",
      rawPath: "/v1/portfolio",
      rawQueryString: "",
      headers: { host: "api.example" },
      requestContext: { http: { method: "GET", path: "/v1/portfolio" }, requestId: "request-1" },
    };
    const script = `
      const { handler } = await import(${JSON.stringify(pathToFileURL(entry).href)});
      const answer = await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 5000 });
      console.log(answer.statusCode, answer.headers["content-type"], JSON.parse(answer.body).code);
      process.exit();`;
    const env = await settingsOf("api");
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { env, cwd: out });
    expect(stdout.trim()).toBe("401 application/problem+json not_signed_in");
  });
});

test.each(names)(
  "no binary is in the bundle of %s, but the solver's in that of jobs, which is not read at start",
  (name) => {
    const isBinary = ({ path }: BundleFile) => path.endsWith(".wasm");
    const { atStart, files } = bundleNamed(name);
    expect(atStart.filter(isBinary)).toEqual([]);
    expect(files.filter(isBinary).length).toBeLessThanOrEqual(name === "jobs" ? 1 : 0);
    // Nor is the code that reads it.
    expect(atStart.flatMap(({ sources }) => sources).filter((source) => source.includes("/highs/"))).toEqual(
      [],
    );
  },
);

test("the bundle of public loads no more than 500 KB at start, and the document of the API with its first reader", () => {
  const { atStart, files } = bundleNamed("public");
  const holds = (some: readonly BundleFile[]) =>
    some.some(({ sources }) => sources.includes("functions/public/openapi.json"));
  expect(bytesOf(atStart)).toBeLessThanOrEqual(PUBLIC_LIMIT_BYTES);
  expect([holds(atStart), holds(files)]).toEqual([false, true]);
});

test("the bundle of web loads no more than 700 KB at start, and each page and form with the first who asks for it", () => {
  const { atStart, files } = bundleNamed("web");
  const lazily = (some: readonly BundleFile[]) =>
    some
      .flatMap(({ sources }) => sources)
      .filter((source) =>
        /^functions\/(web\/(pages|acts|views\/commitment)|api\/routes\/commitments)/.test(source),
      );
  expect(bytesOf(atStart)).toBeLessThanOrEqual(WEB_LIMIT_BYTES);
  expect(lazily(atStart)).toEqual([]);
  expect(lazily(files).length).toBeGreaterThan(20);
});

test.each(names)("no module stands twice in the bundle of %s", (name) => {
  // A binary is named both by itself and by the code that asks for it.
  const code = bundleNamed(name).files.filter(({ path }) => path.endsWith(".mjs"));
  const sources = code.flatMap((file) => file.sources);
  expect(sources.length).toBeGreaterThan(0);
  // hono and middy compare what they are given with their own; a second copy would be a stranger.
  expect(sources.filter((source, index) => sources.indexOf(source) !== index)).toEqual([]);
});

test("what is deployed depends on the code alone, not on where it is synthesised", () => {
  const deployed = ["here", "in/another/place"].map((place) => {
    const app = new App({ outdir: join(out, place) });
    const stack = new Stack(app, "Stack");
    new LambdaFunction(stack, "Outbox", {
      stage: readStage(() => undefined),
      name: "outbox",
      purpose: "To be packed.",
      environment: { JOBS_QUEUE_URL: "queue", EVENT_BUS_NAME: "bus" },
      memoryMb: 128,
      timeoutSeconds: 1,
      permissions: [],
    });
    const [made] = Object.values(Template.fromStack(stack).findResources("AWS::Lambda::Function"));
    const key: string = made?.Properties.Code.S3Key;
    return { key, files: readdirSync(join(out, place, `asset.${key.replace(".zip", "")}`)).sort() };
  });
  expect(deployed[0]).toEqual(deployed[1]);
  expect(deployed[0]?.files).toEqual(expect.arrayContaining(["index.mjs", "index.mjs.map"]));
});
