import { contentHash } from "../../platform/canonical-json.ts";
import { fiscalYearOf } from "../../platform/time.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import { byMonth, byYear, FLOW_KINDS } from "../flows.ts";
import { committedMinor } from "../totals.ts";
import { conductSums } from "./conduct-sums.ts";
import { budgetMinor, dueSums } from "./due-sums.ts";
import { cellKey, type Dimension, fundingKey, groupKey, recipientKey } from "./portfolio-keys.ts";
import { splitByStrategy, UNALLOCATED } from "./split-by-strategy.ts";
import { type Figures, rowKey, type YearAndStatus } from "./stored-sums.ts";
import { type Sums, total } from "./sums.ts";

/**
 * What a commitment adds to its funder's portfolio: sums by the sort key of the item that holds them. All of it follows from the
 * commitment's collection and from nothing else, so that equal versions add equal sums.
 */
export function contributionOf(state: CommitmentState): Sums {
  const { commitment } = state;
  const row = rowOf(commitment);
  const figures = figuresOf(commitment);
  const split = splitByStrategy(state, figures);
  const cell = {
    figures,
    flows: flowsByYear(commitment),
    due: dueSums(state),
    conduct: conductSums(state),
  };
  // A total keeps no name under which there is nothing.
  return total([
    {
      [cellKey(commitment.currency, row)]: cell,
      ...byStrategy(commitment, row, split),
      ...byOutcome(commitment, row, figures),
      ...byPlace(commitment, row, figures),
      ...recipient(commitment),
      ...funding(commitment, split),
    },
  ]);
}

/** A commitment stands in the fiscal year it was agreed in; before that, in the one it starts in. */
function rowOf({ agreedOn, startOn, fiscalYearStartMonth, status }: Commitment): YearAndStatus {
  return { fiscalYear: fiscalYearOf(agreedOn ?? startOn, fiscalYearStartMonth), status };
}

function figuresOf(commitment: Commitment): Figures {
  const { totals } = commitment;
  return {
    count: 1,
    conditionalMinor: totals.conditionalMinor,
    unconditionalMinor: totals.unconditionalMinor,
    paidMinor: totals.paidMinor,
    advancedMinor: totals.advancedMinor,
    refundedMinor: totals.refundedMinor,
    releasedMinor: totals.releasedMinor,
    intendedMinor: totals.intendedMinor,
    budgetMinor: budgetMinor(commitment),
  };
}

function flowsByYear({ flows, fiscalYearStartMonth }: Commitment): Sums {
  return total(
    FLOW_KINDS.map((kind) => {
      const years = Object.entries(byYear(byMonth(flows, kind), fiscalYearStartMonth));
      return Object.fromEntries(years.map(([year, minor]) => [year, { [kind]: minor }]));
    }),
  );
}

function byStrategy(commitment: Commitment, row: YearAndStatus, split: ReadonlyMap<string, Figures>): Sums {
  const { partnershipId } = commitment;
  const groups = [...split].map(([strategyId, figures]) => {
    const isOwned = strategyId !== UNALLOCATED && partnershipId !== undefined;
    const partnerships = isOwned ? { partnerships: { [partnershipId]: 1 } } : {};
    return group(commitment, row, { dimension: "strategy", id: strategyId, figures, more: partnerships });
  });
  return Object.fromEntries(groups);
}

/** A commitment that aims at several outcomes counts in each of them, whole. */
function byOutcome(commitment: Commitment, row: YearAndStatus, figures: Figures): Sums {
  const ids = commitment.outcomeIds?.length ? commitment.outcomeIds : [""];
  return Object.fromEntries(ids.map((id) => group(commitment, row, { dimension: "outcome", id, figures })));
}

function byPlace(commitment: Commitment, row: YearAndStatus, figures: Figures): Sums {
  const { place } = commitment;
  const names = place ? { names: { [place.name]: 1 } } : {};
  const one = { dimension: "place", id: place?.code ?? "", figures, more: names } as const;
  return Object.fromEntries([group(commitment, row, one)]);
}

function group(
  { currency }: Commitment,
  row: YearAndStatus,
  one: {
    readonly dimension: Dimension;
    readonly id: string;
    readonly figures: Figures;
    readonly more?: Sums;
  },
): readonly [string, Sums] {
  return [groupKey(one.dimension, currency, one.id), { rows: { [rowKey(row)]: one.figures }, ...one.more }];
}

/** A recipient is known by its organisation, else by its name, whatever its capitals. */
function recipient({ recipient: { organisationId, name }, currency, totals }: Commitment): Sums {
  const committed = committedMinor(totals);
  if (committed === 0) return {};
  const key = organisationId ?? `name-${contentHash(name.trim().toLowerCase()).slice(0, 20)}`;
  return { [recipientKey(currency, key)]: { count: 1, committedMinor: committed, names: { [name]: 1 } } };
}

function funding(commitment: Commitment, split: ReadonlyMap<string, Figures>): Sums {
  const { partnershipId, status, currency } = commitment;
  if (partnershipId === undefined || !isBinding(status)) return {};
  const committed = [...split].map(
    ([strategyId, { conditionalMinor, unconditionalMinor }]) =>
      [
        strategyId === UNALLOCATED ? "unallocated" : strategyId,
        conditionalMinor + unconditionalMinor,
      ] as const,
  );
  return { [fundingKey(partnershipId)]: { [currency]: Object.fromEntries(committed) } };
}
