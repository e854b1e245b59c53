import type { OrganisationKind } from "../../identity/organisation.ts";
import { retryOnConflict } from "../../identity/retry.ts";
import { type Author, aggregateWrites } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { type Problem, problemUnder } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { sharedWith } from "../access.store.ts";
import { decideDesignation } from "../designate-partnership.ts";
import { designationPart, requireReadable } from "../partnership.store.ts";
import type { PartnershipState } from "../partnership.ts";
import { type PartnershipDeps, writePartnership } from "../write-partnership.ts";
import { writeResting } from "../write-resting.ts";
import { assessmentWrite, findAssessment, type LoadedAssessment, toSummary } from "./assessment.store.ts";
import type { Assessment, AssessmentSummary, Decision } from "./assessment.ts";

type Call = {
  readonly assessmentId: string;
  readonly author: Author;
  readonly organisationKind: OrganisationKind;
  readonly now: string;
  readonly decision: Decision;
  readonly idempotency?: ((status: number, location: string) => IdempotentRequest) | undefined;
};

/**
 * Decides on an assessment, by the reviewer it was handed in to, as long as the partnership is shared with it. Where the gateway was
 * reached, the designation is written into the partnership in the same transaction, by the rules of designations. Refused with
 * `not_found` to anybody else, `forbidden` to who does not designate, and `conflict` where there is nothing to decide.
 */
export function decideAssessment(deps: PartnershipDeps, call: Call): Promise<Result<AssessmentSummary>> {
  return retryOnConflict(() => decideOnce(deps, call));
}

async function decideOnce(deps: PartnershipDeps, call: Call): Promise<Result<AssessmentSummary>> {
  const { assessmentId, author, decision } = call;
  const loaded = await findAssessment(deps.table, assessmentId);
  if (!loaded || loaded.assessment.reviewerId !== author.organisationId) return fail(NONE);
  const { status } = loaded.assessment;
  if (status !== "submitted" && status !== "appealed")
    return fail({ code: "conflict", detail: `The assessment is ${status}: there is nothing to decide.` });
  return decision.outcome === "reached" ? designate(deps, call, loaded) : decline(deps.table, call, loaded);
}

/** Somebody wrote the assessment in between: for the partnership something that it rests on, for us a reason to read again. */
const OUTRUN: Problem = {
  code: "conflict",
  detail: "Somebody changed the assessment meanwhile. Read it again.",
  extra: { failedOther: 0 },
};
const NONE: Problem = { code: "not_found", detail: "There is no such assessment." };

async function designate(
  deps: PartnershipDeps,
  call: Call,
  loaded: LoadedAssessment,
): Promise<Result<AssessmentSummary>> {
  const { author, now } = call;
  const { partnershipId } = loaded.assessment;
  const input = { partnershipId, author, now, admit: requireReadable };
  const done = await writePartnership(deps, input, (partnership) => {
    const designated = designationFor(partnership, call, loaded.assessment);
    if (!designated.ok) return designated;
    const { number, isNew } = designated.value;
    const next = decided(loaded.assessment, call, number);
    const { writes, head } = aggregateWrites(changeOf(next, call, loaded));
    return ok({
      action: "partnership.designated",
      ...(isNew ? { put: designationPart(isNew) } : {}),
      others: writes,
      refusal: () => OUTRUN,
      idempotency: call.idempotency?.(200, `/v1/assessments/${next.id}`),
      value: toSummary({ assessment: next, head }),
    });
  });
  return done.ok ? ok(done.value.value) : done;
}

/** The designation that a decision makes; or the one by which the reviewer said the same already. */
function designationFor(
  partnership: Pick<PartnershipState, "head" | "designations">,
  { author, organisationKind, now, decision }: Call,
  { id, framework, gateway }: Assessment,
) {
  const fields = {
    framework: framework.name,
    gateway: gateway.name,
    reachedOn: decision.reachedOn ?? now.slice(0, 10),
    // Whoever reads the partnership reads this; why is for those who may see the assessment.
    evidence: `Decided on assessment ${id}`,
  };
  const made = decideDesignation(partnership, { fields, author, organisationKind, now });
  if (made.ok) return ok({ number: made.value.number, isNew: made.value });
  const { code, extra } = made.problem;
  if (code === "already_exists" && typeof extra?.number === "number")
    return ok({ number: extra.number, isNew: undefined });
  return code === "validation_failed" ? fail(problemUnder("", made.problem)) : made;
}

async function decline(
  table: Table,
  call: Call,
  loaded: LoadedAssessment,
): Promise<Result<AssessmentSummary>> {
  const { author, organisationKind } = call;
  if (organisationKind !== "network" && organisationKind !== "funder")
    return fail({ code: "forbidden", detail: "Only a network or a funder decides on an assessment." });
  const next = decided(loaded.assessment, call);
  const shared = sharedWith(next.partnershipId, author.organisationId, "");
  const idempotency = call.idempotency?.(200, `/v1/assessments/${next.id}`);
  const written = await writeResting(table, {
    ...changeOf(next, call, loaded),
    rests: [{ ...shared, refusal: NONE }],
    ...(idempotency ? { idempotency } : {}),
  });
  return written.ok ? ok(toSummary({ assessment: next, head: written.value })) : written;
}

function decided(assessment: Assessment, call: Call, designationNumber?: number): Assessment {
  const { decision, author, now: at } = call;
  const { reachedOn, ...said } = decision;
  const entry = {
    ...said,
    ...(reachedOn === undefined ? {} : { reachedOn }),
    organisationId: author.organisationId,
    at,
    ...(designationNumber === undefined ? {} : { designationNumber }),
  };
  return { ...assessment, status: "decided", decisions: [...(assessment.decisions ?? []), entry] };
}

function changeOf(next: Assessment, { author: by, now, decision }: Call, previous: LoadedAssessment) {
  return assessmentWrite(next, { previous, by, now, action: "assessment.decided", reason: decision.reason });
}
