import { formatAmount, toMinor } from "../platform/money.ts";
import type { CommitmentState } from "./commitment.ts";
import { PAYING_STATUSES } from "./commitment-status.ts";
import { evaluateRule, type Finding } from "./evaluate-rule.ts";
import { blockingReasons } from "./requirements/blocking.ts";
import type { RuleFacts } from "./rule-facts.ts";
import type { FunderSettings } from "./settings/funder-settings.ts";
import { isConditional, type Tranche } from "./tranche.ts";

export const BLOCK_CODES = [
  "commitment-status",
  "report-overdue",
  "expenditure-responsibility-report-missing",
  "expenditure-responsibility-inquiry-missing",
  "donor-condition-open",
  "payment-rule-not-fulfilled",
  "approval-missing",
] as const;

/** One named reason for which a tranche cannot be paid, and the day it holds from where that is a day. */
export type Block = {
  readonly code: (typeof BLOCK_CODES)[number];
  readonly detail: string;
  readonly sinceOn?: string;
  readonly requirementNumber?: number;
  readonly finding?: Finding;
};

/** The days that a payment is held against. */
export type PaymentDays = { readonly day: string; readonly ruleDay: string };

/**
 * The days that a payment of a day is held against: reports and status on the later one of it and today, its rule on the earlier
 * one. So a date in a rule has come when the payment is recorded, and had come when it was made.
 */
export function paymentDays(on: string, today: string): PaymentDays {
  return on > today ? { day: on, ruleDay: today } : { day: today, ruleDay: on };
}

/**
 * Everything that keeps a tranche from being paid on a day, each by its name; none, and it may be paid.
 * @param facts what the tranche's payment rule is held against; without them the last recorded evaluation speaks
 */
export function blocksOf(
  state: CommitmentState,
  tranche: Tranche,
  at: {
    readonly day: string;
    /** The day that the payment rule is held against, where it is another one. */
    readonly ruleDay?: string;
    readonly settings: FunderSettings;
    readonly facts?: RuleFacts;
  },
): Block[] {
  return [
    ...statusBlock(state),
    ...blockingReasons(state, at.day),
    ...conditionBlock(tranche),
    ...ruleBlock(state, tranche, { facts: at.facts, on: at.ruleDay ?? at.day }),
    ...approvalBlock(tranche, at.settings),
  ];
}

function statusBlock({ commitment: { status } }: CommitmentState): Block[] {
  if (PAYING_STATUSES.some((paying) => paying === status)) return [];
  return [{ code: "commitment-status", detail: `The commitment is ${status}.` }];
}

function conditionBlock(tranche: Tranche): Block[] {
  if (!isConditional(tranche)) return [];
  const { description = "" } = tranche.condition?.barrier ?? {};
  const detail = `Its donor condition is not met: ${description.replace(/\.$/, "")}.`;
  return [{ code: "donor-condition-open", detail }];
}

function ruleBlock(
  state: CommitmentState,
  tranche: Tranche,
  at: { readonly on: string; readonly facts: RuleFacts | undefined },
): Block[] {
  const { rule, waivedOn, ruleState } = tranche;
  if (!rule || waivedOn !== undefined) return [];
  const code = "payment-rule-not-fulfilled";
  if (!at.facts) {
    if (ruleState?.isMet) return [];
    const detail = ruleState
      ? `Its payment rule was not fulfilled when it was evaluated on ${ruleState.on}.`
      : "Its payment rule was not evaluated yet.";
    return [{ code, detail }];
  }
  const finding = evaluateRule(rule, { state, facts: at.facts, tranche, on: at.on });
  return finding.isMet
    ? []
    : [{ code, detail: `Its payment rule is not fulfilled: ${finding.why}`, finding }];
}

/** Whether the settings ask for an approval of this tranche. Decided by the tranche, so that paying in parts does not evade it. */
export function needsApproval(tranche: Tranche, settings: FunderSettings): boolean {
  const from = settings.approvalRequiredFrom.find(({ currency }) => currency === tranche.currency);
  return from !== undefined && tranche.amountMinor >= toMinor(from);
}

function approvalBlock(tranche: Tranche, settings: FunderSettings): Block[] {
  if (tranche.approval || !needsApproval(tranche, settings)) return [];
  const amount = `${formatAmount(tranche.amountMinor, tranche.currency)} ${tranche.currency}`;
  return [{ code: "approval-missing", detail: `A tranche of ${amount} is paid only after it was approved.` }];
}
