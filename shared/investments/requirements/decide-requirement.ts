import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";
import { ok, type Result } from "../../platform/result.ts";
import { dayIn } from "../../platform/time.ts";
import type { CommitmentState } from "../commitment.ts";
import { ReasonSchema } from "../reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { findRequirement, moved } from "./requirement-steps.ts";

/** What the funder says to a report that it takes. */
export const AcceptanceSchema = lazy(() =>
  z.strictObject({ comment: z.string().trim().min(1).max(2000).optional() }).meta({ id: "ReportAcceptance" }),
);

/** What is to be done again before a report is taken. */
export const ReturnSchema = lazy(() =>
  z
    .strictObject({ comment: z.string().trim().min(3, "Say what is missing.").max(2000) })
    .meta({ id: "ReportReturn" }),
);

/** Why a report is not asked for any more. */
export const RequirementWaiverSchema = lazy(() =>
  z.strictObject({ reason: ReasonSchema() }).meta({ id: "RequirementWaiver" }),
);

type Deciding = CommitmentCall & { readonly requirementNumber: number };

/** Takes a report that was submitted: final, and what a payment rule reads. One Query, one transaction. */
export function acceptRequirement(
  deps: InvestmentDeps,
  call: Deciding & { readonly input: z.infer<ReturnType<typeof AcceptanceSchema>> },
): Promise<Result<Changed>> {
  return decide(deps, call, { status: "accepted", comment: call.input.comment });
}

/** Gives a submitted report back with a comment: it is awaited again, and blocks again where it did. One Query, one transaction. */
export function returnRequirement(
  deps: InvestmentDeps,
  call: Deciding & { readonly input: z.infer<ReturnType<typeof ReturnSchema>> },
): Promise<Result<Changed>> {
  return decide(deps, call, { status: "returned", comment: call.input.comment });
}

/** Asks for a report no more. It was not fulfilled, so it never counts as accepted. One Query, one transaction. */
export function waiveRequirement(
  deps: InvestmentDeps,
  call: Deciding & { readonly input: z.infer<ReturnType<typeof RequirementWaiverSchema>> },
): Promise<Result<Changed>> {
  return decide(deps, call, { status: "waived", comment: call.input.reason });
}

type Verdict = {
  readonly status: "accepted" | "returned" | "waived";
  readonly comment: string | undefined;
};

function decide(deps: InvestmentDeps, call: Deciding, verdict: Verdict): Promise<Result<Changed>> {
  const { requirementNumber: number, now } = call;
  return workOnCommitment(deps, { ...call, reason: verdict.comment }, (state) =>
    decideVerdict(state, { number, now, ...verdict }),
  );
}

/** The rule of all three: what the funder decides of a report, on its own day. */
export function decideVerdict(
  state: CommitmentState,
  verdict: Verdict & { readonly number: number; readonly now: string },
): Result<Decision> {
  const { number, now, status, comment } = verdict;
  const found = findRequirement(state, number);
  if (!found.ok) return found;
  const decidedOn = dayIn(state.commitment.timeZone, now);
  const next = moved(state, found.value, { status, comment, decidedOn });
  return next.ok ? ok({ action: `commitment.requirement-${status}`, next: next.value }) : next;
}
