import { describe, expect, it } from "vitest";
import { THEORY_OF_ACTION } from "../../../shared/partnerships/frameworks/built-in/theory-of-action.ts";
import { computeCriterion, type OutcomeFacts } from "../../../shared/partnerships/frameworks/criteria.ts";
import {
  type Criterion,
  FrameworkContentSchema,
  NewFrameworkSchema,
} from "../../../shared/partnerships/frameworks/framework.ts";
import { gatewayOn, matrixOf, moveOf } from "../../../shared/partnerships/frameworks/movement.ts";
import { aDesignation, anId } from "./builders.ts";

const FRAMEWORK = {
  name: "Valley Milestones",
  visibility: "network",
  label: "2026",
  gateways: [{ key: "forming", name: "Forming" }],
  pillars: [{ key: "vision", name: "Vision" }],
  benchmarks: [{ key: "table", gateway: "forming", pillar: "vision", text: "A table meets." }],
};
const placesOf = (changes: object) =>
  NewFrameworkSchema()
    .safeParse({ ...FRAMEWORK, ...changes })
    .error?.issues.map(({ path }) => path.join("/"));

describe("a framework", () => {
  it("that is built in is one that could be imported", () => {
    for (const version of THEORY_OF_ACTION.versions)
      expect(FrameworkContentSchema().parse(version)).toEqual(version);
    expect(THEORY_OF_ACTION.versions[0]?.gateways.map(({ name }) => name)).toEqual([
      "Exploring",
      "Emerging",
      "Sustaining",
      "Systems Change",
      "Proof Point",
      "Systems Transformation",
    ]);
    expect(THEORY_OF_ACTION.latestVersion).toBe(THEORY_OF_ACTION.versions.length);
  });

  it("is refused at every key that stands twice, and at what it names and does not have", () => {
    expect(placesOf({})).toBeUndefined();
    const [benchmark] = FRAMEWORK.benchmarks;
    expect(
      placesOf({
        benchmarks: [benchmark, benchmark, { ...benchmark, key: "other", gateway: "gone", pillar: "none" }],
        criteria: [{ key: "c", gateway: "gone", kind: "gaps-closing", comparison: "at-least", percent: 60 }],
      }),
    ).toEqual(["benchmarks/1/key", "benchmarks/2/gateway", "benchmarks/2/pillar", "criteria/0/gateway"]);
    expect(placesOf({ gateways: [{ key: "Not a key", name: "X" }] })).toContain("gateways/0/key");
  });
});

describe("a computed criterion", () => {
  const criterion = (changes: Partial<Criterion> = {}): Criterion => ({
    key: "outcomes",
    gateway: "proof-point",
    kind: "core-improving-or-maintained",
    comparison: "more-than",
    percent: 50,
    minimumClassifiable: 3,
    ...changes,
  });
  const facts = (
    classes: readonly string[],
    verdicts: readonly (string | undefined)[] = [],
  ): OutcomeFacts => ({
    outcomes: classes.map((progress, n) => ({
      indicatorId: anId("ind", n + 1),
      name: `Outcome ${n}`,
      progress,
    })),
    gaps: verdicts.map((verdict, n) => ({
      indicatorId: anId("ind", n + 1),
      name: `Outcome ${n}`,
      breakdown: "race-ethnicity",
      ...(verdict === undefined ? {} : { verdict }),
    })),
    rules: "rules@1",
    isWhole: true,
  });

  it("counts what improves or is maintained among what can be classed, and names the rest", () => {
    const computed = computeCriterion(
      criterion(),
      facts(["met", "improving", "no-detectable-change", "getting-worse", "protected", "informational"]),
    );
    expect(computed).toMatchObject({ favourable: 3, classifiable: 4, sharePercent: 75, outcome: "met" });
    expect(computed.unclassifiable.map(({ says }) => says)).toEqual(["protected", "informational"]);
  });

  it("is compared exactly at its threshold", () => {
    const half = facts(["met", "met", "getting-worse", "getting-worse"]);
    expect(computeCriterion(criterion(), half).outcome).toBe("not-met");
    expect(computeCriterion(criterion({ comparison: "at-least" }), half).outcome).toBe("met");
    const third = facts(["met", "getting-worse", "getting-worse"]);
    expect(computeCriterion(criterion({ comparison: "at-least", percent: 34 }), third).outcome).toBe(
      "not-met",
    );
    expect(computeCriterion(criterion({ comparison: "at-least", percent: 33 }), third).outcome).toBe("met");
  });

  it("cannot be told from too few, or from figures of which some were not read", () => {
    const two = computeCriterion(criterion(), facts(["met", "met", "baseline-only"]));
    expect(two).toMatchObject({ outcome: "cannot-tell", favourable: 2, sharePercent: 100 });
    expect(computeCriterion(criterion(), facts([])).sharePercent).toBeNull();
    const part = { ...facts(["met", "met", "met"]), isWhole: false };
    expect(computeCriterion(criterion(), part).outcome).toBe("cannot-tell");
  });

  it("counts a gap as closing only where the group behind rises", () => {
    const computed = computeCriterion(
      criterion({ kind: "gaps-closing" }),
      facts([], ["closing-up", "closing-up", "closing-down", "mixed", undefined]),
    );
    expect(computed).toMatchObject({ favourable: 2, classifiable: 4, outcome: "not-met" });
    expect(computed.unclassifiable).toMatchObject([{ says: "not-comparable" }]);
  });
});

describe("movement", () => {
  const ladder = { framework: "Theory of Action 2021", gateways: ["Exploring", "Emerging", "Sustaining"] };
  const on = (gateway: string, reachedOn: string, withdrawnOn?: string) =>
    aDesignation({
      gateway,
      reachedOn,
      ...(withdrawnOn ? { withdrawal: { on: withdrawnOn, reason: "Corrected" } } : {}),
    });

  it("takes the furthest gateway that held on a day", () => {
    const all = [on("Sustaining", "2025-01-01", "2025-06-01"), on("Emerging", "2024-01-01")];
    expect(gatewayOn(ladder, all, "2023-12-31")).toBeNull();
    expect(gatewayOn(ladder, all, "2024-01-01")).toBe("Emerging");
    expect(gatewayOn(ladder, all, "2025-05-31")).toBe("Sustaining");
    expect(gatewayOn(ladder, all, "2025-06-01")).toBe("Emerging");
    expect(gatewayOn({ ...ladder, framework: "Another" }, all, "2025-05-31")).toBeNull();
    expect(gatewayOn(ladder, [on("Unheard of", "2024-01-01")], "2025-01-01")).toBeNull();
  });

  it("is named by its way, and counted by from and to", () => {
    const pairs = [
      [null, null, "none"],
      [null, "Emerging", "entered"],
      ["Emerging", "Sustaining", "up"],
      ["Emerging", "Emerging", "same"],
      ["Emerging", "Exploring", "down"],
      ["Emerging", null, "left"],
    ] as const;
    for (const [from, to, move] of pairs) expect(moveOf(ladder, from, to)).toBe(move);
    const items = [...pairs, pairs[2]].map(([from, to]) => ({ from, to }));
    const matrix = matrixOf(ladder, items);
    expect(matrix).toContainEqual({ from: "Emerging", to: "Sustaining", partnerships: 2 });
    expect(matrix.reduce((sum, { partnerships }) => sum + partnerships, 0)).toBe(items.length);
  });
});
