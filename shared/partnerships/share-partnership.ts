import { fail, ok, type Result } from "../platform/result.ts";
import { organisationCheck, sharePart } from "./partnership.store.ts";
import { LIMITS } from "./partnership.ts";
import type { Share } from "./share.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/**
 * Lets another organisation read a partnership: its strategies, links, indicators and protected series. Said again, the reason
 * changes and the first day stays. That the organisation exists is a condition of the same transaction.
 */
export async function sharePartnership(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly organisationId: string; readonly reason: string },
): Promise<Result<Written<Share>>> {
  const { partnershipId, organisationId, reason, now } = input;
  return writePartnership(deps, input, ({ head, shares }) => {
    if (organisationId === head.backboneId)
      return fail({ code: "conflict", detail: "The backbone reads its own partnership without a share." });
    const present = shares.find((share) => share.organisationId === organisationId);
    if (!present && shares.length >= LIMITS.shares)
      return fail({ code: "conflict", detail: `A partnership has at most ${LIMITS.shares} shares.` });
    const share = { organisationId, reason, sharedOn: present?.sharedOn ?? now.slice(0, 10) };
    return ok({
      action: "partnership.shared",
      reason,
      put: sharePart(partnershipId, share),
      others: [organisationCheck(organisationId)],
      refusal: () => ({ code: "not_found", detail: "There is no such organisation." }),
      value: share,
    });
  });
}
