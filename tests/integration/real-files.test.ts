import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type ColumnMapping,
  compareGrants,
  countExtraFields,
  extraFieldFindings,
  GrantRecordSchema,
  type ObservationInput,
  openObservationTable,
  type RowReading,
  readGrantPackage,
  readGrants,
  readObservationRows,
  tallyFindings,
} from "../../shared/interchange/index.ts";
import { sumMinor } from "../../shared/platform/money.ts";
import {
  absenteeismMapping,
  assessmentMapping,
  graduationMapping,
  nonGraduateMapping,
  tidyAbsenteeismMapping,
} from "./connecticut-mappings.ts";

/** The folder of real files. They are read where they lie; none is part of the project. */
const folder = process.env.REAL_DATA ?? "";
const isAbsent = folder === "";
if (isAbsent) console.info("REAL_DATA is not set: the tests on real files are skipped.");
const why = isAbsent ? " (skipped: REAL_DATA is not set)" : "";

describe.skipIf(isAbsent)(`real 360Giving files${why}`, () => {
  function readAll(name: string) {
    const opened = readGrantPackage(readFileSync(join(folder, "360giving", name)));
    if (!opened.ok) throw new Error(opened.problem.detail);
    return readGrants(opened.value.grants, { from: 0, count: opened.value.grants.length });
  }
  const grantsOf = (readings: ReturnType<typeof readAll>) =>
    readings.flatMap((reading) => (reading.kind === "grant" ? [reading.grant] : []));

  test.each([
    ["real/abct-a001p00000zgyHZAAY.json", 783, 1_278_562_500],
    ["real/alwf-a003W000001B7PzQAK.json", 475, 2_175_779_327],
  ])("%s: all %i grants are read, and sum to %i pence", (name, count, sum) => {
    const grants = grantsOf(readAll(name));
    expect(grants).toHaveLength(count);
    expect(sumMinor(grants.map(({ amountMinor }) => amountMinor))).toBe(sum);
    expect(new Set(grants.map(({ currency }) => currency))).toEqual(new Set(["GBP"]));
    expect(grants.every((grant) => GrantRecordSchema().safeParse(grant).success)).toBe(true);
    expect(
      readAll(name).every((again, index) => again.kind === "grant" && isSame(again.grant, grants[index])),
    ).toBe(true);
  });

  function isSame(
    grant: Parameters<typeof compareGrants>[0],
    other: Parameters<typeof compareGrants>[0] | undefined,
  ) {
    return other !== undefined && compareGrants(grant, other) === "unchanged";
  }

  test("renewal wording is kept as an intention, and the publisher's own fields are told once each", () => {
    const readings = readAll("real/abct-a001p00000zgyHZAAY.json");
    const grants = grantsOf(readings);
    expect(grants.filter(({ renewalWording }) => renewalWording !== undefined)).toHaveLength(79);
    expect(
      grants.filter(({ renewal }) => renewal !== undefined && renewal.year < renewal.of),
    ).not.toHaveLength(0);
    expect(readings.flatMap(({ findings }) => findings)).toEqual([]);
    expect(extraFieldFindings(countExtraFields(readings))).toHaveLength(3);
  });

  test("float noise in pence is rounded and flagged", () => {
    const tally = tallyFindings(
      readAll("real/alwf-a003W000001B7PzQAK.json").flatMap(({ findings }) => findings),
    );
    expect(Object.keys(tally)).toEqual(["amount-rounded"]);
    expect(tally["amount-rounded"]).toMatchObject({ count: 4, rejecting: 0 });
  });

  test("a grant that breaks every rule is rejected for money, funder and date, with pointers", () => {
    const [reading] = readAll("checker-fixtures/badfile_all_validation_errors.json");
    const reasons = reading?.kind === "rejected" ? reading.reasons.map(({ pointer }) => pointer) : [];
    expect(reasons).toEqual([
      "/grants/0/currency",
      "/grants/0/amountAwarded",
      "/grants/0/awardDate",
      "/grants/0/fundingOrganization",
    ]);
  });

  test("grants of nulls are rejected for everything they lack, with pointers", () => {
    const reasons = readAll("checker-fixtures/nulls.json").map((reading) =>
      reading.kind === "rejected" ? reading.reasons.map(({ pointer }) => pointer.split("/").at(-1)) : [],
    );
    const lacking = [
      "id",
      "currency",
      "amountAwarded",
      "awardDate",
      "recipientOrganization",
      "fundingOrganization",
    ];
    expect(reasons).toEqual([lacking, lacking]);
  });

  test("malformed JSON is refused with its line and column", () => {
    const opened = readGrantPackage(
      readFileSync(join(folder, "360giving/checker-fixtures/fundingproviders-grants_malformed.json")),
    );
    expect(opened).toMatchObject({
      ok: false,
      problem: { code: "malformed_json", extra: { line: 10, column: 15 } },
    });
  });
});

describe.skipIf(isAbsent)(`real education files${why}`, () => {
  type File = { name: string; year: string; isState: boolean };

  function filesOf(set: string, pattern: RegExp): File[] {
    const names = readdirSync(join(folder, "education", set)).filter((name) => pattern.test(name));
    return names.map((name) => ({
      name: join("education", set, name),
      year: /__(\d{4}-\d{2})/.exec(name)?.[1] ?? "",
      isState: name.endsWith("_ct.csv"),
    }));
  }

  function rowsOf(name: string, mapping: ColumnMapping): RowReading[] {
    const table = openObservationTable(readFileSync(join(folder, name)), mapping);
    if (!table.ok) throw new Error(`${name}: ${JSON.stringify(table.problem)}`);
    return [...readObservationRows(table.value)].filter(({ skipped }) => skipped === undefined);
  }

  const observationsOf = (rows: RowReading[]) => rows.flatMap(({ observations }) => observations);
  const rulesOf = (rows: RowReading[]) => [
    ...new Set(rows.flatMap(({ problems }) => problems.map(({ rule }) => rule))),
  ];

  /** Cells of the three figures that hold a token, by the figures and status of the observation they became. */
  function emptyCells(observations: ObservationInput[], status: string): number {
    const missing = ({ numerator, denominator, value }: ObservationInput) =>
      [numerator, denominator, value].filter((figure) => figure === undefined).length;
    return sumMinor(
      observations
        .filter((seen) => seen.status === status || (status === "c" && seen.sourceHidden))
        .map(missing),
    );
  }

  test("graduation by district: 6,712 rows, 9,884 hidden cells, 795 not available, 453 that hid the rate only", () => {
    const files = filesOf("ct-four-year-grad-rates-by-race-ethnicity", /_race_grad\.csv$/);
    const rows = files.flatMap((file) => rowsOf(file.name, graduationMapping(file)));
    const observations = observationsOf(rows);
    expect(files).toHaveLength(9);
    expect(rows).toHaveLength(6712);
    expect(observations).toHaveLength(6712);
    expect(emptyCells(observations, "c")).toBe(9884);
    expect(emptyCells(observations, "x")).toBe(795);
    const revealed = observations.filter(({ sourceHidden }) => sourceHidden === true);
    expect(revealed).toHaveLength(453);
    expect(
      revealed.every(
        ({ numerator, denominator, value }) =>
          numerator !== undefined && denominator !== undefined && value === undefined,
      ),
    ).toBe(true);
    expect(rulesOf(rows)).toEqual(["source-hid-the-rate"]);
  });

  test("graduation of the state: 61 rows in nine years, none hidden", () => {
    const files = filesOf("ct-four-year-grad-rates-by-race-ethnicity", /_race_grad_ct\.csv$/);
    const observations = files.flatMap((file) => observationsOf(rowsOf(file.name, graduationMapping(file))));
    expect(observations).toHaveLength(61);
    expect(observations.every(({ status, place }) => status === "ok" && place.code === "CT")).toBe(true);
  });

  test("those who did not graduate: two observations a row, 774 of them given away by what stands beside them", () => {
    const files = filesOf("ct-four-year-grad-rates-by-race-ethnicity", /_race_nongrad(_ct)?\.csv$/);
    const rows = files.flatMap((file) => rowsOf(file.name, nonGraduateMapping(file)));
    expect(rows).toHaveLength(6773);
    expect(observationsOf(rows)).toHaveLength(2 * 6773);
    const tally = tallyFindings(rows.flatMap(({ problems }) => problems));
    expect(Object.entries(tally).map(([rule, { count }]) => [rule, count])).toEqual([
      ["source-hid-the-count", 3],
      ["source-hid-the-rate", 771],
    ]);
  });

  test("absenteeism: the raw files and the tidy one say the same, as numbers and as hidden", () => {
    const set = "ct-chronic-absenteeism-by-race-ethnicity";
    const tidyRows = rowsOf(
      join("education", set, "chronic_absenteeism_by_race_ethnicity_2012-2020.csv"),
      tidyAbsenteeismMapping(),
    );
    const tidy = new Map(observationsOf(tidyRows).map((observation) => [keyOf(observation), observation]));
    expect(tidy.size).toBe(12_915);
    const raw = filesOf(set, /__/).flatMap((file) =>
      observationsOf(rowsOf(file.name, absenteeismMapping(file))),
    );
    const pairs = raw.flatMap((observation) => {
      const other = tidy.get(keyOf(observation));
      return other === undefined ? [] : [{ observation, other }];
    });
    expect(raw).toHaveLength(11_133);
    expect(pairs).toHaveLength(10_685);
    const unequal = pairs.filter(
      ({ observation, other }) => observation.value !== other.value || observation.status !== other.status,
    );
    expect(unequal).toEqual([]);
  });

  function keyOf({ place, period, dimensions }: ObservationInput): string {
    const name = /^State (of Connecticut|Level)$/.test(place.name ?? "") ? "Connecticut" : place.name;
    return JSON.stringify([name, period.start, dimensions]);
  }

  test("absenteeism: the state's rows among the districts are flagged, and are not added to them", () => {
    const set = "ct-chronic-absenteeism-by-race-ethnicity";
    const rows = rowsOf(
      join("education", set, "chronic-absenteeism__2018-19_race.csv"),
      absenteeismMapping({ year: "2018-19", isState: false }),
    );
    const flagged = rows.filter(({ problems }) => problems.some(({ rule }) => rule === "parent-place"));
    expect(flagged).toHaveLength(7);
    expect(new Set(observationsOf(flagged).map(({ place }) => place.name))).toEqual(new Set(["State Level"]));
  });

  test("assessments: counts and rates of five levels agree in every row, and 5,623 of them are hidden", () => {
    const files = filesOf("ct-smarter-balanced-by-all-students", /all-grades\.csv$/);
    const subjects = ["ELA", "Math"] as const;
    const rows = files.flatMap((file) =>
      subjects.flatMap((subject) => rowsOf(file.name, assessmentMapping(file, subject))),
    );
    expect(rows).toHaveLength(6350);
    expect(observationsOf(rows)).toHaveLength(5 * 6350);
    expect(observationsOf(rows).filter(({ status }) => status === "c")).toHaveLength(5623);
    expect(rulesOf(rows)).toEqual([]);
  });
});
