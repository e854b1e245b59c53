import { ok, type Result } from "../platform/result.ts";
import { headPart } from "./partnership.store.ts";
import { applyPartnershipPatch, type PartnershipPatch } from "./partnership.ts";
import { type PartnershipView, partnershipView } from "./partnership-view.ts";
import { type PartnershipDeps, type PartnershipInput, writePartnership } from "./write-partnership.ts";

/** Changes what a partnership says of itself, for a reason. Its backbone stays. */
export async function changePartnership(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly patch: PartnershipPatch },
): Promise<Result<PartnershipView>> {
  const { patch } = input;
  const written = await writePartnership(deps, input, (partnership) => {
    const head = applyPartnershipPatch(partnership.head, patch);
    const value = { ...partnership, head };
    return ok({ action: "partnership.changed", reason: patch.reason, put: headPart(head), value });
  });
  if (!written.ok) return written;
  const { value, version, recordedAt } = written.value;
  return ok(partnershipView({ ...value, version, recordedAt }));
}
