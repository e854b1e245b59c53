import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { workbookRows } from "../../../../shared/interchange/xlsx-rows.ts";
import {
  documentOf,
  tableCsv,
  tableList,
  tableNamed,
  tablesCsv,
  tablesXlsx,
} from "../../../../shared/reporting/document/index.ts";
import {
  type ReportDocument,
  type Table,
  tablesOf,
} from "../../../../shared/reporting/document/report-document.ts";
import { LONG_COLUMNS } from "../../../../shared/reporting/document/tables-csv.ts";
import { sheetNames } from "../../../../shared/reporting/document/tables-xlsx.ts";
import { aWholeReport } from "./practised.ts";

const document = documentOf(aWholeReport());
const read = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

const TABLE: Table = {
  type: "table",
  key: "one",
  caption: "One",
  whenEmpty: "None.",
  columns: [
    { key: "name", label: "Name", kind: "text" },
    { key: "amount", label: "Amount", kind: "money", unit: "USD" },
    { key: "rate", label: "Rate", kind: "percent" },
    { key: "on", label: "On", kind: "date" },
  ],
  rows: [
    [
      { text: '=HYPERLINK("http://x")', value: '=HYPERLINK("http://x")' },
      { text: "$1.10", value: "1.10" },
      { text: "protected: could identify a child", value: null, status: "c" },
      { text: "1 Jul 2024", value: "2024-07-01" },
    ],
    [
      { text: "@sum, 2\nlines", value: "@sum, 2\nlines" },
      { text: "", value: "12345678901234567.89" },
      { text: "−5.0", value: "-5", refs: ["a~1", "b~2"] },
      { text: "", value: null },
    ],
  ],
};
const DOCUMENT: ReportDocument = {
  language: "en",
  title: "=1+1",
  lead: "Lead",
  sections: [{ key: "s", title: "S", blocks: [TABLE] }],
  colophon: [],
};

describe("all tables as one CSV", () => {
  const lines = read(tablesCsv(document));

  it("has a line for every cell that a row is not named by, and gives values back as they were", () => {
    const cells = tablesOf(document).flatMap(({ columns, rows }) => rows.length * (columns.length - 1));
    expect(lines).toHaveLength(cells.reduce((sum, many) => sum + many, 0));
    expect(Object.keys(lines[0] ?? {})).toEqual([...LONG_COLUMNS]);
    for (const { key, columns, rows } of tablesOf(document))
      for (const [at, row] of rows.entries())
        for (const [index, cell] of row.entries()) {
          if (index === 0) continue;
          const line = lines.find(
            (one) => one.table === key && one.row === String(at + 1) && one.column === columns[index]?.key,
          );
          expect(line?.value?.replace(/^'/, "")).toBe(cell.value ?? "");
        }
  });

  it("keeps what is hidden as a line without a value that says why", () => {
    const hidden = lines.filter(({ table, status }) => table === "outcomes-groups" && status === "c");
    expect(hidden.length).toBeGreaterThanOrEqual(2);
    expect(hidden.every(({ value }) => value === "")).toBe(true);
    expect(hidden.map(({ text }) => text)).toContain("protected: could identify a child");
  });

  it("names the unit of every figure and amount, and the revisions behind it", () => {
    expect(lines.find(({ table, column }) => table === "outcomes" && column === "latest")).toMatchObject({
      section: "outcomes",
      rowName: "Third graders reading at grade level",
      value: "54",
      text: "54.0%",
      status: "ok",
      unit: "percent",
      refs: expect.stringContaining("~all~1"),
    });
    expect(lines.find(({ column }) => column === "committed")).toMatchObject({ unit: "USD" });
  });

  it("leaves nothing that a spreadsheet would run", () => {
    const found = read(tablesCsv(DOCUMENT));
    const run = found.flatMap((line) => Object.values(line)).filter((value) => /^[=+@\t\r]/.test(value));
    expect(run).toEqual([]);
    expect(found.map(({ rowName }) => rowName)).toContain('\'=HYPERLINK("http://x")');
  });
});

describe("one table as CSV", () => {
  it("has its columns by their keys, statuses beside numbers, and the revisions of a row", () => {
    expect(read(tableCsv(TABLE))).toEqual([
      {
        name: '\'=HYPERLINK("http://x")',
        amount: "1.10",
        rate: "",
        rateStatus: "c",
        on: "2024-07-01",
        refs: "",
      },
      {
        name: "'@sum, 2\nlines",
        amount: "12345678901234567.89",
        rate: "-5",
        rateStatus: "ok",
        on: "",
        refs: "a~1 b~2",
      },
    ]);
  });

  it("has its header where it has no row", () => {
    expect(tableCsv({ ...TABLE, rows: [] })).toBe("name,amount,rate,rateStatus,on,refs\r\n");
  });
});

describe("the tables of a document", () => {
  it("are listed with their columns, and found by their keys", () => {
    const { tables } = tableList(document);
    expect(tables.map(({ key }) => key)).toEqual(tablesOf(document).map(({ key }) => key));
    expect(tables[0]).toMatchObject({ key: "money-totals", section: "money", rows: 1 });
    expect(tableNamed(document, "gaps")).toMatchObject({ ok: true, value: { key: "gaps" } });
  });

  it("that there are not are refused with the keys that there are", () => {
    expect(tableNamed(DOCUMENT, "two")).toMatchObject({
      ok: false,
      problem: {
        code: "invalid_request",
        errors: [{ parameter: "table", detail: 'This report has no table "two". It has: one.' }],
      },
    });
  });
});

describe("a workbook", () => {
  const rowsOf = (bytes: Uint8Array, sheet: string) => {
    const rows = workbookRows(bytes, { decimal: ".", sheet });
    if (!rows.ok) throw new Error(rows.problem.detail);
    return rows.value.rows.map(({ cells }) => cells);
  };

  it("has a sheet for each table, with numbers, days and reasons, and texts that are no formulas", async () => {
    const bytes = await tablesXlsx(DOCUMENT);
    expect(rowsOf(bytes, "one")).toEqual([
      ["Name", "Amount", "Rate", "On"],
      ['=HYPERLINK("http://x")', "1.1", "protected: could identify a child", "2024-07-01"],
      ["@sum, 2\nlines", "12345678901234567.89", "-5", ""],
    ]);
    expect(rowsOf(bytes, "About")[0]?.[0]).toBe("=1+1");
    expect(Buffer.from(bytes).includes("<f>")).toBe(false);
  });

  it("opens with every table of a whole report", async () => {
    const bytes = await tablesXlsx(document);
    const tables = tablesOf(document);
    const names = sheetNames(tables.map(({ key }) => key));
    expect(rowsOf(bytes, "About").length).toBeGreaterThan(tables.length);
    for (const [at, name] of names.entries())
      expect(rowsOf(bytes, name), name).toHaveLength((tables[at]?.rows.length ?? 0) + 1);
  });

  it("names its sheets apart, as short as names of sheets are", () => {
    const long = "systems-indicators-definitions-and-more";
    expect(sheetNames([long, long, "a/b", "about"])).toEqual([
      long.slice(0, 31),
      `${long.slice(0, 29)}-2`,
      "a-b",
      "about-2",
    ]);
  });
});
