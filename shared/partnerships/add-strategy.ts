import { fail, ok, type Result } from "../platform/result.ts";
import { strategyPart } from "./partnership.store.ts";
import { LIMITS } from "./partnership.ts";
import { referenceChecks } from "./reference.ts";
import { checkStrategy, type Strategy, type StrategyFields, strategyReferences } from "./strategy.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/**
 * Adds a strategy to a partnership. Refused where its dates and status do not agree, where its owner is an organisation that does not
 * exist, or the partnership holds 100 already.
 */
export async function addStrategy(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly fields: StrategyFields },
): Promise<Result<Written<Strategy>>> {
  const { partnershipId, now } = input;
  const checked = checkStrategy({ ...input.fields, id: deps.newId("str"), createdAt: now });
  if (!checked.ok) return checked;
  const strategy = checked.value;
  const { checks: others, refusal } = referenceChecks(partnershipId, strategyReferences(strategy));
  const location = `/v1/partnerships/${partnershipId}/strategies/${strategy.id}`;
  return writePartnership(deps, input, ({ strategies }) => {
    if (strategies.length >= LIMITS.strategies)
      return fail({
        code: "conflict",
        detail: `A partnership holds at most ${LIMITS.strategies} strategies.`,
      });
    return ok({
      action: "strategy.added",
      put: strategyPart(strategy),
      others,
      refusal,
      idempotency: input.idempotency?.(201, location),
      value: strategy,
    });
  });
}
