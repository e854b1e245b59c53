import { findDue, listCommitments } from "../../shared/investments/index.ts";
import { MOST_ITEMS } from "../../shared/investments/payment-runs/payment-run.ts";
import { previewPaymentRun } from "../../shared/investments/payment-runs/preview-payment-run.ts";
import { openMinor } from "../../shared/investments/tranche.ts";
import { newId } from "../../shared/platform/id.ts";
import { type Money, money } from "../../shared/platform/money.ts";
import { ok, type Result } from "../../shared/platform/result.ts";
import { addMonths } from "../../shared/platform/time.ts";
import { ruleFacts } from "../api/rule-facts.ts";
import type { WebDeps } from "./deps.ts";
import type { Visit } from "./signed-in.ts";

const BACK_MONTHS = 22;
const AHEAD_MONTHS = 1;
const COMMITMENTS_NAMED = 100;

/** A tranche that is due, and what a payment run made now would do with it. */
export type Payable = {
  readonly commitmentId: string;
  readonly trancheNumber: number;
  readonly dueOn: string;
  readonly title: string;
  readonly payee: string | undefined;
  readonly open: Money;
  /** What would be paid; absent where it is blocked. */
  readonly amount: Money | undefined;
  /** Why it cannot be paid now, each by its own sentence. */
  readonly why: readonly string[];
  /** Nothing but the word of a second person is missing. */
  readonly waitsForApproval: boolean;
};
export type Payables = {
  readonly currency: string;
  readonly otherCurrencies: readonly string[];
  readonly items: readonly Payable[];
  /** How many are due beyond those that one run can hold. */
  readonly further: number;
};

/**
 * What is due in one currency until a month from now, the earliest first, a hundred at most, and what of it a payment run would pay. Two rounds: what is
 * due (a Query a month) beside the names of commitments; then a Query a commitment, and what its payment rules ask for.
 */
export async function readPayables(visit: Visit, deps: WebDeps): Promise<Result<Payables>> {
  const { principal, now, c } = visit;
  const { organisationId } = principal;
  const today = now.slice(0, 10);
  const span = { from: addMonths(today, -BACK_MONTHS), to: addMonths(today, AHEAD_MONTHS) };
  const [due, named] = await Promise.all([
    findDue(deps.table, { organisationId, ...span }),
    listCommitments(deps, { principal, query: { limit: COMMITMENTS_NAMED } }),
  ]);
  if (!due.ok) return due;
  const byCurrency = Map.groupBy(due.value, ({ tranche }) => tranche.currency);
  const currency = c.req.query("currency") ?? [...byCurrency.keys()].sort()[0] ?? "";
  const here = byCurrency.get(currency) ?? [];
  const chosen = here.slice(0, MOST_ITEMS);
  if (chosen.length === 0) return ok({ currency, otherCurrencies: [], further: 0, items: [] });
  const items = chosen.map(({ commitmentId, tranche }) => ({ commitmentId, trancheNumber: tranche.number }));
  const preview = await previewPaymentRun(
    { table: deps.table, newId },
    {
      id: newId("run"),
      principal,
      author: { principalId: principal.id, organisationId },
      now,
      readFacts: ruleFacts(deps.table, principal),
      input: { on: today, currency, items },
    },
  );
  if (!preview.ok) return preview;
  const titles = new Map(named.ok ? named.value.items.map(({ id, title }) => [id, title]) : []);
  return ok({
    currency,
    otherCurrencies: [...byCurrency.keys()].filter((each) => each !== currency).sort(),
    further: here.length - chosen.length,
    items: preview.value.items.flatMap((item, index) => {
      const tranche = chosen[index]?.tranche;
      if (!tranche) return [];
      const { commitmentId, trancheNumber, payee, problem } = item;
      const blocks = blocksIn(problem);
      return [
        {
          commitmentId,
          trancheNumber,
          dueOn: tranche.dueOn,
          title: titles.get(commitmentId) ?? commitmentId,
          payee: payee?.name,
          open: money(openMinor(tranche), currency),
          amount: item.status === "payable" ? item.amount : undefined,
          why: blocks.length > 0 ? blocks.map(({ detail }) => detail) : problem ? [problem.detail] : [],
          waitsForApproval: blocks.length > 0 && blocks.every(({ code }) => code === "approval-missing"),
        },
      ];
    }),
  });
}

type Blocked = { readonly code: string; readonly detail: string };

/** Everything that blocks a payment, as its refusal names it. */
export function blocksIn(problem: Readonly<Record<string, unknown>> | undefined): readonly Blocked[] {
  return Array.isArray(problem?.blockedBy) ? (problem.blockedBy as Blocked[]) : [];
}
