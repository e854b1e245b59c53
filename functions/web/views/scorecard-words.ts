import type { ScorecardStatus, ScorecardView } from "../../../shared/publication/scorecards/scorecard.ts";

export const SCORECARD_STATUSES_IN_WORDS: Readonly<Record<ScorecardStatus, string>> = {
  composing: "What it will say is being put together",
  composed: "Composed: look at it, then publish it",
  refused: "It cannot be published as it is",
  failed: "The work on it was cut off by an error of ours: have it composed again",
  discarded: "Put away, and never published",
  publishing: "It is being published",
  published: "Published",
  withdrawing: "It is being withdrawn",
  withdrawn: "Withdrawn",
};

const WORKING: readonly ScorecardStatus[] = ["composing", "publishing", "withdrawing"];

/** Whether work on a scorecard goes on, so that its page changes by itself. */
export function isComposing({ status, cutOff }: Pick<ScorecardView, "status" | "cutOff">): boolean {
  return WORKING.includes(status) && cutOff !== true;
}
