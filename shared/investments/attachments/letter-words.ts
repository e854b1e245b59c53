import { money } from "../../platform/money.ts";
import type { Commitment } from "../commitment.ts";
import { requiredMatchMinor } from "../match-required.ts";
import type { Requirement } from "../requirements/requirement.ts";
import { dayInWords, moneyInWords } from "../rule-in-words.ts";
import { isDonorCondition, type Tranche } from "../tranche.ts";

const BARRIERS: Readonly<Record<string, string>> = {
  performance: "measurable performance",
  match: "match",
  "limited-discretion": "limited discretion",
  "purpose-stipulation": "a stipulation related to the purpose",
};

/** The condition that a tranche was promised under, in sentences: the barrier, the rights, and what became of it. */
export function conditionInWords({
  condition,
  conditionMetOn,
  waivedOn,
}: Pick<Tranche, "condition" | "conditionMetOn" | "waivedOn">): string[] {
  const { barrier, rightOfReturn, rightOfRelease } = condition ?? {};
  const isDecided = conditionMetOn !== undefined || waivedOn !== undefined;
  return [
    ...(barrier ? [`Barrier (${BARRIERS[barrier.kind]}): ${sentence(barrier.description)}`] : []),
    ...(rightOfReturn ? ["Right of return: what was paid and is not earned comes back to the funder."] : []),
    ...(rightOfRelease
      ? ["Right of release: the funder is freed from what is not earned and not paid."]
      : []),
    ...(isDonorCondition(condition) && !isDecided
      ? ["This part is conditional: it is owed only once the barrier is overcome."]
      : []),
    ...(conditionMetOn === undefined ? [] : [`The condition was met on ${dayInWords(conditionMetOn)}.`]),
    ...(waivedOn === undefined ? [] : [`It was waived on ${dayInWords(waivedOn)}; it was not met.`]),
  ];
}

const RESTRICTIONS = {
  none: "The award is unrestricted: the recipient uses it as its work requires.",
  purpose: "The award is restricted to its purpose.",
  time: "The award is restricted to its time.",
  perpetual: "The award is to be held for ever; what it earns may be spent.",
} as const;

/** What the award may be used for. A restriction limits its use and delays nothing. */
export function restrictionInWords({ restriction }: Pick<Commitment, "restriction">): string {
  const { kind, description } = restriction ?? { kind: "none" };
  return [RESTRICTIONS[kind], ...(description === undefined ? [] : [sentence(description)])].join(" ");
}

const INDIRECT_BASES = {
  "modified-total-direct": "modified total direct costs (2 CFR 200.1)",
  "total-direct": "total direct costs",
  salaries: "salaries",
} as const;

/** Each indirect rate with its base and the day from which it holds. */
export function indirectInWords({ indirect = [] }: Pick<Commitment, "indirect">): string[] {
  return [...indirect]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map(
      ({ from, ratePercent, base }) =>
        `From ${dayInWords(from)}: ${ratePercent} per cent of ${INDIRECT_BASES[base]}.`,
    );
}

/** The match that the terms ask for, its basis, and what that comes to; nothing where they ask for none. */
export function matchInWords(commitment: Commitment): string[] {
  const { match, currency } = commitment;
  if (!match) return [];
  const of = match.basis === "award" ? "the award" : "the whole project, award and match together";
  const amount = moneyInWords(money(requiredMatchMinor(commitment), currency));
  const required = `Others contribute ${match.sharePercent} per cent of ${of}: ${amount}. Only what is verified counts.`;
  if (!match.aspirational) return [required];
  return [
    required,
    `Beyond that, ${moneyInWords(match.aspirational)} are hoped for; nothing depends on them.`,
  ];
}

/** What expenditure responsibility asks of the recipient (IRC 4945(h)); nothing where it is not required. */
export function responsibilityInWords({
  expenditureResponsibility: asked,
}: Pick<Commitment, "expenditureResponsibility">): string[] {
  if (!asked?.isRequired) return [];
  const { inquiryOn } = asked;
  return [
    "The funder exercises expenditure responsibility for this award (IRC 4945(h)).",
    "The recipient spends it for its purpose alone, keeps records of it, and reports on it in full.",
    ...(inquiryOn === undefined
      ? []
      : [`The inquiry before the award was made on ${dayInWords(inquiryOn)}.`]),
  ];
}

/** What follows where a report is late. */
export function latenessInWords({
  isBlocking,
  graceDays,
}: Pick<Requirement, "isBlocking" | "graceDays">): string {
  if (!isBlocking) return "Payments do not wait for it.";
  if (graceDays === 0) return "Nothing is paid while it is overdue.";
  return `Nothing is paid while it is overdue by more than ${graceDays} ${graceDays === 1 ? "day" : "days"}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
