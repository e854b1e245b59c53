import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ColumnMappingSchema,
  openObservationTable,
  readObservationRows,
} from "../../../shared/interchange/index.ts";
import { aMapping, opened, readAll, readCells } from "./observation-files.ts";

const PERIOD = { start: "2018-07-01", end: "2019-06-30", kind: "school-year" };
const HEADER = "District,Group,Cohort,Graduates,Rate";

describe("a file of observations", () => {
  test("is found below title rows, blank rows and a row of headings, and ends in a note", () => {
    const file = [
      '"Graduation, 2018-19"',
      '", by group"',
      "",
      '"",,,"Graduates",',
      '"District","Group","Cohort","Graduates","Rate"',
      '"Harbour","Asian",20,10,50.0',
      "",
      '"Source: invented"',
      ",,,,",
      "Note: rates are rounded,,,,",
      HEADER,
    ].join("\r\n");
    const rows = readAll(`\uFEFF${file}`);
    expect(rows.map(({ line, skipped }) => [line, skipped])).toEqual([
      [6, undefined],
      [7, "blank row"],
      [8, "too few columns: a note or footer"],
      [9, "blank row"],
      [10, "too few columns: a note or footer"],
      [11, "titles again"],
    ]);
    expect(rows[0]?.observations).toEqual([
      {
        period: PERIOD,
        place: { code: "Harbour" },
        dimensions: { "race-ethnicity": "asian" },
        numerator: 10,
        denominator: 20,
        value: 50,
        status: "ok",
      },
    ]);
  });

  test("skips a footer of two cells, which is too few for its columns", () => {
    const [, footer] = readAll(`${HEADER}\nHarbour,Asian,20,10,50\nPrinted,2019`);
    expect(footer).toEqual({
      line: 3,
      observations: [],
      columns: [],
      problems: [],
      skipped: "too few columns: a note or footer",
    });
  });

  test("keeps codes that a spreadsheet quoted, and the name beside them", () => {
    const text =
      'District,Code,Group,Cohort,Graduates,Rate\nHarbour,"=""0020011""",Asian,20,10,50\nMill,="0030011",Asian,20,10,50';
    const rows = readAll(text, aMapping({ place: { column: "Code" }, placeName: "District" }));
    expect(rows.flatMap(({ observations }) => observations.map(({ place }) => place))).toEqual([
      { code: "0020011", name: "Harbour" },
      { code: "0030011", name: "Mill" },
    ]);
  });

  test("counts lines as an editor does, over cells of several lines and line ends of three kinds", () => {
    const rows = readAll(`${HEADER}\r\n"Har\nbour",Asian,20,10,50\nMill,Asian,20,10,50\rQuay,Asian,20,10,50`);
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  test("in windows-1252 bytes is read with its accents", () => {
    const bytes = Uint8Array.from(Buffer.from(`${HEADER}\nCañada,Asian,20,10,50`, "latin1"));
    const table = openObservationTable(bytes, aMapping());
    const [row] = table.ok ? readObservationRows(table.value) : [];
    expect(row?.observations[0]?.place.code).toBe("Cañada");
  });

  test("read in steps gives what reading at once gives, for any size of step", () => {
    const lines = Array.from({ length: 23 }, (_, index) =>
      index % 5 === 0 ? "" : `P${index},Asian,20,${index},${index * 5}`,
    );
    const table = opened([HEADER, ...lines].join("\n"), aMapping());
    const whole = [...readObservationRows(table)];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (count) => {
        const starts = Array.from(
          { length: Math.ceil(table.rows.length / count) },
          (_, step) => step * count,
        );
        const steps = starts.flatMap((from) => [...readObservationRows(table, { from, count })]);
        expect(steps).toEqual(whole);
      }),
    );
  });

  test("whose columns cannot be found is refused, naming each in the mapping and the titles there are", () => {
    const table = openObservationTable(
      `${HEADER}\nHarbour,Asian,20,10,50`,
      aMapping({ value: "Share", placeName: { title: "District", occurrence: 2 } }),
    );
    expect(table).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer: "/placeName" }, { pointer: "/value" }] },
    });
    expect(table.ok ? "" : table.problem.errors?.[1]?.detail).toContain(
      "District, Group, Cohort, Graduates, Rate",
    );
  });

  test.each([
    ["a quote that is never closed", `${HEADER}\nHarbour,"Asian,20,10,50\nMill,Asian,20,10,50`],
    ["nothing below its titles", HEADER],
    ["nothing at all", ""],
  ])("with %s is refused", (_name, text) => {
    expect(openObservationTable(text, aMapping())).toMatchObject({
      ok: false,
      problem: { code: "validation_failed" },
    });
  });

  test("without titles is read by position", () => {
    const mapping = aMapping({
      headerRow: 0,
      skipRows: 1,
      place: { column: { position: 1 } },
      dimensions: [],
      numerator: { position: 3 },
      denominator: { position: 2 },
      value: undefined,
    });
    const rows = readAll("Made by hand\nHarbour,20,10\nMill,8,8", mapping);
    expect(rows.map(({ observations }) => observations[0]?.numerator)).toEqual([10, 8]);
    expect(openObservationTable("Harbour,1", aMapping({ headerRow: 0 }))).toMatchObject({ ok: false });
  });

  test("with another delimiter and decimal commas is read alike", () => {
    const rows = readAll(
      "District;Group;Cohort;Graduates;Rate\nHarbour;Asian;1.000;333;33,3",
      aMapping({ delimiter: ";", decimal: "," }),
    );
    expect(rows[0]?.observations[0]).toMatchObject({ denominator: 1000, numerator: 333, value: 33.3 });
  });
});

describe("titles that repeat", () => {
  const text = [",,Reading,,Maths,", "District,Group,Count,%,Count,%", "Harbour,Asian,9,90,8,80"].join("\n");

  test("are told apart by occurrence or by the heading above", () => {
    const byOccurrence = aMapping({
      numerator: undefined,
      denominator: undefined,
      value: { title: "%", occurrence: 2 },
    });
    const byHeading = aMapping({
      numerator: undefined,
      denominator: undefined,
      value: { title: "%", under: "Maths" },
    });
    expect(readAll(text, byOccurrence)[0]?.observations[0]?.value).toBe(80);
    expect(readAll(text, byHeading)).toEqual(readAll(text, byOccurrence));
  });
});

describe("a wide file", () => {
  test("gives one observation for each series, with the period and subgroup of its heading", () => {
    const mapping = ColumnMappingSchema().parse({
      format: "wide",
      place: { column: "District" },
      series: ["2017-18", "2018-19"].map((year) => ({
        value: `Rate ${year}`,
        period: { constant: year, style: "school-year" },
        dimensions: [{ dimension: "sex", constant: "Female", categories: { Female: "f" } }],
      })),
    });
    const [row] = readAll("District,Rate 2017-18,Rate 2018-19\nHarbour,50,*", mapping);
    expect(row?.observations).toEqual([
      {
        period: { start: "2017-07-01", end: "2018-06-30", kind: "school-year" },
        place: { code: "Harbour" },
        dimensions: { sex: "f" },
        value: 50,
        status: "ok",
      },
      { period: PERIOD, place: { code: "Harbour" }, dimensions: { sex: "f" }, status: "c" },
    ]);
  });
});

describe("a file of variables and measures", () => {
  test("is read where its conditions hold; the other rows are skipped, and said to be", () => {
    const text =
      "District,Year,Measure,Value\nHarbour,2011-2012,Percent,19.0\nHarbour,2011-2012,Number,12\nHarbour,2011-2012,Percent,-9999\nHarbour,2011-2012,Percent,-6666";
    const mapping = aMapping({
      period: { column: "Year", style: "school-year" },
      dimensions: [],
      numerator: undefined,
      denominator: undefined,
      value: "Value",
      where: [{ column: "Measure", equals: ["percent", "rate"] }],
    });
    const rows = readAll(text, mapping);
    expect(rows.map(({ skipped }) => skipped)).toEqual([undefined, "not selected", undefined, undefined]);
    expect(
      rows.flatMap(({ observations }) => observations.map(({ status, value }) => [status, value])),
    ).toEqual([
      ["ok", 19],
      ["c", undefined],
      ["x", undefined],
    ]);
  });
});

describe("the place of a row", () => {
  test("falls back to another column where the code is empty", () => {
    const text = "District,FIPS,Rate\nHarbour,,50\nMill,09001,50\n,,50";
    const mapping = aMapping({
      place: { column: "FIPS", otherwise: "District" },
      dimensions: [],
      numerator: undefined,
      denominator: undefined,
    });
    const rows = readAll(text, mapping);
    expect(rows.map(({ observations }) => observations[0]?.place.code)).toEqual([
      "Harbour",
      "09001",
      undefined,
    ]);
    expect(rows[2]?.skipped).toBe("too few columns: a note or footer");
  });

  test("that is missing is a problem of its row", () => {
    const [row] = readAll(`${HEADER}\nN/A,Asian,20,10,50`);
    expect(row).toMatchObject({
      observations: [],
      problems: [{ pointer: "/lines/2/District", rule: "place-missing", severity: "rejects" }],
    });
  });

  test("called by a name with signs that no code may have keeps the name, and a code without them", () => {
    const [row] = readAll(`${HEADER}\nSchool #5 ~ East,Asian,20,10,50`);
    expect(row?.observations[0]?.place).toEqual({ code: "School 5 East", name: "School #5 ~ East" });
    const [long] = readAll(`${HEADER}\n${"x".repeat(101)},Asian,20,10,50`);
    expect(long).toMatchObject({ observations: [], problems: [{ rule: "place-missing" }] });
  });

  test("may be given another code than the file prints, and keeps the printed name", () => {
    const [row] = readAll(
      `${HEADER}\nState of Invention,Asian,20,10,50`,
      aMapping({ place: { column: "District", codes: { "State of Invention": "IN" } } }),
    );
    expect(row?.observations[0]?.place).toEqual({ code: "IN", name: "State of Invention" });
    expect(row?.problems).toEqual([]);
  });

  test("that holds the others is flagged where a file mixes both, and stays an observation of its own", () => {
    const rows = readAll(
      `${HEADER}\nState of Invention,Asian,40,20,50\nHarbour,Asian,20,10,50\nThe County,Asian,20,10,50`,
      aMapping({ place: { column: "District", parents: ["The County"] } }),
    );
    expect(rows.map(({ problems }) => problems.map(({ rule, severity }) => [rule, severity]))).toEqual([
      [["parent-place", "finding"]],
      [],
      [["parent-place", "finding"]],
    ]);
    expect(rows.map(({ observations }) => observations.length)).toEqual([1, 1, 1]);
  });
});

describe("the subgroup of a row", () => {
  test("is a category of the mapping, or the label made into a code; everybody is no subgroup", () => {
    const text = `${HEADER}\nHarbour,Hispanic/Latino of any race,20,10,50\nHarbour,All Students,20,10,50`;
    expect(readAll(text).map(({ observations }) => observations[0]?.dimensions)).toEqual([
      { "race-ethnicity": "hispanic-latino-of-any-race" },
      {},
    ]);
    const categories = { "hispanic/latino of any race": "hispanic" };
    const mapped = aMapping({ dimensions: [{ dimension: "race-ethnicity", column: "Group", categories }] });
    expect(readAll(text, mapped)[0]?.observations[0]?.dimensions).toEqual({ "race-ethnicity": "hispanic" });
  });

  test("made into a code loses accents; a label that leaves nothing, or too much, has to be mapped", () => {
    const labelled = (label: string) => readAll(`${HEADER}\nHarbour,${label},20,10,50`)[0];
    expect(labelled("Español / Inglés")?.observations[0]?.dimensions).toEqual({
      "race-ethnicity": "espanol-ingles",
    });
    for (const label of ["中文", "a".repeat(61), ""])
      expect(labelled(label)).toMatchObject({ observations: [], problems: [{ rule: "subgroup-unknown" }] });
  });

  test("that the mapping does not list is a problem, not a new category", () => {
    const mapped = aMapping({
      dimensions: [{ dimension: "race-ethnicity", column: "Group", categories: { White: "white" } }],
    });
    expect(readCells("20,10,50", mapped)).toMatchObject({
      observations: [],
      problems: [{ column: "Group", rule: "subgroup-unknown" }],
    });
  });
});

describe("a mapping", () => {
  test.each([
    ["no figure", { numerator: undefined, denominator: undefined, value: undefined }, ""],
    ["a numerator without denominator", { denominator: undefined, value: undefined }, ""],
    ["no period", { period: undefined }, "period"],
    ["a place from two sources", { place: { column: "District", constant: "Harbour" } }, "place"],
    ["a period from none", { period: { style: "school-year" } }, "period"],
    ["a field nobody knows", { titleRow: 3 }, ""],
    ["a column by nothing", { value: {} }, "value"],
  ])("with %s is refused", (_name, overrides, path) => {
    const parsed = ColumnMappingSchema().safeParse({ ...aMapping(), ...overrides });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
  });
});
