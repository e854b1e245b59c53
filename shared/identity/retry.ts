import type { Result } from "../platform/result.ts";
import { pause } from "../platform/table.ts";

const ATTEMPTS = 5;

/**
 * Reads, decides and writes again where somebody else wrote in between, up to five times. Only for writes whose caller named
 * no version: what it decides from is read anew each time. A `conflict` counts only where a condition beside the aggregate
 * failed (`extra.failedOther`): a rule's own refusal stays what it is.
 */
export async function retryOnConflict<T>(attempt: () => Promise<Result<T>>): Promise<Result<T>> {
  for (let round = 1; ; round++) {
    const result = await attempt();
    if (result.ok || round === ATTEMPTS || !isRace(result.problem)) return result;
    await pause(round);
  }
}

function isRace(problem: { code: string; extra?: Readonly<Record<string, unknown>> }): boolean {
  if (problem.code === "version_conflict") return true;
  return problem.code === "conflict" && problem.extra?.failedOther !== undefined;
}
