import type { Table } from "../platform/table.ts";
import type { Clock } from "../platform/time.ts";
import { type Finding, finding, tallyFindings } from "./finding.ts";
import { asDecision } from "./import-decisions.ts";
import type {
  Batch,
  BatchContext,
  ImportFile,
  ObservationOutcome,
  Removal,
  RemovedFigures,
  RemovedPage,
} from "./import-file.ts";
import { findPlan, keepPlan } from "./import-job.store.ts";
import { addResults, type ImportJob } from "./import-job.ts";
import type { CountedResult, Outcome } from "./import-result.ts";

type Sweep = NonNullable<ImportJob["sweep"]>;
const START: Sweep = { slice: 0, page: 0, found: 0 };

/** How a batch of a job is answered: as an earlier attempt stored it, or worked out now and stored. */
type AnswerBatch = (
  job: ImportJob,
  work: { readonly batch: Batch; readonly file: Pick<ImportFile, "check" | "record"> },
) => Promise<CountedResult[]>;

type SweepDeps = {
  readonly table: Table;
  readonly clock: Clock;
  readonly stepMs: number;
  readonly answerBatch: AnswerBatch;
};

/**
 * Whether a job looks for recorded figures that its file does not hold, once all records are answered: a dry run does, to tell of
 * them, and an import that replaces, to withdraw them. Not where it cannot be told what some rows are about.
 */
export function removalOf(job: ImportJob, { removal }: ImportFile): Removal | undefined {
  return removal && removal.unnamed === 0 && looksFor(job, removal) ? removal : undefined;
}

function looksFor(job: ImportJob, { replaces }: Removal): boolean {
  return job.phase === "record" ? replaces : job.dryRun;
}

/** Whether nothing is left to be looked for. */
export function isSwept(job: ImportJob, file: ImportFile): boolean {
  const removal = removalOf(job, file);
  return removal === undefined || (job.sweep?.slice ?? 0) >= removal.slices;
}

/** What is said of a file whose removed figures could not be told. */
export function sweepFindings(job: ImportJob, { removal }: ImportFile): Finding[] {
  if (!removal || removal.unnamed === 0 || !looksFor(job, removal)) return [];
  const detail = `Of ${removal.unnamed} rows the place, period or subgroup cannot be read, and they may hold what would seem to be gone: nothing was looked for that the file does not hold, and nothing withdrawn. Repair the rows, or leave them out.`;
  return [finding("/lines", "removed-not-looked-for", detail)];
}

/**
 * Looks for recorded figures that a file does not hold, page after page until the time of a step is over; an import that replaces
 * withdraws them. What a page holds is written down before it is acted on, so that a step which died is done again over the same
 * figures: none is missed in the results, and none withdrawn that somebody recorded since.
 */
export async function sweepRemoved(deps: SweepDeps, job: ImportJob, file: ImportFile): Promise<ImportJob> {
  const removal = removalOf(job, file);
  const until = Date.parse(deps.clock()) + deps.stepMs;
  let state: ImportJob = { ...job, status: "running" };
  while (removal && !isSwept(state, file)) {
    state = await sweepPage(deps, state, { removal, total: file.total });
    if (Date.parse(deps.clock()) >= until) break;
  }
  return state;
}

async function sweepPage(
  deps: SweepDeps,
  job: ImportJob,
  { removal, total }: { removal: Removal; total: number },
): Promise<ImportJob> {
  const at = job.sweep ?? START;
  const page = await pageAt(deps, job, { removal, at });
  const count = page.sets.reduce((sum, { cells }) => sum + cells.length, 0);
  const answer = (_batch: Batch, context: BatchContext) => answerSets(removal, page.sets, context);
  const work = { batch: { from: total + at.found, count }, file: { check: answer, record: answer } };
  const results = count === 0 ? [] : await deps.answerBatch(job, work);
  const { after } = page;
  const slice = after === undefined ? at.slice + 1 : at.slice;
  const next = { slice, page: at.page + 1, found: at.found + count };
  const findings = results.flatMap((result) => result.findings);
  return {
    ...job,
    sweep: after === undefined ? next : { ...next, after },
    counts: addResults(job.counts, results),
    tally: { ...tallyFindings(findings, job.tally) },
  };
}

/** A page as an earlier attempt wrote it down, or as it is found now. One without figures is not worth an item. */
async function pageAt(
  deps: SweepDeps,
  job: ImportJob,
  { removal, at }: { removal: Removal; at: Sweep },
): Promise<RemovedPage> {
  const planned = await findPlan(deps.table, job, at.page);
  if (planned) return planned;
  const page = await removal.search(at, { ownerId: job.ownerId, author: job.author, now: deps.clock() });
  return page.sets.length === 0 ? page : keepPlan(deps.table, job, { page: at.page, plan: page });
}

async function answerSets(
  removal: Removal,
  sets: readonly RemovedFigures[],
  context: BatchContext,
): Promise<CountedResult[]> {
  // A dry run of a file that is to be added only tells of them.
  const isTold = context.dryRun === true && !removal.replaces;
  const answers = isTold ? [] : await removal.withdraw(sets, context);
  const figures = sets.flatMap(({ cells, ...set }) => cells.map((cell) => ({ ...set, ...cell })));
  return figures.map((removed, index) => {
    const findings = (answers[index]?.errors ?? []).map((error) => refusal(error, context));
    return { outcome: outcomeOf(findings, context), removed, findings };
  });
}

function refusal(
  { code, detail }: NonNullable<ObservationOutcome["errors"]>[number],
  { dryRun }: BatchContext,
): Finding {
  const refused: Finding = {
    pointer: "/options/mode",
    rule: code ?? "not-recordable",
    detail,
    severity: "rejects",
  };
  return dryRun ? asDecision(refused, undefined) : refused;
}

function outcomeOf(findings: readonly Finding[], { dryRun }: BatchContext): Outcome {
  if (findings.some(({ severity }) => severity === "rejects")) return "rejected";
  if (findings.length > 0) return "needs-decision";
  return dryRun ? "removed-from-source" : "withdrawn";
}
