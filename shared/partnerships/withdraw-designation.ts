import { fail, ok, type Result } from "../platform/result.ts";
import { type Designation, isInForce, visibleDesignations } from "./designation.ts";
import { designationPart, requireReadable } from "./partnership.store.ts";
import type { PartnershipState } from "./partnership.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

type Withdrawing = PartnershipInput & { readonly number: number; readonly reason: string };

/**
 * Withdraws a designation, for a reason, by the organisation that made it: `forbidden` to others who see it, `not_found` to those
 * who do not, `conflict` where it was withdrawn before. It stays, one revision further, and counts no longer.
 */
export async function withdrawDesignation(
  deps: PartnershipDeps,
  input: Withdrawing,
): Promise<Result<Written<Designation>>> {
  const { partnershipId, number, reason } = input;
  return writePartnership(deps, { ...input, admit: requireReadable }, (partnership) => {
    const withdrawn = decideWithdrawal(partnership, input);
    if (!withdrawn.ok) return withdrawn;
    const location = `/v1/partnerships/${partnershipId}/designations/${number}`;
    return ok({
      action: "partnership.designation-withdrawn",
      reason,
      put: designationPart(withdrawn.value),
      idempotency: input.idempotency?.(200, location),
      value: withdrawn.value,
    });
  });
}

/** The rule of `withdrawDesignation`. */
export function decideWithdrawal(
  partnership: Pick<PartnershipState, "head" | "designations">,
  { number, reason, author, now }: Pick<Withdrawing, "number" | "reason" | "author" | "now">,
): Result<Designation> {
  const present = visibleDesignations(partnership, author).find((each) => each.number === number);
  if (!present) return fail({ code: "not_found", detail: "This partnership has no such designation." });
  if (present.decidedBy.organisationId !== author.organisationId)
    return fail({ code: "forbidden", detail: "Only the organisation that made a designation withdraws it." });
  if (!isInForce(present))
    return fail({ code: "conflict", detail: "This designation was withdrawn already." });
  const withdrawal = { on: now.slice(0, 10), reason };
  return ok({ ...present, revision: present.revision + 1, withdrawal });
}
