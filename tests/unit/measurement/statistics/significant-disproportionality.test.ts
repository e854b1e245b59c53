import { describe, expect, test } from "vitest";
import {
  RISK_RATIO_RULE,
  riskRatios,
  yearsRunning,
} from "../../../../shared/measurement/statistics/significant-disproportionality.ts";

const group = (category: string, numerator: number, denominator: number) => ({
  category,
  numerator,
  denominator,
});

describe("the risk ratio", () => {
  test("is a group's risk to that of all others together", () => {
    const { method, risks } = riskRatios([group("a", 20, 100), group("b", 30, 200), group("c", 10, 200)]);
    expect(method).toBe("idea-risk-ratio@1");
    expect(risks[0]).toMatchObject({ flagged: false, ratio: 2, comparedWith: "others" });
  });

  test("is flagged above 3, and not at 3", () => {
    const flagged = (numerator: number) =>
      riskRatios([group("a", numerator, 100), group("b", 70, 700)]).risks[0]?.flagged;
    expect([flagged(30), flagged(31)]).toEqual([false, true]);
  });

  test("is not formed for fewer than 10 counted, or a group of fewer than 30", () => {
    const why = (numerator: number, denominator: number) =>
      riskRatios([group("a", numerator, denominator), group("b", 70, 700)]).risks[0]?.why;
    expect([why(9, 100), why(10, 29), why(10, 30)]).toEqual(["too-small", "too-small", undefined]);
  });

  test("takes the larger place where the others are too few here, and says so", () => {
    const groups = [group("a", 20, 100), group("b", 5, 60)];
    expect(riskRatios(groups).risks[0]).toEqual({
      category: "a",
      flagged: null,
      why: "comparison-too-small",
    });
    const largerPlace = { a: { numerator: 500, denominator: 10_000 } };
    expect(riskRatios(groups, { largerPlace }).risks[0]).toMatchObject({
      flagged: true,
      ratio: 4,
      comparedWith: "larger-place",
    });
  });

  test("follows the settings of a state", () => {
    const rule = { ...RISK_RATIO_RULE, id: "state-risk-ratio", threshold: 2, minimumCell: 5 };
    const found = riskRatios([group("a", 5, 30), group("b", 50, 700)], { rule });
    expect(found.method).toBe("state-risk-ratio@1");
    expect(found.risks[0]).toMatchObject({ flagged: true });
  });

  test("does not judge counts that are no proportion", () => {
    expect(riskRatios([group("a", 40, 30), group("b", 70, 700)]).risks[0]?.why).toBe("no-proportion");
  });
});

describe("years running above the threshold", () => {
  const flagged = (year: number, is: boolean | null = true) => ({ year, flagged: is });

  test("count back from the latest", () => {
    expect(yearsRunning([flagged(2024), flagged(2022), flagged(2023)])).toBe(3);
    expect(yearsRunning([flagged(2022), flagged(2023, false), flagged(2024)])).toBe(1);
    expect(yearsRunning([flagged(2023), flagged(2024, false)])).toBe(0);
    expect(yearsRunning([])).toBe(0);
  });

  test("end at a year that is missing or could not be judged", () => {
    expect(yearsRunning([flagged(2021), flagged(2023), flagged(2024)])).toBe(2);
    expect(yearsRunning([flagged(2022), flagged(2023, null), flagged(2024)])).toBe(1);
  });
});
