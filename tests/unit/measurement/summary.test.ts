import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LEVELS } from "../../../shared/measurement/indicator-words.ts";
import type { Cell } from "../../../shared/measurement/observation.ts";
import type { SetRecord } from "../../../shared/measurement/observation-set.ts";
import type { Summary } from "../../../shared/measurement/summary.ts";
import {
  fromSummaryJson,
  packSummary,
  summaryJson,
  unpackSummary,
} from "../../../shared/measurement/summary-format.ts";
import { mergeDefinition, mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { anIndicator, aSet } from "./builders.ts";

type Step = { set: SetRecord } | { version: number };

function mergedSummary(steps: readonly Step[]): Summary {
  const summary = steps.reduce<Summary | undefined>(
    (before, step) =>
      "set" in step ? mergeSet(before, step.set) : mergeDefinition(before, version(step.version)),
    undefined,
  );
  if (!summary) throw new Error("Nothing makes no summary.");
  return summary;
}

const merged = (steps: readonly Step[]) => summaryJson(mergedSummary(steps));

const version = (number: number) =>
  anIndicator({ version: number, name: `Named in version ${number}`, targets: number > 1 ? [TARGET] : [] });
const TARGET = {
  dimensions: { sex: "female" },
  baseline: { period: schoolYear(2019), value: 49 },
  target: { period: schoolYear(2029), value: 65 },
};

const cellArb: fc.Arbitrary<Cell> = fc.oneof(
  fc.record({
    numerator: fc.nat(50),
    denominator: fc.integer({ min: 50, max: 99 }),
    status: fc.constant("ok" as const),
  }),
  fc.record({
    value: fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10),
    status: fc.constant("ok" as const),
  }),
  fc.record(
    {
      value: fc.integer({ min: 0, max: 100 }),
      margin: fc.integer({ min: 0, max: 9 }),
      confidenceLevel: fc.constantFrom(90 as const, 95 as const),
      lower: fc.integer({ min: -9, max: 0 }),
      upper: fc.integer({ min: 100, max: 109 }),
      stage: fc.constantFrom("provisional" as const, "final" as const, "revised" as const),
      status: fc.constant("ok" as const),
    },
    { requiredKeys: ["value", "status"], noNullPrototype: true },
  ),
  fc.nat(100).map((figure) => ({ numerator: figure, value: figure, status: "ok" as const })),
  fc.record({ status: fc.constantFrom("c" as const, "x" as const), quality: fc.constant(2 as const) }),
);
/** One content for each revision of each set, as a table holds it: the first of each key counts. */
const stepsArb: fc.Arbitrary<Step[]> = fc
  .array(
    fc.record({
      startYear: fc.integer({ min: 2018, max: 2021 }),
      dimensionKey: fc.constantFrom("all", "sex", "race-ethnicity"),
      revision: fc.integer({ min: 1, max: 4 }),
      cells: fc.dictionary(fc.constantFrom("a", "b", "c"), cellArb, { minKeys: 1, noNullPrototype: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((facts) => {
    const sets = new Map(
      facts.map((fact) => [`${fact.startYear} ${fact.dimensionKey} ${fact.revision}`, aSet(fact)]),
    );
    return [...[...sets.values()].map((set) => ({ set })), { version: 1 }, { version: 2 }, { version: 3 }];
  });

describe("a summary", () => {
  test("says where its series begins anew, each day once, and nothing where it never does", () => {
    const breaks = ["2021-07-01", "2018-07-01", "2021-07-01"].map((startsOn, index) => ({
      startsOn,
      kind: index === 0 ? ("instrument" as const) : ("definition" as const),
      why: "Another test",
    }));
    const summary = mergeDefinition(undefined, anIndicator({ seriesBreaks: breaks }));
    expect(summary.definition?.breaks).toEqual(["2018-07-01", "2021-07-01"]);
    expect(fromSummaryJson(summaryJson(summary)).definition).toEqual(summary.definition);
    expect(mergeDefinition(undefined, anIndicator()).definition).not.toHaveProperty("breaks");
  });

  test("is the same whatever the order in which records arrive, and however often", () => {
    const delivered = stepsArb.chain((steps) =>
      fc.tuple(
        fc.constant(steps),
        fc.shuffledSubarray([...steps, ...steps, ...steps], { minLength: steps.length * 3 }),
      ),
    );
    fc.assert(
      fc.property(delivered, ([steps, shuffled]) => {
        expect(merged(shuffled)).toBe(merged(steps));
      }),
      { numRuns: 300 },
    );
  });

  test("is what was packed when it is unpacked", () => {
    fc.assert(
      fc.property(stepsArb, (steps) => {
        const summary = mergedSummary(steps);
        expect(unpackSummary(packSummary(summaryJson(summary)))).toEqual(summary);
      }),
    );
  });

  test.each(LEVELS)("keeps the level %s of its definition", (level) => {
    const summary = mergeDefinition(undefined, anIndicator({ level }));
    expect(unpackSummary(packSummary(summaryJson(summary))).definition?.level).toBe(level);
  });

  test("holds the highest revision of a set, and its reference", () => {
    const first = aSet({ revision: 1 });
    const second = aSet({ revision: 2, cells: { all: { numerator: 60, denominator: 102, status: "ok" } } });
    for (const order of [
      [first, second],
      [second, first],
    ]) {
      const summary = fromSummaryJson(merged(order.map((set) => ({ set }))));
      const [set] = Object.values(summary.sets.all ?? {});
      expect(set?.cells.all).toMatchObject({ numerator: 60, value: 58.823529 });
      expect(set).toMatchObject({
        revision: 2,
        ref: `${first.key.indicatorId}~2024-07-01_2025-06-30~09001~all~2`,
      });
    }
  });

  test("computes a value from counts, keeps a recorded one, and has none where the status says so", () => {
    const cells: Record<string, Cell> = {
      counted: { numerator: 1, denominator: 3, status: "ok" },
      recorded: { value: 33.3, status: "ok" },
      hidden: { numerator: 1, denominator: 3, status: "c" },
    };
    const summary = fromSummaryJson(merged([{ set: aSet({ cells }) }]));
    const [set] = Object.values(summary.sets.all ?? {});
    expect(Object.values(set?.cells ?? {}).map((cell) => cell.value)).toEqual([33.333333, null, 33.3]);
  });

  test("takes the name of another place from what is recorded there", () => {
    const elsewhere = { code: "09003", name: "Hill County" };
    const sets = [aSet({ place: elsewhere }), aSet({ place: { code: "09003" }, startYear: 2025 })];
    const summary = fromSummaryJson(merged(sets.map((set) => ({ set }))));
    expect(summary.place).toEqual(elsewhere);
  });

  test("of 30 subgroups over 20 years takes at most 5 KB, definition and targets included", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const steps: Step[] = [{ version: 2 }];
    const sizes = [1, 2, 7, 6, 9, 5];
    for (let year = 2005; year < 2025; year++) {
      for (const [index, size] of sizes.entries()) {
        const cells = Array.from({ length: size }, (_, category) => {
          const denominator = 40 + 130 * category + random(300);
          return [
            `category-${category}`,
            { numerator: random(denominator), denominator, status: "ok" as const },
          ];
        });
        const names = ["all", "sex", "race-ethnicity", "income", "race-ethnicity+sex", "grade"];
        steps.push({
          set: aSet({ startYear: year, dimensionKey: names[index] ?? "", cells: Object.fromEntries(cells) }),
        });
      }
    }
    const bytes = packSummary(merged(steps)).byteLength;
    expect(bytes).toBeLessThanOrEqual(5 * 1024);
  });
});
