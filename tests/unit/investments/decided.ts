import type { Decision } from "../../../shared/investments/work-on-commitment.ts";
import type { Result } from "../../../shared/platform/result.ts";

/** What was decided; a refusal fails the test with its own words. */
export function decided(decision: Result<Decision>): Decision {
  if (!decision.ok) throw new Error(decision.problem.detail);
  return decision.value;
}
