import type { Principal } from "../../identity/principal.ts";
import type { Author } from "../../platform/history.ts";
import { inParallel } from "../../platform/in-parallel.ts";
import { sumMinor } from "../../platform/money.ts";
import type { Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { TableBusy } from "../../platform/table.ts";
import { payerOf } from "../pay-tranche.ts";
import type { ReadRuleFacts } from "../rule-facts.ts";
import { factsOfTranche, type InvestmentDeps, workOnCommitment } from "../work-on-commitment.ts";
import { decideItem } from "./decide-item.ts";
import {
  type LoadedRun,
  loadRun,
  outcomesHash,
  outcomeWrite,
  recordOutcome,
  saveFinishedRun,
} from "./payment-run.store.ts";
import type { PaymentRun, RunItem, RunOutcome } from "./payment-run.ts";

/** Who works on a run, and until when: `isLate` says that no further item may be begun in this request. */
export type RunCall = {
  readonly principal: Principal;
  readonly author: Author;
  readonly now: string;
  readonly readFacts?: ReadRuleFacts;
  readonly isLate?: () => boolean;
};

const AT_ONCE = 8;

/**
 * Pays every item of a run that is not decided yet, and finishes the run once all are. Each payment is a transaction of its own that
 * also writes the item's outcome, where none is: however often and from wherever this is begun again, also side by side, an item
 * is paid once or refused once. Tranches of one commitment are paid one after another, up to eight commitments at once. What is not
 * decided (out of time, the table busy, rivals) waits for the next call, and the run stays open. About 17 write units an item.
 */
export async function workThrough(
  deps: InvestmentDeps,
  loaded: LoadedRun,
  call: RunCall,
): Promise<Result<LoadedRun>> {
  const { run, items, outcomes } = loaded;
  if (run.status !== "open") return ok(loaded);
  const decided = new Set(outcomes.map(({ number }) => number));
  const waiting = items.filter(({ number }) => !decided.has(number));
  const groups = [...Map.groupBy(waiting, ({ commitmentId }) => commitmentId).values()];
  await inParallel(groups, AT_ONCE, async (group) => {
    for (const item of group) {
      if (call.isLate?.()) return;
      await settle(deps, { run, item }, call);
    }
  });
  return finish(deps, run.id, call);
}

type OfRun = { readonly run: PaymentRun; readonly item: RunItem };

/** Pays an item or records why not; a table that is too busy decides nothing. */
async function settle(deps: InvestmentDeps, of: OfRun, call: RunCall): Promise<void> {
  const { run, item } = of;
  try {
    const paid = await pay(deps, of, call);
    if (paid.ok || isUndecided(paid.problem)) return;
    await recordOutcome(deps.table, run, { number: item.number, status: "refused", problem: paid.problem });
  } catch (error) {
    if (!(error instanceof TableBusy)) throw error;
  }
}

function pay(deps: InvestmentDeps, { run, item }: OfRun, call: RunCall) {
  const { principal, author, now, readFacts } = call;
  const wantsFacts = factsOfTranche(item.trancheNumber);
  const asked = { id: item.commitmentId, principal, author, now, readFacts, wantsFacts };
  return workOnCommitment(deps, asked, (state, ground) => {
    const decided = decideItem(state, item, { ...ground, run, payer: payerOf(principal), now });
    if (!decided.ok) return decided;
    const { decision, payment } = decided.value;
    const outcome = outcomeWrite(run, { number: item.number, status: "paid", payment });
    return ok({ ...decision, others: [outcome, ...(decision.others ?? [])] });
  });
}

/** Whether nothing is said of the item itself: the commitment or its facts kept changing, or the item was decided meanwhile. */
function isUndecided({ code, extra }: Problem): boolean {
  return code === "version_conflict" || extra?.failedOther !== undefined;
}

/** Records that a run is over where all its items are decided; one that another request finished is read again. */
async function finish(
  deps: InvestmentDeps,
  id: string,
  { author, now }: RunCall,
): Promise<Result<LoadedRun>> {
  const loaded = await loadRun(deps.table, id);
  if (!loaded) throw new Error(`The payment run ${id} is gone.`);
  const { run, items, outcomes } = loaded;
  if (run.status !== "open" || outcomes.length < items.length) return ok(loaded);
  const finished = { ...run, ...resultOf(outcomes) };
  const saved = await saveFinishedRun(deps.table, { loaded, run: finished }, { by: author, now });
  if (saved.ok) return ok({ ...loaded, run: finished, head: saved.value });
  if (saved.problem.code !== "version_conflict") return saved;
  const again = await loadRun(deps.table, id);
  return again ? ok(again) : fail(saved.problem);
}

/** What a run came to, once every item is decided. */
export function resultOf(outcomes: readonly RunOutcome[]): Pick<PaymentRun, "status" | "result"> {
  const paid = outcomes.flatMap((outcome) => (outcome.status === "paid" ? outcome.payment.amountMinor : []));
  const refused = outcomes.length - paid.length;
  return {
    status: refused === 0 ? "done" : "done-with-refusals",
    result: { paid: paid.length, refused, paidMinor: sumMinor(paid), outcomesHash: outcomesHash(outcomes) },
  };
}
