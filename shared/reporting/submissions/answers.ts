import type { Principal } from "../../identity/principal.ts";
import { isOutstanding, type ReportRef } from "../../investments/index.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { sharedSections } from "./completeness.ts";
import { isOwedBy, type Requirements, requirementOf } from "./ground.ts";
import { type Answer, MOST_SECTIONS, type ReportSubmission, refName } from "./submission.ts";

type Wanted = {
  readonly refs: readonly ReportRef[];
  readonly requirements: Requirements;
  readonly principal: Principal;
  readonly partnershipId: string;
  /** What it answers so far. */
  readonly before: readonly Answer[];
};

/**
 * What a submission is to answer, and the keys of all its sections. Refused at each requirement that the partnership does not owe, or
 * that is over; with `conflict` where one is left out for which something was frozen, and `too_many_items` for too many sections.
 */
export function decideAnswers(wanted: Wanted): Result<Pick<ReportSubmission, "answers" | "sectionKeys">> {
  const { refs, requirements, before } = wanted;
  const errors = refs.flatMap((ref, at) => fault(ref, `/answers/${at}`, wanted));
  if (errors.length > 0)
    return fail({ code: "validation_failed", detail: "These requirements cannot be answered.", errors });
  const kept = new Set(refs.map(refName));
  const dropped = before.find((answer) => answer.edition > 0 && !kept.has(refName(answer)));
  if (dropped)
    return fail({
      code: "conflict",
      detail: `Report ${dropped.requirementNumber} of ${dropped.commitmentId} was answered with this already.`,
    });
  const held = new Map(before.map((answer) => [refName(answer), answer]));
  const found = refs.flatMap((ref) => requirementOf(requirements, ref) ?? []);
  const sectionKeys = sharedSections(found.map(({ asked }) => asked)).map(({ key }) => key);
  if (sectionKeys.length > MOST_SECTIONS)
    return fail({
      code: "too_many_items",
      detail: `Together they ask for ${sectionKeys.length} sections, and a submission has ${MOST_SECTIONS}. Answer them with several.`,
      extra: { limit: MOST_SECTIONS },
    });
  const answers = found.map(({ commitment, asked: { commitmentId, requirementNumber } }): Answer => {
    const ref = { commitmentId, requirementNumber };
    return held.get(refName(ref)) ?? { ...ref, currency: commitment.currency, edition: 0, round: 0 };
  });
  return ok({ answers, sectionKeys });
}

function fault(ref: ReportRef, pointer: string, wanted: Wanted): ProblemPlace[] {
  const { requirements, principal, partnershipId, before } = wanted;
  const owed = requirementOf(requirements, ref);
  if (!owed || !isOwedBy(owed, principal, partnershipId))
    return [{ pointer, detail: "There is no such report that this partnership owes." }];
  const isHeld = before.some((answer) => refName(answer) === refName(ref));
  if (isHeld || isOutstanding(owed.requirement)) return [];
  return [{ pointer, detail: `It is ${owed.requirement.status}: there is nothing left to answer.` }];
}
