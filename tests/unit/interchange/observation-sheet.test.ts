import { describe, expect, it } from "vitest";
import {
  type ColumnMapping,
  openObservationTable,
  type RowReading,
  readObservationRows,
} from "../../../shared/interchange/index.ts";
import { workbookRows } from "../../../shared/interchange/xlsx-rows.ts";
import { aWorkbook, rowsXml } from "../../support/workbook.ts";
import { aMapping, readAll } from "./observation-files.ts";

const TITLES = ["District", "Group", "Cohort", "Graduates", "Rate", "Remark"];
const error = (r: string, text = "#REF!") => ({ xml: `<c r="${r}" t="e"><f>X1</f><v>${text}</v></c>` });

function readSheet(rows: Parameters<typeof rowsXml>[0], mapping: ColumnMapping = aMapping()): RowReading[] {
  const title = [["Graduates by district", undefined], [], TITLES] as const;
  const merges = ["A1:F1"];
  const book = aWorkbook({ Data: { rows: rowsXml([...title, ...rows]), merges } });
  const sheet = workbookRows(book, mapping);
  if (!sheet.ok) throw new Error(sheet.problem.detail);
  const table = openObservationTable(sheet.value, mapping);
  if (!table.ok) throw new Error(table.problem.detail);
  return [...readObservationRows(table.value)];
}

describe("a sheet of observations", () => {
  it("is read below its title rows as a CSV is", () => {
    const percent = { xml: '<c r="E4" s="1"><v>0.5</v></c>' };
    expect(
      readSheet([
        ["0091", "Asian", 200, 100, percent],
        ["0091", "Black", "*", "*", "*"],
      ]),
    ).toMatchObject([
      {
        line: 4,
        problems: [],
        observations: [
          { place: { code: "0091" }, dimensions: { "race-ethnicity": "asian" }, numerator: 100, value: 50 },
        ],
      },
      { line: 5, observations: [{ status: "c" }] },
    ]);
  });

  it("tells what is wrong by the address of the cell", () => {
    const [row] = readSheet([["Harbour", "Asian", 100, 140, 140]]);
    expect(row?.problems).toMatchObject([
      { cell: "D4", pointer: "/lines/4/Graduates", rule: "numerator-over-denominator" },
      { cell: "E4", pointer: "/lines/4/Rate", rule: "share-out-of-range" },
    ]);
  });

  it("records nothing of a row in which an error stands, be it the place or a figure", () => {
    const [place, figure] = readSheet([
      [error("A4"), "Asian", 100, 50, 50],
      ["Harbour", "Black", 100, error("D5", "#DIV/0!"), 50],
    ]);
    expect(place).toMatchObject({ observations: [], problems: [{ cell: "A4", rule: "error-cell" }] });
    expect(figure).toMatchObject({
      observations: [],
      problems: [{ cell: "D5", rule: "error-cell", detail: expect.stringContaining("#DIV/0!") }],
    });
  });

  it("records nothing of a formula that was never worked out", () => {
    const [row] = readSheet([["Harbour", "Asian", 100, { xml: '<c r="D4"><f>SUM(A1)</f></c>' }, 50]]);
    expect(row).toMatchObject({
      observations: [],
      problems: [{ cell: "D4", rule: "formula-not-calculated" }],
    });
  });

  it("passes over errors in columns that are not mapped, and those that the mapping says what they mean", () => {
    const mapping = aMapping({ missing: ["#N/A"] });
    const [beside, said] = readSheet(
      [
        ["Harbour", "Asian", 100, 50, 50, error("F4")],
        ["Harbour", "Black", error("C5", "#N/A"), error("D5", "#N/A"), error("E5", "#N/A")],
      ],
      mapping,
    );
    expect(beside).toMatchObject({ problems: [], observations: [{ numerator: 50 }] });
    expect(said).toMatchObject({ problems: [], observations: [{ status: "x" }] });
  });
});

describe("a code that a spreadsheet took for a day or a power of ten", () => {
  const HEADER = "District,Group,Cohort,Graduates,Rate";

  it.each([
    ["5-Mar,Asian,100,50,50", "District"],
    ["9.00001E+10,Asian,100,50,50", "District"],
    ["Harbour,Dec-11,100,50,50", "Group"],
  ])("is rejected in %j at %s, instead of becoming a place or a category", (cells, column) => {
    const [row] = readAll(`${HEADER}\n${cells}`);
    expect(row).toMatchObject({ observations: [], problems: [{ rule: "code-mangled", column }] });
  });

  it("is what a day cell of a workbook gives, too", () => {
    const [row] = readSheet([["Harbour", { xml: '<c r="B4" s="2"><v>43894</v></c>' }, 100, 50, 50]]);
    expect(row).toMatchObject({ observations: [], problems: [{ rule: "code-mangled", cell: "B4" }] });
  });

  it("is read where the mapping says what it stands for", () => {
    const codes = { column: "District", codes: { "5-Mar": "3-5" } };
    const groups = { dimension: "grade", column: "Group", categories: { "Dec-11": "grades-11-to-12" } };
    const [row] = readAll(
      `${HEADER}\n5-Mar,Dec-11,100,50,50`,
      aMapping({ place: codes, dimensions: [groups] }),
    );
    expect(row).toMatchObject({
      problems: [],
      observations: [{ place: { code: "3-5" }, dimensions: { grade: "grades-11-to-12" } }],
    });
  });
});

describe("a CSV that was saved from a spreadsheet", () => {
  it("rejects the errors in it, of the place too", () => {
    const [row] = readAll("District,Group,Cohort,Graduates,Rate\n#REF!,Asian,100,50,50");
    expect(row).toMatchObject({
      observations: [],
      problems: [{ rule: "error-cell", pointer: "/lines/2/District" }],
    });
  });

  it("is read from UTF-16 with its mark, lines ended by lone carriage returns, a title, tabs and decimal commas", () => {
    const text =
      "\uFEFFGraduates by district\r\rDistrict\tGroup\tCohort\tGraduates\tRate\rPeñasco\tAsian\t1.200\t450\t37,5";
    const mapping = aMapping({ delimiter: "\t", decimal: "," });
    for (const bytes of [Buffer.from(text, "utf16le"), Buffer.from(text, "utf16le").swap16()]) {
      const table = openObservationTable(new Uint8Array(bytes), mapping);
      if (!table.ok) throw new Error(table.problem.detail);
      expect([...readObservationRows(table.value)]).toMatchObject([
        { line: 4, observations: [{ place: { code: "Peñasco" }, denominator: 1200, value: 37.5 }] },
      ]);
    }
  });

  it("says at which sign its cells are cut, where that is not the one of the mapping", () => {
    const table = openObservationTable(
      "District;Group;Cohort;Graduates;Rate\nHarbour;Asian;100;50;50",
      aMapping(),
    );
    expect(table).toMatchObject({
      problem: { code: "validation_failed", errors: [{ pointer: "/delimiter" }] },
    });
    expect(JSON.stringify(table)).toContain("semicolons");
  });
});
