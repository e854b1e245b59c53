import type { OrganisationKind } from "../identity/organisation.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { addDays } from "../platform/time.ts";
import { type Designation, type DesignationFields, isInForce } from "./designation.ts";
import { designationPart, requireReadable } from "./partnership.store.ts";
import { LIMITS, type PartnershipState } from "./partnership.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

const DESIGNATORS: readonly OrganisationKind[] = ["network", "funder"];

type Facts = Pick<PartnershipState, "head" | "designations">;
type Deciding = PartnershipInput & {
  readonly fields: DesignationFields;
  readonly organisationKind: OrganisationKind;
};

/**
 * Records that a partnership reached a gateway of a framework. Only a network, or a funder, with whom it is shared may say so,
 * never its own backbone (`forbidden`); to whoever may not read it, it does not exist. Refused too where the day is still ahead,
 * where the organisation has said so already (`already_exists`), and beyond 50 of a partnership.
 */
export async function designatePartnership(
  deps: PartnershipDeps,
  input: Deciding,
): Promise<Result<Written<Designation>>> {
  return writePartnership(deps, { ...input, admit: requireReadable }, (partnership) => {
    const decided = decideDesignation(partnership, input);
    if (!decided.ok) return decided;
    const designation = decided.value;
    const location = `/v1/partnerships/${input.partnershipId}/designations/${designation.number}`;
    return ok({
      action: "partnership.designated",
      put: designationPart(designation),
      idempotency: input.idempotency?.(201, location),
      value: designation,
    });
  });
}

/** The rule of `designatePartnership`. */
export function decideDesignation(
  { head, designations }: Facts,
  { fields, organisationKind, author, now }: Pick<Deciding, "fields" | "organisationKind" | "author" | "now">,
): Result<Designation> {
  const { organisationId } = author;
  if (head.backboneId === organisationId)
    return fail({ code: "forbidden", detail: "Nobody designates itself: a network or a funder says this." });
  if (!DESIGNATORS.includes(organisationKind))
    return fail({ code: "forbidden", detail: "Only a network or a funder designates a partnership." });
  // Somewhere on earth it is tomorrow already.
  if (fields.reachedOn > addDays(now.slice(0, 10), 1))
    return fail(invalidAt("/reachedOn", "This day is still ahead."));
  const same = designations.find(
    (designation) =>
      isInForce(designation) &&
      designation.decidedBy.organisationId === organisationId &&
      designation.framework === fields.framework &&
      designation.gateway === fields.gateway,
  );
  if (same) {
    const detail =
      "You have designated it so already. Withdraw that designation first if it says something wrong.";
    return fail({ code: "already_exists", detail, extra: { number: same.number } });
  }
  if (designations.length >= LIMITS.designations)
    return fail({
      code: "conflict",
      detail: `A partnership holds at most ${LIMITS.designations} designations.`,
    });
  const number = Math.max(0, ...designations.map((designation) => designation.number)) + 1;
  const decidedBy = { organisationId, isNetwork: organisationKind === "network" };
  return ok({ ...fields, number, decidedBy, createdAt: now, revision: 1 });
}
