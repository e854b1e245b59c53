import * as z from "zod";
import { lazy } from "../platform/lazy.ts";
import type { Money } from "../platform/money.ts";
import { type Clause, isCombinator, neededParts, type PaymentRule } from "./payment-rule.ts";

/** A payment rule, or a part of one, in words; `of` holds the parts of a combination, each in words of its own. */
export type RuleWords = { readonly says: string; readonly of?: readonly RuleWords[] | undefined };

export const RuleWordsSchema = lazy(
  (): z.ZodType<RuleWords> =>
    z
      .strictObject({ says: z.string(), of: z.array(z.lazy(() => RuleWordsSchema())).optional() })
      .meta({ id: "RuleWords", description: "A payment rule in plain words, clause by clause." }),
);

/** What the things that a rule names are called; what is not among them is named by its number or id. */
export type RuleNames = {
  readonly milestones: ReadonlyMap<number, string>;
  readonly planMilestones: ReadonlyMap<number, string>;
  readonly requirements: ReadonlyMap<number, string>;
  readonly indicators: ReadonlyMap<string, string>;
};

/**
 * A payment rule in plain words, clause by clause, as a person would read it out: what has to be so before a tranche may be paid. A
 * combination of a single part is that part.
 */
export function ruleInWords(rule: PaymentRule, names: RuleNames): RuleWords {
  if (!isCombinator(rule)) return { says: CLAUSES[rule.kind](rule as never, names) };
  const of = rule.of.map((part) => ruleInWords(part, names));
  const [only] = of;
  if (only && of.length === 1) return only;
  return { says: combination(neededParts(rule), of.length), of };
}

function combination(needed: number, of: number): string {
  if (needed === of) return of === 2 ? "Both of these are so:" : `All ${of} of these are so:`;
  return needed === 1 ? "At least one of these is so:" : `At least ${needed} of these ${of} are so:`;
}

type Of<K extends Clause["kind"]> = Extract<Clause, { kind: K }>;

const CLAUSES: { readonly [K in Clause["kind"]]: (clause: Of<K>, names: RuleNames) => string } = {
  milestone: ({ milestone, of }, { milestones, planMilestones }) => {
    const isPlan = of === "plan";
    const title = quoted((isPlan ? planMilestones : milestones).get(milestone));
    return `Milestone ${milestone}${isPlan ? " of the shared plan" : ""}${title} is achieved.`;
  },
  "report-accepted": ({ requirement }, { requirements }) =>
    `Report ${requirement}${quoted(requirements.get(requirement))} is accepted by the funder.`,
  "match-verified": ({ atLeast }) => `A match of at least ${moneyInWords(atLeast)} is verified.`,
  measure: ({ indicatorId, comparison, value, by }, { indicators }) => {
    const name = indicators.get(indicatorId);
    const what = name === undefined ? `The indicator ${indicatorId}` : `“${name}”`;
    const bound = comparison === "at-least" ? "at least" : "at most";
    return `${what} is ${bound} ${value.toLocaleString("en-US", { maximumFractionDigits: 6 })}, measured over a period that ends by ${dayInWords(by)}.`;
  },
  gateway: ({ framework, gateway }) => `The partnership has reached “${gateway}” of ${framework}.`,
  date: ({ on }) => `It is ${dayInWords(on)} or later.`,
};

function quoted(title: string | undefined): string {
  return title === undefined ? "" : `, “${title}”,`;
}

/** Money as a sentence holds it: "USD 500,000.00". Exact: the decimal string is never made a number. */
export function moneyInWords({ amount, currency }: Money): string {
  const [whole = "0", decimals] = amount.split(".");
  return `${currency} ${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** A day as a sentence holds it: "30 June 2027". */
export function dayInWords(day: string): string {
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}
