import { type Listed, type PageQuery, pageOf } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import type { Position, Table } from "../platform/table.ts";
import { type Chunk, chunksFrom, jobsPage } from "./import-job.store.ts";
import type { ImportJob } from "./import-job.ts";
import type { CountedResult, ImportResult, Outcome } from "./import-result.ts";
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

/** Chunks that one page looks through: with a rare outcome a page may be short, and still has a next one. */
const MOST_CHUNKS = 20;

/**
 * A page of an import's results in the order in which its records were answered, all of them or one outcome. A GetItem, then
 * one Query of at most 20 chunks of 100 results.
 */
export async function listImportResults(
  deps: Deps,
  call: {
    readonly organisationId: string;
    readonly importId: string;
    readonly outcome?: Outcome | undefined;
    readonly page: PageQuery;
  },
): Promise<Result<Listed<ImportResult>>> {
  const { importId, organisationId, outcome, page } = call;
  const job = await ownImport(deps.table, call);
  if (!job.ok) return job;
  const query = { list: "import-results", importId, organisationId, outcome: outcome ?? null };
  const wanted = (result: CountedResult) => outcome === undefined || result.outcome === outcome;
  return pageOf(deps.cursorSecret, { query, page }, async ({ limit, from }) => {
    const start = placeOf(from ?? {});
    const read = await chunksFrom(deps.table, job.value, { from: start.at, limit: MOST_CHUNKS });
    return takePage(read, { start, limit, wanted });
  });
}

/** A place among results: a chunk by its first record, and how many of its results were given already. */
type Place = { readonly at: number; readonly skip: number };

function placeOf(position: Position): Place {
  return { at: Number(position.at ?? 0), skip: Number(position.skip ?? 0) };
}

function takePage(
  read: { readonly chunks: readonly Chunk[]; readonly more: boolean },
  ask: { start: Place; limit: number; wanted: (result: CountedResult) => boolean },
): { items: ImportResult[]; next?: Place } {
  const items: ImportResult[] = [];
  for (const [order, { at, results }] of read.chunks.entries()) {
    for (const [index, result] of results.entries()) {
      if ((at === ask.start.at && index < ask.start.skip) || !ask.wanted(result)) continue;
      if (items.length === ask.limit) return { items, next: { at, skip: index } };
      const { hidden: _hidden, missing: _missing, ...shown } = result;
      items.push(shown);
    }
    const isLast = order === read.chunks.length - 1;
    if (isLast && read.more) return { items, next: { at: at + 1, skip: 0 } };
  }
  return { items };
}
