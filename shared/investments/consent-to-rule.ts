import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import type { CommitmentState } from "./commitment.ts";
import { trancheAt } from "./money-move.ts";
import { clausesOf } from "./payment-rule.ts";
import { ReasonSchema } from "./reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** That the partnership agrees to let a population indicator count in the payment rule of a tranche; or does not any more. */
export const ConsentSchema = lazy(() =>
  z
    .strictObject({ consents: z.boolean(), on: DateSchema(), reason: ReasonSchema() })
    .meta({ id: "RuleConsent" }),
);
export type Consent = z.infer<ReturnType<typeof ConsentSchema>>;

/**
 * Records the consent of who owns the partnership: the funder gave its own with the rule. Refused with `not_found` for everybody
 * else, and with `conflict` where the rule measures nothing.
 */
export async function consentToRule(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly trancheNumber: number; readonly input: Consent },
): Promise<Result<Changed>> {
  const { trancheNumber, input, principal } = call;
  return workOnCommitment(
    deps,
    {
      ...call,
      reason: input.reason,
      happened: { on: input.on, pointer: "/on" },
      mayWork: ({ partnershipOwnerId }) => partnershipOwnerId === principal.organisationId,
    },
    (state) => decideConsent(state, trancheNumber, input),
  );
}

/** The rule of `consentToRule`. */
export function decideConsent(
  state: CommitmentState,
  trancheNumber: number,
  { consents, on }: Consent,
): Result<Decision> {
  const found = trancheAt(state, trancheNumber);
  if (!found.ok) return found;
  const tranche = found.value;
  const measures = tranche.rule && clausesOf(tranche.rule).some(({ kind }) => kind === "measure");
  if (!measures)
    return fail({ code: "conflict", detail: "The payment rule of this tranche asks for no indicator." });
  const { consentedOn: _, ...rest } = tranche;
  const decided = consents ? { ...rest, consentedOn: on } : rest;
  const tranches = state.tranches.map((other) => (other.number === trancheNumber ? decided : other));
  return ok({ action: "commitment.rule-consent", next: { ...state, tranches } });
}
