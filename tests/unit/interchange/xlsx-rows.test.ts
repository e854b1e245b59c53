import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SheetRows } from "../../../shared/interchange/observation-table.ts";
import { type SheetChoice, workbookRows } from "../../../shared/interchange/xlsx-rows.ts";
import { aWorkbook, aZip, rowsXml } from "../../support/workbook.ts";

function read(bytes: Uint8Array, choice: Partial<SheetChoice> = {}): SheetRows {
  const rows = workbookRows(bytes, { decimal: ".", ...choice });
  if (rows.ok) return rows.value;
  throw new Error(rows.problem.detail);
}
const cellsOf = (bytes: Uint8Array, choice: Partial<SheetChoice> = {}) =>
  read(bytes, choice).rows.map(({ cells }) => cells);
const refusal = (bytes: Uint8Array, choice: Partial<SheetChoice> = {}) => {
  const rows = workbookRows(bytes, { decimal: ".", ...choice });
  return rows.ok ? undefined : rows.problem.detail;
};
const oneRow = (rows: string, parts = {}) => aWorkbook({ Data: { rows: `<row r="1">${rows}</row>` } }, parts);

describe("the rows of a sheet", () => {
  it("hold texts as they are stored, so that codes keep their zeros, and numbers by their digits", () => {
    const texts = [
      "<t>0020011</t>",
      '<r><t xml:space="preserve">Two </t></r><rPh><t>phonetic</t></rPh><r><t>runs &amp; more</t></r>',
    ];
    const row =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>0.30000000000000004</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="inlineStr"><is><t>a_x000D_b</t></is></c>';
    expect(cellsOf(oneRow(row, { texts }))).toEqual([["0020011", "Two runs & more", "0.3", "TRUE", "a\rb"]]);
  });

  it("show a percentage, leading zeros, a day and a month as the sheet does", () => {
    const row =
      '<c r="A1" s="1"><v>0.382</v></c><c r="B1" s="4"><v>20011</v></c><c r="C1" s="2"><v>43555</v></c><c r="D1" s="3"><v>40878</v></c><c r="E1" s="5"><v>1234.5</v></c>';
    expect(cellsOf(oneRow(row))).toEqual([["38.2%", "0020011", "2019-03-31", "2011-12", "1234.5"]]);
    expect(cellsOf(oneRow('<c r="A1" s="2"><v>42093</v></c>', { is1904: true }))).toEqual([["2019-03-31"]]);
  });

  it("write numbers with the decimal sign that the mapping reads, and leave texts alone", () => {
    const row = '<c r="A1"><v>1234.5</v></c><c r="B1" t="str"><v>12,5</v></c>';
    expect(cellsOf(oneRow(row), { decimal: "," })).toEqual([["1234,5", "12,5"]]);
  });

  it("take of a formula the value that was worked out, and say where none was, or where it is an error", () => {
    const row =
      '<c r="A1"><f>B1/C1</f><v>0.5</v></c><c r="B1"><f>SUM(C1)</f></c><c r="C1"><f>D1</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><f>X</f><v>#REF!</v></c>';
    expect(cellsOf(oneRow(row))).toEqual([["0.5", "=SUM(C1)", "=D1", "", "#REF!"]]);
  });

  it("count as the sheet counts, whatever is left out between them", () => {
    const rows = `${rowsXml([["Title"]], 2)}${rowsXml([["District", "Rate"]], 4)}${rowsXml([["Harbour", 1]], 200)}`;
    const { rows: found } = read(aWorkbook({ Data: { rows } }));
    expect(found.map(({ line }) => line)).toEqual([
      ...Array.from({ length: 100 }, (_, index) => index + 1),
      200,
    ]);
    expect(found[1]?.cells).toEqual(["Title", ""]);
    expect(found.at(-1)).toEqual({ line: 200, cells: ["Harbour", "1"] });
  });

  it("repeat the words of merged cells down their rows, and never a number", () => {
    const rows = rowsXml([
      ["Harbour", "Asian", 200],
      [undefined, "Black"],
      [undefined, "White"],
    ]);
    const merges = ["A1:A3", "C1:C3"];
    expect(cellsOf(aWorkbook({ Data: { rows, merges } }))).toEqual([
      ["Harbour", "Asian", "200"],
      ["Harbour", "Black", ""],
      ["Harbour", "White", ""],
    ]);
  });
});

describe("the sheet of a workbook", () => {
  const data = { rows: rowsXml([["a", 1]]) };
  const empty = { rows: '<row r="1"><c r="A1" s="1"/></row>' };

  it("is the only one that is shown and holds data", () => {
    const book = aWorkbook({ Notes: empty, Data: data, Lists: { ...data, state: "hidden" } });
    expect(read(book).sheet).toBe("Data");
  });

  it("has to be named where there are several, and is found by name or number", () => {
    const book = aWorkbook({
      "Math &amp; science": data,
      Reading: data,
      Lists: { ...data, state: "veryHidden" },
    });
    expect(refusal(book)).toBe(
      'Several sheets hold data: "Math & science", "Reading". Say which one is meant, by name or number.',
    );
    expect(read(book, { sheet: "reading" }).sheet).toBe("Reading");
    expect(read(book, { sheet: 1 }).sheet).toBe("Math & science");
    expect(read(book, { sheet: "Lists" }).sheet).toBe("Lists");
    expect(refusal(book, { sheet: 3 })).toBe(
      'There is no such sheet. The workbook has: "Math & science", "Reading".',
    );
  });

  it("is missed where none holds data", () => {
    expect(refusal(aWorkbook({ Notes: empty }))).toMatch(/holds data/);
  });
});

describe("a workbook that cannot be read", () => {
  it("is refused where it is cut off, damaged or no workbook", () => {
    const book = aWorkbook({ Data: { rows: rowsXml([["a", 1]]) } });
    expect(refusal(book.subarray(0, book.length - 30))).toMatch(/cut off/);
    expect(refusal(aZip({ "word/document.xml": "<a/>" }))).toMatch(/no workbook/);
    expect(refusal(aWorkbook({ Data: { rows: "<row><c><v>1</row>" } }))).toMatch(/damaged/);
  });

  it("is refused where a bit of it changed on the way, though all of it can be unpacked", () => {
    const book = Buffer.from(aWorkbook({ Data: { rows: rowsXml([["a", 1]]) } }, {}));
    // The check of the sheet, in the directory at the end.
    const at = book.lastIndexOf("xl/worksheets/sheet1.xml") - 30;
    book.writeUInt8(book.readUInt8(at) ^ 1, at);
    expect(refusal(book)).toMatch(/damaged/);
  });

  it("is refused where it would unpack to more than fits, without unpacking it", () => {
    const bomb = aWorkbook({
      Data: { rows: `<row r="1"><c><v>1</v></c></row>${" ".repeat(160 * 1024 * 1024)}` },
    });
    expect(bomb.length).toBeLessThan(200_000);
    expect(refusal(bomb)).toMatch(/larger than 150 MB/);
  });

  it("is refused where signs in the last column would fill the memory", () => {
    const rows = Array.from(
      { length: 1000 },
      (_, row) => `<row r="${row + 1}"><c r="XFD${row + 1}"><v>1</v></c></row>`,
    );
    expect(refusal(aWorkbook({ Data: { rows: rows.join("") } }))).toMatch(/too many cells/);
  });
});

describe.skipIf(!process.env.REAL_DATA)("workbooks that publishers wrote", () => {
  it("read with their titles and dates", () => {
    const folder = join(process.env.REAL_DATA ?? "", "360giving/real");
    const [titles, first] = cellsOf(readFileSync(join(folder, "abct-a001p00000zgyHZAAY.xlsx")), { sheet: 1 });
    expect(titles).toContain("Award Date");
    expect(first?.[titles?.indexOf("Award Date") ?? -1]).toMatch(/^\d{4}-\d{2}-\d{2}/);
  });
});
