import type { ObservationCall, ObservationOutcome } from "../../shared/interchange/import-file.ts";
import { holdGroups } from "../../shared/measurement/controls/hold-groups.ts";
import { findLatestSet } from "../../shared/measurement/observation.store.ts";
import { planRevision } from "../../shared/measurement/plan-revision.ts";
import { findRecordable } from "../../shared/measurement/recordable.ts";
import { parseRows, sortRows } from "../../shared/measurement/sort-rows.ts";
import { inParallel } from "../../shared/platform/in-parallel.ts";
import type { Table } from "../../shared/platform/table.ts";

const WIDTH = 25;

/**
 * What `recordObservations` would answer now, with nothing written: for an import that records all of a file or none of it.
 * Rounds: the indicators' heads, then the latest revision of every set, 25 at a time.
 */
export async function previewObservations(
  table: Table,
  call: ObservationCall,
): Promise<readonly ObservationOutcome[]> {
  const { rows, author: by, now, source, reason, protectedAtSource, ownerId } = call;
  const { parsed, answers: unparsed } = parseRows(rows);
  const ids = [...new Set(rows.map((row) => row.indicatorId))];
  const { groups, answers: unfit } = sortRows(parsed, await findRecordable(table, ids), ownerId);
  const provenance = { by, now, source, protectedAtSource, ...(reason === undefined ? {} : { reason }) };
  const held = await holdGroups(table, groups, { now });
  const planned = await inParallel(held, WIDTH, async (group) => {
    const latest = await findLatestSet(table, group.facts.key);
    return planRevision(group, { read: latest, latest }, provenance).answers;
  });
  return [...unparsed, ...unfit, ...planned.flat()].sort((a, b) => a.index - b.index);
}
