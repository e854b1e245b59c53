import { fail, ok, type Result } from "../platform/result.ts";
import { strategyPart } from "./partnership.store.ts";
import { LIMITS } from "./partnership.ts";
import { checkStrategy, type Strategy, type StrategyFields } from "./strategy.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/** Adds a strategy to a partnership. Refused where its dates and status do not agree, or the partnership holds 100 already. */
export async function addStrategy(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly fields: StrategyFields },
): Promise<Result<Written<Strategy>>> {
  const { partnershipId, now } = input;
  const checked = checkStrategy({ ...input.fields, id: deps.newId("str"), createdAt: now });
  if (!checked.ok) return checked;
  const strategy = checked.value;
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
      idempotency: input.idempotency?.(201, location),
      value: strategy,
    });
  });
}
