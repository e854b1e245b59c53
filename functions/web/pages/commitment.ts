import { can } from "../../../shared/identity/permissions.ts";
import { listPeople } from "../../../shared/identity/read-people.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { evaluateRule } from "../../../shared/investments/evaluate-rule.ts";
import {
  listCommitmentChanges,
  listLedger,
  NO_FACTS,
  readCommitment,
  trancheState,
} from "../../../shared/investments/index.ts";
import { blocksOf } from "../../../shared/investments/payment-blocks.ts";
import { blockingReasons } from "../../../shared/investments/requirements/blocking.ts";
import { readFunderSettings } from "../../../shared/investments/settings/settings.store.ts";
import { openMinor } from "../../../shared/investments/tranche.ts";
import { firstOwnSummaries } from "../../../shared/measurement/index.ts";
import type { Page } from "../../../shared/pages/index.ts";
import { mayRead, readPartnership } from "../../../shared/partnerships/index.ts";
import { ok, type Result } from "../../../shared/platform/result.ts";
import { dayIn } from "../../../shared/platform/time.ts";
import { composeReport } from "../../../shared/reporting/index.ts";
import { ruleFacts } from "../../api/rule-facts.ts";
import type { WebDeps } from "../deps.ts";
import { offersOn } from "../offers.ts";
import type { Visit } from "../signed-in.ts";
import { renderCommitment } from "../views/commitment.tsx";
import type { Scheduled } from "../views/timeline.tsx";

const LINES_A_PAGE = 25;

/**
 * A commitment: money, schedule with what blocks each tranche, reports, milestones, proposals, allocations, ledger, history for those
 * who may see it, and the line of sight from its money to outcomes. Two rounds, the indicators' summaries in the second (a Query of at most a
 * megabyte: where a partnership has more, the others are called not summarised yet); where a payment rule asks for facts from elsewhere they are read in the second.
 */
export async function commitmentPage(visit: Visit, deps: WebDeps): Promise<Result<Page>> {
  const { principal, now, c } = visit;
  const id = c.req.param("commitmentId") ?? "";
  const mayHistory = can(principal, "history:read");
  const page = (name: string) => ({ limit: LINES_A_PAGE, cursor: c.req.query(name) });
  const loaded = await readCommitment(deps.table, id, principal);
  if (!loaded.ok) return loaded;
  const { state, head } = loaded.value;
  const { partnershipId } = state.commitment;
  const [ledger, changes, names, found, first, scheduled] = await Promise.all([
    listLedger(deps, { principal, id, page: page("ledger"), loaded }),
    mayHistory ? listCommitmentChanges(deps, { principal, id, page: page("history"), loaded }) : undefined,
    namesFor(visit, deps),
    partnershipId === undefined ? undefined : readPartnership(deps.table, partnershipId),
    partnershipId === undefined || !can(principal, "report:read")
      ? undefined
      : firstOwnSummaries(deps.table, partnershipId),
    schedule(state, visit, deps),
  ]);
  if (!ledger.ok) return ledger;
  if (changes && !changes.ok) return changes;
  const partnership = found && mayRead(found, principal) ? found : undefined;
  const commitment = { state, version: head.version, recordedAt: head.recordedAt };
  // No agreement opens anything here: what may not be shown to others is taken away, so there is nothing to log.
  const { money, allocations, lineOfSight, reconciliation } = composeReport({
    commitment,
    ...(partnership ? { partnership } : {}),
    summaries: partnership ? (first?.summaries ?? []) : [],
    now,
  });
  const today = dayIn(state.commitment.timeZone, now);
  return ok(
    renderCommitment(
      {
        state,
        version: head.version,
        partnership: partnership?.head,
        money,
        scheduled,
        allocations,
        lineOfSight,
        reconciliation,
        ledger: ledger.value,
        changes: changes?.value,
        names,
        blocks: blockingReasons(state, today),
        offers: offersOn(state, principal, today),
        isFunder: state.commitment.funder.organisationId === principal.organisationId,
        today,
      },
      visit.frame,
    ),
  );
}

/** What the first hundred people of the reader's organisation are called, for those who may know. */
async function namesFor({ principal }: Visit, deps: WebDeps): Promise<ReadonlyMap<string, string>> {
  if (!can(principal, "person:read")) return new Map();
  const people = await listPeople(deps, { principal, page: { limit: 100 } });
  return new Map(people.ok ? people.value.items.flatMap(({ id, name }) => (name ? [[id, name]] : [])) : []);
}

/** Each tranche with what blocks it today. Facts that the reader may not see count as not there. */
async function schedule(state: CommitmentState, visit: Visit, deps: WebDeps): Promise<Scheduled[]> {
  const { principal, now } = visit;
  const { commitment, tranches } = state;
  const [{ settings }, facts] = await Promise.all([
    readFunderSettings(deps.table, commitment.funder.organisationId),
    tranches.some(({ rule }) => rule) ? ruleFacts(deps.table, principal)(commitment, { tranches }) : NO_FACTS,
  ]);
  const day = dayIn(commitment.timeZone, now);
  const offers = offersOn(state, principal, day);
  return tranches.map((tranche) => {
    const blocks = openMinor(tranche) > 0 ? blocksOf(state, tranche, { day, settings, facts }) : [];
    const rule = tranche.rule && evaluateRule(tranche.rule, { state, facts, tranche, on: day });
    return { tranche, state: trancheState(tranche), rule, blocks, offers: offers.ofTranche(tranche, blocks) };
  });
}
