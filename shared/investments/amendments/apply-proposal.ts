import { invalidAt, type Problem } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import { decideAdvance } from "../advance-tranche.ts";
import { inStatus } from "../commitment.store.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import {
  type CommitmentStatus,
  LIVE_STATUSES,
  PAYING_STATUSES,
  statusesBefore,
} from "../commitment-status.ts";
import type { FactsWanted } from "../rule-facts.ts";
import { decideWaiver } from "../waive-tranche.ts";
import { type Decision, factsOfTranche } from "../work-on-commitment.ts";
import type { Applied, ProposalGround } from "./applied.ts";
import { changeAmount } from "./change-amount.ts";
import { extend } from "./extension.ts";
import { changePayee } from "./payee-change.ts";
import { type Plan, type PlanPart, planDifference, planOf } from "./plan-snapshot.ts";
import type { Proposal, ProposalFlag, ProposalKind, ProposalOf } from "./proposal.ts";
import { reScope } from "./re-scope.ts";
import { reallocateMoney } from "./reallocation.ts";
import { terminate } from "./termination.ts";

/** What a proposal comes to: the decision without its name, the flags, and how the plan changes; an advance changes none. */
export type Outcome = Omit<Decision, "action" | "guard"> & {
  readonly guard: NonNullable<Decision["guard"]>;
  readonly flags: readonly ProposalFlag[];
  readonly plans?: {
    readonly before: Plan;
    readonly after: Plan;
    readonly changed: { readonly before: PlanPart; readonly after: PlanPart };
  };
};

/** In which statuses a proposal of a kind can be made and approved. */
export function statusesFor(kind: ProposalKind): readonly CommitmentStatus[] {
  switch (kind) {
    case "suspension":
      return statusesBefore("suspended");
    case "resumption":
      return ["suspended"];
    case "termination":
      return statusesBefore("terminated");
    case "advance":
      return PAYING_STATUSES;
    default:
      return LIVE_STATUSES;
  }
}

/** The facts of other contexts that a proposal rests on. */
export function factsFor(state: CommitmentState, proposal: Proposal): FactsWanted {
  switch (proposal.kind) {
    case "reallocation":
      return { tranches: [], strategies: proposal.allocations !== undefined };
    case "supplement":
    case "re-plan":
      return { tranches: proposal.added ?? [] };
    case "re-scope":
      return { tranches: proposal.tranches ?? [] };
    case "advance":
      return factsOfTranche(proposal.trancheNumber)(state);
    default:
      return { tranches: [] };
  }
}

const RULES: {
  readonly [K in ProposalKind]: (
    state: CommitmentState,
    proposal: ProposalOf<K>,
    ground: ProposalGround,
  ) => Result<Applied>;
} = {
  "no-cost-extension": extend,
  reallocation: reallocateMoney,
  supplement: changeAmount,
  reduction: changeAmount,
  "re-plan": changeAmount,
  "re-scope": reScope,
  "payee-change": changePayee,
  suspension: (state) => ok({ next: withStatus(state, "suspended") }),
  resumption: (state) => ok({ next: withStatus(state, "active") }),
  termination: terminate,
  waiver: (state, { trancheNumber, effectiveOn: on, reason: note, id: proposalId }, { settings, ids }) =>
    decideWaiver(state, { settings, ids, trancheNumber, on, note, proposalId }),
  advance: (state, proposal, { ids, ...ground }) => {
    const { trancheNumber, amount, effectiveOn: on, reason: note, id: proposalId } = proposal;
    const made = { trancheNumber, amount, on, note, proposalId, entryId: ids.first };
    return decideAdvance(state, { ...ground, ...made });
  },
};

/**
 * What a proposal would make of a commitment as it stands. Refused with `conflict` in a status that does not allow it and where nothing
 * would change, with `validation_failed` at every place that does not fit, or as the rule of its kind says.
 */
export function applyProposal(
  state: CommitmentState,
  proposal: Proposal,
  ground: ProposalGround,
): Result<Outcome> {
  const { kind } = proposal;
  const refused = refusalOf(state.commitment, proposal);
  if (refused) return fail(refused);
  // Each rule takes its own kind; the table is indexed by it.
  const applied = RULES[kind](state, proposal as never, ground);
  if (!applied.ok) return applied;
  const { flags = [], budgetMovedMinor, guard = inStatus(statusesFor(kind)), ...made } = applied.value;
  if (kind === "advance") return ok({ ...made, flags, guard });
  const next = counted(made.next, proposal, budgetMovedMinor);
  const [before, after] = [planOf(state), planOf(next)];
  const changed = planDifference(before, after);
  if (!changed)
    return fail({ code: "conflict", detail: "The plan is so already: this would change nothing." });
  return ok({ ...made, next, flags, guard, plans: { before, after, changed } });
}

function refusalOf(commitment: Commitment, { kind, effectiveOn }: Proposal): Problem | undefined {
  const { status, agreedOn, amendments } = commitment;
  const statuses = statusesFor(kind);
  if (!statuses.includes(status))
    return {
      code: "conflict",
      detail: `The commitment is ${status}; a ${kind} is for one that is ${statuses.join(" or ")}.`,
    };
  if (agreedOn !== undefined && effectiveOn < agreedOn)
    return invalidAt("/effectiveOn", `It was agreed on ${agreedOn}: nothing takes effect before.`);
  if (kind !== "advance" && amendments && effectiveOn < amendments.latestOn)
    return invalidAt(
      "/effectiveOn",
      `The latest amendment holds from ${amendments.latestOn}: none takes effect before it.`,
    );
  return undefined;
}

/** The state with this amendment among those that were made. */
function counted(state: CommitmentState, proposal: Proposal, budgetMovedMinor?: number): CommitmentState {
  const before = state.commitment.amendments;
  const amendments = {
    count: (before?.count ?? 0) + 1,
    latestOn: proposal.effectiveOn,
    extensions: (before?.extensions ?? 0) + (proposal.kind === "no-cost-extension" ? 1 : 0),
    budgetMovedMinor: budgetMovedMinor ?? before?.budgetMovedMinor ?? 0,
  };
  return { ...state, commitment: { ...state.commitment, amendments } };
}

function withStatus(state: CommitmentState, status: CommitmentStatus): CommitmentState {
  return { ...state, commitment: { ...state.commitment, status } };
}
