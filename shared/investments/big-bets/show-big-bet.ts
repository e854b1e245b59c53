import type { HeadFields } from "../../platform/aggregate.ts";
import { defined } from "../../platform/defined.ts";
import { money } from "../../platform/money.ts";
import { isBinding } from "../commitment-status.ts";
import type { AdmittedFunder } from "./admitted-funder.ts";
import { type BigBet, type BigBetState, PHASES, takesPart } from "./big-bet.ts";
import { type BetMoney, gapAndSurplus, moneyByCurrency, moneyOf } from "./big-bet-money.ts";
import type { BigBetSummary, BigBetView, Sums } from "./big-bet-view.ts";
import { type Member, matchVerifiedMinor } from "./member.ts";

type Recorded = Pick<HeadFields, "version" | "recordedAt">;

/** The view of a bet's head, for lists. */
export function bigBetSummary(bet: BigBet, { version, recordedAt }: Recorded): BigBetSummary {
  const { targetMinor, leverageAspiredMinor, currency, partnershipOwnerId: _, ...words } = bet;
  return {
    ...words,
    target: money(targetMinor, currency),
    ...(leverageAspiredMinor === undefined ? {} : { leverageAspired: money(leverageAspiredMinor, currency) }),
    version,
    recordedAt,
  };
}

/**
 * What an organisation sees of a bet that it may read. Without `members` the plan alone. Commitments of an organisation that takes part
 * no longer are not counted. Of others it sees the name and, from agreed on, the phase; the amount where all agreed.
 */
export function bigBetView(
  state: BigBetState,
  recorded: Recorded,
  seen: { readonly by: string; readonly members?: readonly Member[] },
): BigBetView {
  const { bet, milestones } = state;
  const members = seen.members?.filter(({ funder }) => takesPart(state, funder.organisationId));
  const own = (members ?? []).filter(({ funder }) => funder.organisationId === seen.by);
  return {
    ...bigBetSummary(bet, recorded),
    milestones: [...milestones],
    ...(members ? { money: moneyView(bet, members) } : {}),
    funders: fundersView(state, { by: seen.by, members: members ?? [] }),
    amountsShown: areAmountsShown(state),
    own: own.map(ownView),
  };
}

/** The convenor turned it on, and every admitted funder agreed. A funder that is admitted later hides them until it agrees. */
export function areAmountsShown({ bet, funders }: BigBetState): boolean {
  return bet.showsAmounts && funders.every((funder) => funder.agreesToShow);
}

function moneyView(bet: BigBet, members: readonly Member[]): NonNullable<BigBetView["money"]> {
  const { currency, targetMinor } = bet;
  // A draft adds nothing, not even the name of its currency.
  const all = moneyByCurrency(members.filter((each) => isBinding(each.status) || each.intendedMinor !== 0));
  const sums = all.get(currency) ?? moneyOf([]);
  const { gapMinor, surplusMinor } = gapAndSurplus(targetMinor, sums.raisedMinor);
  const others = [...all].filter(([code]) => code !== currency);
  return {
    ...sumsView(sums, currency),
    gap: money(gapMinor, currency),
    surplus: money(surplusMinor, currency),
    otherCurrencies: others.map(([code, other]) => ({ currency: code, ...sumsView(other, code) })),
  };
}

function sumsView(sums: BetMoney, currency: string): Sums {
  return {
    raised: money(sums.raisedMinor, currency),
    conditional: money(sums.conditionalMinor, currency),
    unconditional: money(sums.unconditionalMinor, currency),
    paid: money(sums.paidMinor, currency),
    refunded: money(sums.refundedMinor, currency),
    intended: money(sums.intendedMinor, currency),
    match: {
      required: money(sums.matchRequiredMinor, currency),
      verified: money(sums.matchVerifiedMinor, currency),
      contributed: money(sums.matchContributedMinor, currency),
    },
  };
}

/** The convenor, where it funds, stands beside those it admitted. */
type Shown = BigBet["convenor"] & Partial<AdmittedFunder>;

function fundersView(
  state: BigBetState,
  { by, members }: { by: string; members: readonly Member[] },
): BigBetView["funders"] {
  const { bet, funders } = state;
  const isConvenor = bet.convenor.organisationId === by;
  const binding = Map.groupBy(
    members.filter(({ status }) => isBinding(status)),
    ({ funder }) => funder.organisationId,
  );
  const convenor: Shown[] = binding.has(bet.convenor.organisationId) ? [bet.convenor] : [];
  return [...convenor, ...funders].map((funder) => {
    const own = binding.get(funder.organisationId) ?? [];
    const isNamed = isConvenor || funder.organisationId === by;
    return defined({
      name: funder.name,
      phases: PHASES.filter((phase) => own.some((member) => member.phase === phase)),
      organisationId: isNamed ? funder.organisationId : undefined,
      admittedOn: isNamed ? funder.admittedOn : undefined,
      agreesToShow: isNamed ? funder.agreesToShow : undefined,
      added: areAmountsShown(state) || funder.organisationId === by ? addedView(own) : undefined,
    });
  });
}

function addedView(members: readonly Member[]) {
  return [...moneyByCurrency(members)].map(([currency, sums]) => money(sums.raisedMinor, currency));
}

function ownView(member: Member): BigBetView["own"][number] {
  const { currency, commitmentId, title, phase, status, startOn, endOn, agreedOn, restriction } = member;
  return {
    ...defined({ commitmentId, title, phase, status, startOn, endOn, agreedOn, restriction }),
    amount: money(member.amountMinor, currency),
    conditional: money(member.conditionalMinor, currency),
    unconditional: money(member.unconditionalMinor, currency),
    paid: money(member.paidMinor, currency),
    refunded: money(member.refundedMinor, currency),
    matchRequired: money(member.matchRequiredMinor, currency),
    matchVerified: money(matchVerifiedMinor(member), currency),
  };
}
