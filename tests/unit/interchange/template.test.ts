import { describe, expect, it, test } from "vitest";
import type { CsvRecord } from "../../../shared/interchange/csv-rows.ts";
import { isTemplate, openTemplate } from "../../../shared/interchange/template/open-template.ts";
import {
  indicatorsIn,
  readTemplateRecords,
  type TemplateIndicator,
} from "../../../shared/interchange/template/read-template.ts";
import {
  keyOf,
  parseKey,
  type TemplateCell,
  wordsOf,
} from "../../../shared/interchange/template/template-format.ts";
import { templateRows } from "../../../shared/interchange/template/template-rows.ts";
import { templateCsv, templateXlsx } from "../../../shared/interchange/template/write-template.ts";
import { markedRows } from "../../../shared/interchange/xlsx-rows.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aWorkbook, filledIn, rowsXml } from "../../support/workbook.ts";

const IND = `ind_${"0".repeat(25)}1`;
const OWNER = `org_${"0".repeat(25)}1`;

function aCell(overrides: Partial<TemplateCell> = {}): TemplateCell {
  return {
    indicator: { id: IND, name: "Grade-3 reading", version: 3, unit: "percent" },
    period: schoolYear(2024),
    place: { code: "09001", name: "Harbour County" },
    dimensions: {},
    labels: {},
    ...overrides,
  };
}
const black = aCell({
  dimensions: { "race-ethnicity": "black" },
  labels: { "race-ethnicity": "Black or African American" },
});
const CELLS = [aCell(), black];

const facts = (overrides: Partial<TemplateIndicator> = {}) =>
  new Map([[IND, { ownerId: OWNER, unit: "percent" as const, version: 3, ...overrides }]]);

function recordsOf(source: Uint8Array, indicators = facts()): CsvRecord[] {
  const isZip = source[0] === 0x50;
  const rows = isZip ? markedRows(source, isTemplate) : undefined;
  const table = openTemplate(rows?.ok ? rows.value : source);
  if (!table.ok) throw new Error(table.problem.detail);
  expect(indicatorsIn(table.value)).toEqual([IND]);
  return readTemplateRecords(table.value, { indicators, ownerId: OWNER });
}
const refusal = (source: Uint8Array) => {
  const table = openTemplate(source);
  return table.ok ? undefined : table.problem.detail;
};
const bytes = (text: string) => new TextEncoder().encode(text);

/** The records of a template whose first row was filled in so. */
async function filled(entries: Readonly<Record<string, string | number>>, indicators = facts()) {
  const [record] = recordsOf(
    filledIn(await templateXlsx([aCell()]), () => entries),
    indicators,
  );
  return record;
}

describe("a template", () => {
  it("has exactly the cells that are asked for, with words and empty entries", () => {
    const { titles, rows } = templateRows(CELLS);
    expect(titles).toEqual([
      ...[
        "Indicator",
        "Indicator id",
        "Period",
        "Place",
        "race-ethnicity",
        "Unit",
        "Numerator",
        "Denominator",
      ],
      ...["Value", "Status", "Stage", "Note", "Key"],
    ]);
    expect(rows.map((row) => row.slice(0, -1))).toEqual(
      ["everybody", "Black or African American"].map((group) => [
        ...["Grade-3 reading", IND, "2024-25 (2024-07-01 to 2025-06-30)", "Harbour County (09001)", group],
        ...["percent, 0 to 100", "", "", "", "", "", ""],
      ]),
    );
  });

  it("is the same as a workbook, with its place codes as texts", async () => {
    const read = markedRows(await templateXlsx(CELLS), isTemplate);
    const { mark, titles, rows } = templateRows(CELLS);
    const width = titles.length;
    const wide = (cells: readonly string[]) => [...cells, ...Array<string>(width - cells.length).fill("")];
    expect(read).toMatchObject({
      value: {
        sheet: "Observations",
        rows: [mark, titles, ...rows].map((cells) => ({ cells: wide(cells) })),
      },
    });
  });

  it("writes keys that say which cell a row is, and go with its words only", () => {
    const key = parseKey(keyOf(black));
    expect(key).toMatchObject({
      indicatorId: IND,
      version: 3,
      period: schoolYear(2024),
      placeCode: "09001",
      dimensions: { "race-ethnicity": "black" },
    });
    const words = wordsOf(black);
    expect(key?.goesWith({ ...words, indicator: " grade-3  Reading" })).toBe(true);
    expect(key?.goesWith({ ...words, labels: { ...words.labels, sex: "everybody" } })).toBe(true);
    for (const other of [{ period: "2025-26" }, { place: "Cove (09001)" }, { labels: {} }])
      expect(key?.goesWith({ ...words, ...other })).toBe(false);
  });

  test.each([
    "",
    "ind_1",
    `${keyOf(black)}~more`,
    keyOf(black).slice(0, -3),
    keyOf(black).replace("school-year", "year"),
  ])("takes %j for no key", (key) => {
    expect(parseKey(key)).toBeUndefined();
  });
});

describe("a template that was filled in", () => {
  it("comes to exactly the cells that have a figure; rows left empty are skipped, and not missing", async () => {
    const file = filledIn(await templateXlsx(CELLS), (row) =>
      row["race-ethnicity"] === "everybody"
        ? undefined
        : { Numerator: 51, Denominator: 102, Note: "Two schools" },
    );
    expect(recordsOf(file)).toEqual([
      { line: 3, observations: [], columns: [], findings: [], skipped: "not filled in" },
      {
        line: 4,
        columns: [6],
        findings: [],
        observations: [
          {
            indicatorId: IND,
            period: schoolYear(2024),
            place: { code: "09001", name: "Harbour County" },
            dimensions: { "race-ethnicity": "black" },
            numerator: 51,
            denominator: 102,
            status: "ok",
            note: "Two schools",
          },
        ],
      },
    ]);
  });

  it.each<[Record<string, string | number>, object]>([
    [
      { Value: 45.2, Stage: "Provisional" },
      { value: 45.2, status: "ok", stage: "provisional" },
    ],
    [{ Value: "45.2%" }, { value: 45.2, status: "ok" }],
    [{ Status: "Not collected" }, { status: "w" }],
    [{ Value: "*" }, { status: "c" }],
    [
      { Numerator: 3, Denominator: 9, Status: "confidential" },
      { numerator: 3, denominator: 9, status: "c" },
    ],
    [
      { Value: 12, Status: "u" },
      { value: 12, status: "u" },
    ],
  ])("with %j says that", async (entries, figures) => {
    const record = await filled(entries);
    expect(record?.observations).toEqual([{ ...record?.observations[0], ...figures }]);
    expect(record?.observations[0]).not.toHaveProperty(
      entries.Status === "confidential" ? "value" : "reason",
    );
  });

  it.each<[Record<string, string | number>, string, string]>([
    [{ Numerator: 140, Denominator: 100 }, "numerator-over-denominator", "F3"],
    [{ Numerator: 51 }, "figure-missing", "H3"],
    [{ Note: "Later" }, "figure-missing", "H3"],
    [{ Value: 12, Status: "not collected" }, "status-with-figures", "I3"],
    [{ Value: 12, Status: "perhaps" }, "status-unknown", "I3"],
    [{ Value: 12, Stage: "draft" }, "stage-unknown", "J3"],
    [{ Value: "#REF!" }, "error-cell", "H3"],
    [{ Value: 12, Key: "" }, "key-missing", "L3"],
    [{ Value: 12, Key: "ind_" }, "key-unreadable", "L3"],
    [{ Value: 12, Period: "2025-26 (2025-07-01 to 2026-06-30)" }, "row-rewritten", "L3"],
  ])("with %j is rejected as %s at %s", async (entries, rule, cell) => {
    const file = filledIn(await templateXlsx([aCell(), black]), ({ Key }) =>
      Key === keyOf(aCell()) ? entries : undefined,
    );
    const [record] = recordsOf(file);
    expect(record).toMatchObject({ observations: [] });
    const columns = "ABCDEFGHIJKL";
    // The column of the dimension stands before those that are filled in.
    const moved = `${columns[columns.indexOf(cell[0] ?? "") + 1] ?? "M"}${cell.slice(1)}`;
    expect(record?.findings).toContainEqual(
      expect.objectContaining({ rule, cell: moved, severity: "rejects" }),
    );
  });

  it("is read in the unit of its indicator", async () => {
    expect(await filled({ Numerator: 140 }, facts({ unit: "count" }))).toMatchObject({
      findings: [],
      observations: [{ numerator: 140, status: "ok" }],
    });
  });

  it("says where the definition changed since, and knows no indicator of somebody else", async () => {
    expect(await filled({ Value: 12 }, facts({ version: 5 }))).toMatchObject({
      observations: [{ value: 12 }],
      findings: [{ rule: "indicator-changed", severity: "finding" }],
    });
    expect(await filled({ Value: 12 }, facts({ ownerId: "org_other" }))).toMatchObject({
      observations: [],
      findings: [{ rule: "indicator-unknown", cell: "B3" }],
    });
  });

  it("rejects a row that was copied over another and says something else", async () => {
    const file = filledIn(await templateXlsx([aCell(), aCell()]), ({ Key }) => ({
      Value: 1,
      Key: Key ?? "",
    }));
    expect(recordsOf(file)[1]?.findings).toMatchObject([{ rule: "duplicate-row" }]);
  });
});

describe("a template as CSV", () => {
  const csv = templateCsv(CELLS);
  const fill = (text: string, entries: string) => text.replace(/,{7}(?=ind_[^\r]*black)/, entries);

  it("is read as it was sent, and as spreadsheets save it in other countries", () => {
    const expected = {
      observations: [{ numerator: 51, denominator: 102, dimensions: { "race-ethnicity": "black" } }],
    };
    const sent = fill(csv, ",51,102,,,,,");
    expect(recordsOf(bytes(sent))).toMatchObject([{ skipped: "not filled in" }, expected]);
    expect(recordsOf(bytes(sent))[1]?.findings).toEqual([]);
    const tabs = sent.replaceAll('"', "").replaceAll("percent, 0", "percent 0").replaceAll(",", "\t");
    expect(recordsOf(new Uint8Array(Buffer.from(tabs, "utf16le")))[1]).toMatchObject(expected);
    const semicolons = fill(csv, ",,,45.5,,,,").replaceAll('"', "").replaceAll("percent, 0", "percent 0");
    const european = semicolons.replaceAll(",", ";").replace("45.5", "45,5");
    expect(recordsOf(bytes(european))[1]).toMatchObject({ observations: [{ value: 45.5 }] });
  });
});

describe("a file that is no template", () => {
  it("is told by name: none, one of another version, one that lost a column, two in one workbook", () => {
    expect(refusal(bytes("District,Rate\nHarbour,12\n"))).toMatch(/no template/);
    const csv = templateCsv(CELLS);
    expect(refusal(bytes(csv.replace("version 1", "version 7")))).toMatch(
      /template of version 7; .* version 1/,
    );
    expect(refusal(bytes(csv.replace(",Status,", ",State,")))).toMatch(/lost what it needs: "Status"/);
    const rows = rowsXml([["Throughline observation template version 1"]]);
    expect(markedRows(aWorkbook({ One: { rows }, Two: { rows } }), isTemplate)).toMatchObject({
      problem: { detail: expect.stringContaining("Several sheets") },
    });
  });
});
