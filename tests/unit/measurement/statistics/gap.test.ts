import { describe, expect, test } from "vitest";
import { gapOf, gapTrend, gapVerdict } from "../../../../shared/measurement/statistics/gap.ts";
import type { SummaryCell } from "../../../../shared/measurement/summary.ts";

const cell = (numerator: number, denominator: number): SummaryCell => ({
  numerator,
  denominator,
  value: (100 * numerator) / denominator,
  status: "ok",
});
const HIDDEN: SummaryCell = { numerator: null, denominator: null, value: null, status: "c" };
const CELLS = { a: cell(150, 200), b: cell(60, 100), c: cell(20, 50) };

describe("the gap between subgroups", () => {
  test("is measured from the best-off group to the one furthest behind, as difference and as ratio", () => {
    const gap = gapOf(CELLS, { polarity: "higher" });
    expect(gap).toMatchObject({
      reference: { category: "a", chosenAs: "best-off", value: 75 },
      furthestBehind: { category: "c", value: 40 },
      difference: 35,
      ratio: 1.875,
    });
    expect(gap?.groups).toEqual({
      b: { value: 60, difference: 15, ratio: 1.25 },
      c: { value: 40, difference: 35, ratio: 1.875 },
    });
  });

  test("is positive for the group behind where lower is better, too", () => {
    expect(gapOf(CELLS, { polarity: "lower" })).toMatchObject({
      reference: { category: "c", value: 40 },
      furthestBehind: { category: "a", value: 75 },
      difference: 35,
      ratio: 1.875,
    });
  });

  test("can be measured from the largest group, ahead or not", () => {
    const cells = { small: cell(45, 50), large: cell(300, 400), other: cell(20, 80) };
    const gap = gapOf(cells, { polarity: "higher", reference: "largest" });
    expect(gap?.reference).toEqual({ category: "large", chosenAs: "largest", value: 75 });
    expect(gap?.groups.small?.difference).toBe(-15);
  });

  test("needs two groups with a figure, and sizes where the largest is asked for", () => {
    expect(gapOf({ a: cell(1, 2), b: HIDDEN }, { polarity: "higher" })).toBeUndefined();
    const unsized = { a: { ...cell(1, 2), denominator: null }, b: { ...cell(1, 4), denominator: null } };
    expect(gapOf(unsized, { polarity: "higher", reference: "largest" })).toBeUndefined();
  });

  test("has no ratio to a group at 0", () => {
    expect(gapOf({ a: cell(5, 10), b: cell(0, 10) }, { polarity: "higher" })).toMatchObject({
      difference: 50,
      ratio: null,
    });
  });
});

describe("where a gap is going", () => {
  const verdict = (a: [number, number], b: [number, number]) =>
    gapVerdict({ reference: a[0], group: b[0] }, { reference: a[1], group: b[1] }, "higher");

  test("is closing up where both measures fall and the group behind rises", () => {
    expect(verdict([60, 62], [40, 50])).toBe("closing-up");
  });

  test("is closing down, which is no success, where the gap shrinks while both fall", () => {
    expect(verdict([60, 50], [40, 38])).toBe("closing-down");
    expect(verdict([60, 50], [40, 40])).toBe("closing-down");
  });

  test("is mixed where the measures disagree", () => {
    expect(verdict([20, 12], [10, 5])).toBe("mixed");
    expect(verdict([60, 70], [40, 50])).toBe("mixed");
  });

  test("is widening or unchanged otherwise", () => {
    expect(verdict([60, 65], [40, 40])).toBe("widening");
    expect(verdict([60, 60], [40, 40])).toBe("unchanged");
  });

  test("is read the other way round where lower is better", () => {
    expect(gapVerdict({ reference: 10, group: 30 }, { reference: 9, group: 18 }, "lower")).toBe("closing-up");
    expect(gapVerdict({ reference: 10, group: 30 }, { reference: 25, group: 31 }, "lower")).toBe(
      "closing-down",
    );
  });
});

describe("the trend of a gap", () => {
  const trend = (a: [number, number], b: [number, number], polarity: "higher" | "lower" = "higher") =>
    gapTrend({ reference: a[0], group: b[0] }, { reference: a[1], group: b[1] }, polarity);

  test("60→62 and 40→50 close up: both measures agree and the group behind rises", () => {
    expect(trend([60, 62], [40, 50])).toEqual({
      direction: "closing-up",
      baseline: { difference: 20, ratio: 1.5 },
      latest: { difference: 12, ratio: 1.24 },
      referenceMoved: "better",
      groupMoved: "better",
    });
  });

  test("60→50 and 40→38 close down: the gap shrinks while both fall", () => {
    expect(trend([60, 50], [40, 38])).toEqual({
      direction: "closing-down",
      baseline: { difference: 20, ratio: 1.5 },
      latest: { difference: 12, ratio: expect.closeTo(1.3158, 4) },
      referenceMoved: "worse",
      groupMoved: "worse",
    });
  });

  test("20→12 and 10→5 leave the measures in disagreement: 10→7, but 2.0→2.4", () => {
    expect(trend([20, 12], [10, 5])).toMatchObject({
      direction: "measures-disagree",
      baseline: { difference: 10, ratio: 2 },
      latest: { difference: 7, ratio: 2.4 },
    });
  });

  test("is widening or unchanged", () => {
    expect(trend([60, 65], [40, 40])).toMatchObject({ direction: "widening", groupMoved: "same" });
    expect(trend([60, 60], [40, 40]).direction).toBe("unchanged");
  });

  test("is reversed where the group that was behind is ahead now, or falls behind again", () => {
    expect(trend([60, 60], [40, 65]).direction).toBe("reversed");
    expect(trend([60, 60], [65, 50]).direction).toBe("reversed");
    expect(trend([60, 60], [40, 60]).direction).toBe("closing-up");
    expect(trend([60, 60], [60, 50]).direction).toBe("widening");
  });

  test("takes falling as better where lower is better", () => {
    expect(trend([10, 9], [30, 18], "lower")).toMatchObject({
      direction: "closing-up",
      groupMoved: "better",
    });
    expect(trend([10, 20], [30, 19], "lower").direction).toBe("reversed");
  });
});
