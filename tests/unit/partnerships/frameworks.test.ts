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
  const named = (n: number) =>
    Array.from({ length: n }, (_, at) => ({ indicatorId: anId("ind", at + 1), name: `${at}`, says: "said" }));
  const counts = (favourable: number, classed: number, left = 0) => ({
    favourable,
    counted: named(classed),
    unclassifiable: named(left),
  });
  const facts = (outcomes = counts(0, 0), gaps = counts(0, 0)): OutcomeFacts => ({
    outcomes,
    gaps,
    rules: "rules@1",
    isWhole: true,
  });

  it("is a share of what could be classed; what could not is named, and counts neither way", () => {
    const computed = computeCriterion(criterion(), facts(counts(3, 4, 2)));
    expect(computed).toMatchObject({ favourable: 3, classifiable: 4, sharePercent: 75, outcome: "met" });
    expect(computed.unclassifiable).toHaveLength(2);
    const gaps = computeCriterion(criterion({ kind: "gaps-closing" }), facts(counts(3, 4), counts(1, 4)));
    expect(gaps).toMatchObject({ favourable: 1, sharePercent: 25, outcome: "not-met" });
  });

  it("is compared exactly at its threshold", () => {
    const half = facts(counts(2, 4));
    expect(computeCriterion(criterion(), half).outcome).toBe("not-met");
    expect(computeCriterion(criterion({ comparison: "at-least" }), half).outcome).toBe("met");
    const third = facts(counts(1, 3));
    expect(computeCriterion(criterion({ comparison: "at-least", percent: 34 }), third).outcome).toBe(
      "not-met",
    );
    expect(computeCriterion(criterion({ comparison: "at-least", percent: 33 }), third).outcome).toBe("met");
  });

  it("cannot be told from too few, or where some figures were not read", () => {
    const two = computeCriterion(criterion(), facts(counts(2, 2, 1)));
    expect(two).toMatchObject({ outcome: "cannot-tell", favourable: 2, sharePercent: 100 });
    expect(computeCriterion(criterion(), facts()).sharePercent).toBeNull();
    const part = { ...facts(counts(3, 3)), isWhole: false };
    expect(computeCriterion(criterion(), part).outcome).toBe("cannot-tell");
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
