import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { csvOf, fileNameOf, tabbed } from "../../../../shared/pages/script/table-text.ts";
import { toCsv } from "../../../../shared/platform/csv.ts";

const ROWS = [
  [{ text: "Name" }, { text: "Paid" }],
  [{ text: 'Oak "and" Elm,\nCo' }, { text: "$1,250.00", value: "1250.00" }],
  [{ text: '=HYPERLINK("x")' }, { text: "−$3.00", value: "-3.00" }],
];

describe("a table as CSV", () => {
  it("reads back as the values for machines, with names as they are", () => {
    expect(parse(csvOf(ROWS), { bom: true })).toEqual([
      ["Name", "Paid"],
      ['Oak "and" Elm,\nCo', "1250.00"],
      [`'=HYPERLINK("x")`, "-3.00"],
    ]);
  });

  it("says at its beginning that it is UTF-8, and ends lines as spreadsheets expect", () => {
    expect(csvOf([[{ text: "ñ" }], [{ text: "é" }]])).toBe("\ufeffñ\r\né\r\n");
  });

  it.each(["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "-12.50", "12", "plain"])(
    "makes %j harmless, or leaves it, as every CSV of the product does",
    (text) => {
      const [, written] = parse(toCsv(["a"], [{ a: text }]));
      expect(parse(csvOf([[{ text: "a" }], [{ text }]]), { bom: true })[1]).toEqual(written);
    },
  );
});

it("is copied with tabs, a line a row, without what would break it", () => {
  expect(tabbed(ROWS)).toBe(`Name\tPaid\nOak "and" Elm, Co\t1250.00\n'=HYPERLINK("x")\t-3.00`);
});

it("is pasted without a formula that hides in quotes, nor with a quote that swallows the cells after it", () => {
  const cells = [{ text: '"=HYPERLINK(1)"' }, { text: '"Oak' }, { text: "plain" }];
  const options = { delimiter: "\t", relax_quotes: true };
  expect(parse(tabbed([cells]), options)).toEqual([['"=HYPERLINK(1)"', '"Oak', "plain"]]);
});

it.each([
  ["Payments, by fiscal year", "payments-by-fiscal-year.csv"],
  ["¿Están mejor?", "estan-mejor.csv"],
  ["漢字", "table.csv"],
])("a file of %j is named %j", (caption, name) => expect(fileNameOf(caption, "csv")).toBe(name));
