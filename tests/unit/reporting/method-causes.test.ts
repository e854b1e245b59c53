import { describe, expect, it } from "vitest";
import { methods } from "../../../shared/reporting/methods.ts";
import type { Placed } from "../../../shared/reporting/outcome/diff/causes.ts";
import type { Difference } from "../../../shared/reporting/outcome/diff/leaves.ts";
import { movedMethods } from "../../../shared/reporting/outcome/diff/method-causes.ts";
import { tellDifferences } from "../../../shared/reporting/outcome/diff/tell-differences.ts";
import { IDS, NOW } from "./builders.ts";

/** Today's methods, some in another version. */
const raised = (...ids: string[]) =>
  methods().map((one) => (ids.includes(one.id) ? { ...one, version: "next" } : one));
const policy = "whole-breakdown";

const figure = (value: number | null, status = value === null ? "c" : "ok") => ({ value, status });
const at = (path: string, before: unknown, after: unknown, ...of: string[]): Difference => ({
  path,
  section: path.split("/")[1] as Difference["section"],
  of,
  before,
  after,
});
const restated: Placed = {
  cause: { kind: "restatement", of: "set", recordedAt: NOW, version: 2 },
  about: [IDS.reading],
};
const latest = `/outcomes/items/${IDS.reading}/latest`;

describe("a method whose version moved", () => {
  it("is a difference of its own, with itself as its cause, whether or not a figure shows it", () => {
    const moved = movedMethods(methods(), raised(policy));
    const told = tellDifferences([], [], moved);
    expect(told).toEqual({
      items: [
        { path: `/methods/${policy}/version`, section: "methods", before: "1", after: "next", causes: [0] },
      ],
      causes: [{ kind: "method-version", of: policy, method: { before: "1", after: "next" } }],
    });
    expect(movedMethods(methods(), methods())).toEqual([]);
  });

  it("that is new, or is gone, has one side", () => {
    const more = [...methods(), { id: "survey-margins", version: "1", text: "Said." }];
    expect(movedMethods(methods(), more)).toEqual([{ id: "survey-margins", after: "1" }]);
    expect(movedMethods(more, methods())).toEqual([{ id: "survey-margins", before: "1" }]);
  });

  it("is the cause where it hides what was shown, and not where a figure was only restated", () => {
    const moved = movedMethods(methods(), raised(policy));
    const hidden = at(latest, figure(54), figure(null), IDS.reading);
    const other = at(latest, figure(54), figure(70), IDS.reading);
    const causesOf = (difference: Difference, placed: readonly Placed[]) => {
      const { items, causes } = tellDifferences([difference], placed, moved);
      return items[0]?.causes.map((index) => causes[index]?.of);
    };
    expect(causesOf(hidden, [restated])).toEqual(["set", policy]);
    expect(causesOf(other, [restated])).toEqual(["set"]);
    expect(causesOf(hidden, [])).toEqual([policy]);
  });

  it("is the cause of what nothing that was recorded explains", () => {
    const moved = movedMethods(methods(), raised("largest-gap"));
    const { items } = tellDifferences(
      [at(`/progress/indicators/${IDS.reading}/class`, "improving", "met", IDS.reading)],
      [],
      moved,
    );
    expect(items.map(({ causes }) => causes)).toEqual([[0], [0]]);
  });
});

it("leaves out what was recorded and made no difference", () => {
  const elsewhere: Placed = { cause: { kind: "amendment", of: "other" }, about: [IDS.seats] };
  const { causes } = tellDifferences(
    [at(latest, figure(1), figure(2), IDS.reading)],
    [restated, elsewhere],
    [],
  );
  expect(causes.map(({ of }) => of)).toEqual(["set"]);
});
