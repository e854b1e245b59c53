import { describe, expect, it } from "vitest";
import { planRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import {
  DEFAULT_RELEASE_POLICY,
  type ReleasePolicy,
  ReleasePolicySchema,
} from "../../../../shared/disclosure/release/release-policy.ts";
import { aCount, aShare, PLACES, solver } from "./builders.ts";

/** What of some figures is hidden, and the bands that stand for it. */
async function hiddenOf(cells: readonly SourceCell[], policy: Partial<ReleasePolicy>) {
  const own = { ...DEFAULT_RELEASE_POLICY, ...policy };
  const plan = planRelease(await solver, { cells, places: PLACES, policy: own, earlier: [] });
  expect(plan.exposed).toEqual([]);
  return cells.flatMap(({ placeCode, category, cell }, at) => {
    const { hiding, isPrimary, band } = plan.cells[at] ?? {};
    const bandText = band && `${band.from} to ${band.to} %`;
    return hiding === "nothing"
      ? []
      : [{ name: `${placeCode}/${category}`, isPrimary, band: bandText, count: cell.numerator }];
  });
}

describe("a policy of releases", () => {
  it("is complete as it stands where nobody chose another", () => {
    expect(ReleasePolicySchema().parse(DEFAULT_RELEASE_POLICY)).toEqual(DEFAULT_RELEASE_POLICY);
  });
});

describe("rates that are hidden", () => {
  const groups: [string, [number, number]][] = [
    ["a", [3, 300]],
    ["b", [40, 90]],
    ["c", [30, 80]],
    ["d", [480, 490]],
    ["e", [400, 430]],
    ["all", [953, 1390]],
  ];
  const cells = groups.map(([group, counts]) => aShare("North", group, counts));

  it.each([
    ["ladder", { a: "0 to 5 %", c: "20 to 40 %" }],
    ["ends", { a: "0 to 5 %", c: "0 to 50 %" }],
    ["hidden", { a: undefined, c: undefined }],
  ] as const)(
    "are told by the rule %s in bands that hold what has to stay possible",
    async (rates, bands) => {
      const hidden = await hiddenOf(cells, { rates });
      expect(Object.fromEntries(hidden.map(({ name, band }) => [name.slice(-1), band]))).toEqual(bands);
    },
  );

  it("have no band between the ends where only ends are told", async () => {
    // The other group is hidden for the sake of the small one, and lies about the middle: no band of the ends holds it.
    const middle = [aShare("North", "a", [4, 200]), aShare("North", "b", [200, 400])];
    const all = [...middle, aShare("North", "all", [204, 600])];
    const bandOf = async (rates: ReleasePolicy["rates"]) =>
      (await hiddenOf(all, { rates })).find(({ name }) => name === "North/b")?.band;
    expect(await bandOf("ladder")).toBe("40 to 60 %");
    expect(await bandOf("ends")).toBeUndefined();
  });
});

describe("what is hidden for another's sake", () => {
  const TABLE = [
    ["North", 14, 45, 30, 3, 92],
    ["South", 105, 31, 74, 3, 213],
    ["East", 2, 34, 13, 27, 76],
    ["All", 121, 110, 117, 33, 381],
  ] as const;
  const table = TABLE.flatMap(([place, ...counts]) =>
    counts.map((count, at) => aCount(place, ["g1", "g2", "g3", "g4", "all"][at] as string, count)),
  );

  it.each([
    ["fewest-cells", ["North/g1", "South/g1", "East/g4"], 146],
    ["fewest-children", ["North/g1", "South/g2", "East/g2", "East/g4"], 106],
  ] as const)("is by the rule %s as little as can be", async (complementary, names, children) => {
    const more = (await hiddenOf(table, { complementary })).filter(({ isPrimary }) => !isPrimary);
    expect(more.map(({ name }) => name)).toEqual(names);
    expect(more.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(children);
  });

  const GROUPS: [string, string, number][] = [
    ["race+sex", "a+f", 3],
    ["race+sex", "a+m", 400],
    ["race+sex", "b+f", 400],
    ["race+sex", "b+m", 20],
    ["race", "a", 403],
    ["race", "b", 420],
    ["sex", "f", 403],
    ["sex", "m", 420],
    ["all", "all", 823],
  ];
  const twoWays = GROUPS.map(([dimensionKey, category, count]) => ({
    ...aCount("North", category, count),
    dimensionKey,
  }));

  it.each([
    [
      ["race", "sex"],
      ["a+f", "a+m", "b+f", "b+m"],
    ],
    // The other way round the dimensions are named, and all the same.
    [["sex+race"], ["a+f", "b+m", "a", "b", "f", "m"]],
    [
      ["sex+race", "race"],
      ["a+f", "a+m", "f", "m"],
    ],
  ])("spares the breakdowns that are to be kept: %j", async (keep, names) => {
    const hidden = await hiddenOf(twoWays, { keep, complementary: "fewest-children" });
    expect(hidden.map(({ name }) => name.slice("North/".length))).toEqual(names);
  });

  it("spares totals before whatever is to be kept", async () => {
    for (const keep of [[], ["sex", "race", "race+sex"]])
      expect((await hiddenOf(twoWays, { keep })).map(({ name }) => name)).not.toContain("North/all");
  });
});
