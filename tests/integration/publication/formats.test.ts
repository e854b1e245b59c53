import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CellPlan } from "../../../shared/disclosure/release/plan-release.ts";
import { type PublishedCell, publishedCell } from "../../../shared/disclosure/release/published-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../../shared/disclosure/release/release-policy.ts";
import type { DerivedNumber } from "../../../shared/publication/published/derived.ts";
import { ABSENCE, aRelease, publish, READING, releaseId, someCells } from "../../support/published.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";

type Reader = Awaited<ReturnType<typeof aReader>>;

const RELEASE = `/open/releases/${releaseId(1)}`;
const INDICATORS = [READING, ABSENCE];
const PLACES = ["HC", "HC-N"];
const derivedPaths = (suffix: string) =>
  INDICATORS.flatMap((id) =>
    PLACES.map((place) => `${RELEASE}/derived${suffix}?indicator=${id}&place=${place}`),
  );
const indicatorPaths = INDICATORS.flatMap((id) =>
  PLACES.map((place) => `${RELEASE}/indicators/${id}?place=${place}`),
);
/** Every address under which something of a release can be read, in every format. */
const EVERYTHING = [
  "/open",
  "/open/releases",
  `/open/partnerships/${aRelease().manifest.partnership.id}`,
  RELEASE,
  `${RELEASE}.json`,
  `${RELEASE}/codebook.csv`,
  `${RELEASE}/package.json`,
  ...[
    "",
    "?dimension=race-ethnicity",
    "?category=asian",
    "?category=pacific-islander",
    "?category=native",
  ].flatMap((query) => ["json", "ndjson", "csv"].map((suffix) => `${RELEASE}/cells.${suffix}${query}`)),
  ...[".json", ".ndjson", ".csv"].flatMap(derivedPaths),
  ...indicatorPaths,
  ...indicatorPaths.map((path) => `${path}&by=race-ethnicity`),
];

const engine = engineOfSuite();

const readers: Reader[] = [];
afterAll(() => {
  for (const { stop } of readers) stop();
});

/** Somebody who reads a release of such cells. */
async function aReaderOf(cells: readonly PublishedCell[]): Promise<Reader> {
  const reader = await aReader(engine);
  readers.push(reader);
  await publish(reader.table, aRelease({}, { cells }));
  return reader;
}

const HTML = { accept: "text/html" };

describe("every format of a release", () => {
  let reader: Reader;
  let cells: PublishedCell[];
  beforeAll(async () => {
    reader = await aReaderOf(someCells());
    cells = (await reader.read(`${RELEASE}/cells.json`)).body;
  });

  test("says the same of each cell", async () => {
    const lines = (await reader.read(`${RELEASE}/cells.ndjson`)).text.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(cells);
    const rows = parse((await reader.read(`${RELEASE}/cells.csv`)).text, { columns: true }) as CsvRow[];
    expect(rows.map(cellOfCsv)).toEqual(cells);
    expect(cells).toHaveLength(someCells().length);
    const { body: json, text: _ } = await reader.read(`${RELEASE}/cells.json`);
    expect(json).toEqual(expect.arrayContaining(someCells()));
  });

  test("says of each cell on its page what it says in its files", async () => {
    for (const id of INDICATORS)
      for (const placeCode of PLACES) {
        const { text } = await reader.read(`${RELEASE}/indicators/${id}?place=${placeCode}`, HTML);
        const ofPage = cells.filter((cell) => cell.indicatorId === id && cell.placeCode === placeCode);
        expect(
          rowsOf(text)
            .map(({ figures }) => figures)
            .sort(),
        ).toEqual(ofPage.map(wordsOf).sort());
      }
  });

  test("has of a hidden cell its size and its band, where they are told, and nothing else", async () => {
    const hidden = cells.filter(({ status }) => status === "c");
    expect(hidden).toHaveLength(2);
    for (const { value, numerator } of hidden) expect([value, numerator]).toEqual([null, null]);
    for (const suffix of [".json", ".ndjson", ".csv"])
      for (const path of derivedPaths(suffix)) {
        const { status: answered, text } = await reader.read(path);
        // Of one indicator the release holds nothing in the second place.
        if (answered === 404) continue;
        const ofHidden = derivedRows(suffix, text).filter(({ category }) =>
          hidden.some((cell) => cell.category === category),
        );
        if (path.includes(READING) && path.endsWith("=HC")) expect(ofHidden.length).toBeGreaterThan(3);
        for (const { value, status } of ofHidden) expect([value, status]).toEqual([null, "c"]);
      }
    const page = await reader.read(`${RELEASE}/indicators/${READING}`, HTML);
    const rows = rowsOf(page.text).filter(({ text }) => text.includes("protected: could identify a child"));
    expect(rows.map(({ name, numbers }) => [name, numbers]).slice(-2)).toEqual([
      ["Asian", ["20", "30", "31"]],
      ["Pacific Islander", []],
    ]);
  });

  test("draws a hidden figure nowhere: a position is a value", async () => {
    const HIDDEN_TOTALS = someCells().map((cell) =>
      cell.dimensionKey === "all" && cell.periodKey.startsWith("2022")
        ? { ...cell, numerator: null, value: null, status: "c" as const }
        : cell,
    );
    const other = await aReaderOf(HIDDEN_TOTALS);
    const { text } = await other.read(`${RELEASE}/indicators/${ABSENCE}`, HTML);
    const [chart = ""] = /<svg.*?<\/svg>/s.exec(text) ?? [];
    expect(chart.match(/<circle/g)).toHaveLength(2);
    expect(chart).not.toContain('class="line"');
    expect(chart).toContain("2022-23: protected: could identify a child");
    expect(text).toContain("Children often absent: 14.0% in 2023-24, from 15.0% in 2021-22");
    const { text: pageOfGroups } = await other.read(`${RELEASE}/indicators/${READING}`, HTML);
    const dumbbell = [...pageOfGroups.matchAll(/<svg.*?<\/svg>/gs)]
      .map(([svg]) => svg)
      .find((svg) => svg.includes("Asian"));
    // Beside the dot that the key explains.
    expect(dumbbell?.match(/class="dot"/g)).toHaveLength(3);
  });
});

describe("releases that differ in what they hide", () => {
  test("are the same bytes, tags, lengths and order under every address", async () => {
    const [first, ...others] = await Promise.all(
      [
        [7, 8],
        [6, 2],
        [8, 1],
      ].map((counts) => aReaderOf(cellsHiding(counts))),
    );
    for (const path of EVERYTHING)
      for (const headers of [HTML, { accept: "application/json" }]) {
        const seen = await first?.read(path, headers);
        expect(seen?.status, path).toBeLessThan(500);
        for (const other of others) {
          const same = await other.read(path, headers);
          expect([same.status, [...same.headers], same.text, same.gets, same.queries], path).toEqual([
            seen?.status,
            [...(seen?.headers ?? [])],
            seen?.text,
            seen?.gets,
            seen?.queries,
          ]);
        }
      }
  });
});

/** Published cells of sources whose two hidden counts are these. */
function cellsHiding([asian = 0, islander = 0]: readonly number[]): PublishedCell[] {
  const counts: Record<string, { numerator: number; denominator: number; plan: CellPlan }> = {
    asian: { numerator: asian, denominator: 31, plan: planOf("inside", { from: 20, to: 30 }) },
    "pacific-islander": { numerator: islander, denominator: islander + 1, plan: planOf("all") },
  };
  return someCells().map((cell) => {
    const hidden = counts[cell.category];
    if (!hidden) return cell;
    const { numerator, denominator, plan } = hidden;
    const value = (100 * numerator) / denominator;
    const source = {
      ...cell,
      measure: { unit: "percent" as const, aboutSystem: false },
      protectedAtSource: false,
      cell: { numerator, denominator, value, status: "ok" as const },
    };
    return publishedCell(source, plan, DEFAULT_RELEASE_POLICY);
  });
}

function planOf(hiding: "inside" | "all", band?: { from: number; to: number }): CellPlan {
  return { hiding, ...(band ? { band } : {}) } as CellPlan;
}

type CsvRow = Readonly<Record<string, string>>;

function cellOfCsv(row: CsvRow) {
  const number = (text: string | undefined) => (text === "" || text === undefined ? null : Number(text));
  const { indicatorId, periodKey, placeCode, dimensionKey, category, status, bandFrom, bandTo } = row;
  return {
    indicatorId,
    periodKey,
    placeCode,
    dimensionKey,
    category,
    numerator: number(row.numerator),
    denominator: number(row.denominator),
    value: number(row.value),
    ...(bandFrom === "" ? {} : { band: { from: Number(bandFrom), to: Number(bandTo) } }),
    status,
  };
}

/** Derived numbers as they were read, with the value null where it is none. */
function derivedRows(suffix: string, text: string): Pick<DerivedNumber, "category" | "value" | "status">[] {
  if (suffix === ".json") return JSON.parse(text);
  if (suffix === ".ndjson")
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const rows = parse(text, { columns: true }) as CsvRow[];
  return rows.map(({ category = "", value, status }) => ({
    category,
    value: value === "" ? null : Number(value),
    status: status as DerivedNumber["status"],
  }));
}

/** The rows of the tables of a page: their name, value, numerator and denominator, and the numbers in them. */
function rowsOf(html: string) {
  return [...html.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/gs)].map(
    ([, name = "", rest = ""]) => {
      const columns = [...rest.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = ""]) =>
        cell.replace(/<[^>]+>/g, ""),
      );
      const text = columns.join(" | ");
      return { name, text, figures: columns.slice(0, 3).join(" | "), numbers: text.match(/\d+/g) ?? [] };
    },
  );
}

function wordsOf({ value, numerator, denominator, band }: PublishedCell): string {
  const hidden = "protected: could identify a child";
  const words =
    value === null
      ? `${hidden}${band ? `; ${band.from}% or more, below ${band.to}%` : ""}`
      : `${value.toFixed(1)}%`;
  return [words, numerator ?? "", denominator ?? ""].join(" | ");
}
