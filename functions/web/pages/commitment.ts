import { can } from "../../../shared/identity/permissions.ts";
import { listCommitmentChanges, listLedger, readCommitment } from "../../../shared/investments/index.ts";
import { blockingReasons } from "../../../shared/investments/requirements/blocking.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { mayRead, readPartnership } from "../../../shared/partnerships/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { dayIn } from "../../../shared/platform/time.ts";
import { composeReport } from "../../../shared/reporting/index.ts";
import type { WebDeps } from "../deps.ts";
import type { Visit } from "../signed-in.ts";
import { renderCommitment } from "../views/commitment.tsx";

const LINES_A_PAGE = 25;

/** A commitment: money, schedule, allocations, ledger, and history for those who may see it. Two rounds. */
export async function commitmentPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, c } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const mayHistory = can(principal, "history:read");
  const page = (name: string) => ({ limit: LINES_A_PAGE, cursor: c.req.query(name) });
  const [loaded, ledger, changes] = await Promise.all([
    readCommitment(deps.table, id, principal),
    listLedger(deps, { principal, id, page: page("ledger") }),
    mayHistory ? listCommitmentChanges(deps, { principal, id, page: page("history") }) : undefined,
  ]);
  if (!loaded.ok) return loaded;
  if (!ledger.ok) return ledger;
  if (changes && !changes.ok) return changes;
  const { state, head } = loaded.value;
  const { partnershipId } = state.commitment;
  const found = partnershipId === undefined ? undefined : await readPartnership(deps.table, partnershipId);
  const partnership = found && mayRead(found, principal) ? found : undefined;
  const commitment = { state, version: head.version, recordedAt: head.recordedAt };
  // The money of a report, without the impact: no summary is read.
  const { money, schedule, allocations, reconciliation } = composeReport({
    commitment,
    ...(partnership ? { partnership } : {}),
    summaries: [],
    now,
  });
  return ok(
    renderCommitment(
      {
        commitment: state.commitment,
        version: head.version,
        partnership: partnership?.head,
        money,
        schedule,
        allocations,
        reconciliation,
        ledger: ledger.value,
        changes: changes?.value,
        blocks: blockingReasons(state, dayIn(state.commitment.timeZone, now)),
      },
      visit.frame,
    ),
  );
}
