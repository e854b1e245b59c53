import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import { formatAmount, sumMinor, toMinor } from "../platform/money.ts";
import type { CommitmentState } from "./commitment.ts";
import { type Clause, isCombinator, neededParts, type PaymentRule } from "./payment-rule.ts";
import type { MeasuredValue, MeasureFact, RuleFacts } from "./rule-facts.ts";
import type { Tranche } from "./tranche.ts";

/** One thing an evaluation rested on: what, in which version, and what it said. */
const EvidenceSchema = lazy(() => z.strictObject({ ref: z.string(), version: z.string(), says: z.string() }));

/** Why a clause, or a combination of clauses, is fulfilled or not. */
export type Finding = {
  readonly kind: PaymentRule["kind"];
  readonly isMet: boolean;
  readonly why: string;
  readonly evidence?: readonly z.infer<ReturnType<typeof EvidenceSchema>>[] | undefined;
  readonly of?: readonly Finding[] | undefined;
};

export const FindingSchema = lazy(
  (): z.ZodType<Finding> =>
    z
      .strictObject({
        kind: z.enum([
          "all",
          "any",
          "at-least",
          "milestone",
          "report-accepted",
          "match-verified",
          "measure",
          "gateway",
          "date",
        ]),
        isMet: z.boolean(),
        why: z.string(),
        evidence: z.array(EvidenceSchema()).optional(),
        of: z.array(z.lazy(() => FindingSchema())).optional(),
      })
      .meta({ id: "RuleFinding" }),
);

/** What a rule is held against: the commitment, facts from elsewhere, the tranche's consent, and the day. */
export type RuleGround = {
  readonly state: Pick<CommitmentState, "milestones" | "requirements" | "contributions">;
  readonly facts: RuleFacts;
  readonly tranche: Pick<Tranche, "consentedOn">;
  readonly on: string;
};

/**
 * Holds a payment rule against what is recorded, clause by clause, each with the reason in words and the versions of what it rests
 * on. Pure: the same ground gives the same findings for ever.
 */
export function evaluateRule(rule: PaymentRule, ground: RuleGround): Finding {
  if (!isCombinator(rule)) return { kind: rule.kind, ...CLAUSES[rule.kind](rule as never, ground) };
  const parts = rule.of.map((part) => evaluateRule(part, ground));
  const met = parts.filter((part) => part.isMet).length;
  const needed = neededParts(rule);
  const why = `${met} of ${parts.length} are fulfilled, ${needed} ${needed === 1 ? "is" : "are"} needed.`;
  return { kind: rule.kind, isMet: met >= needed, why, of: parts };
}

type Judged = Pick<Finding, "isMet" | "why" | "evidence">;
type Of<K extends Clause["kind"]> = Extract<Clause, { kind: K }>;

const CLAUSES: { readonly [K in Clause["kind"]]: (clause: Of<K>, ground: RuleGround) => Judged } = {
  milestone: (clause, { state, facts }) => {
    const isPlan = clause.of === "plan";
    const milestones = isPlan ? (facts.bigBet?.milestones ?? []) : state.milestones;
    const milestone = milestones.find(({ number }) => number === clause.milestone);
    const where = isPlan ? "the shared plan" : "the commitment";
    if (!milestone) return { isMet: false, why: `There is no milestone ${clause.milestone} in ${where}.` };
    const { achievedOn, title, revision } = milestone;
    const why = achievedOn ? `“${title}” was achieved on ${achievedOn}.` : `“${title}” is not achieved yet.`;
    const ref = `${isPlan ? "plan-milestone" : "milestone"}:${clause.milestone}`;
    return { isMet: achievedOn !== undefined, why, evidence: [evidence(ref, revision, why)] };
  },
  "report-accepted": (clause, { state }) => {
    const requirement = state.requirements.find(({ number }) => number === clause.requirement);
    if (!requirement) return { isMet: false, why: `There is no requirement ${clause.requirement}.` };
    const { title, status, revision, dueOn } = requirement;
    const why =
      status === "accepted" ? `“${title}” is accepted.` : `“${title}”, due on ${dueOn}, is ${status}.`;
    return {
      isMet: status === "accepted",
      why,
      evidence: [evidence(`requirement:${clause.requirement}`, revision, why)],
    };
  },
  "match-verified": (clause, { state }) => {
    const verified = state.contributions.filter(({ status }) => status === "verified");
    const sum = sumMinor(verified.map(({ amountMinor }) => amountMinor));
    const { amount, currency } = clause.atLeast;
    return {
      isMet: sum >= toMinor(clause.atLeast),
      why: `${formatAmount(sum, currency)} of ${amount} ${currency} are verified.`,
      evidence: verified.map(({ number, revision, amountMinor }) =>
        evidence(`match:${number}`, revision, formatAmount(amountMinor, currency)),
      ),
    };
  },
  measure: (clause, { facts, tranche }) => {
    const fact = facts.measures.find(({ indicatorId }) => indicatorId === clause.indicatorId);
    if (!fact) return { isMet: false, why: "The indicator cannot be read here." };
    if (fact.accountability === "population" && tranche.consentedOn === undefined)
      return {
        isMet: false,
        why: `“${fact.name}” speaks of a whole population: it counts only once the partnership has consented.`,
      };
    return judgeMeasure(clause, fact);
  },
  gateway: (clause, { facts }) => {
    const { framework, gateway } = clause;
    const reached = facts.gateways.find((fact) => fact.framework === framework && fact.gateway === gateway);
    if (!reached) return { isMet: false, why: `“${gateway}” of ${framework} is not reached.` };
    const why = `“${gateway}” of ${framework} was reached on ${reached.reachedOn}.`;
    return {
      isMet: true,
      why,
      evidence: [evidence(`gateway:${framework}:${gateway}`, reached.version, why)],
    };
  },
  date: (clause, { on }) => ({
    isMet: on >= clause.on,
    why: on >= clause.on ? `${clause.on} has come.` : `${clause.on} is still ahead.`,
  }),
};

/** The measured value that decides a clause: the first in time that reaches what is asked for, else the last in time. */
export function decidingValue(
  clause: Of<"measure">,
  fact: Pick<MeasureFact, "values">,
): { readonly value: MeasuredValue; readonly isReached: boolean } | undefined {
  const inTime = fact.values.filter(({ periodEnd }) => periodEnd <= clause.by);
  const reaches = (value: number) =>
    clause.comparison === "at-least" ? value >= clause.value : value <= clause.value;
  const reached = inTime.find(({ value }) => value !== null && reaches(value));
  const value = reached ?? inTime.at(-1);
  return value && { value, isReached: reached !== undefined };
}

function judgeMeasure(clause: Of<"measure">, fact: MeasureFact): Judged {
  const deciding = decidingValue(clause, fact);
  const wanted = `${clause.comparison === "at-least" ? "at least" : "at most"} ${clause.value}`;
  if (!deciding) return { isMet: false, why: `“${fact.name}” was not measured by ${clause.by}.` };
  const { value: shown, isReached } = deciding;
  const says = shown.value === null ? "withheld" : String(shown.value);
  return {
    isMet: isReached,
    why: `“${fact.name}” was ${says} in ${shown.label}; ${wanted} by ${clause.by} is asked for.`,
    evidence: [evidence(shown.ref, fact.version, says)],
  };
}

function evidence(ref: string, version: number | string, says: string) {
  return { ref, version: String(version), says };
}

/**
 * Whether a rule could be fulfilled by population indicators alone: then it must not stand, for a population's condition is nobody's
 * performance. Decided by what fulfils the rule, not by how it is written; a date is no company, since it comes anyway.
 */
export function populationStandsAlone(
  rule: PaymentRule,
  isPopulation: (indicatorId: string) => boolean,
): boolean {
  return withoutAnybody(rule, isPopulation).byPopulation;
}

/** Whether a rule can be fulfilled by dates alone; and whether by population indicators and dates, at least one indicator needed. */
function withoutAnybody(
  rule: PaymentRule,
  isPopulation: (indicatorId: string) => boolean,
): { readonly byTime: boolean; readonly byPopulation: boolean } {
  if (!isCombinator(rule))
    return {
      byTime: rule.kind === "date",
      byPopulation: rule.kind === "measure" && isPopulation(rule.indicatorId),
    };
  const parts = rule.of.map((part) => withoutAnybody(part, isPopulation));
  const needed = neededParts(rule);
  const either = parts.filter(({ byTime, byPopulation }) => byTime || byPopulation).length;
  return {
    byTime: parts.filter(({ byTime }) => byTime).length >= needed,
    byPopulation: parts.some(({ byPopulation }) => byPopulation) && either >= needed,
  };
}
