import { describe, expect, it } from "vitest";
import { type PaymentRule, PaymentRuleSchema } from "../../../../shared/investments/payment-rule.ts";
import { type RuleNames, ruleInWords } from "../../../../shared/investments/rule-in-words.ts";
import { usd } from "../../../support/commitments.ts";

const INDICATOR = "ind_01JD0000000000000000000001";
const NAMES: RuleNames = {
  milestones: new Map([[2, "Three schools open"]]),
  planMilestones: new Map([[1, "County joins"]]),
  requirements: new Map([[1, "Year one report"]]),
  indicators: new Map([[INDICATOR, "Pre-K seats"]]),
};
const NAMELESS: RuleNames = {
  milestones: new Map(),
  planMilestones: new Map(),
  requirements: new Map(),
  indicators: new Map(),
};

const measure = {
  kind: "measure",
  indicatorId: INDICATOR,
  comparison: "at-least",
  value: 1250.5,
  by: "2027-06-30",
};
const date = { kind: "date", on: "2027-09-01" };

const says = (rule: unknown, names = NAMES) => ruleInWords(PaymentRuleSchema().parse(rule), names).says;

describe("a clause in words", () => {
  it.each([
    [{ kind: "milestone", milestone: 2 }, "Milestone 2, “Three schools open”, is achieved."],
    [
      { kind: "milestone", milestone: 1, of: "plan" },
      "Milestone 1 of the shared plan, “County joins”, is achieved.",
    ],
    [{ kind: "report-accepted", requirement: 1 }, "Report 1, “Year one report”, is accepted by the funder."],
    [
      { kind: "match-verified", atLeast: usd("1500000.00") },
      "A match of at least USD 1,500,000.00 is verified.",
    ],
    [
      { kind: "match-verified", atLeast: { amount: "900", currency: "JPY" } },
      "A match of at least JPY 900 is verified.",
    ],
    [measure, "“Pre-K seats” is at least 1,250.5, measured over a period that ends by 30 June 2027."],
    [
      { ...measure, comparison: "at-most", value: 12 },
      "“Pre-K seats” is at most 12, measured over a period that ends by 30 June 2027.",
    ],
    [
      { kind: "gateway", framework: "Theory of Action", gateway: "Systems change" },
      "The partnership has reached “Systems change” of Theory of Action.",
    ],
    [date, "It is 1 September 2027 or later."],
  ])("%j", (clause, expected) => {
    expect(says(clause)).toBe(expected);
  });

  it("names by number or id what it knows no name of", () => {
    expect(says({ kind: "milestone", milestone: 7 }, NAMELESS)).toBe("Milestone 7 is achieved.");
    expect(says({ kind: "report-accepted", requirement: 3 }, NAMELESS)).toBe(
      "Report 3 is accepted by the funder.",
    );
    expect(says(measure, NAMELESS)).toMatch(/^The indicator ind_01JD0000000000000000000001 is at least/);
  });
});

describe("a combination in words", () => {
  const three = [{ kind: "report-accepted", requirement: 1 }, { kind: "milestone", milestone: 2 }, date];

  it.each([
    [{ kind: "all", of: three }, "All 3 of these are so:"],
    [{ kind: "all", of: three.slice(1) }, "Both of these are so:"],
    [{ kind: "any", of: three }, "At least one of these is so:"],
    [{ kind: "at-least", k: 2, of: three }, "At least 2 of these 3 are so:"],
    [{ kind: "at-least", k: 3, of: three }, "All 3 of these are so:"],
    [{ kind: "at-least", k: 1, of: three }, "At least one of these is so:"],
  ])("%j", (rule, expected) => {
    expect(says(rule)).toBe(expected);
  });

  it("holds its parts clause by clause, in the order of the rule", () => {
    const rule = { kind: "all", of: [date, { kind: "any", of: three.slice(0, 2) }] } as PaymentRule;
    expect(ruleInWords(rule, NAMES)).toEqual({
      says: "Both of these are so:",
      of: [
        { says: "It is 1 September 2027 or later." },
        {
          says: "At least one of these is so:",
          of: [
            { says: "Report 1, “Year one report”, is accepted by the funder." },
            { says: "Milestone 2, “Three schools open”, is achieved." },
          ],
        },
      ],
    });
  });

  it("of a single part is that part, however deep it lies", () => {
    const rule = { kind: "any", of: [{ kind: "all", of: [date] }] } as PaymentRule;
    expect(ruleInWords(rule, NAMES)).toEqual({ says: "It is 1 September 2027 or later." });
  });
});
