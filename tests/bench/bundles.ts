import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { BUNDLING } from "../../infra/bundling.ts";
import { bounded, type Figure, median, told } from "./figure.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const FUNCTIONS = ["api", "web", "public", "projections", "outbox", "jobs", "reminders"] as const;
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
    const sizes: Figure[] = [];
    for (const name of FUNCTIONS) {
      const code = await bundle(
        { entryPoints: [join(ROOT, "functions", name, "handler.ts")] },
        join(folder, `${name}.mjs`),
      );
      const gzipped = Math.round(gzipSync(code).byteLength / 1000);
      const label = `bundle of ${name} (${gzipped} KB gzipped)`;
      const given = { unit: "bytes", bound: API_BYTES };
      sizes.push(
        name === "api" ? bounded(label, code.byteLength, given) : told(label, code.byteLength, "bytes"),
      );
    }
    // As anybody would bundle it: what we leave out of our own functions is one of the ways in which they stay small.
    const stdin = { contents: CLIENT_ONLY, resolveDir: ROOT };
    await bundle({ stdin, external: [] }, join(folder, "client-only.mjs"));
    await bundle({ stdin }, join(folder, "client-trimmed.mjs"));
    return [...sizes, ...(await measureImports(folder))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bundle(entry: object, outfile: string): Promise<Uint8Array> {
  const built = await build({
    ...BUNDLING,
    ...entry,
    outfile,
    sourcemap: false,
    write: false,
    absWorkingDir: ROOT,
  });
  const code = built.outputFiles?.[0]?.contents;
  if (!code) throw new Error(`Nothing was bundled into ${outfile}.`);
  await writeFile(outfile, code);
  return code;
}

/** Imported in turn, so that whatever else the machine does falls on all alike. */
async function measureImports(folder: string): Promise<Figure[]> {
  const plain: number[] = [];
  const trimmed: number[] = [];
  for (let run = 0; run < IMPORTS; run++) {
    const api = await importMs(join(folder, "api.mjs"));
    plain.push(api / (await importMs(join(folder, "client-only.mjs"))));
    trimmed.push(api / (await importMs(join(folder, "client-trimmed.mjs"))));
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
