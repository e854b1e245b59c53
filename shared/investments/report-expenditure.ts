import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, toMinor } from "../platform/money.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { inStatus } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import type { CommitmentStatus } from "./commitment-status.ts";
import { beforeAgreement, type Entered, enter, type Move, post } from "./money-move.ts";
import type { Decision, InvestmentDeps } from "./work-on-commitment.ts";

/** What the recipient reported to have spent of the commitment since it last reported. */
export const ExpenditureSchema = lazy(() =>
  z
    .strictObject({
      /** The last day of the time that is reported on. */
      on: DateSchema(),
      amount: MoneySchema(),
      reference: z.string().min(1).max(200).optional(),
      note: z.string().min(1).max(1000).optional(),
    })
    .meta({ id: "NewExpenditure" }),
);
export type Expenditure = z.infer<ReturnType<typeof ExpenditureSchema>>;

const REPORTING: readonly CommitmentStatus[] = [
  "agreed",
  "active",
  "suspended",
  "closing",
  "closed",
  "terminated",
];

/** Records expenditure as the recipient reported it. It is no money of the funder's that moves, so it may exceed what was paid. */
export async function reportExpenditure(
  deps: InvestmentDeps,
  move: Move<Expenditure>,
): Promise<Result<Entered>> {
  return enter(deps, move, (state) => decideExpenditure(state, move.input, move.entryId));
}

/** The rule of `reportExpenditure`. */
export function decideExpenditure(state: CommitmentState, input: Expenditure, id: string): Result<Decision> {
  const { amount, ...fields } = input;
  const { status, currency } = state.commitment;
  if (!REPORTING.includes(status))
    return fail({ code: "conflict", detail: `The commitment is ${status}: nothing can be spent of it.` });
  if (amount.currency !== currency)
    return fail(
      invalidAt("/amount/currency", `The commitment is in ${currency}, this is in ${amount.currency}.`),
    );
  const early = beforeAgreement(state.commitment, fields);
  if (early) return fail(early);
  const entries = [
    { ...fields, id, kind: "expenditure" as const, amountMinor: toMinor(amount), conditionalMinor: 0 },
  ];
  return ok({ action: "commitment.expenditure", ...post(state, { entries }), guard: inStatus(REPORTING) });
}
