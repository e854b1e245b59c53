import { describe, expect, it } from "vitest";
import type { SourceCell } from "../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../shared/disclosure/release/release-policy.ts";
import { earlierElsewhere, givenAway } from "../../../shared/publication/elsewhere/earlier-elsewhere.ts";
import type { ElsewhereCell } from "../../../shared/publication/elsewhere/elsewhere.ts";

const OWN: SourceCell = {
  indicatorId: "ind_1",
  periodKey: "2024-07-01_2025-06-30",
  placeCode: "09001",
  dimensionKey: "sex",
  category: "female",
  measure: { unit: "percent", aboutSystem: false },
  protectedAtSource: false,
  cell: { numerator: 45, denominator: 90, value: 50, status: "ok" },
};

function printed(figures: Partial<ElsewhereCell>): ElsewhereCell {
  const period = { start: "2024-07-01", end: "2025-06-30" };
  return { indicatorId: "ind_1", period, placeCode: "09001", dimensions: { sex: "female" }, ...figures };
}
const hear = (figures: Partial<ElsewhereCell>, own = OWN, isDenominatorOut = false) =>
  earlierElsewhere([printed(figures)], {
    known: [{ source: own, isDenominatorOut }],
    measures: new Map([[own.indicatorId, own.measure]]),
    policy: DEFAULT_RELEASE_POLICY,
  }).cells;

describe("what others printed", () => {
  it.each([
    ["both counts", { numerator: 45, denominator: 90 }],
    ["the rate beside the denominator", { denominator: 90, value: 50 }],
    ["the rate alone, to the decimals that it has", { value: 50 }],
    ["the numerator alone", { numerator: 45 }],
  ])("is the figure of now where it agrees: %s", (_, figures) => {
    expect(hear(figures)).toEqual([{ source: OWN, hiding: "nothing" }]);
  });

  it("is the denominator of now where no more was printed", () => {
    expect(hear({ denominator: 90 })).toEqual([{ source: OWN, hiding: "inside" }]);
  });

  it("is another figure of the same children where it does not agree", () => {
    const [heard, ...others] = hear({ numerator: 44, denominator: 90 });
    expect(others).toEqual([]);
    expect(heard).toMatchObject({
      hiding: "nothing",
      source: { category: "female", cell: { numerator: 44 } },
    });
  });

  it("counts a rate as agreeing within half a unit of its last decimal, and no further", () => {
    const third: SourceCell = {
      ...OWN,
      cell: { numerator: 30, denominator: 90, value: 33.333333, status: "ok" },
    };
    expect(hear({ denominator: 90, value: 33.3 }, third)).toEqual([{ source: third, hiding: "nothing" }]);
    expect(hear({ denominator: 90, value: 33 }, third)).toEqual([{ source: third, hiding: "nothing" }]);
    expect(hear({ denominator: 90, value: 33.4 }, third)[0]?.source).not.toEqual(third);
  });

  it("of a group that the release does not have stands by itself", () => {
    const [heard] = hear({ dimensions: { sex: "male" }, numerator: 12, denominator: 80 });
    expect(heard).toMatchObject({ hiding: "nothing", source: { category: "male" } });
  });

  it("is the figure of an earlier release where it agrees with that one, whatever the release of now holds", () => {
    const later: SourceCell = {
      ...OWN,
      cell: { numerator: 45, denominator: 120, value: 37.5, status: "ok" },
    };
    const known = [OWN, later].map((source) => ({ source, isDenominatorOut: true }));
    const measures = new Map([[OWN.indicatorId, OWN.measure]]);
    const heard = (figures: Partial<ElsewhereCell>) =>
      earlierElsewhere([printed(figures)], { known, measures, policy: DEFAULT_RELEASE_POLICY }).cells;
    expect(heard({ value: 50 })).toEqual([{ source: OWN, hiding: "nothing" }]);
    expect(heard({ value: 37.5 })).toEqual([{ source: later, hiding: "nothing" }]);
    expect(heard({ numerator: 45 }).map(({ source }) => source)).toEqual([OWN, later]);
  });

  it("tells no count of a small group by its rate alone, unless it is known of how many", () => {
    const few: SourceCell = { ...OWN, cell: { numerator: 2, denominator: 4, value: 50, status: "ok" } };
    expect(hear({ value: 50 }, few)).toEqual([]);
    expect(hear({ value: 50 }, few, true)).toEqual([{ source: few, hiding: "nothing" }]);
  });

  it("of an indicator that the release does not have says nothing of it", () => {
    expect(hear({ indicatorId: "ind_2", denominator: 90 })).toEqual([]);
  });
});

describe("a part of a figure that others printed", () => {
  const given = (figures: Partial<ElsewhereCell>, cell: Partial<SourceCell["cell"]>) => {
    const own: SourceCell = { ...OWN, cell: { ...OWN.cell, ...cell } };
    const measures = new Map([["ind_1", own.measure]]);
    return givenAway([printed(figures)], { cells: [own], measures, policy: DEFAULT_RELEASE_POLICY });
  };
  const SMALL = { numerator: 5, denominator: 40, value: 12.5 };

  it("gives a small one away: its rate alone, or its numerator", () => {
    expect(given({ value: 12.5 }, SMALL)).toHaveLength(1);
    expect(given({ numerator: 5 }, SMALL)).toHaveLength(1);
  });

  it("gives none away that is not small, that it does not fit, or whose denominator is out with it", () => {
    expect(given({ value: 50 }, {})).toEqual([]);
    expect(given({ value: 20 }, SMALL)).toEqual([]);
    expect(given({ value: 12.5, denominator: 40 }, SMALL)).toEqual([]);
    expect(given({ denominator: 40 }, SMALL)).toEqual([]);
  });
});
