import { describe, expect, it } from "vitest";
import type { AnalysisFacts } from "../../../../shared/measurement/analysis/analyse-subgroup.ts";
import { AnalysisOptionsSchema } from "../../../../shared/measurement/analysis/analysis.ts";
import { analyse } from "../../../../shared/measurement/analysis/read-analysis.ts";
import type {
  Summary,
  SummaryCell,
  SummarySet,
  SummaryTarget,
} from "../../../../shared/measurement/summary.ts";
import { periodKey, schoolYear } from "../../../../shared/platform/time.ts";

const facts = (more: Partial<AnalysisFacts> = {}): AnalysisFacts => ({
  polarity: "higher",
  unit: "percent",
  seriesBreaks: [],
  options: AnalysisOptionsSchema().parse({}),
  ...more,
});

function cell(numerator: number, denominator: number): SummaryCell {
  return { numerator, denominator, value: (100 * numerator) / denominator, status: "ok" };
}

const HIDDEN: SummaryCell = { numerator: null, denominator: null, value: null, status: "c" };

function sets(byYear: Readonly<Record<number, Record<string, SummaryCell>>>): Record<string, SummarySet> {
  return Object.fromEntries(
    Object.entries(byYear).map(([year, cells]) => {
      const period = schoolYear(Number(year));
      return [
        periodKey(period),
        { period, revision: 1, ref: `ref-${year}`, protectedAtSource: false, cells },
      ];
    }),
  );
}

function aSummary(all: Summary["sets"], targets: readonly SummaryTarget[] = []): Summary {
  const definition = {
    version: 1,
    name: "Ready for school",
    level: "core",
    polarity: "higher",
    numeratorDefinition: "Ready",
    denominatorDefinition: "All",
    source: "Schools",
    placeName: "The county",
    targets,
  } as const;
  return {
    indicatorId: "ind_1",
    partnershipId: "prt_1",
    ownerId: "org_1",
    place: { code: "p" },
    unit: "percent",
    definition,
    sets: all,
  };
}

const everybody = (shares: readonly number[], from = 2015) =>
  sets(Object.fromEntries(shares.map((share, at) => [from + at, { all: cell(share, 100) }])));
const none = () => false;

describe("the analysis of a subgroup", () => {
  const target: SummaryTarget = {
    dimensions: {},
    baseline: { period: schoolYear(2015), value: 49 },
    target: { period: schoolYear(2029), value: 65 },
  };

  it("says where it stands, how far the way is gone, and whether it gets there as it goes", () => {
    const { subgroups } = analyse(aSummary({ all: everybody([49, 51, 53, 55]) }, [target]), facts(), none);
    expect(subgroups).toMatchObject([
      {
        dimensions: {},
        points: 4,
        latest: {
          value: 55,
          observation: "ref-2018",
          interval: {
            method: "wilson-score@1",
            lower: expect.closeTo(45.24, 1),
            upper: expect.closeTo(64.4, 1),
          },
        },
        change: { difference: 6, favourable: true },
        progress: { class: "improving", standardErrorsUsed: false, percentOfTargetedChange: 37.5 },
        projection: { status: "projected", outlook: "reaches" },
        signals: {
          ruleSet: "run-6-5@1",
          segments: [{ status: "insufficient_points", points: 4, needed: 10 }],
        },
      },
    ]);
  });

  it("finds a signal where there are points enough, by the rule set that is asked for", () => {
    const shares = [50, 51, 50, 52, 51, 60, 61, 62, 61, 63, 62, 61];
    const chart = (ruleSet: string) => {
      const options = AnalysisOptionsSchema().parse({ ruleSet });
      return analyse(aSummary({ all: everybody(shares) }), facts({ options }), none).subgroups[0]?.signals;
    };
    expect(chart("run-6-5@1")?.segments[0]).toMatchObject({
      status: "charted",
      signals: [
        { rule: "shift", towards: "low" },
        { rule: "shift", towards: "high" },
        { rule: "runs", observed: 2 },
      ],
    });
    expect(chart("nhs-7-7@1")).toMatchObject({ ruleSet: "nhs-7-7@1", segments: [{ status: "charted" }] });
  });

  it("compares nothing across a break of the series", () => {
    const seriesBreaks = [{ startsOn: "2017-07-01", kind: "instrument", why: "Another test" }] as const;
    const summary = aSummary({ all: everybody([49, 51, 70, 72]) }, [target]);
    const [found] = analyse(summary, facts({ seriesBreaks }), none).subgroups;
    expect(found).toMatchObject({ points: 2, first: { value: 70 }, change: { difference: 2 } });
    expect(found?.baseline).toBeUndefined();
    expect(found?.progress?.class).toBe("developmental");
  });

  it("takes no earlier figure for the latest one that is withheld", () => {
    const withheld = sets({ 2015: { all: cell(49, 100) }, 2016: { all: HIDDEN } });
    const [found] = analyse(aSummary({ all: withheld }, [target]), facts(), none).subgroups;
    expect(found).toMatchObject({
      latest: { value: null, status: "c" },
      progress: { class: "baseline-only" },
    });
    expect(found?.change).toBeUndefined();
  });

  it("judges no change where neither way is better", () => {
    const [found] = analyse(
      aSummary({ all: everybody([1, 2, 3]) }, [target]),
      facts({ polarity: "neutral" }),
      none,
    ).subgroups;
    expect(Object.keys(found ?? {})).not.toEqual(expect.arrayContaining(["change"]));
    expect(found?.progress).toBeUndefined();
  });

  it("of a target nobody has figures for says that much", () => {
    const [found] = analyse(aSummary({}, [target]), facts(), none).subgroups;
    expect(found).toMatchObject({
      points: 0,
      progress: { class: "baseline-only" },
      projection: { status: "insufficient_points" },
    });
  });
});

describe("the analysis of a breakdown", () => {
  const then = { a: cell(150, 200), b: cell(40, 100), c: cell(20, 50) };
  const now = { a: cell(150, 200), b: cell(60, 100), c: cell(20, 50) };
  const summary = aSummary({ race: sets({ 2015: then, 2016: now }) });

  it("tells gap, trend, disparities and comparisons of the latest period, absolute and relative together", () => {
    const [found] = analyse(summary, facts(), () => true).breakdowns;
    expect(found).toMatchObject({
      dimensionKey: "race",
      observation: "ref-2016",
      withheld: false,
      gap: { difference: 35, ratio: 1.875, reference: { category: "a" }, furthestBehind: { category: "c" } },
      trend: { direction: "unchanged", since: schoolYear(2015) },
      disparity: { groups: 3, absolute: { range: 35 } },
      comparisons: { familySize: 2, note: { text: expect.stringContaining("2 comparisons") } },
    });
    expect(found?.comparisons?.comparisons.map(({ category }) => category)).toEqual(["b", "c"]);
  });

  it("has no disparity where a person may be in two of its groups, and nothing at all where a figure is withheld", () => {
    expect(analyse(summary, facts(), none).breakdowns[0]?.disparity).toBeUndefined();
    const hidden = aSummary({ race: sets({ 2015: then, 2016: { ...now, c: HIDDEN } }) });
    expect(analyse(hidden, facts(), () => true).breakdowns).toEqual([
      { dimensionKey: "race", period: schoolYear(2016), observation: "ref-2016", withheld: true },
    ]);
  });

  it("does not depend on the order of what it is given", () => {
    const turned = Object.fromEntries(
      Object.entries(summary.sets.race ?? {})
        .reverse()
        .map(([key, set]) => [
          key,
          { ...set, cells: Object.fromEntries(Object.entries(set.cells).reverse()) },
        ]),
    );
    expect(analyse({ ...summary, sets: { race: turned } }, facts(), () => true)).toEqual(
      analyse(summary, facts(), () => true),
    );
  });
});
