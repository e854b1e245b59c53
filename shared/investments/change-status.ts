import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, sumMinor } from "../platform/money.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import { DateSchema } from "../platform/time.ts";
import { ReasonSchema } from "./change-commitment.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentState,
  type CommitmentStatus,
  nextStatuses,
} from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { addEntry, committedMinor } from "./totals.ts";
import { isConditional, openMinor } from "./tranche.ts";
import {
  type Changed,
  type CommitmentCall,
  type Decision,
  type InvestmentDeps,
  workOnCommitment,
} from "./work-on-commitment.ts";

/** The status a commitment shall have, from which day, and why. */
export const StatusChangeSchema = lazy(() =>
  z
    .strictObject({ status: z.enum(COMMITMENT_STATUSES), on: DateSchema(), reason: ReasonSchema() })
    .meta({ id: "StatusChange" }),
);
export type StatusChange = z.infer<ReturnType<typeof StatusChangeSchema>>;

/**
 * Moves a commitment along its life. Agreeing writes the agreement into the ledger. Closing needs every tranche paid or
 * released; cancelling needs nothing committed any more: release what is open first, so that the ledger says it.
 */
export async function changeStatus(
  deps: InvestmentDeps,
  call: CommitmentCall & { readonly change: StatusChange },
): Promise<Result<Changed>> {
  const { change } = call;
  return workOnCommitment(deps, { ...call, reason: change.reason }, (state) =>
    decideStatus(state, change, deps.newId("pay")),
  );
}

/** The rule of `changeStatus`, with the id that an agreement entry would get. */
export function decideStatus(
  state: CommitmentState,
  change: StatusChange,
  entryId: string,
): Result<Decision> {
  const { commitment } = state;
  const refused = refusal(state, change.status);
  if (refused) return fail({ code: "conflict", detail: refused });
  const entries = change.status === "agreed" ? [agreement(state, change.on, entryId)] : [];
  const next: CommitmentState = {
    ...state,
    commitment: {
      ...commitment,
      status: change.status,
      totals: entries.reduce(addEntry, commitment.totals),
      ...(change.status === "agreed" ? { agreedOn: change.on } : {}),
    },
  };
  return ok({ action: `commitment.${change.status}`, next, entries });
}

function refusal(state: CommitmentState, wanted: CommitmentStatus): string | undefined {
  const { status, totals, currency } = state.commitment;
  const possible = nextStatuses(status);
  if (!possible.includes(wanted))
    return `It is ${status}; from there it can become ${possible.join(" or ") || "nothing else"}.`;
  if (wanted === "closed") {
    const open = sumMinor(state.tranches.map(openMinor));
    if (open > 0)
      return `${formatAmount(open, currency)} ${currency} are neither paid nor released. Pay or release them first.`;
  }
  if (wanted === "cancelled" && committedMinor(totals) !== 0)
    return `${formatAmount(committedMinor(totals), currency)} ${currency} are still committed. Release them first.`;
  return undefined;
}

function agreement(state: CommitmentState, on: string, id: string): LedgerEntry {
  const conditionalMinor = sumMinor(
    state.tranches.filter(isConditional).map((tranche) => tranche.amountMinor),
  );
  return { id, kind: "agreement", on, amountMinor: state.commitment.amountMinor, conditionalMinor };
}
