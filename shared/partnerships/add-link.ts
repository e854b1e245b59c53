import type { Problem } from "../platform/problem.ts";
import { invalidAt } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { checkLink, type IndicatorEnd, indicatorEnds, type Link, type LinkFields } from "./link.ts";
import { indicatorCheck, linkPart } from "./partnership.store.ts";
import { LIMITS } from "./partnership.ts";
import { type LinkView, linkView } from "./partnership-view.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/**
 * Links a strategy to a systems indicator, or either to an outcome. That each indicator is one of this partnership's and of a
 * level that fits is a condition of the same transaction; refused at the field that names it.
 */
export async function addLink(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly fields: LinkFields },
): Promise<Result<Written<LinkView>>> {
  const { fields, partnershipId, now } = input;
  const link: Link = { ...fields, id: deps.newId("lnk"), createdAt: now };
  const ends = indicatorEnds(link);
  const location = `/v1/partnerships/${partnershipId}/links/${link.id}`;
  return writePartnership(deps, input, (partnership) => {
    const checked = checkLink(fields, partnership);
    if (!checked.ok) return checked;
    if (partnership.links.length >= LIMITS.links)
      return fail({ code: "conflict", detail: `A partnership holds at most ${LIMITS.links} links.` });
    return ok({
      action: "link.added",
      put: linkPart(link),
      others: ends.map((end) => indicatorCheck(partnershipId, end)),
      refusal: (index) => noSuchIndicator(ends[index]),
      idempotency: input.idempotency?.(201, location),
      value: linkView(link),
    });
  });
}

const PERFORMANCE = "A performance measure stands in no line of sight.";

/** The same answer whether the indicator does not exist, is another partnership's, or is of another level. */
function noSuchIndicator(end: IndicatorEnd | undefined): Problem {
  const levels = end?.levels.join(" or ");
  return invalidAt(
    `/${end?.field}`,
    `This partnership has no such indicator of the level ${levels}. ${PERFORMANCE}`,
  );
}
