import { fail, ok, type Result } from "../../platform/result.ts";
import type { CommitmentState } from "../commitment.ts";
import { nextRequirementStatuses, type Requirement, type RequirementStatus } from "./requirement.ts";

/** A requirement of a commitment by its number, or `not_found`. */
export function findRequirement(state: CommitmentState, number: number): Result<Requirement> {
  const found = state.requirements.find((each) => each.number === number);
  return found ? ok(found) : fail({ code: "not_found", detail: `There is no report ${number}.` });
}

/** A commitment's state in which one requirement is changed, its revision raised by one. */
export function withChanged(
  state: CommitmentState,
  requirement: Requirement,
  change: Partial<Requirement>,
): CommitmentState {
  const changed = { ...requirement, ...change, revision: requirement.revision + 1 };
  const requirements = state.requirements.map((each) => (each.number === changed.number ? changed : each));
  return { ...state, requirements };
}

/**
 * A commitment's state in which one requirement is moved to another status: open → submitted → returned → submitted … → accepted, and
 * waived from any of the first three. Refused with `conflict` for any other step.
 */
export function moved(
  state: CommitmentState,
  requirement: Requirement,
  change: Partial<Requirement> & { readonly status: RequirementStatus },
): Result<CommitmentState> {
  const { status, number } = requirement;
  const possible = nextRequirementStatuses(status);
  if (possible.includes(change.status)) return ok(withChanged(state, requirement, change));
  const detail = `Report ${number} is ${status}; from there it can become ${possible.join(" or ") || "nothing else"}.`;
  return fail({ code: "conflict", detail });
}
