import { describe, expect, it } from "vitest";
import { planPart, planRelease, prepareRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { aCount, aShare, PLACES, solver } from "./builders.ts";

const policy = DEFAULT_RELEASE_POLICY;

describe("a plan of a release", () => {
  const TABLE = [
    ["North", 120, 45, 30, 6, 201],
    ["South", 200, 80, 24, 40, 344],
    ["East", 60, 22, 50, 18, 150],
    ["All", 380, 147, 104, 64, 695],
  ] as const;
  const cells = TABLE.flatMap(([place, ...counts]) =>
    counts.map((count, at) => aCount(place, ["g1", "g2", "g3", "g4", "all"][at] as string, count)),
  );

  it("hides the cheapest rectangle: four cells, not seven", async () => {
    const plan = planRelease(await solver, { cells, places: PLACES, policy, earlier: [] });
    const hidden = cells.filter((_, at) => plan.cells[at]?.hiding !== "nothing");
    expect(hidden.map(({ placeCode, category }) => `${placeCode}/${category}`)).toEqual([
      "North/g2",
      "North/g4",
      "East/g2",
      "East/g4",
    ]);
    expect(plan.cells.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
    expect(plan.exposed).toEqual([]);
  });
});

describe("a release that is planned in parts", () => {
  const isBare = (source: SourceCell) => source.measure.unit === "index";
  const inIndicator = (indicatorId: string) => (source: SourceCell) => ({ ...source, indicatorId });
  const table = (small: number) => [
    aShare("North", "a", [small, 60]),
    aShare("North", "b", [40, 90]),
    aShare("North", "c", [30, 80]),
    aShare("North", "all", [70 + small, 230]),
  ];
  const bare: SourceCell = {
    ...aShare("North", "all", [1, 2]),
    indicatorId: "ind_4",
    measure: { unit: "index", aboutSystem: true },
    cell: { numerator: null, denominator: null, value: 104, status: "ok" },
  };
  const cells = [
    ...table(3).map(inIndicator("ind_3")),
    bare,
    ...table(20).map(inIndicator("ind_2")),
    ...table(5).map(inIndicator("ind_1")),
  ];
  const input = { cells, places: PLACES, policy, earlier: [] };

  it("has a part a table, of known size, and figures that stand without any", () => {
    const prepared = prepareRelease(input);
    expect(prepared.components).toBe(3);
    expect(prepared.sizes).toEqual([4, 4, 4]);
    expect(prepared.standing).toEqual([[cells.findIndex(isBare), { hiding: "nothing", isPrimary: false }]]);
  });

  it("is the same as in one go, whichever part comes first and however often it is prepared anew", async () => {
    const highs = await solver;
    const parts = [2, 0, 1].map((at) => planPart(highs, prepareRelease(input), at));
    const plans = new Map([...prepareRelease(input).standing, ...parts.flatMap((part) => part.cells)]);
    const whole = planRelease(highs, input);
    expect(cells.map((_, position) => plans.get(position))).toEqual(whole.cells);
    expect(whole.cells.filter(({ isPrimary }) => isPrimary)).toHaveLength(2);
    expect(parts.map(({ exposed }) => exposed)).toEqual([[], [], []]);
  });

  it("has no part beyond its last, and no two figures at one address", async () => {
    const highs = await solver;
    expect(() => planPart(highs, prepareRelease(input), 3)).toThrow("has no part 3");
    expect(() => prepareRelease({ ...input, cells: [...cells, bare] })).toThrow("two figures at ind_4/");
  });
});

describe("a rate without counts that its source protected", () => {
  const rate = (category: string, value: number): SourceCell => ({
    ...aShare("North", category, [0, 0]),
    protectedAtSource: true,
    cell: { numerator: null, denominator: null, value, status: "ok" },
  });
  const plan = async (cells: readonly SourceCell[], earlier: readonly SourceCell[] = []) => {
    const before = earlier.map((source) => ({ source, hiding: "nothing" as const }));
    const release = { cells, places: PLACES, policy, earlier: before.length > 0 ? [{ cells: before }] : [] };
    return planRelease(await solver, release).cells;
  };

  it("is shown where no counts of these children are known", async () => {
    const [first, second] = await plan([rate("asian", 12.5), rate("black", 50)]);
    expect([first?.hiding, second?.hiding]).toEqual(["nothing", "nothing"]);
  });

  it("is hidden beside counts, from which its denominator follows: 12.5 % of the 40 who are left are 5", async () => {
    const cells = [
      aShare("North", "all", [270, 550]),
      aShare("North", "black", [60, 120]),
      aShare("North", "hispanic", [45, 90]),
      aShare("North", "white", [160, 300]),
      rate("asian", 12.5),
    ];
    expect((await plan(cells)).at(-1)).toEqual({ hiding: "all", isPrimary: true });
  });

  it("is hidden where counts of these children are out already, or stand beside another rate of them", async () => {
    const total = aShare("North", "all", [270, 550]);
    expect((await plan([rate("asian", 12.5)], [total]))[0]?.hiding).toBe("all");
    const sharing = (cell: SourceCell, indicatorId: string): SourceCell => ({
      ...cell,
      indicatorId,
      measure: { ...cell.measure, denominatorOf: "tested" },
    });
    const cells = [sharing(rate("asian", 12.5), "ind_1"), sharing(total, "ind_2")];
    expect((await plan(cells))[0]?.hiding).toBe("all");
  });
});
