import { describe, expect, test } from "vitest";
import { composeScorecard, firstPlace } from "../../../shared/publication/scorecards/compose-scorecard.ts";
import {
  ALL_HIDDEN,
  aCell,
  aCodebookEntry,
  aRelease,
  HIDDEN,
  READING,
  someCells,
  yearKey,
} from "../../support/published.ts";
import { aScorecard, someChoices, someFacts } from "../../support/scorecards.ts";

const YEARS = [2021, 2022, 2023];
const totals = (...values: readonly (number | null)[]) =>
  values.map((value, index) =>
    aCell({ periodKey: yearKey(YEARS[index] ?? 0), ...(value === null ? ALL_HIDDEN : { numerator: value }) }),
  );
const bySex = (year: number, female: number | null, male: number | null) =>
  [["female", female] as const, ["male", male] as const].map(([category, numerator]) =>
    aCell({
      ...{ periodKey: yearKey(year), dimensionKey: "sex", category },
      ...(numerator === null ? HIDDEN : { numerator }),
      denominator: category === "male" ? 120 : 100,
    }),
  );
/** The reading of a scorecard of some cells. */
const reading = (cells: ReturnType<typeof someCells>, choices: object = {}) => {
  const only = [{ id: READING, showsTarget: true }];
  return aScorecard({ cells, choices: { indicators: only, ...choices } }).indicators[0];
};

describe("how everybody went", () => {
  test("is classed by published figures and the shared target, from three points on", () => {
    expect(reading(totals(50, 55, 60))).toMatchObject({
      class: "improving",
      basePeriodKey: yearKey(2021),
      change: { value: 10, status: "ok" },
    });
    expect(reading(totals(50, 50, 50))?.class).toBe("no-detectable-change");
    expect(reading(totals(60, 50, 50))?.class).toBe("getting-worse");
    expect(reading(totals(50, 60, 70))?.class).toBe("met");
    expect(reading(totals(50, 55))?.class).toBe("too-few-points");
    expect(reading(totals(50, 55, null))).toMatchObject({
      class: "protected",
      change: { value: null, status: "c" },
    });
    expect(reading(totals(50, 55, 60), { indicators: undefined })?.class).toBe("no-target");
  });

  test("is not told over a break of the series", () => {
    const cells = totals(50, 55, 60);
    const seriesBreaks = [{ startsOn: "2022-07-01", kind: "instrument", why: "Another test" }];
    const release = aRelease({ indicators: [aCodebookEntry({ seriesBreaks })] }, { cells });
    const choices = { indicators: [{ id: READING, showsTarget: true }] };
    const [one] = aScorecard({ release, cells, choices }).indicators;
    expect(one).toMatchObject({
      class: "too-few-points",
      basePeriodKey: yearKey(2022),
      breaksBefore: [yearKey(2022)],
    });
  });
});

describe("a gap", () => {
  const verdict = (...cells: ReturnType<typeof someCells>[]) =>
    reading([...totals(50, 55, 60), ...cells.flat()])?.breakdowns[0]?.verdict;

  test("closes where the group served least rose, and is said to be protected where any group is hidden", () => {
    expect(verdict(bySex(2021, 60, 48), bySex(2023, 62, 72))).toBe("closing-up");
    expect(verdict(bySex(2021, 60, 60), bySex(2023, 70, 60))).toBe("widening");
    expect(verdict(bySex(2021, 80, 60), bySex(2023, 60, 60))).toBe("closing-down");
    expect(verdict(bySex(2021, 60, 48), bySex(2023, 62, null))).toBe("protected");
    expect(verdict(bySex(2021, null, 48), bySex(2023, 62, 72))).toBe("protected");
    expect(verdict(bySex(2023, 62, 72))).toBe("too-few-points");
  });

  test("has its largest group first, and compares with everybody what both are published for", () => {
    const cells = [...totals(50, 55, 60), ...bySex(2021, 60, 48), ...bySex(2023, 62, null)];
    const groups = reading(cells)?.breakdowns[0]?.groups ?? [];
    expect(groups.map(({ category, gap, baseGap }) => [category, gap, baseGap])).toEqual([
      ["male", { value: null, status: "c" }, { value: -10, status: "ok" }],
      ["female", { value: 2, status: "ok" }, { value: 10, status: "ok" }],
    ]);
  });
});

test("outcomes and their gaps are counted; of what is not an outcome nothing is", () => {
  const content = aScorecard();
  expect(content.outcomes).toEqual({ improving: 2 });
  expect(content.gaps).toEqual({ protected: 1, "too-few-points": 1 });
  const cells = totals(50, 55, 60);
  const release = aRelease({ indicators: [aCodebookEntry({ level: "system" })] }, { cells });
  const choices = { indicators: [{ id: READING }] };
  expect(aScorecard({ release, cells, choices })).toMatchObject({ outcomes: {}, gaps: {} });
});

test("what was chosen and is not there is named, all of it", () => {
  const { manifest } = aRelease();
  const input = {
    ...{ manifest, placeCode: "HC", cells: someCells(), today: "2026-11-20" },
    choices: someChoices({ dimensionKeys: ["income"] }),
    facts: someFacts({ targets: new Map(), strategies: new Map() }),
  };
  const composed = composeScorecard(input);
  const detail = composed.ok ? "" : composed.problem.detail;
  for (const part of ["target for everybody", "strategy of the partnership", "breakdown by income"])
    expect(detail).toContain(part);
});

test("money is of nobody unless it is chosen, and names in Spanish are the partnership's own first", () => {
  const spanish = { categories: { sex: { female: "Niñas" } } };
  const content = aScorecard({ choices: { showsMoney: false, showsGateways: false, spanish } });
  expect(content.strategies[0]).not.toHaveProperty("money");
  expect(content).not.toHaveProperty("moneyOn");
  expect(content.gateways).toEqual([]);
  expect(content.labels.categories.sex).toEqual({
    female: { en: "Girls", es: "Niñas" },
    male: { en: "Boys", es: "Hombres y niños" },
  });
});

test("the place of a scorecard is the one that lies in no other", () => {
  expect(firstPlace(aRelease().manifest)).toBe("HC");
});
