import { sumMinor } from "../../platform/money.ts";
import { isBinding } from "../commitment-status.ts";
import { type Member, matchVerifiedMinor } from "./member.ts";

/** What a bet amounts to in one currency, in integer minor units. */
export type BetMoney = {
  readonly raisedMinor: number;
  readonly conditionalMinor: number;
  readonly unconditionalMinor: number;
  readonly paidMinor: number;
  readonly refundedMinor: number;
  readonly intendedMinor: number;
  readonly matchRequiredMinor: number;
  readonly matchVerifiedMinor: number;
  readonly matchContributedMinor: number;
};

/**
 * The sums over members of one currency. Raised is what is committed from agreed on, conditional and unconditional together; intended
 * is what is not agreed yet, and match what others give: neither is ever part of raised. Match verified adds up commitment by
 * commitment, like what is required; match contributed counts a contribution that several funders verified once, at the largest
 * amount that one of them saw.
 */
export function moneyOf(members: readonly Member[]): BetMoney {
  const binding = members.filter(({ status }) => isBinding(status));
  const sum = (of: readonly Member[], pick: (member: Member) => number) => sumMinor(of.map(pick));
  const [conditionalMinor, unconditionalMinor] = [
    sum(binding, (member) => member.conditionalMinor),
    sum(binding, (member) => member.unconditionalMinor),
  ];
  return {
    raisedMinor: conditionalMinor + unconditionalMinor,
    conditionalMinor,
    unconditionalMinor,
    paidMinor: sum(binding, (member) => member.paidMinor),
    refundedMinor: sum(binding, (member) => member.refundedMinor),
    intendedMinor: sum(members, (member) => member.intendedMinor),
    matchRequiredMinor: sum(binding, (member) => member.matchRequiredMinor),
    matchVerifiedMinor: sum(binding, matchVerifiedMinor),
    matchContributedMinor: contributedMinor(binding),
  };
}

function contributedMinor(members: readonly Member[]): number {
  const largest = new Map<string, number>();
  for (const { of, amountMinor } of members.flatMap(({ match }) => match))
    largest.set(of, Math.max(largest.get(of) ?? 0, amountMinor));
  return sumMinor(largest.values());
}

/** The sums by currency: currencies are never added to each other. */
export function moneyByCurrency(members: readonly Member[]): Map<string, BetMoney> {
  const groups = Map.groupBy(members, ({ currency }) => currency);
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, own]) => [code, moneyOf(own)]));
}

/** What is missing to a target, and what is raised beyond it; one of them is nothing, and none is below it. */
export function gapAndSurplus(
  targetMinor: number,
  raisedMinor: number,
): { gapMinor: number; surplusMinor: number } {
  const missing = targetMinor - raisedMinor;
  return { gapMinor: Math.max(missing, 0), surplusMinor: Math.max(-missing, 0) };
}
