import { fail, ok, type Result } from "../platform/result.ts";
import { type Item, pause, type Table } from "../platform/table.ts";
import type { Outcome } from "../platform/transaction.ts";
import { cellBytes, findLatestSet, putSet, putSetsTogether, toSet } from "./observation.store.ts";
import type { Provenance, SetRecord } from "./observation-set.ts";
import { type Plan, planRevision } from "./plan-revision.ts";
import { type RowAnswer, rejected } from "./row-answer.ts";
import type { RowGroup } from "./sort-rows.ts";

/** Rows of one set with its latest revision, and the one that their sender had read: the same unless they waited for somebody. */
export type ReadGroup = {
  readonly group: RowGroup;
  readonly latest?: SetRecord | undefined;
  readonly read?: SetRecord | undefined;
};

/** What puts sets together: they alone, or with something that must happen with them. A refusal says that this could not be. */
export type Commit = (sets: readonly SetRecord[]) => Promise<Outcome | Result<never>>;

const ATTEMPTS = 6;
/** A transaction holds 4 MB; cells are nearly all of it. */
const MOST_BYTES_TOGETHER = 3_500_000;
const BUSY = "Others kept writing to the same table of figures. Send these rows again.";

/**
 * Puts the rows of one set as its next revision. Where somebody put one first, the rows are planned again over that:
 * disjoint cells merge, the same cell with another value is refused. One put where nobody interferes.
 */
export async function writeEach(
  table: Table,
  { group, read, latest: present }: ReadGroup,
  provenance: Provenance,
): Promise<RowAnswer[]> {
  let latest = present;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const plan = planRevision(group, { read, latest }, provenance);
    if (!plan.next) return [...plan.answers];
    const outcome = await putSet(table, plan.next);
    if (outcome.done) return [...plan.answers];
    if (attempt > 1) await pause(attempt);
    latest = await newest(table, group, outcome.found);
  }
  return group.rows.map((row) => rejected(row.index, [{ pointer: "", code: "busy", detail: BUSY }]));
}

/** Puts the rows of several sets, or none of them where any row is refused. One transaction where nobody interferes. */
export async function writeTogether(
  table: Table,
  groups: readonly ReadGroup[],
  how: { readonly provenance: Provenance; readonly commit?: Commit | undefined },
): Promise<Result<RowAnswer[]>> {
  const { provenance, commit } = how;
  const latest = groups.map((group) => group.latest);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const plans = groups.map(({ group, read }, index) =>
      planRevision(group, { read, latest: latest[index] }, provenance),
    );
    const answers = plans.flatMap((plan) => plan.answers);
    const changing = plans.filter((plan) => plan.next);
    const isDone = changing.length === 0 && !commit;
    if (isDone || answers.some((answer) => answer.outcome === "rejected")) return ok(answers);
    const sets = changing.flatMap((plan) => plan.next ?? []);
    if (totalBytes(sets) > MOST_BYTES_TOGETHER) return tooLarge();
    const outcome = await (commit ? commit(sets) : putSetsTogether(table, sets));
    if ("ok" in outcome) return outcome;
    if (outcome.done) return ok(answers);
    if (attempt > 1) await pause(attempt);
    await takeOver(table, { plans, latest, rival: changing[outcome.failed], found: outcome.found });
  }
  return fail({ code: "busy", detail: `${BUSY} Nothing was recorded.` });
}

async function takeOver(
  table: Table,
  lost: {
    plans: readonly Plan[];
    latest: (SetRecord | undefined)[];
    rival: Plan | undefined;
    found?: Item | undefined;
  },
): Promise<void> {
  if (!lost.rival) throw new Error("A transaction of sets failed at a write that was not among them.");
  lost.latest[lost.plans.indexOf(lost.rival)] = await newest(table, lost.rival.group, lost.found);
}

/** The revision that was there first comes with the refusal; an engine that leaves it out is asked. */
async function newest(
  table: Table,
  group: RowGroup,
  found: Item | undefined,
): Promise<SetRecord | undefined> {
  return found ? toSet(found) : findLatestSet(table, group.facts.key);
}

function totalBytes(sets: readonly SetRecord[]): number {
  return sets.reduce((sum, set) => sum + cellBytes(set.cells), 0);
}

function tooLarge(): Result<never> {
  const detail = `All or nothing holds for at most ${MOST_BYTES_TOGETHER} bytes of cells. Send fewer rows, or use "per-row".`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_BYTES_TOGETHER } });
}
