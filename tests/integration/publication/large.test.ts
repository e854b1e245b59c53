import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublishedCell } from "../../../shared/disclosure/release/published-cell.ts";
import { periodKey, schoolYear } from "../../../shared/platform/time.ts";
import { cellsOf } from "../../../shared/publication/published/chunks.ts";
import { aCell, aCodebookEntry, aRelease, publish, READING, releaseId } from "../../support/published.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";

const START_YEARS = Array.from({ length: 12 }, (_, index) => 2011 + index);
const GROUPS = Array.from({ length: 10 }, (_, index) => `group-${index}`);
/** The county itself has no figures: only its schools have. */
const SCHOOLS = Array.from({ length: 40 }, (_, index) => `S${String(index).padStart(2, "0")}`);
const RELEASE = `/open/releases/${releaseId(1)}`;

const engine = engineOfSuite();
let reader: Awaited<ReturnType<typeof aReader>>;
const large = aRelease(
  {
    indicators: [aCodebookEntry()],
    places: [{ code: "HC", name: "Harbour County" }, ...SCHOOLS.map((code) => ({ code, parent: "HC" }))],
    periods: START_YEARS.map((year) => ({ ...schoolYear(year), key: periodKey(schoolYear(year)) })),
    dimensionKeys: ["all", "home-language"],
    categories: { "home-language": Object.fromEntries(GROUPS.map((key) => [key, `Language ${key.at(-1)}`])) },
  },
  { cells: SCHOOLS.flatMap(cellsOfSchool), mostBytes: 5_000 },
);

function cellsOfSchool(placeCode: string): PublishedCell[] {
  return START_YEARS.flatMap((year) => {
    const at = { placeCode, periodKey: periodKey(schoolYear(year)) };
    const groups = GROUPS.map((category) => aCell({ ...at, dimensionKey: "home-language", category }));
    return [aCell({ ...at, numerator: 30 + year - 2011 }), ...groups];
  });
}

beforeAll(async () => {
  reader = await aReader(engine);
  await publish(reader.table, large);
});
afterAll(() => reader.stop());

const page = (query = "") => reader.read(`${RELEASE}/indicators/${READING}${query}`, { accept: "text/html" });

describe("a release of many chunks", () => {
  test("has enough of them for reading them all to show", () => {
    expect(large.chunks.length).toBeGreaterThan(100);
  });

  test("shows on its page everybody over time, whole, in a place that has figures", async () => {
    const answer = await reader.read(RELEASE, { accept: "text/html" });
    expect(answer.text).toContain("S00, everybody.");
    for (const [index, year] of START_YEARS.entries())
      expect(answer.text).toContain(`${year}-${String(year + 1).slice(2)}: ${30 + index}.0%`);
    expect(answer.gets).toBeLessThanOrEqual(3);
  });

  test("names the pages of indicators for which its own has no room", async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `ind_01JD${"0".repeat(21)}${index}`);
    const cells = ids.flatMap((indicatorId) =>
      cellsOfSchool("S01").map((cell) => ({ ...cell, indicatorId })),
    );
    const { places, periods, dimensionKeys, categories } = large.manifest;
    const indicators = ids.map((id) => aCodebookEntry({ id }));
    const many = aRelease(
      { number: 2, indicators, places, periods, dimensionKeys, categories },
      { cells, mostBytes: 5_000 },
    );
    await publish(reader.table, many);
    const answer = await reader.read(`/open/releases/${releaseId(2)}`, { accept: "text/html" });
    expect(answer.gets).toBe(3);
    expect(answer.text.match(/<svg/g)?.length).toBeGreaterThan(1);
    const elsewhere = answer.text.match(/Its figures are on a page of their own/g)?.length ?? 0;
    expect(elsewhere + (answer.text.match(/<svg/g)?.length ?? 0)).toBe(ids.length);
    expect(elsewhere).toBeGreaterThan(1);
  });

  test("shows an indicator in a place that has figures, where none is named", async () => {
    const answer = await page();
    expect(answer.text).toContain('<p class="lead">S00</p>');
    expect(answer.text).toContain("2011-12: 30.0%");
    expect(answer.text).toContain("2022-23: 41.0%");
    expect(answer.gets).toBeLessThanOrEqual(5);
    expect((await page("?place=HC")).status).toBe(404);
  });

  test("shows of a breakdown that is too long the latest periods, each whole, and says that there are others", async () => {
    for (const school of ["S00", "S17", "S39"]) {
      const answer = await page(`?place=${school}&by=home-language`);
      expect(answer.gets).toBeLessThanOrEqual(4);
      expect(answer.text).toContain("This page does not show all.");
      const years = [...answer.text.matchAll(/<caption>By home language, (\d{4})/g)].map(([, year]) =>
        Number(year),
      );
      expect(years.length).toBeGreaterThan(0);
      expect(years.length).toBeLessThan(START_YEARS.length);
      expect(years).toEqual(years.map((_year, index) => 2022 - index));
      for (const table of answer.text.split("<caption>By home language").slice(1))
        expect(table.match(/<th scope="row">/g)).toHaveLength(GROUPS.length);
      // Everybody over time is whole all the same.
      expect(answer.text).toContain("2011-12: 30.0%");
    }
  });

  test("gives the figures of a school, or of a year, page by page, and all of them", async () => {
    const year = periodKey(schoolYear(2015));
    const questions = {
      "place=S21": START_YEARS.length * 11,
      [`period=${year}&category=group-3`]: SCHOOLS.length,
    };
    for (const [question, expected] of Object.entries(questions)) {
      let [path, count]: [string | undefined, number] = [`${RELEASE}/cells?${question}`, 0];
      while (path !== undefined) {
        const answer: Awaited<ReturnType<typeof reader.read>> = await reader.read(path);
        expect(answer.status).toBe(200);
        expect(answer.gets).toBeLessThanOrEqual(3);
        count += cellsOf(answer.text).length;
        path = /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
      }
      expect(count).toBe(expected);
    }
    const nobody = await reader.read(`${RELEASE}/cells?category=group-99`);
    expect([nobody.status, nobody.gets]).toEqual([404, 3]);
  });

  test("derives what few chunks hold, and says how to ask for less", async () => {
    const asked = `${RELEASE}/derived?indicator=${READING}&place=S21`;
    const much = await reader.read(asked);
    expect(much.body).toMatchObject({ status: 400, errors: [{ parameter: "period" }] });
    const latest = await reader.read(`${asked}&period=${periodKey(schoolYear(2022))}`);
    expect(latest.gets).toBeLessThanOrEqual(4);
    const changes = latest.body.filter(({ measure }: { measure: string }) => measure === "change");
    expect(changes).toHaveLength(11);
    for (const { value } of changes) expect(value).not.toBeNull();
  });
});
