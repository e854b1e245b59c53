import type { Problem } from "../platform/problem.ts";

/** What is answered where a change names another version than the present one. */
export function staleVersion(currentVersion: number): Problem {
  return {
    code: "version_conflict",
    detail:
      "Somebody changed this since you read it. Read it again, then send your change with the new version.",
    extra: { currentVersion },
  };
}
