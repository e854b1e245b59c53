import { inParallel } from "../../platform/in-parallel.ts";
import { money } from "../../platform/money.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { foundOr404, loadCommitment } from "../commitment.store.ts";
import type { CommitmentState } from "../commitment.ts";
import { payerOf } from "../pay-tranche.ts";
import { NO_FACTS } from "../rule-facts.ts";
import type { FunderSettings } from "../settings/funder-settings.ts";
import { readFunderSettings } from "../settings/settings.store.ts";
import type { InvestmentDeps } from "../work-on-commitment.ts";
import { type CreateCall, checkRunDay, newRun } from "./create-payment-run.ts";
import { type DecidedItem, decideItem } from "./decide-item.ts";
import type { PaymentRun, RunItem } from "./payment-run.ts";
import { controlOf, type PaymentRunPreview, refusalView } from "./payment-run-view.ts";

const AT_ONCE = 8;

type Judged = { readonly item: RunItem; readonly decided: Result<DecidedItem> };

/**
 * What a run would pay, and everything that blocks the rest, by the rule that the run itself follows; nothing is written. A Query a
 * commitment, and what its payment rules ask for. Refused as `createPaymentRun` refuses the run as a whole.
 */
export async function previewPaymentRun(
  deps: InvestmentDeps,
  call: CreateCall,
): Promise<Result<PaymentRunPreview>> {
  const { settings } = await readFunderSettings(deps.table, call.principal.organisationId);
  const open = checkRunDay(settings, call.input);
  if (!open.ok) return open;
  const { run, items } = newRun(call, () => deps.newId("pay"));
  const groups = [...Map.groupBy(items, ({ commitmentId }) => commitmentId)];
  const judged = await inParallel(groups, AT_ONCE, ([commitmentId, group]) =>
    judge(deps, { run, commitmentId, group, settings }, call),
  );
  const inOrder = judged.flat().sort((a, b) => a.item.number - b.item.number);
  const amounts = inOrder.flatMap(({ decided }) => (decided.ok ? decided.value.payment.amountMinor : []));
  return ok({
    isDryRun: true,
    control: controlOf(run.currency, amounts),
    items: inOrder.map((each) => itemPreview(run.currency, each)),
  });
}

type Group = {
  readonly run: PaymentRun;
  readonly commitmentId: string;
  readonly group: readonly RunItem[];
  readonly settings: FunderSettings;
};

/** Decides on the items of one commitment, each on what the ones before it would leave. */
async function judge(
  deps: InvestmentDeps,
  { run, commitmentId, group, settings }: Group,
  { principal, now, readFacts }: CreateCall,
): Promise<Judged[]> {
  const loaded = await loadCommitment(deps.table, commitmentId);
  const isOwn = loaded?.state.commitment.funder.organisationId === principal.organisationId;
  const found = foundOr404(isOwn ? loaded : undefined);
  if (!found.ok) return group.map((item) => ({ item, decided: fail(found.problem) }));
  let state: CommitmentState = found.value.state;
  const numbers = new Set(group.map(({ trancheNumber }) => trancheNumber));
  const tranches = state.tranches.filter(({ number }) => numbers.has(number));
  const facts = readFacts ? await readFacts(state.commitment, { tranches }) : NO_FACTS;
  return group.map((item) => {
    const decided = decideItem(state, item, { settings, facts, run, payer: payerOf(principal), now });
    if (decided.ok) state = decided.value.decision.next;
    return { item, decided };
  });
}

function itemPreview(currency: string, { item, decided }: Judged): PaymentRunPreview["items"][number] {
  const { number, commitmentId, trancheNumber, amountMinor } = item;
  const which = { number, commitmentId, trancheNumber };
  if (decided.ok) {
    const { payee, amountMinor: payableMinor } = decided.value.payment;
    return { ...which, status: "payable", amount: money(payableMinor, currency), payee };
  }
  const asked = amountMinor === undefined ? {} : { amount: money(amountMinor, currency) };
  return { ...which, ...asked, status: "refused", problem: refusalView(decided.problem) };
}
