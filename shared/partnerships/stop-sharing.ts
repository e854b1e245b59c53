import { fail, ok, type Result } from "../platform/result.ts";
import { sharePart } from "./partnership.store.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/** Ends a share, for a reason: from now on the organisation finds nothing here. The history keeps since when it could read. */
export async function stopSharing(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly organisationId: string; readonly reason: string },
): Promise<Result<Written<undefined>>> {
  const { partnershipId, organisationId, reason } = input;
  return writePartnership(deps, input, ({ shares }) => {
    const share = shares.find((present) => present.organisationId === organisationId);
    if (!share) return fail({ code: "not_found", detail: "It is not shared with this organisation." });
    const { sk } = sharePart(partnershipId, share);
    return ok({ action: "partnership.sharing-stopped", reason, remove: sk, value: undefined });
  });
}
