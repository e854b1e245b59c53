import { filteredPage } from "../../functions/public/cells-page.ts";
import { derivedOf } from "../../functions/public/derived-page.ts";
import { type Found, findReadable } from "../../functions/public/find-release.ts";
import { readTexts } from "../../functions/public/read-chunks.ts";
import { readIndicator, readTotals } from "../../functions/public/read-figures.ts";
import type { Table } from "../../shared/platform/table.ts";
import { periodKey, schoolYear } from "../../shared/platform/time.ts";
import { publishedPage } from "../../shared/publication/published/published.store.ts";
import { aCell, aCodebookEntry, aRelease, publish, READING } from "../support/published.ts";
import { bounded, type Figure, told } from "./figure.ts";
import type { Meter } from "./meter.ts";

const PLACES = Array.from({ length: 60 }, (_, index) => `P${String(index).padStart(2, "0")}`);
const YEARS = Array.from({ length: 10 }, (_, index) => 2014 + index);
const GROUPS = Array.from({ length: 16 }, (_, index) => `group-${index}`);
const ROUNDS = 3;

/** What everybody's reading of a release of 10,200 figures asks of the releases table. */
export async function measurePublished(table: Table, meter: Meter): Promise<Figure[]> {
  const release = aLongRelease();
  await publish(table, release);
  const readings: Readonly<Record<string, (found: Found) => Promise<unknown>>> = {
    "its page": (found) => readTotals(table, found),
    "an indicator in a place": (found) =>
      readIndicator(table, found, { indicatorId: READING, place: "P30", by: "home-language" }),
    "a chunk of figures": (found) => readTexts(table, found, [5]),
    "the figures of a place": (found) =>
      filteredPage(table, found, { filter: { indicatorId: READING, placeCode: "P30" }, page: 1 }),
    "what it does not hold": (found) =>
      filteredPage(table, found, { filter: { indicatorId: READING, placeCode: "P99" }, page: 1 }),
    "gaps and changes in a place": (found) => derivedOf(table, found, { indicator: READING, place: "P30" }),
  };
  const list = await meter.measure(() => publishedPage(table, { limit: 51 }));
  const figures = [told("what is published, a page: capacity", list.used.readUnits, "read units")];
  for (const [name, read] of Object.entries(readings)) {
    const { used } = await meter.measure(async () => {
      const found = await findReadable(table, release.manifest.id);
      if (found.ok) await read(found.value);
    });
    const label = `a release of 10,200 figures, ${name}`;
    figures.push(bounded(`${label}: rounds`, used.rounds, { unit: "rounds", bound: ROUNDS }));
    figures.push(told(`${label}: capacity`, used.readUnits, "read units"));
  }
  return figures;
}

function aLongRelease() {
  const periods = YEARS.map((year) => ({ ...schoolYear(year), key: periodKey(schoolYear(year)) }));
  const cells = PLACES.flatMap((placeCode) =>
    periods.flatMap(({ key }) => {
      const at = { placeCode, periodKey: key };
      const groups = GROUPS.map((category) => aCell({ ...at, dimensionKey: "home-language", category }));
      return [aCell(at), ...groups];
    }),
  );
  const fields = {
    indicators: [aCodebookEntry()],
    places: PLACES.map((code) => ({ code })),
    periods,
    dimensionKeys: ["all", "home-language"],
    categories: {},
  };
  // About as many figures a chunk as the product puts into one.
  return aRelease(fields, { cells, mostBytes: 140_000 });
}
