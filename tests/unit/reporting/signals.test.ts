import { describe, expect, it } from "vitest";
import { schoolYear } from "../../../shared/platform/time.ts";
import type { Figure } from "../../../shared/reporting/figure.ts";
import { SIGNAL_RULES, SignalsSchema, signalsOf } from "../../../shared/reporting/outcome/signals.ts";
import { signalWords } from "../../../shared/reporting/wording/signals.ts";

function aSeries(values: readonly (number | null)[]): Figure[] {
  return values.map((value, index) => ({
    value,
    unit: "percent",
    status: value === null ? "c" : "ok",
    period: schoolYear(2010 + index),
    label: String(2010 + index),
    from: [],
  }));
}

const of = (values: readonly (number | null)[], breaks: readonly string[] = []) =>
  signalsOf({ series: aSeries(values), polarity: "higher" }, breaks);

describe("what a series signals", () => {
  it("is not said of fewer points than the rules need, and never that nothing changed", () => {
    const signals = of([40, 41, 42, 43]);
    expect(signals).toEqual({ state: "not-enough-points", ruleSet: SIGNAL_RULES, points: 4, needed: 10 });
    expect(signalWords(signals)).toBe("not enough points to say: 4 of 10");
    expect(of([])).toMatchObject({ state: "not-enough-points", points: 0 });
  });

  it("is a shift and a trend, named by their rules with the days between which they are", () => {
    const signals = of([50, 50, 49, 50, 49, 50, 52, 54, 56, 58, 60, 62]);
    expect(() => SignalsSchema().parse(signals)).not.toThrow();
    expect(signals).toMatchObject({
      state: "charted",
      points: 12,
      signals: expect.arrayContaining([
        expect.objectContaining({ rule: "shift", towards: "high", lastDay: "2022-06-30" }),
        expect.objectContaining({ rule: "trend", towards: "high" }),
      ]),
    });
    expect(signalWords(signals)).toContain("a shift above the median");
    expect(signalWords(signals)).toContain("a trend upward");
  });

  it("is nothing where chance alone could do it", () => {
    const signals = of([50.3, 51, 51.2, 49, 49.1, 50.5, 51, 48, 49, 51, 50.4, 49.5]);
    expect(signals).toMatchObject({ state: "charted", signals: [] });
    expect(signalWords(signals)).toContain("no signal in 12 points");
  });

  it("counts no hidden figure as a point", () => {
    expect(of([50, 51, null, 49, 50, 51, 49, 50, 51, null, 49])).toMatchObject({
      state: "not-enough-points",
      points: 9,
    });
  });

  it("compares nothing across a break, and takes no other kind of period for the next point", () => {
    const values = [50, 51, 49, 50, 51, 49, 50, 51, 49, 50, 51, 49];
    expect(of(values, ["2016-07-01"])).toMatchObject({ state: "not-enough-points", points: 6 });
    expect(of(values, ["2030-07-01"])).toMatchObject({ state: "charted", points: 12 });
    const [first, ...rest] = aSeries(values);
    if (!first) throw new Error("There is no first.");
    const month = { ...first, period: { start: "2010-07-01", end: "2010-07-31", kind: "month" as const } };
    expect(signalsOf({ series: [month, ...rest], polarity: "higher" })).toMatchObject({ points: 11 });
  });
});
