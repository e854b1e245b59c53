import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aMapping, readCells } from "./observation-files.ts";

const PERIOD = { start: "2018-07-01", end: "2019-06-30", kind: "school-year" };

/** Rules of a row with these cells under Cohort, Graduates, Rate. */
function rulesOf(cells: string, overrides: Parameters<typeof aMapping>[0] = {}): string[] {
  return readCells(cells, aMapping(overrides)).problems.map(({ rule, severity }) => `${severity}: ${rule}`);
}

describe("figures that the source printed", () => {
  test.each([
    ["20,10,50.0", { denominator: 20, numerator: 10, value: 50, status: "ok" }],
    ["20,10,", { denominator: 20, numerator: 10, status: "ok" }],
    ["N/A,N/A,50", { value: 50, status: "ok" }],
    ["15,*,*", { denominator: 15, status: "c" }],
    ["*,*,*", { status: "c" }],
    ["N/A,N/A,N/A", { status: "x" }],
    ["20,N/A,*", { denominator: 20, status: "c" }],
  ])("%s are kept, and the status says why there is no value", (cells, figures) => {
    const { observations, problems } = readCells(cells);
    expect(observations).toEqual([expect.objectContaining(figures)]);
    expect(problems).toEqual([]);
    const [{ period, place, dimensions, ...rest } = { period: 0, place: 0, dimensions: 0 }] = observations;
    expect(rest).toEqual(figures);
  });

  test("with a hidden rate that they give away are kept as hidden, and flagged", () => {
    const row = readCells("9,9,*");
    expect(row.observations[0]).toMatchObject({
      denominator: 9,
      numerator: 9,
      status: "c",
      sourceHidden: true,
    });
    expect(row.observations[0]).not.toHaveProperty("value");
    expect(row.problems).toMatchObject([
      { column: "Rate", pointer: "/lines/2/Rate", rule: "source-hid-the-rate", severity: "finding" },
    ]);
  });

  test("are flagged where a count is hidden but follows from the rate", () => {
    expect(readCells("20,*,50").observations[0]).toMatchObject({
      denominator: 20,
      value: 50,
      status: "ok",
      sourceHidden: true,
    });
    expect(rulesOf("20,*,50")).toEqual(["finding: source-hid-the-count"]);
  });

  test("a printed numerator beside a hidden rate, with no denominator, stays hidden and is flagged", () => {
    const row = readCells("20,0,*", aMapping({ denominator: undefined }));
    expect(row.observations[0]).toMatchObject({ numerator: 0, status: "c", sourceHidden: true });
  });

  test.each(["0,0,", "0,0,0.0", "0,N/A,"])("nobody in the group is no value, not zero: %s", (cells) => {
    const row = readCells(cells);
    expect(row.observations).toEqual([
      { period: PERIOD, place: { code: "Harbour" }, dimensions: { "race-ethnicity": "asian" }, status: "z" },
    ]);
    expect(row.problems).toMatchObject([{ rule: "empty-group", severity: "finding" }]);
  });

  test("a count of nobody is zero", () => {
    expect(readCells("0,0,", aMapping({ unit: "count", value: undefined })).observations[0]).toMatchObject({
      numerator: 0,
      status: "ok",
    });
  });

  test("stand beside ok and hidden only: what is not available has no counts", () => {
    const [seen] = readCells("20,N/A,N/A").observations;
    expect(seen?.status).toBe("x");
    expect(seen).not.toHaveProperty("denominator");
  });

  test("other tokens mean what the mapping says they mean", () => {
    const statuses = { "N/A": "z", "-6666": "w" } as const;
    expect(readCells("N/A,N/A,N/A", aMapping({ statuses })).observations[0]?.status).toBe("z");
    expect(
      readCells("N/A,N/A,-6666.0", aMapping({ numerator: undefined, denominator: undefined, statuses }))
        .observations[0]?.status,
    ).toBe("w");
    expect(readCells("#,#,#", aMapping({ hidden: ["#"] })).observations[0]?.status).toBe("c");
  });
});

describe("figures that cannot be", () => {
  test.each([
    ["20,21,", "numerator-over-denominator"],
    ["20,-1,", "negative-count"],
    ["20,1.5,", "fractional-count"],
    [",,100.1", "share-out-of-range"],
    [",,-0.1", "share-out-of-range"],
    [",,about half", "not-a-number"],
  ])("%s reject as %s, and give no observation", (cells, rule) => {
    expect(readCells(cells).observations).toEqual([]);
    expect(rulesOf(cells)).toEqual([`rejects: ${rule}`]);
  });

  test("a count written 15.0 is 15", () => {
    expect(readCells("20.0,15.0,75").observations[0]).toMatchObject({ denominator: 20, numerator: 15 });
  });

  test("a rate may be over its denominator, and is checked per thousand", () => {
    const rate = { unit: "rate", per: 1000 } as const;
    expect(rulesOf("20,30,1500", rate)).toEqual([]);
    expect(rulesOf("20,30,150", rate)).toEqual(["finding: value-differs-from-counts"]);
  });

  test("a proportion becomes a percentage, and is held to it", () => {
    const row = readCells("20,10,0.5", aMapping({ unit: "proportion" }));
    expect(row.observations[0]?.value).toBe(50);
    expect(readCells("100,57,0.57", aMapping({ unit: "proportion" })).observations[0]?.value).toBe(57);
    expect(rulesOf("20,10,0.5", { unit: "proportion" })).toEqual([]);
    expect(rulesOf(",,50", { unit: "proportion" })).toEqual(["rejects: share-out-of-range"]);
    expect(readCells(",,50%", aMapping({ unit: "proportion" })).observations[0]?.value).toBe(50);
  });

  test("a count of people cannot be printed as a fraction; a score can", () => {
    const value = { numerator: undefined, denominator: undefined };
    expect(rulesOf(",,12.5", { ...value, unit: "count" })).toEqual(["rejects: fractional-count"]);
    expect(readCells(",,2464.5", aMapping({ ...value, unit: "index" })).observations[0]?.value).toBe(2464.5);
  });
});

describe("a printed rate", () => {
  test("that its counts do not give, beyond rounding, is a finding and kept", () => {
    expect(readCells("20,10,55").observations[0]?.value).toBe(55);
    expect(rulesOf("20,10,55")).toEqual(["finding: value-differs-from-counts"]);
  });

  test("rounded to any number of decimals agrees with its counts", () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((all) => fc.tuple(fc.integer({ min: 0, max: all }), fc.constant(all)));
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 4 }), ([some, all], decimals) => {
        expect(rulesOf(`${all},${some},${((100 * some) / all).toFixed(decimals)}`)).toEqual([]);
      }),
    );
  });
});
