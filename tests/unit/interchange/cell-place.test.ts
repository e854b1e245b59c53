import { describe, expect, test } from "vitest";
import { columnLetters } from "../../../shared/interchange/cell-address.ts";
import { cellPlace } from "../../../shared/interchange/cell-place.ts";
import { aMapping, readAll } from "./observation-files.ts";

const TITLES = "District,Group,Cohort,Graduates,Rate";

describe("a place of a file", () => {
  test.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [51, "AZ"],
    [52, "BA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("in the column %i is called as a spreadsheet calls it: %s", (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });

  test("is named by line and title, and by its cell", () => {
    const [row] = readAll(`${TITLES}\nHarbour,Asian,20,10,many`);
    expect(row?.problems).toMatchObject([{ pointer: "/lines/2/Rate", cell: "E2", rule: "not-a-number" }]);
  });

  test("below a cell with line breaks counts lines as an editor does, and rows as a spreadsheet does", () => {
    const text = `${TITLES}\n"Harbour\nand Cove",Asian,20,10,50\nHarbour,Black,20,10,many`;
    expect(readAll(text)[1]?.problems).toMatchObject([{ pointer: "/lines/4/Rate", cell: "E3" }]);
  });

  test("without a title is named by its number, and the whole row where there is no column", () => {
    const table = { columns: { titles: ["Place", ""] } };
    expect(cellPlace(table, { line: 3 }, 1)).toEqual({ pointer: "/lines/3/column 2", cell: "B3" });
    expect(cellPlace(table, { line: 3 }, -1)).toEqual({ pointer: "/lines/3" });
  });
});

describe("a place that holds the others", () => {
  const text = `${TITLES}\nHarbour,Asian,20,10,50\nStatewide,Asian,200,100,50`;

  test("is asked about where the mapping does not say what it is", () => {
    expect(readAll(text)[1]?.problems).toMatchObject([
      { rule: "parent-place", cell: "A3", field: "/options/mapping/place/parents" },
    ]);
  });

  test.each([
    ["one of the parents", { parents: ["Statewide"] }],
    ["a code of its own", { codes: { Statewide: "CT" } }],
  ])("is not where it is %s", (_how, said) => {
    const mapping = aMapping({ place: { column: "District", ...said } });
    const [problem] = readAll(text, mapping)[1]?.problems ?? [];
    expect(problem).toMatchObject({ rule: "parent-place", severity: "finding" });
    expect(problem).not.toHaveProperty("field");
  });
});
