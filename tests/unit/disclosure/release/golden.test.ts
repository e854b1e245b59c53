import { describe, expect, it } from "vitest";
import { attack } from "../../../../shared/disclosure/release/attack.ts";
import { bandOf } from "../../../../shared/disclosure/release/bands.ts";
import { componentsOf } from "../../../../shared/disclosure/release/component.ts";
import { countSystem } from "../../../../shared/disclosure/release/count-system.ts";
import type { Hiding } from "../../../../shared/disclosure/release/hiding.ts";
import { planRelease } from "../../../../shared/disclosure/release/plan-release.ts";
import { publishedCell } from "../../../../shared/disclosure/release/published-cell.ts";
import { recoverable } from "../../../../shared/disclosure/release/recoverable.ts";
import type { SourceCell } from "../../../../shared/disclosure/release/release-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../../shared/disclosure/release/release-policy.ts";
import { aCount, aShare, solver } from "./builders.ts";

const policy = DEFAULT_RELEASE_POLICY;

/** What a reader finds out of a table of counts with all its margins, in which some cells are hidden. */
async function readersOf(
  table: readonly (readonly number[])[],
  hidden: readonly (readonly [number, number])[],
) {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const withSums = [
    ...table,
    (table[0] ?? []).map((_, column) => sum(table.map((row) => row[column] as number))),
  ];
  const cells = withSums.flatMap((row, place) =>
    [...row, sum(row)].map((count, group) =>
      aCount(`p${place}`, group === row.length ? "all" : `g${group}`, count),
    ),
  );
  const places = new Map(table.map((_, place) => [`p${place}`, `p${table.length}`]));
  const system = countSystem(cells, { places });
  const width = (table[0]?.length ?? 0) + 1;
  const units = hidden.map(([row, column]) => row * width + column);
  const [component] = componentsOf(system);
  if (!component) throw new Error("There is no table.");
  const base = new Map(system.values.map((value, variable) => [variable, value ?? 0] as const));
  const hiding = new Map<number, Hiding>(units.map((unit) => [unit, "all"]));
  const knowledge = { system, component, contradicted: [], base, hiding, bands: new Map() };
  return attack(
    await solver,
    knowledge,
    units.map((unit) => ({ unit, count: "inside" as const })),
  );
}

const BLOCK = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

describe("a hidden count in a table with margins", () => {
  it.each([
    [
      "rows of 7 and 3, columns of 6 and 4",
      [
        [5, 2],
        [1, 2],
      ],
      { least: 3, most: 6, recovered: false },
    ],
    [
      "rows of 0 and 5, columns of 3 and 2",
      [
        [0, 0],
        [3, 2],
      ],
      { least: 0, most: 0, recovered: false },
    ],
    [
      "rows of 1 and 9, columns of 1 and 9",
      [
        [1, 0],
        [0, 9],
      ],
      { least: 0, most: 1, recovered: false },
    ],
  ])("of %s lies between known bounds", async (_what, table, bounds) => {
    expect((await readersOf(table, BLOCK))[0]).toMatchObject(bounds);
  });

  it("of the cheapest rectangle lies from 0 to 24", async () => {
    const table = [
      [120, 45, 30, 6],
      [200, 80, 24, 40],
      [60, 22, 50, 18],
    ];
    const found = await readersOf(table, [
      [0, 3],
      [0, 1],
      [2, 1],
      [2, 3],
    ]);
    expect(found[0]).toMatchObject({ least: 0, most: 24, recovered: false });
    expect(found.some(({ recovered }) => recovered)).toBe(false);
  });

  it("that joins two hidden blocks follows exactly, though every row and column hides two or more", async () => {
    const table = [
      [20, 30, 15, 40],
      [25, 35, 50, 45],
      [60, 65, 70, 75],
      [80, 85, 90, 95],
    ];
    const blocks = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 2],
      [2, 3],
      [3, 2],
      [3, 3],
    ] as const;
    const found = await readersOf(table, [[1, 2], ...blocks]);
    expect(found[0]).toMatchObject({ least: 50, most: 50, recovered: true });
    expect(found.slice(1).some(({ recovered }) => recovered)).toBe(false);
  });
});

describe("what follows from sums", () => {
  it("is found exactly: a part of a whole whose other parts follow", () => {
    const sum = (...variables: number[]) => ({ variables, coefficients: variables.map(() => 1) });
    expect(recoverable([sum(0, 1), sum(1)], [0, 1, 2])).toEqual(new Set([0, 1]));
    expect(recoverable([sum(0, 1, 2), sum(0, 1)], [0, 1, 2])).toEqual(new Set([2]));
    expect(recoverable([], [0])).toEqual(new Set());
  });
});

describe("a band", () => {
  it.each([
    [500, [3, 13], { from: 0, to: 5, least: 0, most: 24 }],
    [500, [22, 32], { from: 0, to: 10, least: 0, most: 49 }],
    [300, [288, 300], { from: 95, to: 100, least: 285, most: 300 }],
    // Five per cent of them are fewer than have to stay possible.
    [100, [95, 100], { from: 90, to: 100, least: 90, most: 100 }],
    [40, [4, 14], { from: 0, to: 50, least: 0, most: 19 }],
    [12, [1, 11], undefined],
    [5, [0, 5], undefined],
  ])(
    "of %i children is the narrowest of the ladder that holds all that has to stay possible",
    (all, [least, most], band) => {
      expect(
        bandOf(all, {
          least: least as number,
          most: most as number,
          minimumWidth: 10,
          onlyEnds: false,
        }),
      ).toEqual(band);
    },
  );
});

describe("what everybody reads", () => {
  const read = async (cells: readonly SourceCell[]) => {
    const plan = planRelease(await solver, { cells, places: new Map(), policy, earlier: [] });
    expect(plan.exposed).toEqual([]);
    return cells.map((cell, at) =>
      publishedCell(cell, plan.cells[at] ?? { hiding: "all", isPrimary: true }, policy),
    );
  };

  it("has a row for every figure; a hidden one has no count, and says nothing of why", async () => {
    const groups = [
      ["a", [3, 60]],
      ["b", [40, 90]],
      ["c", [30, 80]],
    ] as const;
    const total = [73, 230] as const;
    const rows = await read([
      ...groups.map(([group, counts]) => aShare("p", group, counts)),
      aShare("p", "all", total),
    ]);
    expect(rows.map(({ category }) => category)).toEqual(["a", "b", "c", "all"]);
    const [a, ...others] = rows;
    expect(a).toMatchObject({ numerator: null, value: null, denominator: 60, status: "c" });
    const hiddenToo = others.filter(({ numerator }) => numerator === null);
    expect(hiddenToo.length).toBeGreaterThan(0);
    const shape = (row: object) => Object.keys(row).filter((key) => key !== "band");
    for (const row of hiddenToo) expect(shape(row)).toEqual(shape(a ?? {}));
  });

  it("is the same in whatever order the figures came", async () => {
    const cells = [
      ["a", [3, 60]],
      ["b", [40, 90]],
      ["c", [30, 80]],
      ["all", [73, 230]],
    ].map(([group, counts]) => aShare("p", group as string, counts as [number, number]));
    const by = (rows: Awaited<ReturnType<typeof read>>) => new Map(rows.map((row) => [row.category, row]));
    expect(by(await read([...cells].reverse()))).toEqual(by(await read(cells)));
  });

  it("says of few children that their rate is unreliable, and of a figure that its source hid no more than others", async () => {
    const [few] = await read([aShare("p", "all", [11, 25])]);
    expect(few).toMatchObject({ numerator: 11, denominator: 25, unreliable: true });
    const hidden = {
      ...aShare("q", "all", [40, 90]),
      cell: { ...aShare("q", "all", [40, 90]).cell, value: null, status: "c" as const },
    };
    expect(await read([hidden])).toMatchObject([{ numerator: null, value: null, status: "c" }]);
  });

  it("has a percentage without counts only where its source protected it or it describes no person", async () => {
    const bare = {
      ...aShare("p", "all", [1, 2]),
      cell: { numerator: null, denominator: null, value: 50, status: "ok" as const },
    };
    const dollars = { ...bare, measure: { unit: "currency" as const, aboutSystem: true } };
    expect(
      await read([
        bare,
        { ...bare, placeCode: "q", protectedAtSource: true },
        { ...dollars, placeCode: "r" },
      ]),
    ).toMatchObject([
      { value: null, status: "c" },
      { value: 50, status: "ok" },
      { value: 50, status: "ok" },
    ]);
  });
});
