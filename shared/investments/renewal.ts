import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { MoneySchema, toMinor } from "../platform/money.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { dayIn } from "../platform/time.ts";
import type { Commitment, CommitmentState } from "./commitment.ts";
import { post } from "./money-move.ts";
import type { NewEntry } from "./post-entries.ts";
import { ReasonSchema } from "./reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** A renewal in view, as it is sent in: by an amount, in words, or both. */
export const NewRenewalSchema = lazy(() =>
  z
    .strictObject({ amount: MoneySchema().optional(), note: z.string().min(1).max(2000).optional() })
    .meta({ id: "NewRenewal", description: "What is intended after this commitment: not binding." }),
);
type NewRenewal = z.infer<ReturnType<typeof NewRenewalSchema>>;

/** The renewal that shall be in view, null for none any more, and why. */
export const RenewalChangeSchema = lazy(() =>
  z
    .strictObject({ renewal: NewRenewalSchema().nullable(), reason: ReasonSchema() })
    .meta({ id: "RenewalChange" }),
);
export type RenewalChange = z.infer<ReturnType<typeof RenewalChangeSchema>>;

/**
 * Brings a renewal of a commitment into view, changes what is intended, or takes it out of view, for instance once it was agreed as a
 * commitment of its own. Its amount is an intention in the ledger, and in no total but that. Refused with `conflict` in a commitment
 * that was terminated or cancelled.
 */
export async function changeRenewal(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly input: RenewalChange },
): Promise<Result<Changed>> {
  const id = deps.newId("pay");
  return workOnCommitment(deps, { ...call, reason: call.input.reason }, (state) =>
    decideRenewal(state, call.input, { id, on: dayIn(state.commitment.timeZone, call.now) }),
  );
}

/** The rule of `changeRenewal`. */
export function decideRenewal(
  state: CommitmentState,
  { renewal: wanted }: Pick<RenewalChange, "renewal">,
  at: { readonly id: string; readonly on: string },
): Result<Decision> {
  const { renewal: before, ...commitment } = state.commitment;
  const { status, currency } = commitment;
  if (wanted && (status === "terminated" || status === "cancelled"))
    return fail({ code: "conflict", detail: `It is ${status}: a renewal of it is not in view.` });
  if (wanted?.amount && wanted.amount.currency !== currency)
    return fail(invalidAt("/renewal/amount/currency", `The commitment is in ${currency}.`));
  const renewal = wanted ? toRenewal(wanted) : undefined;
  const amountMinor = (renewal?.amountMinor ?? 0) - (before?.amountMinor ?? 0);
  const entries =
    amountMinor === 0 ? [] : [{ ...at, kind: "intention" as const, amountMinor, conditionalMinor: 0 }];
  const next = { ...state, commitment: renewal ? { ...commitment, renewal } : commitment };
  return ok({ action: "commitment.renewal", ...post(next, { entries }) });
}

/** A renewal as its commitment keeps it. */
export function toRenewal({ amount, note }: NewRenewal): NonNullable<Commitment["renewal"]> {
  return {
    ...(note === undefined ? {} : { note }),
    ...(amount ? { amountMinor: toMinor(amount) } : {}),
  };
}

/** The entry of a renewal that is in view from the first day: an intention. Nothing is promised, and nothing is added to what is. */
export function renewalEntry(
  { renewal }: Commitment,
  at: { readonly id: string; readonly on: string },
): NewEntry[] {
  if (!renewal) return [];
  const note = renewal.note === undefined ? {} : { note: renewal.note.slice(0, 1000) };
  return [{ ...at, kind: "intention", amountMinor: renewal.amountMinor ?? 0, conditionalMinor: 0, ...note }];
}
