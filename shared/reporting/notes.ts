import type { CommitmentState } from "../investments/index.ts";
import type { LoadedPartnership } from "../partnerships/index.ts";
import { unallocatedMinor } from "./allocation-section.ts";
import type { IndicatorSection } from "./indicator-section.ts";
import { basisMinor } from "./money-section.ts";
import type { Note } from "./report.ts";
import type { Edge, StrategySection } from "./sight-section.ts";

/** What a reader of the report should know and no figure says: above all why a part is empty, and what would fill it. */
export function notesOf(facts: {
  readonly state: CommitmentState;
  readonly partnership: LoadedPartnership | undefined;
  readonly strategies: readonly StrategySection[];
  readonly indicators: readonly IndicatorSection[];
}): Note[] {
  const { state, partnership, strategies, indicators } = facts;
  return [
    ...moneyNotes(state),
    ...partnershipNotes(state, partnership),
    ...strategyNotes(partnership, strategies),
    ...agreementNotes(indicators),
  ];
}

function moneyNotes(state: CommitmentState): Note[] {
  const notes: Note[] = [];
  if (basisMinor(state.commitment).of === "intended")
    notes.push({
      code: "intended-only",
      text: "Nothing is agreed yet: the amounts of this commitment are intended, not binding, and count in no total.",
    });
  if (unallocatedMinor(state) < 0)
    notes.push({
      code: "over-allocated",
      text: "More is allocated to strategies than is still committed: money was released after it had been divided. Allocate anew.",
    });
  return notes;
}

function partnershipNotes(state: CommitmentState, partnership: LoadedPartnership | undefined): Note[] {
  const { id, partnershipId } = state.commitment;
  if (partnershipId === undefined)
    return [
      {
        code: "no-partnership",
        text: `This commitment is linked to no partnership yet, so no outcome can be shown beside its money. Link it with PATCH /v1/commitments/${id}.`,
      },
    ];
  if (!partnership)
    return [
      {
        code: "partnership-not-shared",
        text: "The partnership does not share its strategies and indicators with you, so this report shows the money alone.",
      },
    ];
  if (state.allocations.length === 0)
    return [
      {
        code: "no-strategy-funded",
        text: `No strategy is funded yet: allocate with PUT /v1/commitments/${id}/allocations.`,
      },
    ];
  return [];
}

/** Figures are held back by an agreement for all of a period's groups at once; people should know that it is not for being few. */
export function agreementNotes(indicators: readonly IndicatorSection[]): Note[] {
  const heldBack = indicators.filter(({ series, breakdowns }) =>
    [...series, ...breakdowns.flatMap(({ groups }) => groups.map(({ latest }) => latest))].some(
      ({ withheldBy }) => withheldBy === "agreement",
    ),
  );
  return heldBack.map(({ name }) => ({
    code: "not-published-by-agreement",
    text: `Figures of "${name}" are not published by agreement: their source allows them to be used, not to be shown.`,
  }));
}

function strategyNotes(
  partnership: LoadedPartnership | undefined,
  strategies: readonly StrategySection[],
): Note[] {
  const unlinked = strategies.filter(({ systems, direct }) => systems.length + direct.length === 0);
  const edges: Edge[] = strategies.flatMap(({ systems, direct }) => [
    ...systems,
    ...systems.flatMap(({ outcomes }) => outcomes),
    ...direct,
  ]);
  const waiting = new Set(edges.filter(({ indicator }) => !indicator).map(({ indicatorId }) => indicatorId));
  return [
    ...unlinked.map(({ name }) => ({
      code: "strategy-not-linked",
      text: `"${name}" is linked to no indicator yet. Its partnership links it with POST /v1/partnerships/${partnership?.head.id}/links.`,
    })),
    ...[...waiting].sort().map((id) => ({
      code: "indicator-not-summarised",
      text: `The figures of ${id} are still being summarised. Read the report again in a moment.`,
    })),
  ];
}
