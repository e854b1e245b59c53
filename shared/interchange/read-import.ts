import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import type { Position, Table } from "../platform/table.ts";
import { type Chunk, chunksFrom, jobsPage } from "./import-job.store.ts";
import { type ImportJob, isActive } from "./import-job.ts";
import { type ImportResult, OUTCOMES, type Outcome } from "./import-result.ts";
import { ownImport } from "./start-import.ts";

type Deps = { readonly table: Table; readonly cursorSecret: string };

/** A page of an organisation's imports, newest first. One Query. */
export function listImports(
  deps: Deps,
  call: { readonly organisationId: string; readonly page: PageQuery },
): Promise<Result<Listed<ImportJob>>> {
  const { organisationId, page } = call;
  const query = { list: "imports", organisationId };
  return pageOf(deps.cursorSecret, { query, page }, (paging) =>
    jobsPage(deps.table, { ownerId: organisationId, ...paging }),
  );
}

/** Chunks that one Query looks through, and Queries a page: with a rare outcome a page may be short, and still has a next one. */
const MOST_CHUNKS = 100;
/** One for each walk over the results, the severest first. */
const MOST_QUERIES = 4;

export const RESULT_ORDERS = ["answered", "severity"] as const;

/** Which results of an import: of one outcome, the severest first, or those of the check that went before the recording. */
export type ResultFilter = {
  readonly outcome?: Outcome | undefined;
  readonly order?: (typeof RESULT_ORDERS)[number] | undefined;
  readonly phase?: ImportJob["phase"] | undefined;
};

/**
 * A page of an import's results in the order in which its records were answered, or the severest first: what is rejected, then what
 * needs a decision, then what the file does not hold any more, then the others. A GetItem, then at most four Queries of 100 chunks (1 MB) of 100 results each.
 */
export async function listImportResults(
  deps: Deps,
  call: {
    readonly organisationId: string;
    readonly importId: string;
    readonly filter: ResultFilter;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<ImportResult>>> {
  const { importId, organisationId, filter, page } = call;
  const job = await ownImport(deps.table, call);
  if (!job.ok) return job;
  const phase = filter.phase ?? job.value.phase;
  const passes = passesOf(job.value, { ...filter, phase });
  const query = { list: "import-results", importId, organisationId, filter: { ...filter } };
  return pageOf(deps.cursorSecret, { query, page }, ({ limit, from }) =>
    readPasses(deps.table, { job: { id: importId, phase }, passes, limit, start: placeOf(from ?? {}) }),
  );
}

/** A place among results: a pass, a chunk by its first record, and how many of its results were given already. */
type Place = { readonly pass: number; readonly at: number; readonly skip: number };

function placeOf(position: Position): Place {
  return { pass: Number(position.pass ?? 0), at: Number(position.at ?? 0), skip: Number(position.skip ?? 0) };
}

const SEVERE = [
  ["rejected"],
  ["needs-decision"],
  ["removed-from-source", "withdrawn"],
] as const satisfies readonly (readonly Outcome[])[];
const OTHERS = OUTCOMES.filter((outcome) => !SEVERE.flat().some((severe) => severe === outcome));

/** The outcomes of each walk over the results, one after another. */
function passesOf(job: ImportJob, { outcome, order, phase }: ResultFilter): readonly (readonly Outcome[])[] {
  if (outcome !== undefined) return [[outcome]];
  if (order !== "severity") return [OUTCOMES];
  const counts = phase === job.phase ? job.counts : job.dryRunCounts;
  // Counts lag behind the results while a step is at work; those of a phase that is over are exact.
  const isOver = phase !== job.phase || !isActive(job);
  const isEmpty = (pass: readonly Outcome[]) => isOver && pass.every((one) => counts?.[one] === 0);
  return [...SEVERE.filter((pass) => !isEmpty(pass)), OTHERS];
}

type Walk = {
  readonly job: Pick<ImportJob, "id" | "phase">;
  readonly passes: readonly (readonly Outcome[])[];
  readonly limit: number;
  readonly start: Place;
};

async function readPasses(
  table: Table,
  { job, passes, limit, start }: Walk,
): Promise<{ items: ImportResult[]; next?: Place }> {
  const items: ImportResult[] = [];
  let place = start;
  for (let queries = 0; queries < MOST_QUERIES && items.length < limit; queries++) {
    const wanted = passes[place.pass] ?? [];
    const read = await chunksFrom(table, job, { from: place.at, limit: MOST_CHUNKS });
    const taken = takePage(read, { start: place, limit: limit - items.length, wanted });
    items.push(...taken.items);
    const isLast = place.pass + 1 >= passes.length;
    if (!taken.next && isLast) return { items };
    place = taken.next ?? { pass: place.pass + 1, at: 0, skip: 0 };
  }
  return { items, next: place };
}

function takePage(
  read: { readonly chunks: readonly Chunk[]; readonly more: boolean },
  ask: { start: Place; limit: number; wanted: readonly Outcome[] },
): { items: ImportResult[]; next?: Place } {
  const items: ImportResult[] = [];
  const { pass } = ask.start;
  for (const [order, { at, results }] of read.chunks.entries()) {
    for (const [index, result] of results.entries()) {
      if ((at === ask.start.at && index < ask.start.skip) || !ask.wanted.includes(result.outcome)) continue;
      if (items.length === ask.limit) return { items, next: { pass, at, skip: index } };
      const { hidden: _hidden, missing: _missing, ...shown } = result;
      items.push(shown);
    }
    const isLast = order === read.chunks.length - 1;
    if (isLast && read.more) return { items, next: { pass, at: at + 1, skip: 0 } };
  }
  return { items };
}
