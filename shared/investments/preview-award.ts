import { inParallel } from "../platform/in-parallel.ts";
import { loadCommitment } from "./commitment.store.ts";
import {
  type Booking,
  closedFor,
  correct,
  type ImportCall,
  type ImportedAward,
  type ImportedOutcome,
  knownAwards,
  toState,
} from "./import-award.ts";
import type { InvestmentDeps } from "./work-on-commitment.ts";

const AT_ONCE = 8;

/**
 * What `importAwards` would answer now, in order, with nothing written: for a dry run. One BatchGet of pointers per 100 awards, beside
 * the settings; one Query more for an award that changed.
 */
export async function previewAwards(deps: InvestmentDeps, call: ImportCall): Promise<ImportedOutcome[]> {
  const { settings, known } = await knownAwards(deps.table, call);
  return inParallel(call.awards, AT_ONCE, async (award) => {
    const pointer = known(award);
    if (!pointer) return previewNew(deps, { ...call, settings }, award);
    const at = { externalId: award.externalId.value, commitmentId: String(pointer.commitmentId) };
    if (pointer.sourceHash === award.sourceHash) return { ...at, outcome: "unchanged" as const };
    return previewCorrection(deps, { ...call, settings }, { award, at });
  });
}

function previewNew(deps: InvestmentDeps, call: Booking, award: ImportedAward): ImportedOutcome {
  const externalId = award.externalId.value;
  const { entries } = toState(deps, call, { award, commitmentId: deps.newId("cmt") });
  const closed = closedFor(entries, call);
  return closed ? { externalId, outcome: "rejected", problem: closed } : { externalId, outcome: "new" };
}

async function previewCorrection(
  deps: InvestmentDeps,
  call: Booking,
  { award, at }: { award: ImportedAward; at: { externalId: string; commitmentId: string } },
): Promise<ImportedOutcome> {
  const loaded = await loadCommitment(deps.table, at.commitmentId);
  if (!loaded) throw new Error(`The external id ${at.externalId} points to a commitment that is not there.`);
  const correction = correct(loaded, award, deps);
  const problem = correction.ok ? closedFor(correction.entries, call) : correction.problem;
  return problem ? { ...at, outcome: "rejected", problem } : { ...at, outcome: "changed" };
}
