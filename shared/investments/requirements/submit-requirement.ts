import * as z from "zod";
import type { Principal } from "../../identity/principal.ts";
import { defined } from "../../platform/defined.ts";
import { idSchema } from "../../platform/id.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { DateSchema, dayIn } from "../../platform/time.ts";
import type { Write } from "../../platform/transaction.ts";
import { commitmentPk, foundOr404 } from "../commitment.store.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import { mayRead } from "../read-commitment.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "../work-on-commitment.ts";
import { seesRequirement } from "./read-requirement.ts";
import type { HandedReportReference } from "./requirement.ts";
import { findRequirement, moved } from "./requirement-steps.ts";

/** What is handed in: words, where the report is, documents of the commitment. */
export const SubmissionInputSchema = lazy(() =>
  z
    .strictObject({
      note: z.string().trim().min(1).max(2000).optional(),
      reference: z.string().trim().min(1).max(500).optional(),
      documentIds: z.array(idSchema("doc")).min(1).max(10).optional(),
      submittedOn: DateSchema().optional().meta({
        description: "The day it reached the funder, where the funder records it. Otherwise today.",
      }),
    })
    .meta({ id: "ReportSubmission" }),
);
export type SubmissionInput = z.infer<ReturnType<typeof SubmissionInputSchema>>;

/**
 * Hands in a report: by the organisation whose duty it is, or by the funder for it. However late that is, it covers the period that
 * was asked for. One Query and one transaction, which checks that its documents are there. Refused with `not_found` where the
 * caller may not know of it, `forbidden` where it is somebody else's duty, and `conflict` where it is not awaited.
 */
export async function submitRequirement(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly requirementNumber: number; readonly input: SubmissionInput },
): Promise<Result<Changed>> {
  const { requirementNumber, input, principal, now } = call;
  const mayWork = (commitment: Commitment, { requirements }: CommitmentState) =>
    requirements.some((each) => seesRequirement(commitment, each, principal)) ||
    mayRead(commitment, principal);
  const submitted = await workOnCommitment(deps, { ...call, mayWork }, (state) =>
    decideSubmission(state, requirementNumber, { input, principal, now }),
  );
  const missing = submitted.ok ? undefined : submitted.problem.extra?.failedOther;
  if (typeof missing !== "number") return submitted;
  return fail(invalidAt(`/documentIds/${missing}`, "The commitment has no such document."));
}

/**
 * Hands in what a report submission holds for one requirement, by the organisation whose duty that is: as `submitRequirement`, with the
 * edition and the hash of it, and only while `rests` hold. Repeating it changes nothing: `already_exists` where this edition is handed in.
 */
export async function handInReport(
  deps: InvestmentDeps,
  call: CommitmentCall & {
    readonly requirementNumber: number;
    readonly report: HandedReportReference;
    readonly documentIds: readonly string[];
    readonly rests: readonly Write[];
  },
): Promise<Result<Changed>> {
  const { requirementNumber, report, documentIds, rests, principal, now } = call;
  const input = documentIds.length === 0 ? {} : { documentIds: [...documentIds] };
  const mayWork = (commitment: Commitment, { requirements }: CommitmentState) =>
    requirements.some((each) => seesRequirement(commitment, each, principal));
  const handed = await workOnCommitment(deps, { ...call, mayWork }, (state) => {
    const found = findRequirement(state, requirementNumber);
    const held = found.ok ? found.value.submission?.report : undefined;
    if (held?.submissionId === report.submissionId && held.edition === report.edition)
      return fail({ code: "already_exists", detail: "This edition is handed in." });
    const decided = decideSubmission(state, requirementNumber, { input, principal, now, report });
    if (!decided.ok) return decided;
    return ok({ ...decided.value, others: [...(decided.value.others ?? []), ...rests] });
  });
  const missing = handed.ok ? undefined : handed.problem.extra?.failedOther;
  if (typeof missing !== "number") return handed;
  if (missing >= documentIds.length)
    return fail({ code: "conflict", detail: "The submission moved on meanwhile. Read it again." });
  const detail = `The commitment has no such document: ${documentIds[missing]}.`;
  return fail({ code: "conflict", detail });
}

type Handing = {
  readonly input: SubmissionInput;
  readonly principal: Principal;
  readonly now: string;
  readonly report?: HandedReportReference;
};

/** The rule of `submitRequirement` and of `handInReport`. */
export function decideSubmission(
  state: CommitmentState,
  number: number,
  { input, principal, now, report }: Handing,
): Result<Decision> {
  const { commitment } = state;
  const found = findRequirement(state, number);
  const isFunder = principal.organisationId === commitment.funder.organisationId;
  if (!found.ok) return isFunder ? found : foundOr404<Decision>(undefined);
  const requirement = found.value;
  if (!seesRequirement(commitment, requirement, principal)) return foundOr404<Decision>(undefined);
  const isTheirs = requirement.responsible.organisationId === principal.organisationId;
  if (!isFunder && !isTheirs)
    return fail({ code: "forbidden", detail: `${requirement.responsible.name} hands in this report.` });
  const today = dayIn(commitment.timeZone, now);
  const { submittedOn = today, ...handed } = input;
  if (submittedOn > today) return fail(invalidAt("/submittedOn", "This day is still to come."));
  if (submittedOn < today && !isFunder)
    return fail(invalidAt("/submittedOn", "Only the funder records a report that reached it earlier."));
  const submission = { ...defined({ ...handed, report }), isOnBehalf: !isTheirs };
  const next = moved(state, requirement, { status: "submitted", submittedOn, submission });
  if (!next.ok) return next;
  const others = (input.documentIds ?? []).map((id) => documentIsThere(commitment.id, id));
  return ok({ action: "commitment.requirement-submitted", next: next.value, others });
}

/** A document that was only announced, or was withdrawn, is nothing that could be handed in. */
export function documentIsThere(commitmentId: string, id: string): Write {
  const check = { pk: commitmentPk(commitmentId), sk: `X#DOC#${id}` };
  const condition = {
    expression: "#status = :kept",
    names: { "#status": "status" },
    values: { ":kept": "kept" },
  };
  return { check, condition };
}
