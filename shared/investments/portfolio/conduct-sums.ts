import { Temporal } from "temporal-polyfill";
import { addDays, daysBetween } from "../../platform/time.ts";
import type { Commitment, CommitmentState } from "../commitment.ts";
import { isBinding } from "../commitment-status.ts";
import { committedMinor } from "../totals.ts";
import { isDonorCondition, openMinor, type Tranche } from "../tranche.ts";
import { type Sums, total } from "./sums.ts";

/** Longest length and delay that are told apart; what is longer counts as this, so that a cell stays small. */
const MOST_MONTHS = 600;
export const MOST_DAYS = 730;

/** What a commitment says of its funder's own conduct (domain facts §8.8); nothing while it does not bind. */
export function conductSums(state: CommitmentState): Sums {
  const { commitment, tranches, requirements } = state;
  if (!isBinding(commitment.status)) return {};
  const { restriction, totals, amendments } = commitment;
  const own = {
    commitments: 1,
    amended: amendments ? 1 : 0,
    reports: requirements.filter(({ status }) => status !== "waived").length,
    months: lengthSums(commitment),
    restrictedMinor: { [restriction?.kind ?? "unsaid"]: committedMinor(totals) },
    restrictionSaid: restriction ? 1 : 0,
  };
  return total([own, ...tranches.map(paidSums)]);
}

/** Its length from the first day to the last, both included, to the nearest month. */
function lengthSums({ startOn, endOn }: Commitment): Sums {
  if (endOn === undefined || endOn < startOn) return {};
  const { months } = Temporal.PlainDate.from(startOn).until(addDays(endOn, 1), {
    largestUnit: "months",
    smallestUnit: "months",
    roundingMode: "halfExpand",
  });
  return { [Math.min(months, MOST_MONTHS)]: 1 };
}

/** Of a tranche that is paid in full: how long that took from the day it became payable, and whether it was on time. */
function paidSums(tranche: Tranche): Sums {
  const { lastPaidOn, dueOn, paidMinor } = tranche;
  if (paidMinor === 0 || openMinor(tranche) > 0) return {};
  const from = payableFrom(tranche);
  if (from === undefined || lastPaidOn === undefined) return { untimed: 1 };
  // Paid before it was payable: it took no time.
  const days = Math.min(Math.max(daysBetween(from, lastPaidOn), 0), MOST_DAYS);
  return { days: { [days]: 1 }, onTime: lastPaidOn <= (from > dueOn ? from : dueOn) ? 1 : 0 };
}

/**
 * The day a tranche became payable: its condition met or waived, or due where it has none. Unknown under a payment rule that was not
 * waived: the day on which that was first fulfilled is nowhere recorded.
 */
function payableFrom({ conditionMetOn, waivedOn, condition, rule, dueOn }: Tranche): string | undefined {
  if (waivedOn !== undefined) return waivedOn;
  if (rule !== undefined) return undefined;
  return conditionMetOn ?? (isDonorCondition(condition) ? undefined : dueOn);
}
