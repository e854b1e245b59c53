import * as z from "zod";
import { defined } from "../../platform/defined.ts";
import { lazy } from "../../platform/lazy.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema } from "../../platform/time.ts";
import type { CommitmentState } from "../commitment.ts";
import { ReasonSchema } from "../reason.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { checkResponsible } from "./add-requirements.ts";
import { isOutstanding, ResponsibleSchema } from "./requirement.ts";
import { findRequirement, withChanged } from "./requirement-steps.ts";

/** What may change of a requirement, and why. The period it covers does not: a report that comes late is still about it. */
export const RequirementChangeSchema = lazy(() =>
  z
    .strictObject({
      title: z.string().trim().min(1).max(200).optional(),
      dueOn: DateSchema().optional(),
      graceDays: z.int().min(0).max(366).optional(),
      isBlocking: z.boolean().optional(),
      responsible: ResponsibleSchema().optional(),
      reason: ReasonSchema(),
    })
    .refine(({ reason: _reason, ...fields }) => Object.values(fields).some((field) => field !== undefined), {
      message: "Give at least one field beside the reason.",
    })
    .meta({ id: "RequirementChange" }),
);
export type RequirementChange = z.infer<ReturnType<typeof RequirementChangeSchema>>;

/** Changes a requirement that is neither accepted nor waived; the day it was due at first stays readable. One Query, one transaction. */
export async function changeRequirement(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly requirementNumber: number; readonly input: RequirementChange },
): Promise<Result<Changed>> {
  return workOnCommitment(deps, { ...call, reason: call.input.reason }, (state) =>
    decideRequirementChange(state, call.requirementNumber, call.input),
  );
}

/** The rule of `changeRequirement`. */
export function decideRequirementChange(
  state: CommitmentState,
  number: number,
  input: RequirementChange,
): Result<Decision> {
  const found = findRequirement(state, number);
  if (!found.ok) return found;
  const { status } = found.value;
  if (!isOutstanding(found.value))
    return fail({ code: "conflict", detail: `Report ${number} is ${status} and does not change any more.` });
  const { reason: _reason, ...fields } = input;
  const named = fields.responsible ? checkResponsible(state.commitment, fields.responsible) : ok(undefined);
  if (!named.ok) return named;
  const next = withChanged(state, found.value, defined(fields));
  return ok({ action: "commitment.requirement-changed", next });
}
