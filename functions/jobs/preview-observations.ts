import type { ObservationCall, ObservationOutcome } from "../../shared/interchange/import-file.ts";
import { cellSources } from "../../shared/measurement/cell-sources.ts";
import { holdGroups } from "../../shared/measurement/controls/hold-groups.ts";
import { findLatestSets } from "../../shared/measurement/latest-sets.store.ts";
import type { Cell } from "../../shared/measurement/observation.ts";
import { type SetRecord, sameCell } from "../../shared/measurement/observation-set.ts";
import { type Plan, planRevision } from "../../shared/measurement/plan-revision.ts";
import { findRecordable } from "../../shared/measurement/recordable.ts";
import { parseRows, sortRows } from "../../shared/measurement/sort-rows.ts";
import { defined } from "../../shared/platform/defined.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import type { Table } from "../../shared/platform/table.ts";

const WIDTH = 25;

type Standing = NonNullable<ObservationOutcome["standing"]>;

/**
 * What `recordObservations` would answer now, with nothing written: for an import that records all of a file or none of it, and
 * for a dry run, which also hears what is recorded where that would change, and from where it came. Rounds: the indicators' heads,
 * the locks, then the latest revision of every set as `findLatestSets` asks for them; in a dry run those before it where one changes that was revised already.
 */
export async function previewObservations(
  table: Table,
  call: ObservationCall,
): Promise<readonly ObservationOutcome[]> {
  const { rows, author: by, now, source, reason, protectedAtSource, ownerId, agreementId, dryRun } = call;
  const { parsed, answers: unparsed } = parseRows(rows);
  const ids = [...new Set(rows.map((row) => row.indicatorId))];
  const { groups, answers: unfit } = sortRows(parsed, await findRecordable(table, ids), ownerId);
  const provenance = { by, now, source, protectedAtSource, ...defined({ reason, agreementId }) };
  const held = await holdGroups(table, groups, { now, agreementId });
  const keys = held.map(({ facts }) => facts.key);
  const read = await findLatestSets(table, keys);
  const planned = await inParallel([...held.entries()], WIDTH, async ([index, group]) => {
    const latest = read[index];
    const plan = planRevision(group, { read: latest, latest }, provenance);
    if (!dryRun || !latest) return plan.answers;
    const standing = await standingCells(table, plan, latest);
    return plan.answers.map((answer) => ({
      ...answer,
      ...defined({ standing: standing.get(answer.index) }),
    }));
  });
  return [...unparsed, ...unfit, ...planned.flat()].sort((a, b) => a.index - b.index);
}

/** What is recorded where rows would change it, and from where it came, by the rows' index. */
async function standingCells(
  table: Table,
  { group }: Plan,
  latest: SetRecord,
): Promise<ReadonlyMap<number, Standing>> {
  const changing = group.rows.flatMap(({ index, category, cell: becomes }) => {
    const was = latest.cells[category];
    return was && !sameCell(was, becomes) ? [{ index, category, was, becomes }] : [];
  });
  const categories = changing.map(({ category }) => category);
  const sources = categories.length > 0 ? await cellSources(table, latest, categories) : new Map();
  return new Map(
    changing.map(({ index, category, was, becomes }) => [
      index,
      { was: figure(was), becomes: figure(becomes), ...defined({ source: sources.get(category) }) },
    ]),
  );
}

function figure({ numerator, denominator, value, status }: Cell): Standing["was"] {
  return defined({ numerator, denominator, value, status });
}
