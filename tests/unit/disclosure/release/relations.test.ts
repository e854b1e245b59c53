import { describe, expect, it } from "vitest";
import { countSystem, type Ties } from "../../../../shared/disclosure/release/count-system.ts";
import { planRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import { relationsOf } from "../../../../shared/disclosure/release/relations.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { aCount, aShare, solver } from "./builders.ts";

const policy = DEFAULT_RELEASE_POLICY;
const NOWHERE = { places: new Map<string, string>(), placeSums: [] };

async function hiddenIn(cells: readonly SourceCell[], ties: Partial<Ties> = {}) {
  const plan = planRelease(await solver, { cells, places: new Map(), ...ties, policy, earlier: [] });
  expect(plan.exposed).toEqual([]);
  return cells.filter((_, at) => plan.cells[at]?.hiding !== "nothing");
}

describe("a whole", () => {
  it("is the sum of a finer breakdown too where the one between lacks a category", async () => {
    const named = (dimensionKey: string, category: string, count: number) => ({
      ...aCount("p", category, count),
      dimensionKey,
    });
    // Of race only "a" is told, but of race by sex all: everybody without the three others is "b+f".
    const cells = [
      named("all", "all", 155),
      named("race", "a", 110),
      named("race+sex", "a+f", 50),
      named("race+sex", "a+m", 60),
      named("race+sex", "b+f", 5),
      named("race+sex", "b+m", 40),
    ];
    expect(relationsOf(cells, NOWHERE)).toContainEqual({ whole: 0, parts: [2, 3, 4, 5] });
    const hidden = await hiddenIn(cells);
    expect(hidden.length).toBeGreaterThan(1);
  });

  it("is the sum of the schools where a district between has no figure", () => {
    const places = new Map([
      ["school-1", "district-1"],
      ["school-2", "district-1"],
      ["district-1", "state"],
      ["district-2", "state"],
    ]);
    const cells = ["school-1", "school-2", "district-2", "state"].map((place) => aCount(place, "all", 20));
    expect(relationsOf(cells, { ...NOWHERE, places })).toEqual([{ whole: 3, parts: [0, 1, 2] }]);
  });

  it("that was released before is the sum of parts that are released later", async () => {
    const whole = aCount("All", "all", 106);
    const parts = [aCount("North", "all", 6), aCount("South", "all", 40), aCount("East", "all", 60)];
    const places = new Map(parts.map(({ placeCode }) => [placeCode, "All"]));
    const earlier = [{ cells: [{ source: whole, hiding: "nothing" as const }] }];
    const plan = planRelease(await solver, { cells: parts, places, policy, earlier });
    expect(plan.exposed).toEqual([]);
    expect(plan.cells.map(({ hiding }) => hiding)).toEqual(["all", "all", "nothing"]);
  });
});

describe("figures that add up over periods", () => {
  const PERIODS = {
    autumn: "2025-07-01_2025-12-31",
    winter: "2026-01-01_2026-03-31",
    spring: "2026-04-01_2026-06-30",
    year: "2025-07-01_2026-06-30",
    calendar: "2025-01-01_2025-12-31",
  };
  const during = (period: keyof typeof PERIODS, count: number): SourceCell => ({
    ...aCount("p", "all", count),
    periodKey: PERIODS[period],
    measure: { unit: "count", aboutSystem: false, sumsOverTime: true },
  });

  it("are protected by another period of the same whole", async () => {
    const cells = [during("autumn", 80), during("winter", 4), during("spring", 30), during("year", 114)];
    const hidden = await hiddenIn(cells);
    expect(hidden.map(({ periodKey }) => periodKey)).toEqual([PERIODS.winter, PERIODS.spring]);
  });

  it("tell of a period that has no figure, so that it is protected if it is small and only then", async () => {
    const [autumn, winter] = [during("autumn", 80), during("winter", 20)];
    expect(await hiddenIn([autumn, winter, during("year", 130)])).toEqual([]);
    expect(await hiddenIn([autumn, winter, during("year", 105)])).toHaveLength(1);
  });

  it("are told apart where two years overlap", () => {
    const { units, values } = countSystem(
      [during("calendar", 150), during("year", 130), during("autumn", 60)],
      { places: new Map() },
    );
    const unseen = units.filter(({ isUnseen }) => isUnseen).map(({ inside }) => values[inside]);
    expect(unseen.sort()).toEqual([70, 90]);
  });

  it("say nothing of each other where the parts come to more, as children who are there in both", async () => {
    const cells = [during("autumn", 80), during("winter", 4), during("spring", 30), during("year", 90)];
    expect((await hiddenIn(cells)).map(({ periodKey }) => periodKey)).toEqual([PERIODS.winter]);
  });
});

describe("places that overlap", () => {
  const [north, south] = [aCount("north", "all", 300), aCount("south", "all", 294)];

  it("tell by their difference of those who are in one of them alone", async () => {
    const differ = (parts: readonly string[]) => [
      { whole: "north", parts: ["s1", "s2", ...parts] },
      { whole: "south", parts: ["s1", "s2"] },
    ];
    // Six children of school 3, which has no figure.
    expect(await hiddenIn([north, south], { placeSums: differ(["s3"]) })).toHaveLength(1);
    expect(await hiddenIn([north, south])).toEqual([]);
    const many = [north, aCount("south", "all", 200)];
    expect(await hiddenIn(many, { placeSums: differ(["s3"]) })).toEqual([]);
  });

  it("are made up by the schools of a district that has no figure itself", () => {
    const cells = [aCount("ward", "all", 90), aCount("s1", "all", 50), aCount("s2", "all", 40)];
    const places = new Map([
      ["s1", "district"],
      ["s2", "district"],
    ]);
    const placeSums = [{ whole: "ward", parts: ["district"] }];
    expect(relationsOf(cells, { places, placeSums })).toEqual([{ whole: 0, parts: [1, 2], unseen: [] }]);
  });
});

describe("indicators of the same children", () => {
  const inGroup = (indicatorId: string, cells: readonly SourceCell[], denominatorOf?: string) =>
    cells.map((source) => ({
      ...source,
      indicatorId,
      measure: { ...source.measure, ...(denominatorOf === undefined ? {} : { denominatorOf }) },
    }));
  const read = [aShare("p", "a", [30, 60]), aShare("p", "b", [4, 8]), aShare("p", "all", [34, 68])];

  it("share their denominators: where one is hidden a count of the same children is too", async () => {
    // Who knows that 60 of group a are enrolled, and of all 68, knows of group b.
    const enrolled = [aCount("p", "a", 60)];
    const names = async (group?: string) => {
      const hidden = await hiddenIn([
        ...inGroup("read", read, group),
        ...inGroup("enrolled", enrolled, group),
      ]);
      return hidden.map(({ indicatorId, category }) => `${indicatorId}/${category}`);
    };
    expect(await names()).toEqual(["read/a", "read/b"]);
    expect(await names("tested")).toEqual(["read/a", "read/b", "enrolled/a"]);
  });

  it("are no others where their denominators differ", () => {
    const cells = [
      ...inGroup("read", [aShare("p", "all", [34, 68])], "tested"),
      ...inGroup("math", [aShare("p", "all", [34, 67])], "tested"),
    ];
    expect(countSystem(cells, { places: new Map() }).equations).toEqual([]);
  });

  it("make up their denominator as levels: a small one is protected by another", async () => {
    const levels = [
      ["below", 4],
      ["at", 50],
      ["above", 46],
    ] as const;
    const cells = levels.map(([id, count]) => ({ ...aShare("p", "all", [count, 100]), indicatorId: id }));
    const ids = levels.map(([id]) => id);
    const names = async (own: readonly SourceCell[], partitions: readonly (readonly string[])[]) =>
      (await hiddenIn(own, { partitions })).map(({ indicatorId }) => indicatorId);
    expect(await names(cells, [])).toEqual(["below"]);
    expect(await names(cells, [ids])).toEqual(["below", "above"]);
    // Nor is it told by the others where it has no figure.
    expect(await names(cells.slice(1), [ids])).toHaveLength(1);
  });
});
