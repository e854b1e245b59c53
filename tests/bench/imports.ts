import type { AttributeValue, PutItemCommandInput } from "@aws-sdk/client-dynamodb";
import { composeSteps } from "../../functions/jobs/compose.ts";
import type { Principal } from "../../shared/identity/principal.ts";
import { createImport } from "../../shared/interchange/create-import.ts";
import { loadJob } from "../../shared/interchange/import-job.store.ts";
import { type ImportJob, isActive } from "../../shared/interchange/import-job.ts";
import { BATCHES_AT_ONCE } from "../../shared/interchange/import-observations.ts";
import { NewImportSchema } from "../../shared/interchange/import-options.ts";
import { runImportStep } from "../../shared/interchange/run-import-step.ts";
import { startImport } from "../../shared/interchange/start-import.ts";
import { findIndicators } from "../../shared/measurement/indicator.store.ts";
import { SET_TYPE } from "../../shared/measurement/observation.store.ts";
import { WIDTH } from "../../shared/measurement/record-observations.ts";
import { newId } from "../../shared/platform/id.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import { type Item, type Table, toItem } from "../../shared/platform/table.ts";
import { systemClock } from "../../shared/platform/time.ts";
import { NOT_EXISTS, putIf } from "../../shared/platform/transaction.ts";
import { makeFundedPartnership, type World } from "../support/world.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

const PLACES = 1_000;
const YEARS = 10;
const GROUPS = 10;
const ROWS = PLACES * YEARS * GROUPS;

/** Short, so that steps and puts of the same items can take turns: whatever else the machine does falls on both. */
const STEP_MS = 1_000;

/**
 * An import of 100,000 rows that are stored as 10,000 tables of ten cells, against conditional puts of the same items, as many at
 * once, into a second table of the same engine: in turn, a step and the puts of what it stored. Then the same file once more.
 */
export async function measureImports(
  { world, plain, meter }: { world: World; plain: Table; meter: Meter },
  log: (line: string) => void,
): Promise<Figure[]> {
  const { indicatorIds } = await makeFundedPartnership(world);
  const [indicatorId = ""] = indicatorIds;
  const stored = watchSets(world.table);
  let [puts, putMs] = [0, 0];
  const first = await importFile(world, { indicatorId, meter }, async () => {
    const items = stored.splice(0).map(toItem);
    const start = performance.now();
    await inParallel(items, WIDTH * BATCHES_AT_ONCE, (item) => putNew(plain, item));
    putMs += performance.now() - start;
    puts += items.length;
  });
  expectCounts(first.job, { new: ROWS });
  log(`  ${ROWS} rows imported, ${puts} items put`);
  const again = await importFile(world, { indicatorId, meter }, async () => undefined);
  expectCounts(again.job, { unchanged: ROWS });
  const name = `importing ${ROWS} rows into ${puts} tables`;
  return [
    told(name, (ROWS / first.ms) * 1000, "rows a second"),
    bounded(`${name} / conditional puts of the same items`, first.ms / putMs, { unit: "ratio", bound: 2 }),
    bounded(`${name}, with results and job: per row`, first.writeUnits / ROWS, {
      unit: "write units",
      bound: 0.35,
    }),
    told(`${name}: per row`, first.readUnits / ROWS, "read units"),
    told("importing the same file again", (ROWS / again.ms) * 1000, "rows a second"),
    told("importing the same file again: per row", again.readUnits / ROWS, "read units"),
    told(
      "importing the same file again, with results and job: per row",
      again.writeUnits / ROWS,
      "write units",
    ),
  ];
}

/** Gathers the revisions of sets that are put into a table, as they are sent. */
function watchSets({ client, name }: Table): Record<string, AttributeValue>[] {
  const sets: Record<string, AttributeValue>[] = [];
  client.middlewareStack.add(
    (next) => (args) => {
      const { TableName, Item: item } = args.input as Partial<PutItemCommandInput>;
      if (TableName === name && item?.type?.S === SET_TYPE) sets.push(item);
      return next(args);
    },
    { step: "initialize", name: "watchSets" },
  );
  return sets;
}

/** Makes and starts an import as the API does, and runs its steps to the end as the queue does; `between` is not measured. */
async function importFile(
  { table, backbone }: World,
  { indicatorId, meter }: { indicatorId: string; meter: Meter },
  between: () => Promise<void>,
) {
  const bytes = aFile();
  const files = {
    read: async () => bytes,
    presignUpload: async () => ({ url: "", method: "PUT" as const, headers: {}, expiresAt: systemClock() }),
  };
  const jobId = await start({ table, files, principal: backbone, indicatorId });
  const steps = composeSteps({ table, newId, files, clock: systemClock, stepMs: STEP_MS });
  const sum = { ms: 0, readUnits: 0, writeUnits: 0 };
  for (;;) {
    const job = await loadJob(table, jobId);
    if (!job) throw new Error("The job of the bench went away.");
    if (!isActive(job)) return { ...sum, job };
    const from = performance.now();
    const { used } = await meter.measure(() => runImportStep(steps, { jobId, step: job.step }));
    sum.ms += performance.now() - from;
    sum.readUnits += used.readUnits;
    sum.writeUnits += used.writeUnits;
    await between();
  }
}

async function start(options: {
  table: Table;
  files: Parameters<typeof createImport>[0]["files"];
  principal: Principal;
  indicatorId: string;
}): Promise<string> {
  const { table, files, principal, indicatorId } = options;
  const input = NewImportSchema().parse({
    kind: "observations-csv",
    options: { indicatorId, mapping: MAPPING, source: "Invented" },
  });
  const indicatorFacts = async (ids: readonly string[]) => {
    const found = await findIndicators(table, ids);
    return new Map([...found].map(([id, { indicator, ownerId }]) => [id, { ...indicator, ownerId }]));
  };
  const deps = { table, newId, files, indicatorFacts };
  const made = await createImport(deps, { principal, input, now: systemClock() });
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  const { id: importId, ownerId: organisationId } = made.value.job;
  const started = await startImport({ table }, { organisationId, importId, now: systemClock() });
  if (!started.ok) throw new Error(JSON.stringify(started.problem));
  return importId;
}

const MAPPING = {
  format: "long",
  place: { column: "School" },
  period: { column: "Year", style: "school-year" },
  dimensions: [{ dimension: "race-ethnicity", column: "Group" }],
  numerator: "Reached",
  denominator: "Children",
};

/** School by school, year by year, group by group. */
function aFile(): Uint8Array {
  const lines = ["School,Year,Group,Reached,Children"];
  for (let place = 0; place < PLACES; place++)
    for (let year = 0; year < YEARS; year++)
      for (let group = 0; group < GROUPS; group++) {
        const reached = 100 + ((place * 31 + year * 17 + group * 7) % 200);
        lines.push(
          `School ${place},${2010 + year}-${11 + year},Group ${group},${reached},${400 + (place % 90)}`,
        );
      }
  return new TextEncoder().encode(lines.join("\n"));
}

async function putNew(table: Table, item: Item): Promise<void> {
  const put = await putIf(table, item, NOT_EXISTS);
  if (!put.done) throw new Error("The second table of the bench was not empty.");
}

function expectCounts({ status, counts }: ImportJob, expected: Partial<ImportJob["counts"]>): void {
  const isAsExpected = Object.entries(expected).every(
    ([name, count]) => counts[name as keyof typeof counts] === count,
  );
  if (status !== "done" || !isAsExpected || counts.rejected > 0)
    throw new Error(`An import of the bench ended as ${status}: ${JSON.stringify(counts)}`);
}
