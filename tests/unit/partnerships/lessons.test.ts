import { describe, expect, it } from "vitest";
import { facetOfSearch, facetsOf, isFound } from "../../../shared/partnerships/lessons/facet.ts";
import { spreadOf } from "../../../shared/partnerships/lessons/lesson.ts";
import { type Reaching, reaches } from "../../../shared/partnerships/reach.ts";
import { anId } from "./builders.ts";

describe("what a lesson is found by", () => {
  const lesson = { themes: ["Digital  Divide", "digital divide"], placeCodes: ["2502345"] };

  it("is each of its words once, whatever their case and blanks, and everything", () => {
    expect(facetsOf(lesson)).toEqual(["all", "theme:digital divide", "place:2502345"]);
    expect(facetsOf({})).toEqual(["all"]);
  });

  it("has a list for the first that is named; the others narrow it", () => {
    expect(facetOfSearch({ capacity: "equity", place: "1" })).toBe("capacity:equity");
    expect(facetOfSearch({})).toBe("all");
    expect(isFound(lesson, { theme: "DIGITAL divide", place: "2502345" })).toBe(true);
    expect(isFound(lesson, { theme: "digital divide", place: "1" })).toBe(false);
    expect(isFound(lesson, { population: "all" })).toBe(false);
  });
});

describe("a reach", () => {
  const [owner, sister, stranger, network, other] = [1, 2, 3, 8, 9].map((n) => anId("org", n)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const thing = (visibility: Reaching["visibility"]) => ({ ownerId: owner, networkId: network, visibility });
  const seenBy = (visibility: Reaching["visibility"]) =>
    [
      { organisationId: owner, networkId: network },
      { organisationId: sister, networkId: network },
      { organisationId: stranger, networkId: other },
    ].map((reader) => reaches(thing(visibility), reader));

  it("is the owner's, the network's or everybody's", () => {
    expect(seenBy("own")).toEqual([true, false, false]);
    expect(seenBy("network")).toEqual([true, true, false]);
    expect(seenBy("public")).toEqual([true, true, true]);
  });
});

describe("spread", () => {
  it("counts by month and adds up", () => {
    expect(spreadOf(["2020-06-02", "2020-05-01", "2020-05-31"], true)).toEqual({
      months: [
        { month: "2020-05", adopted: 2, total: 2 },
        { month: "2020-06", adopted: 1, total: 3 },
      ],
      adoptions: 3,
      isWhole: true,
    });
    expect(spreadOf([], false)).toEqual({ months: [], adoptions: 0, isWhole: false });
  });
});
