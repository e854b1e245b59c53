import { defined } from "../platform/defined.ts";
import type { Author } from "../platform/history.ts";
import { inParallel } from "../platform/in-parallel.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { holdGroups } from "./controls/hold-groups.ts";
import { findLatestSets } from "./latest-sets.store.ts";
import { findSet } from "./observation.store.ts";
import { type SetKey, toRef } from "./observation-ref.ts";
import type { Provenance, SetRecord } from "./observation-set.ts";
import { findRecordable } from "./recordable.ts";
import { countOutcomes, type RowAnswer, type RowOutcome } from "./row-answer.ts";
import { parseRows, type RowGroup, sortRows } from "./sort-rows.ts";
import { type Commit, type ReadGroup, writeEach, writeTogether } from "./write-sets.ts";

export const RECORD_MODES = ["per-row", "all-or-nothing"] as const;
export type RecordMode = (typeof RECORD_MODES)[number];
/** The most stored sets that all-or-nothing can keep together: a transaction holds 100 writes. */
export const MOST_SETS_TOGETHER = 90;
/** How many reads or writes of sets are under way at once. */
export const WIDTH = 25;

export type RecordObservations = {
  /** As they came: each is checked by itself, so that one bad row does not hide the others. */
  readonly rows: readonly unknown[];
  readonly mode: RecordMode;
  /** Why recorded cells change; without it such rows are rejected. */
  readonly reason?: string | undefined;
  /** Where all rows come from, for instance the file that is imported. */
  readonly source?: string | undefined;
  /** The source hides small figures itself (public files). A set keeps this only while every revision says so. */
  readonly protectedAtSource?: boolean | undefined;
  /** The data agreement under which all rows came. */
  readonly agreementId?: string | undefined;
  readonly author: Author;
  readonly organisationId: string;
  readonly now: string;
  /** A second person approved them. Only all or nothing. */
  readonly approved?: Approved | undefined;
  /** Over which revisions the rows were written; left out, over the latest of now. */
  readonly bases?: Bases | undefined;
};

/** The revision of each set (its reference with revision 0) over which rows were written; 0 or absent where there was none. */
export type Bases = Readonly<Record<string, number>>;

/** Rows that were looked at: their submission, and what writes its approval in one transaction with the sets. */
export type Approved = {
  readonly submissionId: string;
  readonly commit: Commit;
  /** Over which the rows were handed in. */
  readonly bases: Bases;
};

export type Recorded = {
  readonly counts: Record<RowOutcome, number>;
  readonly results: readonly RowAnswer[];
};

/**
 * Records rows as revisions of the sets they fall into. Rounds: the indicators' heads (one, and one for category schemes of an
 * organisation's own), the locks and the latest revision of every set (one, see `findLatestSets`), the puts, 25 at a time. Safe to repeat:
 * what is recorded already is answered as unchanged and not written again.
 *
 * per-row: always a success, every row answered. all-or-nothing: refused with `validation_failed` and every pointer where a
 * row is bad, `cell_conflict` where somebody was faster, `too_many_items` beyond 90 sets; then nothing was written.
 */
export async function recordObservations(
  deps: { table: Table },
  input: RecordObservations,
): Promise<Result<Recorded>> {
  const { parsed, answers: unparsed } = parseRows(input.rows);
  const ids = [...new Set([...parsed.values()].map((row) => row.indicatorId))];
  const indicators = await findRecordable(deps.table, ids);
  const { groups, answers: unfit } = sortRows(parsed, indicators, input.organisationId);
  const refused = [...unparsed, ...unfit];
  const provenance = provenanceOf(input);
  if (input.mode === "per-row") {
    const written = await inParallel(await readGroups(deps.table, groups, input), WIDTH, (group) =>
      writeEach(deps.table, group, provenance),
    );
    return ok(recorded([...refused, ...written.flat()]));
  }
  if (groups.length > MOST_SETS_TOGETHER) return tooManyTogether(groups.length);
  if (refused.length > 0) return refusal(refused);
  const written = await writeTogether(deps.table, await readGroups(deps.table, groups, input), {
    provenance,
    commit: input.approved?.commit,
  });
  if (!written.ok) return written;
  return written.value.some(isRejected)
    ? refusal(written.value.filter(isRejected))
    : ok(recorded(written.value));
}

function provenanceOf(input: RecordObservations): Provenance {
  const { author: by, now, reason, source, protectedAtSource = false, approved, agreementId } = input;
  const submissionId = approved?.submissionId;
  return { by, now, protectedAtSource, ...defined({ reason, source, submissionId, agreementId }) };
}

type Reading = Pick<RecordObservations, "now" | "approved" | "bases" | "agreementId">;

async function readGroups(
  table: Table,
  groups: readonly RowGroup[],
  { now, approved, bases = approved?.bases, agreementId }: Reading,
): Promise<ReadGroup[]> {
  const keys = groups.map(({ facts }) => facts.key);
  const [held, latest] = await Promise.all([
    holdGroups(table, groups, { now, approved: approved !== undefined, agreementId }),
    findLatestSets(table, keys),
  ]);
  if (!bases) return held.map((group, index) => ({ group, latest: latest[index], read: latest[index] }));
  return inParallel([...held.entries()], WIDTH, async ([index, group]) => {
    const present = latest[index];
    return { group, latest: present, read: await readBase(table, group.facts.key, { present, bases }) };
  });
}

/** The revision of a set over which rows were written, so that what came between is seen. */
function readBase(
  table: Table,
  key: SetKey,
  { present, bases }: { present: SetRecord | undefined; bases: Bases },
): Promise<SetRecord | undefined> | SetRecord | undefined {
  const base = bases[toRef(key, 0)] ?? 0;
  if (base === (present?.revision ?? 0)) return present;
  return base ? findSet(table, key, base) : undefined;
}

function recorded(answers: readonly RowAnswer[]): Recorded {
  return { counts: countOutcomes(answers), results: [...answers].sort((a, b) => a.index - b.index) };
}

function isRejected(answer: RowAnswer): boolean {
  return answer.outcome === "rejected";
}

function tooManyTogether(sets: number): Result<never> {
  const detail =
    `All or nothing holds for at most ${MOST_SETS_TOGETHER} stored sets (one an indicator, period, place and set of ` +
    `dimensions); these rows fall into ${sets}. Send fewer rows, or use "per-row".`;
  return fail({ code: "too_many_items", detail, extra: { limit: MOST_SETS_TOGETHER, sets } });
}

/** The problem of an all-or-nothing request: a conflict where that is all, a limit where one is passed, else bad rows. */
function refusal(rejected: readonly RowAnswer[]): Result<never> {
  const errors = [...rejected].sort((a, b) => a.index - b.index).flatMap((answer) => answer.errors ?? []);
  const conflicts = rejected.flatMap(({ index, conflict }) => (conflict ? [{ index, ...conflict }] : []));
  const detail = `Nothing was recorded: ${rejected.length} of the rows cannot be.`;
  if (conflicts.length === rejected.length)
    return fail({ code: "cell_conflict", detail, errors, extra: { conflicts } });
  const code = errors.every((error) => error.code === "too_many_items")
    ? "too_many_items"
    : "validation_failed";
  return fail({ code, detail, errors });
}
