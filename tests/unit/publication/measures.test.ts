import { describe, expect, it } from "vitest";
import type { CodebookEntry } from "../../../shared/publication/published/manifest.ts";
import { joinMeasures, measuresOf, placeSumsOf } from "../../../shared/publication/releases/measures.ts";

function entry(id: string, fields: Partial<CodebookEntry> = {}): CodebookEntry {
  return {
    ...{ id, version: 1, name: id, level: "core", polarity: "higher", unit: "percent", source: "Invented" },
    ...{ numeratorDefinition: "Who met it", denominatorDefinition: "Students tested", ...fields },
  };
}
const groupOf = (indicators: readonly CodebookEntry[], stated: object = {}) => {
  const measures = measuresOf({ indicators, sumsOverTime: [] }, stated);
  return indicators.map(({ id }) => measures.get(id)?.denominatorOf);
};

describe("the measures of a release's indicators", () => {
  it("say who rests on the same children: the same words, whatever their capitals and blanks", () => {
    const [first, second, third] = groupOf([
      entry("a"),
      entry("b", { denominatorDefinition: " students  TESTED." }),
      entry("c", { denominatorDefinition: "Students enrolled" }),
    ]);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it("take what is stated, and with a member all that share its words", () => {
    const indicators = [
      entry("a"),
      entry("b", { denominatorDefinition: "Test takers" }),
      entry("c", { denominatorDefinition: "Test takers" }),
      entry("d", { denominatorDefinition: "Students enrolled" }),
    ];
    const [a, b, c, d] = groupOf(indicators, { sharedDenominators: [["a", "b"]] });
    expect(new Set([a, b, c]).size).toBe(1);
    expect(d).not.toBe(a);
  });

  it("let a count be the denominator of others where that is stated, and not by its words", () => {
    const indicators = [entry("a"), entry("n", { unit: "count" })];
    expect(groupOf(indicators)[1]).toBeUndefined();
    const [a, n] = groupOf(indicators, { sharedDenominators: [["a", "n"]] });
    expect(n).toBe(a);
  });

  it("say which figures add up over time, and which are of a system", () => {
    const indicators = [entry("a", { unit: "count" }), entry("b", { level: "system" })];
    const measures = measuresOf({ indicators, sumsOverTime: ["a"] }, {});
    expect(measures.get("a")).toEqual({ unit: "count", aboutSystem: false, sumsOverTime: true });
    expect(measures.get("b")).toMatchObject({ aboutSystem: true });
  });
});

describe("the measures of several releases", () => {
  const named = (group: string) => ({ unit: "percent" as const, aboutSystem: false, denominatorOf: group });
  const groups = (joined: ReturnType<typeof joinMeasures>) =>
    ["a", "b", "c", "d"].map((id) => joined.get(id)?.denominatorOf);

  it("tie what a later release states of an indicator that an earlier one had", () => {
    const [before, now] = [new Map([["a", named("tested")]]), new Map([["b", named("who sat it")]])];
    const [apart] = [groups(joinMeasures([before, now], []))];
    expect(new Set(apart.slice(0, 2)).size).toBe(2);
    const [a, b] = groups(joinMeasures([before, now], [["a", "b"]]));
    expect(a).toBe(b);
  });

  it("keep tied what was once, though other words name it now", () => {
    const before = new Map([
      ["a", named("first")],
      ["b", named("first")],
    ]);
    const now = new Map([
      ["a", named("tested")],
      ["c", named("tested")],
      ["d", named("enrolled")],
    ]);
    const [a, b, c, d] = groups(joinMeasures([before, now], []));
    expect(new Set([a, b, c]).size).toBe(1);
    expect(d).toBe("enrolled");
  });

  it("take the last word on what an indicator is measured in", () => {
    const before = new Map([["a", { ...named("tested"), sumsOverTime: true as const }]]);
    expect(joinMeasures([before, new Map([["a", named("tested")]])], []).get("a")).toEqual(named("tested"));
  });
});

describe("the sums of places", () => {
  it("are stated for a place that is divided in several ways, each by itself", () => {
    const places = [
      { code: "CT", kind: "state" },
      { code: "d1", kind: "district", parent: "CT" },
      { code: "d2", kind: "district", parent: "CT" },
      { code: "c1", kind: "county", parent: "CT" },
      { code: "s1", kind: "school", parent: "d1" },
      { code: "s2", kind: "school", parent: "d1" },
    ];
    expect(placeSumsOf({ places })).toEqual([
      { whole: "CT", parts: ["d1", "d2"] },
      { whole: "CT", parts: ["c1"] },
    ]);
  });
});
