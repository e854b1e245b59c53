import { describe, expect, test } from "vitest";
import { rollUpGaps, rollUpProgress } from "../../../../shared/measurement/statistics/roll-up.ts";

const judged = (verdicts: readonly string[]) =>
  verdicts.map((verdict, index) => ({ id: `ind_${index}`, verdict }));

describe("the share of core indicators improving or maintained", () => {
  test("counts met, improving and no detectable change, and keeps them apart", () => {
    const found = rollUpProgress(
      judged([
        "met",
        "improving",
        "improving",
        "no-detectable-change",
        "getting-worse",
        "getting-worse",
        "improving",
      ]),
    );
    expect(found).toEqual({
      status: "rolled-up",
      favourable: 5,
      classifiable: 7,
      share: 5 / 7,
      reached: true,
      reachedWhateverIsMissing: true,
      minimum: 4,
      above: 0.5,
      byVerdict: { "getting-worse": 2, improving: 3, met: 1, "no-detectable-change": 1 },
      unclassifiable: [],
    });
  });

  test("lists what cannot be classed, and never counts it in favour", () => {
    const found = rollUpProgress(
      judged([
        "improving",
        "improving",
        "improving",
        "getting-worse",
        "baseline-only",
        "protected",
        "informational",
      ]),
    );
    expect(found).toMatchObject({ favourable: 3, classifiable: 4, share: 0.75, reached: true });
    expect(found.unclassifiable).toEqual([
      { id: "ind_4", why: "baseline-only" },
      { id: "ind_5", why: "protected" },
      { id: "ind_6", why: "informational" },
    ]);
    // 3 of all 7 are no majority: missing data could have raised the share.
    expect(found.reachedWhateverIsMissing).toBe(false);
  });

  test("is a majority only above one half", () => {
    const found = rollUpProgress(judged(["improving", "met", "getting-worse", "getting-worse"]));
    expect(found).toMatchObject({ share: 0.5, reached: false });
  });

  test("has no headline where too few can be classed", () => {
    expect(rollUpProgress(judged(["improving", "improving", "improving", "developmental"]))).toMatchObject({
      status: "too-few",
      favourable: 3,
      classifiable: 3,
      share: null,
      reached: null,
      reachedWhateverIsMissing: false,
    });
    expect(rollUpProgress([], { minimum: 0 })).toMatchObject({ status: "too-few", share: null });
  });

  test("takes another minimum and threshold, compared in integers", () => {
    const verdicts = judged([...Array(6).fill("improving"), ...Array(4).fill("getting-worse")]);
    expect(rollUpProgress(verdicts, { above: 0.6 }).reached).toBe(false);
    expect(rollUpProgress(verdicts, { above: 0.59 }).reached).toBe(true);
    expect(rollUpProgress(verdicts, { minimum: 11 }).status).toBe("too-few");
  });
});

describe("the share of gaps that are closing", () => {
  test("counts only those that close up, and names first those whose measures disagree", () => {
    const found = rollUpGaps(
      judged([
        "closing-up",
        "closing-up",
        "closing-down",
        "widening",
        "unchanged",
        "reversed",
        "measures-disagree",
        "mixed",
        "protected",
      ]),
    );
    expect(found).toMatchObject({
      favourable: 2,
      classifiable: 8,
      share: 0.25,
      reached: false,
      disagreeing: ["ind_6", "ind_7"],
      unclassifiable: [{ id: "ind_8", why: "protected" }],
    });
  });
});
