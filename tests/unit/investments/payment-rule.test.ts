import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRules } from "../../../shared/investments/check-rules.ts";
import { evaluateRule, populationStandsAlone } from "../../../shared/investments/evaluate-rule.ts";
import { decidePayment } from "../../../shared/investments/pay-tranche.ts";
import { type PaymentRule, PaymentRuleSchema } from "../../../shared/investments/payment-rule.ts";
import { type MeasureFact, NO_FACTS, type RuleFacts } from "../../../shared/investments/rule-facts.ts";
import { trancheState } from "../../../shared/investments/tranche.ts";
import { aCommitment, aGround, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const INDICATOR = "ind_01JD0000000000000000000001";
const ON = "2026-03-01";
const yes: PaymentRule = { kind: "date", on: "2026-03-01" };
const no: PaymentRule = { kind: "date", on: "2026-03-02" };
const report: PaymentRule = { kind: "report-accepted", requirement: 1 };
const nothing = { milestones: [], requirements: [], contributions: [] };

function evaluated(
  rule: PaymentRule,
  over: { state?: object; facts?: Partial<RuleFacts>; consentedOn?: string } = {},
) {
  const { state, facts, consentedOn } = over;
  return evaluateRule(rule, {
    state: { ...nothing, ...state },
    facts: { ...NO_FACTS, ...facts },
    tranche: consentedOn === undefined ? {} : { consentedOn },
    on: ON,
  });
}

describe("the shape of a payment rule", () => {
  const nested = (levels: number): unknown =>
    levels === 1 ? yes : { kind: "all", of: [nested(levels - 1)] };

  it.each([
    ["more levels than can be read", nested(5)],
    ["more parts asked for than there are", { kind: "at-least", k: 3, of: [yes, no] }],
    ["an empty combination", { kind: "any", of: [] }],
    ["a kind that there is not", { kind: "weather", on: "2026-01-01" }],
    [
      "more than thirty clauses",
      {
        kind: "all",
        of: Array.from({ length: 2 }, () => ({ kind: "any", of: Array.from({ length: 16 }, () => yes) })),
      },
    ],
  ])("does not take %s", (_what, rule) => {
    expect(PaymentRuleSchema().safeParse(rule).success).toBe(false);
  });

  it("names the field of the clause that is wrong, and the kinds there are", () => {
    const issuesOf = (rule: unknown) =>
      PaymentRuleSchema()
        .safeParse({ kind: "all", of: [yes, rule] })
        .error?.issues.map(({ path, message }) => [path.join("/"), message]);
    expect(issuesOf({ kind: "report-accepted" })?.[0]?.[0]).toBe("of/1/requirement");
    const [place, message] = issuesOf({ kind: "weather" })?.[0] ?? [];
    expect(place).toBe("of/1/kind");
    expect(message).toContain("'milestone' | 'report-accepted'");
  });

  it("takes four levels", () => {
    expect(PaymentRuleSchema().safeParse(nested(4)).success).toBe(true);
  });
});

describe("an evaluation", () => {
  it("holds all, any and at least k against their parts, and says how many are fulfilled", () => {
    expect(evaluated({ kind: "all", of: [yes, no] })).toMatchObject({
      isMet: false,
      why: "1 of 2 are fulfilled, 2 are needed.",
      of: [{ isMet: true }, { isMet: false, why: "2026-03-02 is still ahead." }],
    });
    expect(evaluated({ kind: "any", of: [yes, no] }).isMet).toBe(true);
    expect(evaluated({ kind: "at-least", k: 2, of: [yes, no, yes] }).isMet).toBe(true);
    expect(evaluated({ kind: "at-least", k: 2, of: [no, no, yes] }).isMet).toBe(false);
  });

  it("agrees with counting, for any tree of dates", () => {
    const tree = fc.letrec<{ rule: PaymentRule }>((tie) => ({
      rule: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(yes, no),
        fc.record({
          kind: fc.constantFrom("all" as const, "any" as const),
          of: fc.array(tie("rule"), { minLength: 1, maxLength: 4 }),
        }),
      ),
    })).rule;
    const count = (rule: PaymentRule): boolean => {
      if (rule.kind === "date") return rule.on <= ON;
      if (!("of" in rule) || typeof rule.of === "string") return false;
      const met = rule.of.filter(count).length;
      return rule.kind === "all" ? met === rule.of.length : met > 0;
    };
    fc.assert(
      fc.property(tree, (rule) => {
        expect(evaluated(rule).isMet).toBe(count(rule));
      }),
    );
  });

  it("cites what it rested on with its version: a milestone, an accepted report, verified match", () => {
    const state = {
      milestones: [{ number: 1, title: "Plan agreed", revision: 2, achievedOn: "2026-02-01" }],
      requirements: [{ number: 4, title: "Year 1", status: "accepted", revision: 3, dueOn: "2026-02-01" }],
      contributions: [
        { number: 1, revision: 2, status: "verified", amountMinor: 30_000_000 },
        { number: 2, revision: 1, status: "raised", amountMinor: 90_000_000 },
      ],
    };
    const rule: PaymentRule = {
      kind: "all",
      of: [
        { kind: "milestone", milestone: 1, of: "commitment" },
        { kind: "report-accepted", requirement: 4 },
        { kind: "match-verified", atLeast: usd("300000.00") },
      ],
    };
    const finding = evaluated(rule, { state });
    expect(finding.isMet).toBe(true);
    expect(finding.of?.flatMap(({ evidence }) => evidence ?? [])).toMatchObject([
      { ref: "milestone:1", version: "2" },
      { ref: "requirement:4", version: "3" },
      { ref: "match:1", version: "2", says: "300000.00" },
    ]);
    const more = { kind: "match-verified", atLeast: usd("300000.01") } as const;
    expect(evaluated(more, { state })).toMatchObject({
      isMet: false,
      why: "300000.00 of 300000.01 USD are verified.",
    });
  });

  it("reads the shared plan, and a gateway as it was decided", () => {
    const bigBet = {
      bigBetId: "bet_1",
      pk: "BET#bet_1",
      version: 4,
      partnershipId: "prt_01JD0000000000000000000001",
      currency: "USD",
      admitted: [],
      designGrants: [],
      isDesignLeftOut: false,
      milestones: [{ number: 2, title: "Scaling plan", revision: 1, achievedOn: "2026-01-10" }],
    };
    const gateways = [
      { framework: "Theory of Action", gateway: "Emerging", reachedOn: "2026-01-05", version: "1" },
    ];
    expect(evaluated({ kind: "milestone", milestone: 2, of: "plan" }, { facts: { bigBet } }).isMet).toBe(
      true,
    );
    expect(
      evaluated({ kind: "milestone", milestone: 2, of: "commitment" }, { facts: { bigBet } }).isMet,
    ).toBe(false);
    const emerging = { kind: "gateway", framework: "Theory of Action", gateway: "Emerging" } as const;
    expect(evaluated(emerging, { facts: { gateways } })).toMatchObject({
      isMet: true,
      evidence: [{ version: "1" }],
    });
    expect(evaluated({ ...emerging, gateway: "Sustaining" }, { facts: { gateways } }).isMet).toBe(false);
  });
});

describe("a measured clause", () => {
  const clause = {
    kind: "measure",
    indicatorId: INDICATOR,
    comparison: "at-least",
    value: 60,
    by: "2026-06-30",
  } as const;
  const fact = (overrides: Partial<MeasureFact> = {}): MeasureFact => ({
    indicatorId: INDICATOR,
    name: "Children tutored",
    version: 3,
    accountability: "performance",
    values: [
      { ref: "a", periodEnd: "2025-06-30", label: "2024-25", value: 55 },
      { ref: "b", periodEnd: "2026-06-30", label: "2025-26", value: 60 },
      { ref: "c", periodEnd: "2027-06-30", label: "2026-27", value: 70 },
    ],
    ...overrides,
  });

  it("is decided by what was measured by its day, at the value itself, and cites that revision", () => {
    expect(evaluated(clause, { facts: { measures: [fact()] } })).toMatchObject({
      isMet: true,
      evidence: [{ ref: "b", version: "3", says: "60" }],
    });
    const higher = { ...clause, value: 60.1 };
    expect(evaluated(higher, { facts: { measures: [fact()] } })).toMatchObject({
      isMet: false,
      why: "“Children tutored” was 60 in 2025-26; at least 60.1 by 2026-06-30 is asked for.",
    });
    const atMost = { ...clause, comparison: "at-most", value: 55 } as const;
    expect(evaluated(atMost, { facts: { measures: [fact()] } }).isMet).toBe(true);
  });

  it("is not fulfilled by what is withheld, or was not measured in time, or cannot be read", () => {
    const withheld = fact({ values: [{ ref: "a", periodEnd: "2026-06-30", label: "2025-26", value: null }] });
    expect(evaluated(clause, { facts: { measures: [withheld] } }).why).toContain("was withheld in 2025-26");
    expect(evaluated(clause, { facts: { measures: [fact({ values: [] })] } }).isMet).toBe(false);
    expect(evaluated(clause).why).toBe("The indicator cannot be read here.");
  });

  it("counts for a whole population only once the partnership has consented", () => {
    const measures = [fact({ accountability: "population" })];
    expect(evaluated(clause, { facts: { measures } })).toMatchObject({ isMet: false });
    expect(evaluated(clause, { facts: { measures } }).why).toContain("consented");
    expect(evaluated(clause, { facts: { measures }, consentedOn: "2026-01-01" }).isMet).toBe(true);
  });

  it("may not decide alone where it speaks of a population, however the rule is written", () => {
    const alone = (rule: PaymentRule) => populationStandsAlone(rule, () => true);
    expect(alone(clause)).toBe(true);
    expect(alone({ kind: "any", of: [clause, yes] })).toBe(true);
    expect(alone({ kind: "all", of: [clause, clause] })).toBe(true);
    expect(alone({ kind: "all", of: [clause, report] })).toBe(false);
    expect(alone({ kind: "at-least", k: 2, of: [clause, clause, report] })).toBe(true);
    expect(alone({ kind: "at-least", k: 3, of: [clause, clause, report] })).toBe(false);
  });

  it("is alone beside a date, which comes anyway; a rule of dates alone rests on no population", () => {
    const alone = (rule: PaymentRule) => populationStandsAlone(rule, () => true);
    expect(alone({ kind: "all", of: [clause, yes] })).toBe(true);
    expect(alone({ kind: "at-least", k: 2, of: [clause, yes, report] })).toBe(true);
    expect(alone({ kind: "all", of: [clause, yes, report] })).toBe(false);
    expect(alone({ kind: "any", of: [yes, { kind: "all", of: [clause, report] }] })).toBe(false);
    expect(alone({ kind: "all", of: [yes, no] })).toBe(false);
  });

  it("is refused in a rule at its tranche, with the reason", async () => {
    const { commitment, milestones, requirements } = await aCommitment();
    const measures = [fact({ accountability: "population" })];
    const check = (rule: PaymentRule, facts: Partial<RuleFacts> = {}) =>
      checkRules([{}, { rule }], { commitment, milestones, requirements }, { ...NO_FACTS, ...facts });
    expect(check(clause, { measures })).toMatchObject([
      { pointer: "/tranches/1/rule", detail: expect.stringContaining("may not by itself decide") },
    ]);
    expect(check(clause)).toMatchObject([{ detail: expect.stringContaining("no such indicator") }]);
    expect(check({ kind: "milestone", milestone: 1, of: "commitment" })).toMatchObject([
      { detail: "There is no milestone 1." },
    ]);
    expect(check({ kind: "milestone", milestone: 1, of: "plan" })).toMatchObject([
      { detail: "The commitment is part of no big bet, so there is no plan." },
    ]);
    const euros = { amount: "1.00", currency: "EUR" };
    const nested: PaymentRule = {
      kind: "any",
      of: [yes, { kind: "all", of: [{ kind: "match-verified", atLeast: euros }, report] }],
    };
    expect(check(nested)).toEqual([
      { pointer: "/tranches/1/rule/of/1/of/0", detail: "The commitment is in USD, this is in EUR." },
      { pointer: "/tranches/1/rule/of/1/of/1", detail: "There is no reporting requirement 1." },
    ]);
    expect(check(yes)).toEqual([]);
  });
});

describe("a tranche under a payment rule", () => {
  const state = () =>
    aCommitment({
      milestones: [{ title: "Plan agreed" }],
      tranches: [
        {
          dueOn: "2026-02-01",
          amount: usd("1000000.00"),
          rule: { kind: "milestone", milestone: 1 },
        },
      ],
    });
  const pay = { trancheNumber: 1, on: ON, amount: usd("1000000.00") };

  it("is payable in the books and cannot be paid: a rule is no donor condition", async () => {
    const held = await state();
    expect(held.commitment.totals).toMatchObject({ conditionalMinor: 0, unconditionalMinor: 100_000_000 });
    expect(held.tranches.map(trancheState)).toEqual(["blocked"]);
    expect(decidePayment(held, pay, aGround())).toMatchObject({
      problem: {
        code: "condition_not_met",
        extra: {
          blockedBy: [
            { code: "payment-rule-not-fulfilled", finding: { why: "“Plan agreed” is not achieved yet." } },
          ],
        },
      },
    });
  });

  it("is paid once the rule is fulfilled, and keeps the evaluation with its versions", async () => {
    const held = await state();
    const milestones = held.milestones.map((each) => ({ ...each, achievedOn: "2026-02-20", revision: 2 }));
    const { next, attached } = decided(decidePayment({ ...held, milestones }, pay, aGround()));
    expect(next.tranches[0]).toMatchObject({ ruleState: { isMet: true, evaluation: 1 }, ruleMetOn: ON });
    expect(next.tranches.map(trancheState)).toEqual(["paid"]);
    const kept = attached?.[0]?.after;
    expect(kept?.sk).toBe("X#EVAL#001#000001");
    expect(JSON.parse(String(kept?.attributes.content))).toMatchObject({
      rule: { kind: "milestone", milestone: 1 },
      finding: { isMet: true, evidence: [{ ref: "milestone:1", version: "2" }] },
    });
  });
});
