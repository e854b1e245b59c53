import { ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { applyBigBetPatch, type BigBetPatch } from "./big-bet.ts";
import { type BigBetCall, type ChangedBigBet, workOnBigBet } from "./work-on-big-bet.ts";

/** Changes what a bet says of itself, for a reason. Convenor, partnership and currency stay. */
export async function changeBigBet(
  deps: { readonly table: Table },
  call: BigBetCall & { readonly patch: BigBetPatch },
): Promise<Result<ChangedBigBet>> {
  const { patch } = call;
  return workOnBigBet(deps, call, {
    decide: (state) => {
      const bet = applyBigBetPatch(state.bet, patch);
      if (!bet.ok) return bet;
      return ok({ action: "big-bet.changed", reason: patch.reason, next: { ...state, bet: bet.value } });
    },
  });
}
