import { describe, expect, it } from "vitest";
import { scaleOf } from "../../../shared/pages/charts/scale.ts";
import { runningTitle } from "../../../shared/pages/styles.ts";
import {
  formatChange,
  formatDate,
  formatFigure,
  formatMoney,
} from "../../../shared/reporting/wording/format.ts";

const figure = (value: number | null, unit: string, more = {}) => ({ value, unit, status: "ok", ...more });

describe("money for people", () => {
  it("has its currency's sign, grouped thousands and every decimal it has", () => {
    expect(formatMoney({ amount: "49500000.00", currency: "USD" })).toBe("$49,500,000.00");
    expect(formatMoney({ amount: "-12.50", currency: "GBP" })).toBe("−£12.50");
    expect(formatMoney({ amount: "1200", currency: "JPY" })).toBe("¥1,200");
    expect(formatMoney({ amount: "3.00", currency: "CHF" })).toBe("CHF\u00a03.00");
  });

  it("is exact beyond what a floating-point number can hold", () => {
    expect(formatMoney({ amount: "90071992547409.93", currency: "USD" })).toBe("$90,071,992,547,409.93");
  });
});

describe("a figure for people", () => {
  it("carries its unit", () => {
    expect(formatFigure(figure(54, "percent"))).toBe("54.0%");
    expect(formatFigure(figure(20, "percentage-points"))).toBe("20.0\u00a0points");
    expect(formatFigure(figure(12.34, "rate", { ratePer: 1000 }))).toBe("12.3 per\u00a01,000");
    expect(formatFigure(figure(412.5, "currency", { currency: "USD" }))).toBe("$412.50");
    expect(formatFigure(figure(1.5, "ratio"))).toBe("1.50");
    expect(formatFigure(figure(1234, "count"))).toBe("1,234");
  });

  it("without a value says why there is none", () => {
    const without = (status: string) => formatFigure({ value: null, unit: "percent", status });
    expect(without("c")).toBe("protected: could identify a child");
    expect(without("x")).toBe("not available");
  });

  it("that is a change carries its sign, with a true minus", () => {
    expect(formatChange(figure(5, "percentage-points"))).toBe("+5.0\u00a0points");
    expect(formatChange(figure(-5, "percentage-points"))).toBe("−5.0\u00a0points");
    expect(formatChange(figure(-0.001, "percentage-points"))).toBe("0.0\u00a0points");
  });
});

describe("words", () => {
  it("write days as people do", () => {
    expect(formatDate("2024-07-05")).toBe("5\u00a0Jul\u00a02024");
  });

  it("in a running title cannot end the string they stand in", () => {
    expect(runningTitle(`a"}</style>`)).not.toMatch(/["}<][^;]*<\/style>/);
  });
});

describe("the scale of a chart", () => {
  it("has round ticks around all values, and stays within the bounds of a percentage", () => {
    const { at, ticks } = scaleOf([49, 54, 65], { from: 200, to: 0 }, { least: 0, most: 100 });
    expect(ticks).toEqual([45, 50, 55, 60, 65, 70]);
    expect([at(45), at(70)]).toEqual([200, 0]);
    expect(scaleOf([97, 99], { from: 0, to: 10 }, { least: 0, most: 100 }).ticks.at(-1)).toBe(100);
  });

  it("is not lost where all values are the same", () => {
    const { at } = scaleOf([0, 0], { from: 100, to: 0 });
    expect(Number.isFinite(at(0))).toBe(true);
  });
});
