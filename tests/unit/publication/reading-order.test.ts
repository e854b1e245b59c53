import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsOf, textHash, toChunks } from "../../../shared/publication/published/chunks.ts";
import { isSealed } from "../../../shared/publication/published/manifest.ts";
import {
  type CellFilter,
  chunksFor,
  isAskedFor,
  READING_ORDER,
} from "../../../shared/publication/published/reading-order.ts";
import { ABSENCE, aCell, aRelease, HIDDEN, READING, someCells, yearKey } from "../../support/published.ts";

const small = aRelease({}, { mostBytes: 700 });

describe("the chunks of a release", () => {
  it("are the same texts for the same cells in whatever order they come", () => {
    const texts = (cells: ReturnType<typeof someCells>) => toChunks(cells, 700).map(({ text }) => text);
    expect(texts(someCells().reverse())).toEqual(texts(someCells()));
    expect(texts(someCells()).length).toBeGreaterThan(3);
  });

  it("hold every cell once, no longer than allowed, each with its own hash and first address", () => {
    const cells = small.chunks.flatMap(({ text }) => cellsOf(text));
    expect(cells).toHaveLength(someCells().length);
    expect(cells).toEqual(expect.arrayContaining(someCells()));
    for (const { text, bytes, hash, first } of small.chunks) {
      expect(bytes).toBe(Buffer.byteLength(text));
      expect(bytes).toBeLessThanOrEqual(700);
      expect(hash).toBe(textHash(text));
      expect(cellsOf(text)[0]).toMatchObject(first);
    }
    expect(isSealed(small.manifest)).toBe(true);
  });

  it("have no field of a cell that a published one has not", () => {
    const planned = { ...aCell(HIDDEN), hiding: "inside", cell: { value: 123_456 } };
    expect(toChunks([planned])[0]?.text).not.toMatch(/hiding|123456/);
  });
});

describe("the chunks for a question", () => {
  const { manifest, chunks } = small;
  const holding = (filter: CellFilter) =>
    chunks
      .filter(({ text }) => cellsOf(text).some((cell) => isAskedFor(cell, filter)))
      .map(({ number }) => number);

  it("hold everything asked for, whatever parts of the address are named", () => {
    const values = {
      indicatorId: [READING, ABSENCE, "ind_none"],
      placeCode: ["HC", "HC-N", "elsewhere"],
      dimensionKey: ["all", "race-ethnicity", "sex", "grade"],
      periodKey: [...manifest.periods.map(({ key }) => key), "1999-07-01_2000-06-30"],
      category: ["all", "asian", "white", "female", "nobody"],
    };
    const filters = fc.record(
      Object.fromEntries(READING_ORDER.map((part) => [part, fc.constantFrom(...values[part])])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filters, (filter) => {
        expect(chunksFor(manifest, filter)).toEqual(expect.arrayContaining(holding(filter)));
      }),
    );
  });

  it("are few where the address is known: two at the most for one cell, there or not", () => {
    for (const category of ["asian", "nobody"])
      for (const placeCode of ["HC", "elsewhere"]) {
        const address = { indicatorId: READING, placeCode, dimensionKey: "race-ethnicity" };
        const numbers = chunksFor(manifest, { ...address, periodKey: yearKey(2023), category });
        expect(numbers.length).toBeLessThanOrEqual(2);
      }
    const [first, ...others] = chunksFor(manifest, { indicatorId: READING });
    expect(others).toEqual(others.map((_number, index) => (first ?? 0) + 1 + index));
  });
});
