import { describe, expect, test } from "vitest";
import {
  CohortStepsSchema,
  caveatsOf,
  EntryYearsSchema,
  lineUp,
  SubgroupSchema,
} from "../../../shared/measurement/cohorts/cohort.ts";
import type { Summary } from "../../../shared/measurement/summary.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { aSet, IND } from "./builders.ts";

const summary = [2015, 2018, 2019].reduce<Summary | undefined>(
  (before, startYear) => mergeSet(before, aSet({ startYear })),
  undefined,
);
if (!summary) throw new Error("Three sets make a summary.");
const summaries = new Map([[IND, summary]]);
const OTHER = `ind_${"0".repeat(25)}9`;
const line = (offsetYears: number, by: "start" | "end" = "start", subgroup = {}) =>
  lineUp({
    steps: [
      { indicatorId: OTHER, offsetYears: 0, by: "start" },
      { indicatorId: IND, offsetYears, by },
    ],
    years: { first: 2014, last: 2016 },
    subgroup,
    summaries,
  }).map(({ entryYear, figures }) => [
    entryYear,
    ...figures.map(({ step, period }) => `${step} ${period.start}`),
  ]);

describe("figures that are lined up by cohort", () => {
  test("are those of the year that lies so many years after entry, and none where nothing is recorded", () => {
    expect(line(3)).toEqual([[2014], [2015, "1 2018-07-01"], [2016, "1 2019-07-01"]]);
    expect(line(0)).toEqual([[2014], [2015, "1 2015-07-01"], [2016]]);
  });

  test("may have their year by the day on which a period ends", () => {
    expect(line(4, "end")).toEqual([[2014], [2015, "1 2018-07-01"], [2016, "1 2019-07-01"]]);
  });

  test("of a subgroup that nobody counted are none", () => {
    expect(line(3, "start", { sex: "female" })).toEqual([[2014], [2015], [2016]]);
  });

  test("say that nobody is followed, and where places or kinds of figures differ", () => {
    const step = {
      indicatorId: IND,
      indicatorVersion: 1,
      name: "Reading",
      offsetYears: 0,
      by: "start" as const,
      unit: "percent" as const,
      place: { code: "09001" },
      seriesBreaks: [],
    };
    const codes = (steps: Parameters<typeof caveatsOf>[0]) => caveatsOf(steps).map(({ code }) => code);
    expect(codes([step])).toEqual(["population-cohort"]);
    const broken = { startsOn: "2020-07-01", kind: "instrument" as const, why: "Another test" };
    const elsewhere = { ...step, place: { code: "09003" }, seriesBreaks: [broken] };
    expect(codes([step, elsewhere])).toEqual(["population-cohort", "places-differ", "series-break"]);
    expect(caveatsOf([elsewhere])[1]?.text).toContain("2020-07-01");
  });
});

describe("what an address asks for", () => {
  test("is read step by step", () => {
    expect(CohortStepsSchema().parse(`${IND}:0,${OTHER}:13:end`)).toEqual([
      { indicatorId: IND, offsetYears: 0, by: "start" },
      { indicatorId: OTHER, offsetYears: 13, by: "end" },
    ]);
    expect(EntryYearsSchema().parse("2015")).toEqual({ first: 2015, last: 2015 });
    expect(EntryYearsSchema().parse("2013-2018")).toEqual({ first: 2013, last: 2018 });
    expect(SubgroupSchema().parse("race-ethnicity:black,sex:female")).toEqual({
      "race-ethnicity": "black",
      sex: "female",
    });
  });

  test.each([
    IND,
    `${IND}:`,
    `${IND}:-1`,
    `${IND}:41`,
    `${IND}:1.5`,
    `${IND}:1:middle`,
    `${IND}:1:end:x`,
    "x:1",
    "",
  ])("as %j is no step", (text) => {
    expect(CohortStepsSchema().safeParse(text).success).toBe(false);
  });

  test.each(["15", "2018-2013", "1990-2020", "2013-", "all"])("as %j is no year of entry", (text) => {
    expect(EntryYearsSchema().safeParse(text).success).toBe(false);
  });

  test.each(["sex", "sex:", "Sex:female", ":"])("as %j is no subgroup", (text) => {
    expect(SubgroupSchema().safeParse(text).success).toBe(false);
  });
});
