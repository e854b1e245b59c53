import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateRule } from "../../../../shared/investments/evaluate-rule.ts";
import {
  clausesOf,
  type PaymentRule,
  PaymentRuleSchema,
} from "../../../../shared/investments/payment-rule.ts";
import {
  parseReviewRef,
  ReviewClosingSchema,
  toReviewRef,
} from "../../../../shared/investments/reviews/review.ts";
import { watchWrites } from "../../../../shared/investments/reviews/watch.store.ts";
import { restedOn } from "../../../../shared/investments/reviews/watch.ts";
import { type MeasureFact, NO_FACTS } from "../../../../shared/investments/rule-facts.ts";
import { aCommitment } from "../../../support/commitments.ts";

const READERS = "ind_01JD0000000000000000000001";
const SEATS = "ind_01JD0000000000000000000002";
const ON = "2026-03-01";
const yes = { kind: "date", on: "2026-01-01" } as const;
const no = { kind: "date", on: "2027-01-01" } as const;

function fact(indicatorId: string, ...values: readonly number[]): MeasureFact {
  return {
    indicatorId,
    name: "Readers",
    version: 1,
    accountability: "performance",
    values: values.map((value, index) => ({
      ref: `${indicatorId}~year-${index}~own~all~1`,
      periodEnd: `202${index}-06-30`,
      label: `year ${index}`,
      value,
    })),
  };
}

function measure(indicatorId: string, value: number) {
  return { kind: "measure", indicatorId, comparison: "at-least", value, by: "2025-12-31" } as const;
}

/** What a rule rests on where readers are 60 in the first year and 70 in the second, and seats are 30. */
function rests(rule: unknown) {
  const parsed = PaymentRuleSchema().parse(rule);
  const facts = { ...NO_FACTS, measures: [fact(READERS, 60, 70), fact(SEATS, 30)] };
  const state = { milestones: [], requirements: [], contributions: [] };
  return restedOn(parsed, evaluateRule(parsed, { state, facts, tranche: {}, on: ON }));
}

describe("what a payment rule rests on", () => {
  it("is the revision that fulfilled its clause, with what it said", () => {
    expect(rests(measure(READERS, 65))).toEqual([
      {
        indicatorId: READERS,
        ref: `${READERS}~year-1~own~all~1`,
        value: 70,
        clauses: [measure(READERS, 65)],
      },
    ]);
  });

  it("is nothing where it is not fulfilled, whatever its parts say", () => {
    expect(rests(measure(READERS, 71))).toEqual([]);
    expect(rests({ kind: "all", of: [measure(READERS, 50), no] })).toEqual([]);
  });

  it("is the parts that carried it, and not one that failed, nor what lies in one", () => {
    const failing = { kind: "all", of: [measure(SEATS, 10), no] };
    expect(rests({ kind: "any", of: [failing, measure(READERS, 50)] }).map(({ ref }) => ref)).toEqual([
      `${READERS}~year-0~own~all~1`,
    ]);
    expect(rests({ kind: "any", of: [failing, yes] })).toEqual([]);
  });

  it("is one revision for all clauses that it fulfils", () => {
    const rule = { kind: "all", of: [measure(READERS, 50), measure(READERS, 60), measure(SEATS, 20)] };
    expect(rests(rule).map(({ value, clauses }) => [value, clauses.length])).toEqual([
      [60, 2],
      [30, 1],
    ]);
  });

  it("is never more than the measured clauses of the rule, and never one that failed", () => {
    const leaf: fc.Arbitrary<unknown> = fc.oneof(
      fc.constantFrom(yes, no),
      fc.integer({ min: 0, max: 100 }).map((value) => measure(READERS, value)),
      fc.integer({ min: 0, max: 100 }).map((value) => measure(SEATS, value)),
    );
    const node = (inner: fc.Arbitrary<unknown>) =>
      fc.record({ kind: fc.constantFrom("all", "any"), of: fc.array(inner, { minLength: 1, maxLength: 3 }) });
    fc.assert(
      fc.property(fc.oneof(leaf, node(fc.oneof(leaf, node(leaf)))), (given) => {
        const rule = given as PaymentRule;
        const asked = clausesOf(PaymentRuleSchema().parse(rule)).map((clause) => JSON.stringify(clause));
        for (const { value, clauses } of rests(rule)) {
          expect(clauses.every((clause) => asked.includes(JSON.stringify(clause)))).toBe(true);
          expect(clauses.every((clause) => clause.value <= value)).toBe(true);
        }
      }),
    );
  });
});

describe("a watch", () => {
  it("is one item a revision and tranche: the same again is the same item, a later revision another", async () => {
    const { commitment } = await aCommitment();
    const [rested] = rests(measure(READERS, 50));
    if (!rested) throw new Error("It rests on something.");
    const keys = (ref: string, tranche: number) =>
      watchWrites(commitment, tranche, [{ ...rested, ref }]).map((write) =>
        "put" in write ? `${write.put.pk} ${write.put.sk}` : "",
      );
    expect(keys("ind~1", 1)).toEqual([`WATCH#${READERS} ind~1#${commitment.id}#001`]);
    expect(keys("ind~1", 1)).toEqual(keys("ind~1", 1));
    expect(new Set([keys("ind~1", 1), keys("ind~2", 1), keys("ind~1", 2)].flat()).size).toBe(3);
  });
});

describe("the reference of a review", () => {
  const key = {
    commitmentId: "cmt_01JD0000000000000000000001",
    trancheNumber: 12,
    restatedRef: `${READERS}~2024-07-01_2025-06-30~Harbour!20County~all~2`,
  };

  it("is read back as what it names", () => {
    expect(parseReviewRef(toReviewRef(key))).toEqual(key);
    expect(encodeURIComponent(toReviewRef(key)).replaceAll("!", "%21")).toBe(
      toReviewRef(key).replaceAll("!", "%21"),
    );
  });

  it.each([
    "",
    "cmt_1~1~ind_1",
    "cmt_01JD0000000000000000000001~0~ind_1",
    "cmt_01JD0000000000000000000001~1~doc_1",
  ])("is not %j", (text) => {
    expect(parseReviewRef(text)).toBeUndefined();
  });
});

describe("the closing of a review", () => {
  const kept = { decision: "kept", words: "It stands.", reason: "As promised" };
  const entryId = "pay_01JD0000000000000000000001";

  it.each([
    [kept, true],
    [{ ...kept, entryId }, false],
    [{ ...kept, decision: "corrected-by-reversal", entryId }, true],
    [{ ...kept, decision: "corrected-by-reversal" }, false],
    [{ ...kept, words: " " }, false],
    [{ ...kept, decision: "clawed-back" }, false],
  ])("%j is taken: %s", (input, isTaken) => {
    expect(ReviewClosingSchema().safeParse(input).success).toBe(isTaken);
  });
});
