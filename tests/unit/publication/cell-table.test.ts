import { parse } from "csv-parse/sync";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellsCsv } from "../../../shared/publication/published/cell-table.ts";
import { cellsOf, textOf } from "../../../shared/publication/published/chunks.ts";
import { codebookCsv } from "../../../shared/publication/published/codebook-table.ts";
import { ALL_HIDDEN, aCell, aCodebookEntry, aRelease, HIDDEN } from "../../support/published.ts";

type Row = Readonly<Record<string, string>>;
const rowsOf = (csv: string) => parse(csv, { columns: true, record_delimiter: "\r\n" }) as Row[];

describe("cells as CSV", () => {
  const { manifest } = aRelease();

  it("have names, labels and days beside the ids", () => {
    const [row] = rowsOf(cellsCsv(manifest, [aCell({ dimensionKey: "sex", category: "female" })]));
    expect(row).toMatchObject({
      indicator: "Third graders who read well",
      place: "Harbour County",
      group: "Girls",
      period: "2023-24",
      periodStart: "2023-07-01",
      periodEnd: "2024-06-30",
      unit: "percent",
      value: "50",
      status: "ok",
      statusText: "",
    });
  });

  it("say of a hidden one that it is protected, with its band in numbers and in words", () => {
    const hidden = [aCell({ ...HIDDEN, band: { from: 95, to: 100 } }), aCell(ALL_HIDDEN)];
    const [banded, plain] = rowsOf(cellsCsv(manifest, hidden));
    const protectedText = {
      value: "",
      numerator: "",
      status: "c",
      statusText: "protected: could identify a child",
    };
    expect(banded).toMatchObject({
      ...protectedText,
      denominator: "100",
      bandFrom: "95",
      bandTo: "100",
      band: "95% or more",
    });
    expect(plain).toMatchObject({ ...protectedText, denominator: "", bandFrom: "", bandTo: "", band: "" });
  });

  it("read back as the numbers that were published, whatever these are", () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.constantFrom(-1e-7, 1e30),
    );
    fc.assert(
      fc.property(number, (value) => {
        const [row] = rowsOf(cellsCsv(manifest, [aCell({ value, numerator: null, denominator: null })]));
        expect(row?.value).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Math.abs(Number(row?.value) - value)).toBeLessThanOrEqual(1e-20 + Math.abs(value) * 1e-15);
      }),
    );
  });

  it("are no formula to a spreadsheet, whatever others wrote into names", () => {
    const names = ["=cmd()", "+1", "@x", "-2+3", "\tx", 'a"b,c\nd'];
    for (const name of names) {
      const odd = aRelease({
        indicators: [aCodebookEntry({ name })],
        places: [{ code: "HC", name }],
      }).manifest;
      const [row] = rowsOf(cellsCsv(odd, [aCell()]));
      const [definition] = rowsOf(codebookCsv(odd));
      for (const text of [row?.indicator, row?.place, definition?.name]) {
        expect(text).not.toMatch(/^[=+@\t-]/);
        expect(text?.replace(/^'/, "")).toBe(name);
      }
    }
  });
});

describe("cells as a text", () => {
  it("read back as they are, and nobody's as an empty list", () => {
    const cells = [aCell(), aCell({ ...HIDDEN, band: { from: 0, to: 20 } }), aCell({ unreliable: true })];
    expect(cellsOf(textOf(cells))).toEqual(cells);
    expect(textOf([])).toBe("[]");
  });
});
