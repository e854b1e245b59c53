import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import type { ImportView } from "../../../shared/interchange/import-view.ts";
import type { ColumnMapping } from "../../../shared/interchange/index.ts";
import {
  absenteeismMapping,
  assessmentMapping,
  graduationMapping,
  nonGraduateMapping,
  tidyAbsenteeismMapping,
} from "../connecticut-mappings.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

/** The folder of real files. They are read where they lie; none is part of the project. */
const folder = process.env.REAL_DATA ?? "";
const isAbsent = folder === "";
if (isAbsent) console.info("REAL_DATA is not set: the imports of real education files are skipped.");

type File = { path: string; year: string; isState: boolean; isCombined: boolean };
/** The columns of one figure, by the words of their titles, and which of several equal ones: counts first, the rate last. */
type Figure = readonly (readonly [title: string, occurrence: number])[];
type Row = Readonly<Record<string, string>> & { readonly figures: readonly (readonly string[])[] };

/** One set of files: which, how they are mapped, and what a reader who knows nothing of mappings looks at. */
type Source = {
  readonly name: string;
  readonly set: string;
  readonly files: number;
  readonly pattern: RegExp;
  readonly mapping: (file: File) => ColumnMapping;
  /** A title that stands in the row of titles and nowhere above. */
  readonly titled: string;
  readonly figures: (file: File) => readonly Figure[];
  readonly isMeant?: (row: Row) => boolean;
  readonly tokens?: { readonly hidden: string; readonly missing: string };
};

const once = (...titles: string[]): Figure => titles.map((title) => [title, 1]);
const COHORT = "Four-Year Cohort Count";
const LEVELS = ["1 Not Met", "2 Approaching", "3 Met", "4 Exceeded", "3&4 Met or Exceeded"];

function assessment(subject: "ELA" | "Math"): Source {
  return {
    name: `assessments in ${subject}`,
    set: "ct-smarter-balanced-by-all-students",
    files: 12,
    pattern: /\.csv$/,
    mapping: (file) => assessmentMapping(file, subject),
    titled: "Subject",
    figures: () =>
      LEVELS.map((level, index) => [
        ["Total Number with Scored Tests", 1],
        [`Level ${level} Count`, 1],
        ["%", index + 1],
      ]),
    isMeant: (row) => row.Subject === subject,
  };
}

const SOURCES: readonly Source[] = [
  {
    name: "graduation",
    set: "ct-four-year-grad-rates-by-race-ethnicity",
    files: 18,
    pattern: /_race_grad(_ct)?\.csv$/,
    mapping: graduationMapping,
    titled: "Race/Ethnicity",
    figures: () => [once(COHORT, "Graduation Count", "Graduation Rate")],
  },
  {
    name: "those who did not graduate",
    set: "ct-four-year-grad-rates-by-race-ethnicity",
    files: 18,
    pattern: /_race_nongrad(_ct)?\.csv$/,
    mapping: nonGraduateMapping,
    titled: "Race/Ethnicity",
    figures: () => [
      once(COHORT, "Still Enrolled Count", "Still Enrolled Rate"),
      once(COHORT, "Other Count", "Other Rate"),
    ],
  },
  {
    name: "chronic absenteeism as published",
    set: "ct-chronic-absenteeism-by-race-ethnicity",
    files: 15,
    pattern: /^chronic-absenteeism__/,
    mapping: absenteeismMapping,
    titled: "Race/Ethnicity",
    figures: ({ year }) => [year >= "2018-19" ? once("Student Count", "%") : once("% Chronically Absent")],
  },
  {
    name: "chronic absenteeism as tidied",
    set: "ct-chronic-absenteeism-by-race-ethnicity",
    files: 1,
    pattern: /^chronic_absenteeism_/,
    mapping: tidyAbsenteeismMapping,
    titled: "Race/Ethnicity",
    figures: () => [once("Value")],
    tokens: { hidden: "-9999", missing: "-6666" },
  },
  assessment("ELA"),
  assessment("Math"),
];

function filesOf({ set, pattern }: Source): File[] {
  const names = readdirSync(join(folder, "education", set)).filter((name) => pattern.test(name));
  return names.map((name) => ({
    path: join(folder, "education", set, name),
    year: /__(\d{4}-\d{2})/.exec(name)?.[1] ?? "",
    isState: name.endsWith("_ct.csv"),
    isCombined: name.includes("grades-combined"),
  }));
}

/** The rows below the titles, by a library for CSV alone: each as long as its titles, and of the subject that is meant. */
function readPlainly(source: Source, file: File): Row[] {
  const lines: string[][] = parse(readFileSync(file.path), { bom: true, relax_column_count: true });
  const top = lines.findIndex((cells) => cells.includes(source.titled));
  const titles = (lines[top] ?? []).map((title) => title.replaceAll(/\s+/g, " "));
  const positions = source.figures(file).map((figure) =>
    figure.map(([title, occurrence]) => {
      const all = titles.flatMap((one, index) => (one === title ? [index] : []));
      return all[occurrence - 1] ?? Number.NaN;
    }),
  );
  expect(positions.flat()).not.toContain(Number.NaN);
  const rows = lines.slice(top + 1).filter((cells) => cells.length === titles.length);
  return rows
    .map((cells): Row => {
      const named = Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ""]));
      const figures = positions.map((figure) => figure.map((index) => cells[index] ?? ""));
      return { ...named, figures } as unknown as Row;
    })
    .filter((row) => source.isMeant?.(row) ?? true);
}

/**
 * What the source says: a figure is hidden where any part of it is starred; missing where its rate is not there, nor both counts from
 * which the rate follows.
 */
function countPlainly(source: Source, file: File) {
  const { hidden: star, missing: none } = source.tokens ?? { hidden: "*", missing: "N/A" };
  const rows = readPlainly(source, file);
  const figures = rows.flatMap((row) => row.figures);
  const hidden = figures.filter((cells) => cells.includes(star));
  const missing = figures.filter(
    (cells) =>
      !cells.includes(star) && cells.at(-1) === none && cells.filter((cell) => cell !== none).length < 2,
  );
  return { new: rows.length, observations: figures.length, hidden: hidden.length, missing: missing.length };
}

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;
beforeAll(async () => {
  if (isAbsent) return;
  world = await anImportWorld();
  ({ lead, partnershipId } = await aMeasuredPartnership(world));
});
afterAll(() => (isAbsent ? undefined : world.stop()));

function importFile(source: Source, file: File, indicatorId: string): Promise<ImportView> {
  const said = { indicatorId, source: "Connecticut State Department of Education", protectedAtSource: true };
  const body = { kind: "observations-csv", options: { ...said, mapping: source.mapping(file) } };
  return world.run(lead, body, readFileSync(file.path));
}

describe.skipIf(isAbsent)(
  `every Connecticut file${isAbsent ? " (skipped: REAL_DATA is not set)" : ""}`,
  () => {
    it.each(SOURCES)(
      "of $name has its own rows, hidden and missing figures, and changes nothing the second time",
      async (source) => {
        const indicatorId = await anIndicator(world, { lead, partnershipId });
        const files = filesOf(source);
        expect(files).toHaveLength(source.files);
        const sums = { new: 0, observations: 0, hidden: 0, missing: 0 };
        for (const file of files) {
          const { status, progress } = await importFile(source, file, indicatorId);
          const counted = countPlainly(source, file);
          expect({ path: file.path, status, progress }).toMatchObject({
            status: "done",
            progress: { ...counted, changed: 0, unchanged: 0, rejected: 0 },
          });
          for (const name of Object.keys(sums) as (keyof typeof sums)[]) sums[name] += counted[name];
        }
        console.info(`${source.name}: ${JSON.stringify(sums)}`);
        expect(sums.new).toBeGreaterThan(0);
        const before = await world.everythingButJobs();
        for (const file of files) {
          const { progress } = await importFile(source, file, indicatorId);
          expect(progress).toMatchObject({
            unchanged: countPlainly(source, file).new,
            new: 0,
            changed: 0,
            rejected: 0,
          });
        }
        expect(await world.everythingButJobs()).toBe(before);
      },
      180_000,
    );
  },
);
