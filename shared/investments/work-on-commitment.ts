import type { Principal } from "../identity/principal.ts";
import type { HeadFields } from "../platform/aggregate.ts";
import type { Author } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Write } from "../platform/transaction.ts";
import { foundOr404, type LoadedCommitment, loadCommitment, saveCommitment } from "./commitment.store.ts";
import type { CommitmentState } from "./commitment.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

export type InvestmentDeps = { readonly table: Table; readonly newId: NewId };

/** Who changes which commitment, when and why; the version they read, where they say so. */
export type CommitmentCall = {
  readonly id: string;
  readonly principal: Principal;
  readonly author: Author;
  readonly now: string;
  readonly ifMatch?: number | undefined;
  readonly reason?: string | undefined;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** What a rule decided: the next state, what it is called in the history, and the ledger entries it makes. */
export type Decision = {
  readonly action: string;
  readonly next: CommitmentState;
  readonly entries?: readonly LedgerEntry[];
  readonly others?: readonly Write[];
};

/** A commitment after a change, with the head it has now. */
export type Changed = { readonly state: CommitmentState; readonly head: HeadFields };

const ATTEMPTS = 5;

/**
 * Reads a commitment of the caller's organisation, lets a pure rule decide, and writes the outcome under the version that was
 * read: two rounds. Where the caller did not name a version, a rival's write is followed by a fresh decision, five times at most.
 * Refused with `not_found`, `version_conflict`, or whatever the rule refuses with.
 */
export async function workOnCommitment(
  deps: InvestmentDeps,
  call: CommitmentCall,
  decide: (state: CommitmentState) => Result<Decision>,
): Promise<Result<Changed>> {
  for (let attempt = 1; ; attempt++) {
    const loaded = await loadOwned(deps.table, call);
    if (!loaded.ok) return loaded;
    const decision = decide(loaded.value.state);
    if (!decision.ok) return decision;
    const { next, ...rest } = decision.value;
    const { author, now, reason, idempotency } = call;
    const saved = await saveCommitment(deps.table, {
      loaded: loaded.value,
      next,
      by: author,
      now,
      reason,
      idempotency,
      ...rest,
    });
    if (saved.ok) return ok({ state: next, head: saved.value });
    const mayRetry =
      saved.problem.code === "version_conflict" && call.ifMatch === undefined && attempt < ATTEMPTS;
    if (!mayRetry) return saved;
  }
}

async function loadOwned(table: Table, call: CommitmentCall): Promise<Result<LoadedCommitment>> {
  const loaded = await loadCommitment(table, call.id);
  const owned =
    loaded?.state.commitment.funder.organisationId === call.principal.organisationId ? loaded : undefined;
  const found = foundOr404(owned);
  if (!found.ok || call.ifMatch === undefined || found.value.head.version === call.ifMatch) return found;
  return fail({
    code: "version_conflict",
    detail:
      "Somebody changed this commitment since you read it. Read it again, then send your change with the new version.",
    extra: { currentVersion: found.value.head.version },
  });
}
