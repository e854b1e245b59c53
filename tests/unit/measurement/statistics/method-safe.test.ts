import { describe, expect, test } from "vitest";
import type { Cell } from "../../../../shared/measurement/observation.ts";
import { METHOD_RULES } from "../../../../shared/measurement/statistics/method-rules.ts";
import {
  combineParts,
  compareSafely,
  type Part,
  type SeriesMethod,
} from "../../../../shared/measurement/statistics/method-safe.ts";
import { checkParts } from "../../../../shared/measurement/statistics/parts-and-total.ts";
import type { Result } from "../../../../shared/platform/result.ts";
import { schoolYear } from "../../../../shared/platform/time.ts";

const PERCENT: SeriesMethod = { unit: "percent", aggregation: "weighted", overTime: "flow" };
const COUNT: SeriesMethod = { unit: "count", aggregation: "sum", overTime: "flow" };

const counts = (numerator: number, denominator?: number): Cell => ({
  numerator,
  ...(denominator === undefined ? {} : { denominator }),
  status: "ok",
});

function part(label: string, cell: Cell, overrides: Partial<Part> = {}): Part {
  return {
    label,
    cell,
    period: schoolYear(2024),
    place: { code: "09001", within: ["US-CT"] },
    dimensions: { "race-ethnicity": label },
    ...overrides,
  };
}

function refusal(result: Result<unknown>): string {
  if (result.ok) throw new Error(`It was not refused: ${JSON.stringify(result.value)}`);
  expect(result.problem.code).toBe("method_refused");
  return String(result.problem.extra?.rule);
}

describe("taking figures together", () => {
  const black = part("black", counts(30, 100));
  const white = part("white", counts(270, 300));

  test("pools percentages by numerator and denominator, and so does not average them", () => {
    const found = combineParts([black, white], PERCENT);
    expect(found).toEqual({ ok: true, value: { numerator: 300, denominator: 400, value: 75, caveats: [] } });
  });

  test("adds counts", () => {
    const found = combineParts([part("a", counts(0.1)), part("b", { value: 0.2, status: "ok" })], COUNT);
    expect(found).toEqual({ ok: true, value: { value: 0.3, caveats: [] } });
  });

  test("refuses to average percentages that have no counts", () => {
    const value = (percent: number): Cell => ({ value: percent, status: "ok" });
    expect(refusal(combineParts([part("a", value(30)), part("b", value(90))], PERCENT))).toBe(
      "no-average-of-percentages",
    );
    expect(refusal(combineParts([black, part("b", value(90))], PERCENT))).toBe("no-average-of-percentages");
    const perPupil: SeriesMethod = { ...COUNT, unit: "currency" };
    expect(refusal(combineParts([part("a", counts(100, 2)), part("b", value(9))], perPupil))).toBe(
      "no-average-of-percentages",
    );
  });

  test("refuses to add what is not added", () => {
    expect(refusal(combineParts([black, white], { ...PERCENT, aggregation: "none" }))).toBe(
      "no-sum-of-non-summing",
    );
  });

  test("leaves a single figure as it is", () => {
    const index: SeriesMethod = { unit: "index", aggregation: "none", overTime: "stock" };
    expect(combineParts([part("a", { value: 7, status: "ok" })], index)).toEqual({
      ok: true,
      value: { value: 7, caveats: [] },
    });
  });

  test("refuses a sum of which a part is hidden or missing", () => {
    const hidden = part("asian", { status: "c" });
    const found = combineParts([black, hidden], PERCENT);
    expect(refusal(found)).toBe("no-missing-parts");
    expect(found).toMatchObject({ problem: { detail: expect.stringContaining("asian has no figure (c).") } });
  });
});

describe("overlapping parts", () => {
  test("are refused: a category and everybody, or categories of different dimensions", () => {
    const black = part("black", counts(30, 100));
    const everybody = part("all", counts(300, 400), { dimensions: {} });
    const girls = part("girls", counts(150, 200), { dimensions: { sex: "female" } });
    expect(refusal(combineParts([black, everybody], PERCENT))).toBe("no-overlapping-parts");
    expect(refusal(combineParts([black, girls], PERCENT))).toBe("no-overlapping-parts");
  });

  test("are not those that one dimension tells apart, whatever the others are", () => {
    const cells = ["female", "male"].map((sex) =>
      part(sex, counts(10, 20), { dimensions: { "race-ethnicity": "black", sex } }),
    );
    const [a, b] = cells;
    expect(a && b && combineParts([a, b], PERCENT).ok).toBe(true);
  });

  test("are categories of which one person can be in several", () => {
    const method = { ...PERCENT, overlapping: ["race-ethnicity"] };
    const parts = [
      part("black-alone-or-combined", counts(1, 2)),
      part("white-alone-or-combined", counts(1, 2)),
    ] as const;
    expect(refusal(combineParts(parts, method))).toBe("no-overlapping-parts");
  });

  test("are a place and one that lies in it: a row named State Level is a parent, not a sibling", () => {
    const district = part("Harbour", counts(5), { dimensions: {} });
    const state = part("State Level", counts(50), { dimensions: {}, place: { code: "US-CT", within: [] } });
    expect(refusal(combineParts([district, state], COUNT))).toBe("no-parent-among-parts");
  });

  test("may be places of which it is not known where they lie: it is asked, never added", () => {
    const district = part("Harbour", counts(5), { dimensions: {} });
    const other = part("State Level", counts(50), { dimensions: {}, place: { code: "state-level" } });
    expect(refusal(combineParts([district, other], COUNT))).toBe("no-parent-among-parts");
    const sibling = part("Hill", counts(50), { dimensions: {}, place: { code: "09003", within: ["US-CT"] } });
    expect(combineParts([district, sibling], COUNT)).toMatchObject({ value: { value: 55 } });
  });
});

describe("several periods", () => {
  const year = (startYear: number, overrides: Partial<Part> = {}) =>
    part(`year ${startYear}`, counts(10, 20), {
      period: schoolYear(startYear),
      dimensions: {},
      ...overrides,
    });

  test("are pooled where each counts what is new", () => {
    expect(combineParts([year(2023), year(2024)], PERCENT)).toMatchObject({ value: { denominator: 40 } });
  });

  test("are refused where they count what there is, or what came so far", () => {
    for (const overTime of ["stock", "cumulative"] as const)
      expect(refusal(combineParts([year(2023), year(2024)], { ...PERCENT, overTime }))).toBe(
        "no-sum-over-time",
      );
  });

  test("are refused where they overlap, like a year and a quarter of it", () => {
    const quarter = year(2024, { label: "Q3", period: { start: "2024-07-01", end: "2024-09-30" } });
    expect(refusal(combineParts([year(2024), quarter], PERCENT))).toBe("no-overlapping-parts");
  });

  test("that were measured in different ways are taken together only if that is said", () => {
    const parts = [year(2023, { instrument: "ABC@1" }), year(2024, { instrument: "DEF@1" })] as const;
    expect(refusal(combineParts(parts, PERCENT))).toBe("instrument-change");
    expect(combineParts(parts, PERCENT, { said: ["instrument-change"] })).toMatchObject({
      value: {
        numerator: 20,
        caveats: [{ rule: "instrument-change", what: "The instrument", from: "ABC@1", to: "DEF@1" }],
      },
    });
  });
});

describe("a comparison", () => {
  const before = { period: schoolYear(2021), instrument: "ABC@1", schemes: { "race-ethnicity": "omb-1997" } };
  const since = { period: schoolYear(2024), instrument: "ABC@1", schemes: { "race-ethnicity": "omb-1997" } };

  test("of figures that were made alike needs nothing said", () => {
    expect(compareSafely(before, since)).toEqual({ ok: true, value: [] });
  });

  test.each([
    ["instrument-change", { ...since, instrument: "DEF@1" }],
    ["definition-change", { ...since, definition: "by 31 December" }],
    ["scheme-change", { ...since, schemes: { "race-ethnicity": "omb-2024" } }],
    ["scheme-change", { period: since.period, instrument: since.instrument }],
  ])("across a change is refused by the rule %s", (rule, changed) => {
    expect(refusal(compareSafely(before, changed))).toBe(rule);
  });

  test("lists every change that is not said, each with what it was before and after", () => {
    const changed = { ...since, instrument: "DEF@1", schemes: { "race-ethnicity": "omb-2024" } };
    expect(compareSafely(before, changed, { said: ["instrument-change"] })).toMatchObject({
      ok: false,
      problem: {
        code: "method_refused",
        detail: `The scheme of race-ethnicity went from omb-1997 to omb-2024. ${METHOD_RULES["scheme-change"]}`,
        errors: [{ code: "scheme-change" }],
      },
    });
    expect(compareSafely(before, changed)).toMatchObject({ problem: { errors: [{}, {}] } });
    expect(compareSafely(before, changed, { said: ["instrument-change", "scheme-change"] })).toMatchObject({
      ok: true,
      value: [{ rule: "instrument-change" }, { rule: "scheme-change" }],
    });
  });

  test("across a break in the series is refused, and before or after it is not", () => {
    const across = (at: string) => compareSafely(since, before, { breaks: [{ at, why: "a new test" }] });
    expect(refusal(across("2023-07-01"))).toBe("series-break");
    expect(across("2023-07-01")).toMatchObject({
      problem: { detail: expect.stringContaining("The series (broken at 2023-07-01: a new test) went from") },
    });
    expect(across("2021-07-01").ok).toBe(true);
    expect(across("2025-07-01").ok).toBe(true);
  });
});

describe("parts that must make a total", () => {
  const whole = { label: "Everybody", cell: counts(230, 350) };
  const parts = [
    { label: "a", cell: counts(150, 200) },
    { label: "b", cell: counts(60, 100) },
    { label: "c", cell: counts(20, 50) },
  ];

  test("do, in numerators and denominators", () => {
    expect(checkParts(parts, whole, { unit: "percent" })).toEqual({
      ok: true,
      value: { checked: ["numerator", "denominator"], hidden: [] },
    });
  });

  test("are refused where they do not, with both sums", () => {
    const found = checkParts(parts.slice(0, 2), whole, { unit: "percent" });
    expect(refusal(found)).toBe("parts-make-the-total");
    expect(found).toMatchObject({
      problem: {
        detail: expect.stringContaining(
          "The numerators of 2 parts add up to 210, Everybody has 230: 20 apart.",
        ),
      },
    });
  });

  test("may be off by as much as rounding allows", () => {
    const rounded = { label: "Everybody", cell: counts(231, 350) };
    expect(checkParts(parts, rounded, { unit: "percent" }).ok).toBe(false);
    expect(checkParts(parts, rounded, { unit: "percent", tolerance: 1 }).ok).toBe(true);
  });

  test("may be less than the total where some are hidden, and never more", () => {
    const hidden = { label: "d", cell: { status: "c" as const } };
    expect(checkParts([...parts.slice(0, 2), hidden], whole, { unit: "percent" })).toMatchObject({
      ok: true,
      value: { hidden: ["d"] },
    });
    const less = { label: "Everybody", cell: counts(229, 350) };
    expect(refusal(checkParts([...parts, hidden], less, { unit: "percent" }))).toBe("parts-make-the-total");
  });

  test("are checked by value where they are counts, and never where they are percentages", () => {
    const value = (label: string, amount: number) => ({
      label,
      cell: { value: amount, status: "ok" as const },
    });
    const two = [value("a", 0.1), value("b", 0.2)];
    expect(checkParts(two, value("All", 0.3), { unit: "count" }).ok).toBe(true);
    expect(refusal(checkParts(two, value("All", 0.4), { unit: "count" }))).toBe("parts-make-the-total");
    expect(checkParts(two, value("All", 0.15), { unit: "percent" })).toMatchObject({
      value: { checked: [] },
    });
  });
});

test("every refusal names its rule and says what to do instead", () => {
  for (const remedy of Object.values(METHOD_RULES)) expect(remedy).toMatch(/\. .+\.$|: .+\. .+\.$/);
});
