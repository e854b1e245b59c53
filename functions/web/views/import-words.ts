import type { Outcome } from "../../../shared/interchange/import-result.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";

/** Where a file stands, in words. */
export function standingOf({ status, dryRun, progress, applied }: ImportView): string {
  if (status === "awaiting-upload") return "The file has not arrived";
  if (status === "queued" || status === "running")
    return progress.phase === "check" ? "Being looked at" : "Being recorded";
  if (status === "failed") return "Could not be read";
  if (status === "cancelled") return "Called off";
  return dryRun && !applied ? "Looked at: nothing is recorded yet" : "Recorded";
}

/** Whether work on a file goes on by itself. */
export function isMoving({ status }: ImportView): boolean {
  return status === "queued" || status === "running";
}

/** What became of a row, in words. */
export const OUTCOMES_IN_WORDS: Readonly<Record<Outcome, string>> = {
  new: "New",
  changed: "Changes what is recorded",
  unchanged: "As recorded",
  rejected: "Refused",
  skipped: "Holds no figure",
  "held-back": "Held back",
  "needs-decision": "Needs a decision",
  "removed-from-source": "Not in the file any more",
  withdrawn: "Withdrawn",
};
