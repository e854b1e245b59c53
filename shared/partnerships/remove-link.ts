import { fail, ok, type Result } from "../platform/result.ts";
import { linkPart } from "./partnership.store.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/** Removes a link, for a reason; the history keeps what it said. */
export async function removeLink(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly linkId: string; readonly reason: string },
): Promise<Result<Written<undefined>>> {
  const { linkId, reason } = input;
  return writePartnership(deps, input, ({ links }) => {
    const link = links.find(({ id }) => id === linkId);
    if (!link) return fail({ code: "not_found", detail: "This partnership has no such link." });
    return ok({ action: "link.removed", reason, remove: linkPart(link).sk, value: undefined });
  });
}
