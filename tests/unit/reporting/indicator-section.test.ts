import { describe, expect, it } from "vitest";
import { protectSummary } from "../../../shared/disclosure/index.ts";
import type { Summary } from "../../../shared/measurement/index.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { indicatorSection } from "../../../shared/reporting/index.ts";
import {
  aSummary,
  aTarget,
  IDS,
  percentCell,
  readinessSummary,
  readingSummary,
  seatsSummary,
} from "./builders.ts";

function sectionOf(summary: Summary) {
  const section = indicatorSection(protectSummary(summary).summary);
  if (!section) throw new Error("The summary has no definition.");
  return section;
}

describe("an indicator in a report", () => {
  const reading = sectionOf(readingSummary());

  it("has baseline, latest, target, change and percent of the targeted change, each with its unit", () => {
    expect(reading.baseline).toMatchObject({
      value: 49,
      unit: "percent",
      label: "2021-22",
      statedInVersion: 3,
    });
    expect(reading.latest).toMatchObject({ value: 54, unit: "percent", numerator: 540, denominator: 1000 });
    expect(reading.target).toMatchObject({ value: 65, unit: "percent", label: "2028-29" });
    expect(reading.change).toMatchObject({ value: 5, unit: "percentage-points", status: "ok" });
    expect(reading.percentOfTargetedChange).toMatchObject({ value: 31.25, unit: "percent" });
  });

  it("is classed by a named rule set, without standard errors", () => {
    expect(reading.progress).toEqual({
      class: "improving",
      status: "ok",
      rules: "healthy-people-2020-without-standard-errors@1",
      standardErrorsUsed: false,
    });
    // 44 is 10.2 % below the baseline of 49.
    expect(sectionOf(readinessSummary()).progress.class).toBe("getting-worse");
  });

  it("cites the revisions behind every figure that was observed or computed", () => {
    const [then, now] = [2021, 2024].map(
      (year) => `${IDS.reading}~${year}-07-01_${year + 1}-06-30~09001~all~1`,
    );
    expect(reading.baseline?.from).toEqual([then]);
    expect(reading.latest?.from).toEqual([now]);
    expect(reading.change?.from).toEqual([then, now]);
    expect(reading.series.map(({ from }) => from.length)).toEqual([1, 1, 1, 1]);
  });

  it("is not classed where nobody stated a baseline, though its change since the first record is shown", () => {
    const plain = sectionOf(
      aSummary(IDS.reading, {
        sets: { all: { 2023: { all: percentCell(400, 1000) }, 2024: { all: percentCell(450, 1000) } } },
      }),
    );
    expect(plain.baselineChosenAs).toBe("first-recorded");
    expect(plain.change?.value).toBe(5);
    expect(plain.progress.class).toBe("developmental");
    expect(plain.percentOfTargetedChange).toBeUndefined();
  });

  it("has neither class nor gap where no way is better, though its change is shown", () => {
    const { definition, ...rest } = readingSummary();
    if (!definition) throw new Error("The summary has no definition.");
    const neutral = sectionOf({ ...rest, definition: { ...definition, polarity: "neutral" } });
    expect(neutral).toMatchObject({ polarity: "neutral", change: { value: 5 }, gaps: [] });
    expect(neutral.progress.class).toBe("informational");
  });

  it("takes as latest the last period in which anything was measured", () => {
    const missing = { numerator: null, denominator: null, value: null, status: "x" as const };
    const section = sectionOf(
      aSummary(IDS.reading, {
        sets: { all: { 2023: { all: percentCell(400, 1000) }, 2024: { all: missing } } },
        definition: { targets: [aTarget([2022, 30], [2028, 60])] },
      }),
    );
    expect(section.latest).toMatchObject({ value: 40, label: "2023-24" });
    expect(section.series.at(-1)).toMatchObject({ value: null, status: "x" });
  });

  it("with nothing after its baseline is called baseline only", () => {
    const section = sectionOf(
      aSummary(IDS.reading, {
        sets: { all: { 2021: { all: percentCell(490, 1000) } } },
        definition: { targets: [aTarget([2021, 49], [2028, 65])] },
      }),
    );
    expect(section.progress.class).toBe("baseline-only");
    expect(section.change).toBeUndefined();
  });
});

describe("the gap between subgroups", () => {
  it("has difference, ratio, and a verdict on where it went since the baseline", () => {
    const gap = sectionOf(readingSummary()).gaps.find(({ dimensionKey }) => dimensionKey === "language");
    expect(gap).toMatchObject({
      difference: { value: 20, unit: "percentage-points" },
      ratio: { value: 1.5, unit: "ratio" },
      servedBest: { label: "English fluent", figure: { value: 60 } },
      servedLeast: { label: "English learner", figure: { value: 40 } },
    });
    expect(gap?.since?.difference.value).toBeCloseTo(21.95122, 6);
    expect(gap?.since).toMatchObject({ verdict: "closing-up", periodLabel: "2021-22" });
    expect(gap?.difference.from).toHaveLength(1);
  });

  it("of a system's own figures is titled by what the system does", () => {
    const section = sectionOf(seatsSummary());
    expect(section.largestGap?.title).toMatch(/^What systems deliver differs by place: Full-day pre-k/);
    expect(section.largestGap?.since?.verdict).toBe("closing-up");
  });

  it("of an indicator where lower is better is turned so that a gap is still positive", () => {
    const section = sectionOf(
      aSummary(IDS.reading, {
        definition: { polarity: "lower", name: "Pupils whom schools suspend" },
        sets: { sex: { 2024: { boys: percentCell(60, 500), girls: percentCell(20, 500) } } },
      }),
    );
    expect(section.largestGap).toMatchObject({
      difference: { value: 8 },
      ratio: { value: 3 },
      servedBest: { label: "Girls" },
      servedLeast: { label: "Boys" },
    });
  });

  it("that got smaller only because the group ahead fell is called closing down", () => {
    const section = sectionOf(
      aSummary(IDS.reading, {
        sets: {
          sex: {
            2021: { a: percentCell(300, 500), b: percentCell(200, 500) },
            2024: { a: percentCell(250, 500), b: percentCell(190, 500) },
          },
        },
      }),
    );
    expect(section.largestGap?.since?.verdict).toBe("closing-down");
  });
});

describe("a breakdown with a small count", () => {
  const section = sectionOf(readingSummary());
  const housing = section.breakdowns.find(({ dimensionKey }) => dimensionKey === "housing");

  it("is withheld as a whole, every group still listed", () => {
    expect(housing?.withheld).toBe(true);
    expect(housing?.groups.map(({ category, latest }) => [category, latest.value, latest.status])).toEqual([
      ["housed", null, "c"],
      ["without-housing", null, "c"],
    ]);
  });

  it("has no gap, and is not ordered by sizes that would tell which group is larger", () => {
    const gap = section.gaps.find(({ dimensionKey }) => dimensionKey === "housing");
    expect(gap).toMatchObject({
      difference: { value: null, status: "c" },
      ratio: { value: null, status: "c" },
    });
    expect(gap?.servedLeast).toBeUndefined();
    expect(housing?.orderedBy).toBe("name");
  });

  it("leaves the others as they are, the largest group first", () => {
    const language = section.breakdowns.find(({ dimensionKey }) => dimensionKey === "language");
    expect(language?.orderedBy).toBe("size");
    expect(language?.groups.map(({ category }) => category)).toEqual(["english-fluent", "english-learner"]);
    expect(language?.baselinePeriod).toEqual(schoolYear(2021));
  });

  it("makes everything that follows from a hidden total protected too", () => {
    const small = sectionOf(
      aSummary(IDS.reading, {
        definition: { targets: [aTarget([2021, 49], [2028, 65])] },
        sets: { all: { 2021: { all: percentCell(490, 1000) }, 2024: { all: percentCell(7, 1000) } } },
      }),
    );
    expect(small.latest).toMatchObject({ value: null, numerator: null, denominator: null, status: "c" });
    expect(small.change).toMatchObject({ value: null, status: "c" });
    expect(small.percentOfTargetedChange).toMatchObject({ value: null, status: "c" });
    expect(small.progress).toMatchObject({ class: "protected", status: "c" });
  });
});
