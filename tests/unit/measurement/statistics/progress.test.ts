import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  changeSince,
  classifyProgress,
  percentOfTargetedChange,
  progressClass,
} from "../../../../shared/measurement/statistics/progress.ts";

describe("progress toward a target", () => {
  test("is 46.667 % of the targeted change from 55 by 62 to 70", () => {
    expect(percentOfTargetedChange({ baseline: 55, latest: 62, target: 70 })).toBeCloseTo(46.6667, 4);
  });

  test.each([
    [54, 31.25, "improving"],
    [50, 6.25, "no-detectable-change"],
    [48, -6.25, "no-detectable-change"],
    [44, -31.25, "getting-worse"],
    [65, 100, "met"],
  ])("from 49 to a target of 65, latest %d is %d %% of the way: %s", (latest, percent, expected) => {
    expect(percentOfTargetedChange({ baseline: 49, latest, target: 65 })).toBe(percent);
    expect(progressClass({ polarity: "higher", baseline: 49, latest, target: 65 })).toBe(expected);
  });

  test("is classed the other way round where lower is better", () => {
    const from20to10 = (latest: number) =>
      progressClass({ polarity: "lower", baseline: 20, target: 10, latest });
    expect([10, 9, 19, 19.5, 20, 21, 22].map(from20to10)).toEqual([
      "met",
      "met",
      "improving",
      "no-detectable-change",
      "no-detectable-change",
      "no-detectable-change",
      "getting-worse",
    ]);
  });

  test("counts exactly 10 % as improving and as getting worse, also where floating point would not", () => {
    expect(progressClass({ polarity: "higher", baseline: 0.3, latest: 0.4, target: 1.3 })).toBe("improving");
    expect(progressClass({ polarity: "higher", baseline: 0.7, latest: 0.63, target: 1 })).toBe(
      "getting-worse",
    );
  });

  test("is met where baseline and latest both are at the target already, and not where the latest fell below", () => {
    expect(progressClass({ polarity: "higher", baseline: 70, latest: 66, target: 65 })).toBe("met");
    expect(progressClass({ polarity: "higher", baseline: 70, latest: 64, target: 65 })).toBe(
      "no-detectable-change",
    );
    expect(progressClass({ polarity: "higher", baseline: 70, latest: 60, target: 65 })).toBe("getting-worse");
  });

  test("says what is missing instead of a class", () => {
    const polarity = "higher" as const;
    expect(progressClass({ polarity, latest: 5, target: 6 })).toBe("developmental");
    expect(progressClass({ polarity, baseline: 5, target: 6 })).toBe("baseline-only");
    expect(progressClass({ polarity, baseline: 5, latest: 6 })).toBe("informational");
  });

  test("has no percentage where the target is the baseline", () => {
    expect(percentOfTargetedChange({ baseline: 5, latest: 6, target: 5 })).toBeUndefined();
  });

  test("does not depend on which way is called better: mirrored figures have the same class", () => {
    const value = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(value, value, value, (baseline, latest, target) => {
        const mirrored = { baseline: -baseline, latest: -latest, target: -target };
        expect(progressClass({ polarity: "lower", ...mirrored })).toBe(
          progressClass({ polarity: "higher", baseline, latest, target }),
        );
      }),
    );
  });
});

describe("progress with standard errors", () => {
  const classify = (latest: number, error: number | undefined, target = 65) =>
    classifyProgress({
      polarity: "higher",
      baseline: 49,
      target,
      latest,
      baselineError: error,
      latestError: error,
    });

  test("is decided by significance, however much or little of the way is gone, and says so", () => {
    expect(classify(50, 0.3)).toEqual({
      class: "improving",
      rules: "healthy-people-2020-with-standard-errors@1",
      standardErrorsUsed: true,
      percentOfTargetedChange: 6.25,
    });
    expect(classify(54, 2)).toMatchObject({ class: "no-detectable-change", standardErrorsUsed: true });
    expect(classify(48, 0.3)).toMatchObject({ class: "getting-worse" });
    expect(classify(44, 3)).toMatchObject({ class: "no-detectable-change" });
  });

  test("is significant beyond 1.96 standard errors, and not at exactly so many", () => {
    const moved = (latest: number) =>
      classifyProgress({
        polarity: "higher",
        baseline: 49,
        target: 65,
        latest,
        baselineError: 0.3,
        latestError: 0.4,
      });
    // 1.96 × √(0.3² + 0.4²) is 0.98.
    expect(moved(49.98).class).toBe("no-detectable-change");
    expect(moved(49.980001).class).toBe("improving");
  });

  test("does not use them where only one is known, or none, or where the target is met", () => {
    const without = { rules: "healthy-people-2020-without-standard-errors@1", standardErrorsUsed: false };
    expect(classify(54, undefined)).toEqual({
      class: "improving",
      ...without,
      percentOfTargetedChange: 31.25,
    });
    const one = { polarity: "higher" as const, baseline: 49, target: 65, latest: 54, latestError: 9 };
    expect(classifyProgress(one)).toMatchObject({ class: "improving", ...without });
    expect(classify(65, 40)).toMatchObject({ class: "met", ...without });
  });

  test("takes falling as better where lower is better", () => {
    const errors = { baselineError: 0.1, latestError: 0.1 };
    const facts = { polarity: "lower" as const, baseline: 20, target: 10, ...errors };
    expect(classifyProgress({ ...facts, latest: 19 }).class).toBe("improving");
    expect(classifyProgress({ ...facts, latest: 21 }).class).toBe("getting-worse");
  });

  test("has no class without a baseline, a later figure or a target", () => {
    const errors = { baselineError: 1, latestError: 1 };
    expect(classifyProgress({ polarity: "higher", latest: 5, target: 6, ...errors })).toEqual({
      class: "developmental",
      rules: "healthy-people-2020-without-standard-errors@1",
      standardErrorsUsed: false,
    });
    expect(classifyProgress({ polarity: "higher", baseline: 5, target: 6 }).class).toBe("baseline-only");
    expect(classifyProgress({ polarity: "higher", baseline: 5, latest: 6 }).class).toBe("informational");
    expect(classifyProgress({ polarity: "higher", baseline: 5, latest: 6, target: 5 })).not.toHaveProperty(
      "percentOfTargetedChange",
    );
  });
});

describe("the change since the baseline", () => {
  test("is said in the unit, in percent of the baseline, and whether it is for the better", () => {
    expect(changeSince(50, 45, "lower")).toEqual({ difference: -5, relativePercent: -10, favourable: true });
    expect(changeSince(0.1, 0.3, "higher")).toEqual({
      difference: 0.2,
      relativePercent: 200,
      favourable: true,
    });
    expect(changeSince(0, 3, "higher").relativePercent).toBeNull();
    expect(changeSince(3, 3, "higher").favourable).toBe(false);
  });
});
