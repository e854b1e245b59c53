import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { BUNDLING } from "../../infra/bundling.ts";
import { type Bundle, type BundleFile, bundleFunction, bytesOf } from "../support/bundle.ts";
import { bounded, type Figure, median, told } from "./figure.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const FUNCTIONS = [
  "api",
  "web",
  "public",
  "documents",
  "projections",
  "outbox",
  "jobs",
  "reminders",
] as const;
const API_BYTES = 750_000;
const IMPORTS = 15;

/** All that a function needs to reach the table, and nothing of ours. */
const CLIENT_ONLY = `
  import { BatchGetItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand, TransactWriteItemsCommand }
    from "@aws-sdk/client-dynamodb";
  export const handler = { client: new DynamoDBClient({}), commands: [BatchGetItemCommand, GetItemCommand, PutItemCommand,
    QueryCommand, TransactWriteItemsCommand] };`;

/** Sizes of the functions' bundles, and what importing the API's costs beside one that holds only the DynamoDB client. */
export async function measureBundles(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-bundles-"));
  try {
    const figures: Figure[] = [];
    for (const name of FUNCTIONS)
      figures.push(...(await sizes(name, await bundleFunction(name, join(folder, name)))));
    return [...figures, ...(await measureImports(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sizes(name: string, { atStart, files }: Bundle): Promise<Figure[]> {
  const label = async (what: string, of: readonly BundleFile[]) =>
    `bundle of ${name}, ${what} (${await described(of)})`;
  const start = await label("loaded at start", atStart);
  const bytes = bytesOf(atStart);
  return [
    name === "api" ? bounded(start, bytes, { unit: "bytes", bound: API_BYTES }) : told(start, bytes, "bytes"),
    told(await label("all files", files), bytesOf(files), "bytes"),
  ];
}

async function described(files: readonly BundleFile[]): Promise<string> {
  const contents = await Promise.all(files.map(({ path }) => readFile(path)));
  const gzipped = contents.reduce((sum, content) => sum + gzipSync(content).byteLength, 0);
  return `${files.length} ${files.length === 1 ? "file" : "files"}, ${Math.round(gzipped / 1000)} KB gzipped`;
}

/** Bundles the client alone: as anybody would, and as our functions are. */
async function bundleClients(folder: string): Promise<void> {
  const client = { ...BUNDLING, stdin: { contents: CLIENT_ONLY, resolveDir: ROOT } };
  // What we leave out of our own functions, and load on first use, is one of the ways in which they stay small.
  const plain = { ...client, external: [], splitting: false };
  await Promise.all([
    build({ ...plain, outdir: join(folder, "client-only") }),
    build({ ...client, outdir: join(folder, "client-trimmed") }),
  ]);
}

/** Imported in turn, so that whatever else the machine does falls on all alike. */
async function measureImports(folder: string): Promise<Figure[]> {
  await bundleClients(folder);
  const plain: number[] = [];
  const trimmed: number[] = [];
  for (let run = 0; run < IMPORTS; run++) {
    const api = await importMs(join(folder, "api/index.mjs"));
    plain.push(api / (await importMs(join(folder, "client-only/stdin.mjs"))));
    trimmed.push(api / (await importMs(join(folder, "client-trimmed/stdin.mjs"))));
  }
  return [
    bounded("import of api / import of the client alone", median(plain), { unit: "ratio", bound: 1.5 }),
    told("import of api / import of the client alone, trimmed as ours is", median(trimmed), "ratio"),
  ];
}

async function importMs(file: string): Promise<number> {
  const script = `const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t);`;
  const address = "http://127.0.0.1:9/";
  const env = {
    AWS_REGION: "us-east-1",
    RECORDS_TABLE: "records",
    FILES_BUCKET: "files",
    CURSOR_SECRET: "secret",
    TOKEN_ISSUER: address,
    TOKEN_KEYS_URL: address,
    TOKEN_AUDIENCE: "client",
  };
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
    env,
  });
  return Number(stdout);
}
