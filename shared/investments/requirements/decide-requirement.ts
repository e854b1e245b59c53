import * as z from "zod";
import type { Part } from "../../platform/aggregate.ts";
import { lazy } from "../../platform/lazy.ts";
import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
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
import { readAskedSections } from "./read-requirement.ts";
import type { Requirement } from "./requirement.ts";
import { findRequirement, moved } from "./requirement-steps.ts";
import { EditionSchema, type ReturnInput, returnPart } from "./return.ts";

/** What the funder says to a report that it takes. */
export const AcceptanceSchema = lazy(() =>
  z
    .strictObject({ comment: z.string().trim().min(1).max(2000).optional(), edition: EditionSchema() })
    .meta({ id: "ReportAcceptance" }),
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
  return decide(deps, call, { status: "accepted", ...call.input });
}

/**
 * Gives a submitted report back with a comment, and with one on each section that is to be done again: it is awaited again, and blocks
 * again where it did. What was said is kept beside the commitment. One Query and one transaction; where sections are named, a Query and
 * a GetItem before. Refused at a section that the report was not asked for.
 */
export async function returnRequirement(
  deps: InvestmentDeps,
  call: Deciding & { readonly input: ReturnInput },
): Promise<Result<Changed>> {
  const { input, author: by, now: at } = call;
  const known = await checkSections(deps.table, call);
  if (!known.ok) return known;
  const attach = (requirement: Requirement) => returnPart(requirement, { input, at, by });
  return decide(deps, call, { status: "returned", ...input, attach });
}

/** Whether the sections that comments name are among those asked for; nothing is read where none is named. */
async function checkSections(
  table: Table,
  { id, principal, requirementNumber: number, input }: Deciding & { readonly input: ReturnInput },
): Promise<Result<undefined>> {
  if (!input.sections?.length) return ok(undefined);
  const read = await readAskedSections(table, { id, principal, number });
  if (!read.ok) return read;
  const astray = input.sections.findIndex(({ key }) => !read.value.some((each) => each.key === key));
  if (astray < 0) return ok(undefined);
  return fail(invalidAt(`/sections/${astray}/key`, "This report was not asked for such a section."));
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
  readonly comment?: string | undefined;
  readonly edition?: number | undefined;
  /** What is kept of it beside the requirement. */
  readonly attach?: (requirement: Requirement) => Part;
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
  const { number, now, status, comment, edition, attach } = verdict;
  const found = findRequirement(state, number);
  if (!found.ok) return found;
  const current = found.value.submission?.report?.edition;
  if (edition !== undefined && edition !== current) return fail(otherEdition(current));
  const decidedOn = dayIn(state.commitment.timeZone, now);
  const next = moved(state, found.value, { status, comment, decidedOn });
  if (!next.ok) return next;
  const attached = attach ? [{ after: attach(found.value), isNew: true }] : [];
  return ok({ action: `commitment.requirement-${status}`, next: next.value, attached });
}

function otherEdition(currentEdition: number | undefined): Problem {
  const detail =
    "What is handed in now is not the edition that you name. Read the report again, then decide.";
  return {
    code: "version_conflict",
    detail,
    ...(currentEdition === undefined ? {} : { extra: { currentEdition } }),
  };
}
