import { fail, ok, type Result } from "../platform/result.ts";
import { strategyPart } from "./partnership.store.ts";
import { referenceChecks } from "./reference.ts";
import { applyStrategyPatch, type Strategy, type StrategyPatch, strategyReferences } from "./strategy.ts";
import {
  type PartnershipDeps,
  type PartnershipInput,
  type Written,
  writePartnership,
} from "./write-partnership.ts";

/** Changes a strategy, for a reason: to end one is such a change, and its links and its money stay with it. */
export async function changeStrategy(
  deps: PartnershipDeps,
  input: PartnershipInput & { readonly strategyId: string; readonly patch: StrategyPatch },
): Promise<Result<Written<Strategy>>> {
  const { strategyId, patch } = input;
  return writePartnership(deps, input, ({ strategies }) => {
    const present = strategies.find((strategy) => strategy.id === strategyId);
    if (!present) return fail({ code: "not_found", detail: "This partnership has no such strategy." });
    const next = applyStrategyPatch(present, patch);
    if (!next.ok) return next;
    const value = next.value;
    const { checks: others, refusal } = referenceChecks(input.partnershipId, strategyReferences(value));
    const action = "strategy.changed";
    return ok({ action, reason: patch.reason, put: strategyPart(value), others, refusal, value });
  });
}
