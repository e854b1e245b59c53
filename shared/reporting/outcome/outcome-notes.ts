import type { IndicatorSection } from "../indicator-section.ts";
import { basisMinor } from "../money-section.ts";
import { agreementNotes } from "../notes.ts";
import type { Note } from "../report.ts";
import { whenNotes } from "../when.ts";
import type { OutcomeFacts } from "./outcome-facts.ts";

/** What a reader should know and no figure says. `needed` are the indicators that the report is of. */
export function outcomeNotes(
  facts: OutcomeFacts,
  indicators: readonly IndicatorSection[],
  needed: ReadonlySet<string>,
): Note[] {
  return [
    ...whenNotes(facts),
    ...moneyNotes(facts),
    ...partnershipNotes(facts),
    ...waitingNotes(indicators, needed),
    ...agreementNotes(indicators),
  ];
}

function moneyNotes(facts: OutcomeFacts): Note[] {
  const { kind, commitments, hasOthers, isPartOfCommitments, bet, asOf } = facts;
  const intended = commitments.filter(({ state }) => basisMinor(state.commitment).of === "intended").length;
  return [
    ...noteIf(hasOthers, {
      code: "terms-of-others",
      text: "Others committed as well. Their terms and what they allocate are theirs to show, so money by strategy is of the commitments that you may read.",
    }),
    ...noteIf(bet !== undefined && asOf !== undefined, {
      code: "no-past-totals",
      text: "The totals of a big bet are kept as they stand: of the past there are those of the commitments that you may read.",
    }),
    ...noteIf(isPartOfCommitments, {
      code: "more-commitments",
      text: "There are more commitments than one report reads: the money is of the first of them. Each has a report of its own.",
    }),
    ...noteIf(kind === "strategy" && commitments.length > 0, {
      code: "whole-commitments",
      text: "What is committed and paid is of whole commitments; what of them is for this strategy is what is allocated to it.",
    }),
    ...noteIf(intended > 0, {
      code: "intended-only",
      text: `Of ${intended} ${intended === 1 ? "commitment" : "commitments"} nothing is agreed yet: their amounts are intended, not binding, and count in no total of what is committed.`,
    }),
  ];
}

function partnershipNotes({ missing, strategyIds }: OutcomeFacts): Note[] {
  if (missing === "no-partnership")
    return [
      { code: missing, text: "There is no partnership yet, so no outcome can be shown beside the money." },
    ];
  if (missing)
    return [
      {
        code: missing,
        text: "The partnership does not share its strategies and indicators with you, so this report shows the money alone.",
      },
    ];
  return noteIf(strategyIds.size === 0, {
    code: "no-strategy",
    text: "There is no strategy that this report is of, so no outcome can be shown beside the money.",
  });
}

function waitingNotes(indicators: readonly IndicatorSection[], needed: ReadonlySet<string>): Note[] {
  const known = new Set(indicators.map(({ id }) => id));
  return [...needed]
    .filter((id) => !known.has(id))
    .sort()
    .map((id) => ({
      code: "indicator-not-summarised",
      text: `There are no figures of ${id} here: none is recorded by then, or they are still being summarised.`,
    }));
}

function noteIf(holds: boolean, note: Note): Note[] {
  return holds ? [note] : [];
}
