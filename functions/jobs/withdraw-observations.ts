import type {
  ObservationCall,
  ObservationOutcome,
  WithdrawalCall,
} from "../../shared/interchange/import-file.ts";
import { parseRef, toRef } from "../../shared/measurement/observation-ref.ts";
import { recordObservations } from "../../shared/measurement/record-observations.ts";
import type { Table } from "../../shared/platform/table.ts";
import { previewObservations } from "./preview-observations.ts";

/** Why figures would be withdrawn, as long as nobody has said so: a dry run asks for the reason once, not for every figure. */
const UNSAID = "To be said when the import is applied.";

/**
 * Withdraws figures that their source does not give any more: status x, not available, in a new revision of each set. Only over the
 * revision in which they were found: what somebody recorded since is answered as a conflict. In a dry run nothing is written. Rounds as
 * for recording.
 */
export async function withdrawObservations(
  table: Table,
  { sets, ...call }: WithdrawalCall,
): Promise<readonly ObservationOutcome[]> {
  const rows = sets.flatMap(({ indicatorId, period, place, cells }) =>
    cells.map(({ dimensions }): ObservationCall["rows"][number] => ({
      indicatorId,
      period,
      place: place.name === undefined ? { code: place.code } : { code: place.code, name: place.name },
      dimensions,
      status: "x",
    })),
  );
  if (call.dryRun) return previewObservations(table, { ...call, rows, reason: call.reason ?? UNSAID });
  const { ownerId: organisationId, ...rest } = call;
  const bases = Object.fromEntries(sets.flatMap(({ observation }) => baseOf(observation)));
  const recorded = await recordObservations(
    { table },
    { ...rest, rows, bases, mode: "per-row", organisationId },
  );
  if (!recorded.ok) throw new Error(`Figures were refused as a whole: ${recorded.problem.detail}`);
  return recorded.value.results;
}

/** The set that a reference names, and its revision. */
function baseOf(ref: string): [string, number][] {
  const named = parseRef(ref);
  return named ? [[toRef(named.key, 0), named.revision]] : [];
}
