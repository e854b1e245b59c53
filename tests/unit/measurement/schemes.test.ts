import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUILT_IN } from "../../../shared/measurement/schemes/built-in/built-in.ts";
import {
  isWhole,
  mapsTo,
  type NamedVersion,
  overlapsOf,
} from "../../../shared/measurement/schemes/overlaps.ts";
import { FITS, NewSchemeSchema, type SchemeVersion } from "../../../shared/measurement/schemes/scheme.ts";
import { schemeFaults } from "../../../shared/measurement/schemes/scheme-faults.ts";
import { parseSchemeRef, schemeRef } from "../../../shared/measurement/schemes/scheme-ref.ts";

function named(id: string, version: string): NamedVersion {
  const found = BUILT_IN.find((scheme) => scheme.id === id)?.versions.find((one) => one.version === version);
  if (!found) throw new Error(`There is no scheme ${id}@${version}.`);
  return { ref: schemeRef({ id, version }), ...found };
}

const RACE_1997 = named("race-ethnicity", "1997");
const RACE_2024 = named("race-ethnicity", "2024");
const keysOf = ({ categories }: SchemeVersion) => categories.map(({ key }) => key);
const overlap = (scheme: SchemeVersion, a: string, b: string) =>
  overlapsOf(scheme).some((pair) => pair.includes(a) && pair.includes(b));

describe("the category schemes of the product", () => {
  const versions = BUILT_IN.flatMap(({ id, versions: all }) =>
    all.map(({ version }) => [id, version] as const),
  );

  test.each(versions)("%s of %s fits together and says where it is from", (id, version) => {
    const scheme = named(id, version);
    expect(schemeFaults(scheme)).toEqual([]);
    expect(scheme.sources.length).toBeGreaterThan(0);
    expect(parseSchemeRef(scheme.ref)).toEqual({ id, version });
  });

  test("are of race, sex, gender, income by its proxies, disability, language, housing, care and places", () => {
    expect(BUILT_IN.map(({ id }) => id)).toEqual([
      "race-ethnicity",
      "sex",
      "gender",
      "income-level",
      "economic-disadvantage",
      "lunch-eligibility",
      "direct-certification",
      "pell-grant",
      "disability",
      "english-learner",
      "housing",
      "foster-care",
      "place-kind",
    ]);
  });
});

describe("overlaps", () => {
  test("are all pairs that no whole shows to exclude one another", () => {
    expect(overlap(RACE_2024, "black", "hispanic")).toBe(false);
    expect(overlap(RACE_2024, "black", "multiracial")).toBe(false);
    expect(overlap(RACE_2024, "black", "black-alone-or-in-combination")).toBe(true);
    expect(overlap(RACE_2024, "black-alone-or-in-combination", "white-alone-or-in-combination")).toBe(true);
    expect(overlap(RACE_1997, "hispanic", "white")).toBe(false);
    expect(overlap(RACE_1997, "hispanic", "white-any-ethnicity")).toBe(true);
    expect(overlapsOf(named("disability", "2022"))).toEqual([
      ["with-disability", "iep"],
      ["with-disability", "plan-504"],
    ]);
  });

  test("and pairs that are apart come to all pairs", () => {
    for (const { versions } of BUILT_IN)
      for (const scheme of versions) {
        const pairs = overlapsOf(scheme);
        const n = scheme.categories.length;
        const apart = new Set(
          scheme.wholes.flatMap(({ categories }) =>
            categories.flatMap((a) => categories.filter((b) => a < b).map((b) => `${a} ${b}`)),
          ),
        );
        expect(pairs.length + apart.size).toBe((n * (n - 1)) / 2);
      }
  });
});

describe("a whole", () => {
  test("is made of its categories, in any order and without one missing", () => {
    const whole = [
      "hispanic",
      "american-indian",
      "asian",
      "black",
      "pacific-islander",
      "white",
      "two-or-more",
    ];
    expect(isWhole(RACE_1997, whole.toReversed())).toBe(true);
    expect(isWhole(RACE_1997, whole.slice(1))).toBe(false);
    expect(isWhole(RACE_1997, ["hispanic", "not-hispanic"])).toBe(true);
    expect(isWhole(RACE_2024, whole)).toBe(false);
  });
});

describe("the crosswalk of race and ethnicity", () => {
  test.each([
    ["asian", "close", ["asian"]],
    ["hispanic", "close", ["hispanic-alone-or-in-combination"]],
    ["two-or-more", "into", ["multiracial"]],
    ["white", "spread", ["white", "middle-eastern", "multiracial"]],
    ["not-hispanic", "none", []],
    ["white-any-ethnicity", "none", []],
  ])("leads %s of 1997 to 2024 as %s", (category, fit, to) => {
    expect(mapsTo(RACE_1997, RACE_2024, category)).toMatchObject({ category, fit, to });
  });

  test.each([
    ["middle-eastern", "into", ["white"]],
    ["white", "into", ["white"]],
    ["multiracial", "spread", ["hispanic", "white", "two-or-more"]],
    ["asian-alone-or-in-combination", "none", []],
  ])("leads %s of 2024 back to 1997 as %s", (category, fit, to) => {
    expect(mapsTo(RACE_2024, RACE_1997, category)).toMatchObject({ category, fit, to });
  });

  test("says of every category where it goes, to categories that exist, and what is lost", () => {
    for (const [from, to] of [
      [RACE_1997, RACE_2024],
      [RACE_2024, RACE_1997],
    ] as const)
      for (const category of keysOf(from)) {
        const mapping = mapsTo(from, to, category);
        expect(mapping.loss).not.toContain("No crosswalk says");
        expect(keysOf(to)).toEqual(expect.arrayContaining(mapping.to));
        expect(FITS).toContain(mapping.fit);
      }
  });

  test("is not needed within a version, and there is none between two schemes", () => {
    expect(mapsTo(RACE_1997, RACE_1997, "asian")).toEqual({ category: "asian", fit: "same", to: ["asian"] });
    expect(mapsTo(RACE_1997, RACE_1997, "martian").fit).toBe("none");
    expect(mapsTo(named("sex", "2022"), named("gender", "2022"), "female")).toEqual({
      category: "female",
      fit: "none",
      to: [],
      loss: "No crosswalk says where female of sex@2022 is counted in gender@2022.",
    });
  });
});

describe("a scheme of an organisation", () => {
  const scheme = {
    name: "Wards",
    dimension: "ward",
    categories: [
      { key: "north", label: "North" },
      { key: "south", label: "South" },
    ],
    wholes: [{ label: "The town", categories: ["north", "south"] }],
  };
  const paths = (fields: object) =>
    NewSchemeSchema()
      .safeParse({ ...scheme, ...fields })
      .error?.issues.map(({ path }) => path.join("/"));
  const walk = (direction: "forward" | "backward", mappings: readonly object[]) =>
    paths({ crosswalks: [{ version: "1", [direction]: mappings }] });

  test("has each category once, and wholes of its categories", () => {
    expect(paths({})).toBeUndefined();
    expect(paths({ categories: [...scheme.categories, { key: "north", label: "Again" }] })).toEqual([
      "categories/2/key",
    ]);
    expect(paths({ wholes: [{ label: "All", categories: ["north", "west"] }] })).toEqual([
      "wholes/0/categories/1",
    ]);
    expect(paths({ wholes: [{ label: "All", categories: ["north", "north"] }] })).toEqual([
      "wholes/0/categories/1",
    ]);
  });

  test("maps each category once, to as many as the fit says, and says what is lost", () => {
    expect(walk("forward", [{ category: "old", fit: "same", to: ["north"] }])).toBeUndefined();
    expect(walk("forward", [{ category: "old", fit: "close", to: ["north"] }])).toEqual([
      "crosswalks/0/forward/0/loss",
    ]);
    expect(walk("forward", [{ category: "old", fit: "spread", to: ["north"], loss: "x" }])).toEqual([
      "crosswalks/0/forward/0/to",
    ]);
    expect(walk("forward", [{ category: "old", fit: "same", to: ["west"] }])).toEqual([
      "crosswalks/0/forward/0",
    ]);
    expect(walk("backward", [{ category: "west", fit: "none", loss: "x" }])).toEqual([
      "crosswalks/0/backward/0",
    ]);
    const north = { category: "north", fit: "none", loss: "x" };
    expect(walk("backward", [north, north])).toEqual(["crosswalks/0/backward/1/category"]);
  });

  test("is not larger than what one item and its history can hold", () => {
    const categories = Array.from({ length: 150 }, (_, index) => ({
      key: `ward-${index}`,
      label: "Ward",
      description: "x".repeat(900),
    }));
    expect(paths({ categories, wholes: [] })).toEqual(["categories"]);
  });
});

describe("the reference of a scheme", () => {
  test("can be read back; a name without a version is none", () => {
    const version = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,3})?$/);
    fc.assert(
      fc.property(fc.constantFrom("race-ethnicity", `sch_${"0".repeat(26)}`), version, (id, of) => {
        expect(parseSchemeRef(schemeRef({ id, version: of }))).toEqual({ id, version: of });
      }),
    );
    expect(parseSchemeRef("omb-1997")).toBeUndefined();
    expect(parseSchemeRef("a@b@c")).toBeUndefined();
  });
});
