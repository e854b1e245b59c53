import { LEVEL_LISTS, LEVER_LISTS } from "../../../shared/partnerships/systems-changes/levers.ts";
import { type Coded, entryOf } from "../../../shared/partnerships/systems-changes/reference-list.ts";
import type { SystemsChange } from "../../../shared/partnerships/systems-changes/systems-change.ts";
import type { Cycle } from "../../../shared/partnerships/tests-of-change/cycle.ts";
import type { TestOfChange } from "../../../shared/partnerships/tests-of-change/test-of-change.ts";

type Finding = NonNullable<Cycle["finding"]>;
type Decision = NonNullable<Cycle["decision"]>;

export const TEST_STATES_IN_WORDS: Readonly<Record<TestOfChange["state"], string>> = {
  planned: "Planned",
  "under-way": "Under way",
  adopted: "Adopted",
  abandoned: "Abandoned",
};

export const CYCLE_STATES_IN_WORDS: Readonly<Record<Cycle["state"], string>> = {
  planned: "Planned, not started",
  started: "Being carried out",
  studied: "Studied, to be decided on",
  decided: "Closed",
};

export const COMPARISONS_IN_WORDS: Readonly<Record<Finding["comparison"], string>> = {
  "as-predicted": "As predicted",
  better: "Better than predicted",
  worse: "Worse than predicted",
  "in-part": "In part as predicted",
  "cannot-tell": "It cannot be told",
};

export const DECISIONS_IN_WORDS: Readonly<Record<Decision["decision"], string>> = {
  adopt: "Adopt it: do it from now on",
  adapt: "Adapt it: change it, and try again",
  abandon: "Abandon it: do not go on with it",
};

export const CHANGE_STATUSES_IN_WORDS: Readonly<Record<SystemsChange["status"], string>> = {
  proposed: "Proposed",
  adopted: "Adopted",
  implemented: "Carried out",
  institutionalised: "Part of how things are done",
  reversed: "Reversed",
};

/** What a lever is called in the list that names it. */
export function leverName(lever: Coded): string {
  return entryOf(LEVER_LISTS, lever)?.name ?? lever.code;
}

/** What a level is called in the list that names it. */
export function levelName(level: Coded): string {
  return entryOf(LEVEL_LISTS, level)?.name ?? level.code;
}
