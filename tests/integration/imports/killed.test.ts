import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBuckets } from "../../../infra/local/bucket.ts";
import { CREDENTIALS, REGION } from "../../../infra/local/clients.ts";
import { type LocalServer, listen } from "../../../infra/local/http-server.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { chunksFrom, loadJob, uploadKey } from "../../../shared/interchange/import-job.store.ts";
import { PHASES } from "../../../shared/interchange/import-job.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import { indicatorPk } from "../../../shared/measurement/indicator.store.ts";
import { toSet } from "../../../shared/measurement/observation.store.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { random } from "../../support/random.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";
import type { Life, Said } from "./mortal-life.ts";

const PLACES = 480;
const GROUPS = 25;
const ROWS = PLACES * GROUPS;
const KILLS = { check: 3, record: 7 } as const;
const BUCKET = "files";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;
let bucket: LocalServer;
let folder: string;
let s3: S3Client;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
  folder = await mkdtemp(join(tmpdir(), "throughline-killed-"));
  bucket = await listen(0, makeBuckets({ prefix: "/s3", buckets: [BUCKET], folder, now: () => new Date() }));
  s3 = new S3Client({ endpoint: `${bucket.origin}/s3`, region: REGION, credentials: CREDENTIALS });
});
afterAll(async () => {
  s3.destroy();
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
  await world.stop();
});

/** Sorted by group, so that the file takes every table apart. */
function aFile(): string {
  const places = Array.from({ length: PLACES }, (_, n) => `District ${n}`);
  const rows = Array.from({ length: GROUPS }, (_, group) =>
    places.map((place, n) => `${place},Group ${group},200,${50 + ((n * 7 + group) % 100)},`),
  );
  return ["District,Group,Cohort,Graduates,Rate", ...rows.flat()].join("\n");
}

/** A strict import of the file into an indicator of its own, started, its file where a process of its own can read it. */
async function anImport(): Promise<{ indicatorId: string; body: object; id: string }> {
  const indicatorId = await anIndicator(world, { lead, partnershipId });
  const mapping = aMapping({ value: undefined });
  const body = {
    kind: "observations-csv",
    strict: true,
    options: { indicatorId, mapping, source: "State files" },
  };
  const id = await world.start(lead, body, aFile());
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: uploadKey(id), Body: aFile() }));
  return { indicatorId, body, id };
}

type Lived = { readonly signal: string | null; readonly code: number | null; readonly said: readonly Said[] };

/** Lets a worker run the steps of a job until it ends or dies. */
async function live(jobId: string, fate: Pick<Life, "redelivered" | "diesAt" | "answered">): Promise<Lived> {
  const life: Life = {
    endpoint: world.endpoint,
    table: world.table.name,
    bucket: { endpoint: `${bucket.origin}/s3`, name: BUCKET },
    jobId,
    stepMs: 4_000,
    from: world.clock(),
    ...fate,
  };
  const file = fileURLToPath(new URL("mortal-worker.ts", import.meta.url));
  const child = spawn(process.execPath, [file, JSON.stringify(life)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code, signal] = await once(child, "close");
  return { code, signal, said: output.split("\n").flatMap((line) => (line ? [JSON.parse(line)] : [])) };
}

/** The cells of each stored revision, by what names it but the indicator. */
async function storedIn(indicatorId: string) {
  const items = await queryAll(world.table, { partition: indicatorPk(indicatorId), prefix: "O#" });
  return items
    .map(toSet)
    .map(({ key: { indicatorId: _own, ...key }, revision, cells }) => ({ key, revision, cells }));
}

/** Lines of all results that are stored of a phase. */
async function linesOf(id: string, phase: (typeof PHASES)[number]): Promise<(number | undefined)[]> {
  const { chunks } = await chunksFrom(world.table, { id, phase }, { from: 0, limit: 1000 });
  return chunks.flatMap(({ results }) => results.map(({ line }) => line)).toSorted((a = 0, b = 0) => a - b);
}

/** Moments of an undisturbed run at which to kill, as requests to the table: spread over both phases, each anywhere in its part. */
function momentsOf(spent: Record<"check" | "record", number>, next: () => number): number[] {
  const spread = (from: number, length: number, count: number) =>
    Array.from({ length: count }, (_, part) => Math.floor(from + ((part + next()) * length) / count) + 1);
  return [...spread(0, spent.check, KILLS.check), ...spread(spent.check, spent.record - 1, KILLS.record)];
}

function ended(lived: Lived): Record<"check" | "record", number> {
  const last = lived.said.at(-1);
  if (lived.code !== 0 || !last || !("spent" in last)) throw new Error(`A worker ended badly: ${lived.code}`);
  return last.spent;
}

describe("an import whose process is killed", () => {
  it("ten times, while it checks and while it records, loses nothing and doubles nothing", async () => {
    const calm = await anImport();
    const spent = ended(await live(calm.id, {}));
    const next = random(20_261_130);
    const moments = momentsOf(spent, next);
    expect(moments).toHaveLength(10);

    const { indicatorId, body, id } = await anImport();
    const phases: string[] = [];
    let redelivered: number | undefined;
    for (const [order, moment] of moments.entries()) {
      const diesAt = moment - (moments[order - 1] ?? 0);
      const fate = {
        diesAt,
        answered: next() < 0.5,
        ...(redelivered === undefined ? {} : { redelivered }),
      };
      const { signal, said } = await live(id, fate);
      expect(signal).toBe("SIGKILL");
      redelivered = said.flatMap((each) => ("step" in each ? [each.step] : [])).at(-1) ?? redelivered;
      phases.push((await loadJob(world.table, id))?.phase ?? "gone");
    }
    expect(new Set(phases)).toEqual(new Set(PHASES));
    ended(await live(id, redelivered === undefined ? {} : { redelivered }));

    const sets = await storedIn(indicatorId);
    expect(sets).toHaveLength(PLACES);
    expect(sets).toEqual(await storedIn(calm.indicatorId));
    expect(new Set(sets.map(({ revision }) => revision))).toEqual(new Set([1]));
    const lines = Array.from({ length: ROWS }, (_, row) => row + 2);
    for (const phase of PHASES) expect(await linesOf(id, phase)).toEqual(lines);

    const { body: done } = await world.call<ImportView>(lead, "GET", `/imports/${id}`);
    expect(done).toMatchObject({ status: "done", progress: { done: ROWS, total: ROWS, observations: ROWS } });
    // What an attempt recorded that died before it answered is found recorded, and answered as unchanged.
    expect(done.progress.new + done.progress.unchanged).toBe(ROWS);
    expect(done.progress.unchanged).toBeGreaterThan(0);
    expect(done.progress).toMatchObject({ changed: 0, rejected: 0, heldBack: 0 });

    const before = await world.everythingButJobs();
    const again = await world.run(lead, body, aFile());
    expect(again.progress).toMatchObject({ unchanged: ROWS, new: 0, changed: 0, rejected: 0 });
    expect(await world.everythingButJobs()).toBe(before);
  }, 180_000);
});
