import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PublishedCell } from "../../../shared/disclosure/release/published-cell.ts";
import { derivedNumbers } from "../../../shared/publication/published/derived.ts";
import type { CodebookEntry } from "../../../shared/publication/published/manifest.ts";
import { ALL_HIDDEN, aCell, aCodebookEntry, aRelease, HIDDEN, yearKey } from "../../support/published.ts";

const { manifest } = aRelease();
const sex = (category: string, fields: Partial<PublishedCell> = {}) =>
  aCell({ dimensionKey: "sex", category, ...fields });

function numbersOf(cells: readonly PublishedCell[], fields: Partial<CodebookEntry> = {}) {
  return derivedNumbers(manifest, aCodebookEntry(fields), cells);
}

function oneOf(cells: readonly PublishedCell[], measure: string, fields: Partial<CodebookEntry> = {}) {
  return numbersOf(cells, fields).find(
    (one) => one.measure === measure && one.category !== "male" && one.periodKey === yearKey(2023),
  );
}

describe("a gap", () => {
  const cells = [
    aCell({ numerator: 110, denominator: 200 }),
    sex("female", { numerator: 59, denominator: 102 }),
    sex("male", { numerator: 51, denominator: 98 }),
  ];

  it("is a group's figure less everybody's, in points, to the digit of the two", () => {
    // 57.8 − 55: in binary fractions 2.799999999999997.
    expect(oneOf(cells, "gap-to-total")).toMatchObject({
      category: "female",
      value: 2.8,
      unit: "percentage-points",
      status: "ok",
      comparedWith: { dimensionKey: "all", category: "all", periodKey: yearKey(2023) },
    });
  });

  it("to the best-off group goes by what is better", () => {
    const values = (polarity: string) =>
      numbersOf(cells, { polarity })
        .filter(({ measure }) => measure === "gap-to-best-off")
        .map(({ category, value }) => [category, value]);
    expect(values("higher")).toEqual([
      ["female", 0],
      ["male", -5.8],
    ]);
    expect(values("lower")).toEqual([
      ["female", 5.8],
      ["male", 0],
    ]);
    expect(values("neutral")).toEqual([]);
  });

  it("has no figure where the group, everybody or any group that might be best off is hidden", () => {
    const hiddenGroup = [cells[0], sex("female", HIDDEN), cells[2]] as PublishedCell[];
    for (const number of numbersOf(hiddenGroup).filter(({ category }) => category === "female"))
      expect(number).toMatchObject({ value: null, status: "c" });
    expect(
      numbersOf(hiddenGroup).find(
        ({ category, measure }) => category === "male" && measure === "gap-to-best-off",
      ),
    ).toEqual(expect.objectContaining({ value: null, status: "c" }));
    const hiddenTotal = [aCell(ALL_HIDDEN), cells[1], cells[2]] as PublishedCell[];
    expect(oneOf(hiddenTotal, "gap-to-total")).toMatchObject({ value: null, status: "c" });
  });

  it("is not available without everybody's figure, and is none of counts", () => {
    expect(oneOf(cells.slice(1), "gap-to-total")).toMatchObject({ value: null, status: "x" });
    const ofCounts = numbersOf(cells, { unit: "count" });
    expect(ofCounts.map(({ measure }) => measure)).toEqual(["change", "change", "change"]);
  });
});

describe("a change", () => {
  const years = [
    aCell({ periodKey: yearKey(2022), numerator: 90, denominator: 200 }),
    aCell({ numerator: 101, denominator: 200 }),
  ];

  it("is the figure less that of the period before", () => {
    expect(oneOf(years, "change")).toMatchObject({
      value: 5.5,
      comparedWith: { periodKey: yearKey(2022), dimensionKey: "all", category: "all" },
    });
  });

  it("is not available where the release does not have the period before, and none is told of the first", () => {
    expect(oneOf(years.slice(1), "change")).toMatchObject({ value: null, status: "x" });
    expect(numbersOf([aCell({ periodKey: yearKey(2021) })])).toEqual([]);
  });

  it("says nothing over a break of the series; a new scheme of categories breaks that of groups alone", () => {
    const breakOf = (kind: string) => ({
      seriesBreaks: [{ startsOn: "2023-07-01", kind, why: "New test" }],
    });
    expect(oneOf(years, "change", breakOf("instrument"))).toMatchObject({ value: null, status: "z" });
    expect(oneOf(years, "change", breakOf("scheme"))).toMatchObject({ value: 5.5, status: "ok" });
    const girls = years.map((cell) => ({ ...cell, dimensionKey: "sex", category: "female" }));
    expect(oneOf(girls, "change", breakOf("scheme"))).toMatchObject({ value: null, status: "z" });
  });

  it("is as unreliable as the figures that it is made of", () => {
    const [before, now] = years as [PublishedCell, PublishedCell];
    expect(oneOf([{ ...before, unreliable: true }, now], "change")).toMatchObject({ unreliable: true });
  });
});

describe("derived numbers", () => {
  const cellOf = fc.record({
    periodKey: fc.constantFrom(yearKey(2022), yearKey(2023)),
    category: fc.constantFrom("female", "male"),
    isHidden: fc.boolean(),
    numerator: fc.integer({ min: 10, max: 90 }),
  });

  it("never have a figure with a hidden input, and are in the order of their addresses whatever they say", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(cellOf, { selector: (one) => `${one.periodKey}${one.category}` }),
        (given) => {
          const cells = given.map(({ isHidden, ...rest }) =>
            aCell({ ...rest, dimensionKey: "sex", ...(isHidden ? HIDDEN : {}) }),
          );
          const numbers = numbersOf(cells);
          for (const number of numbers) {
            const cell = cells.find(
              (one) => one.category === number.category && one.periodKey === number.periodKey,
            );
            if (cell?.status === "c") expect(number).toMatchObject({ value: null, status: "c" });
            if (number.status === "c") expect(number.value).toBeNull();
          }
          expect(numbersOf([...cells].reverse())).toEqual(numbers);
        },
      ),
    );
  });
});
