import type { PublishedCell } from "../../shared/disclosure/release/published-cell.ts";
import { DEFAULT_RELEASE_POLICY } from "../../shared/disclosure/release/release-policy.ts";
import type { Table } from "../../shared/platform/table.ts";
import { periodKey, schoolYear } from "../../shared/platform/time.ts";
import { type Chunk, MOST_CHUNK_BYTES, toChunks } from "../../shared/publication/published/chunks.ts";
import {
  type CodebookEntry,
  CodebookEntrySchema,
  type Manifest,
  ManifestSchema,
  sealManifest,
} from "../../shared/publication/published/manifest.ts";
import { publishManifest, putChunk } from "../../shared/publication/published/published.store.ts";

export const READING = "ind_01JD000000000000000000READ";
export const ABSENCE = "ind_01JD00000000000000000ABSEN";
export const HARBOUR = "prt_01JD0000000000000000HARB0R";
const YEARS = [2021, 2022, 2023];

/** The id of a release for tests, by its number. */
export function releaseId(number: number): string {
  return `rel_01JD00000000000000000${String(number).padStart(5, "0")}`;
}

/** The key of a school year by the year in which it starts. */
export function yearKey(startYear: number): string {
  return periodKey(schoolYear(startYear));
}

/** An indicator of a codebook. */
export function aCodebookEntry(fields: Partial<CodebookEntry> = {}): CodebookEntry {
  return CodebookEntrySchema().parse({
    id: READING,
    version: 2,
    name: "Third graders who read well",
    level: "core",
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Third graders at or above standard",
    denominatorDefinition: "Third graders who were tested",
    source: "State assessment",
    ...fields,
  });
}

/** A published cell: of a count inside and a denominator where both are told, hidden where it is said so. */
export function aCell(fields: Partial<PublishedCell> = {}): PublishedCell {
  const { numerator = 50, denominator = 100 } = fields;
  const value = numerator === null || !denominator ? null : Math.round((1000 * numerator) / denominator) / 10;
  return {
    indicatorId: READING,
    periodKey: yearKey(2023),
    placeCode: "HC",
    dimensionKey: "all",
    category: "all",
    numerator,
    denominator,
    value,
    status: "ok",
    ...fields,
  };
}

/** What is hidden of a cell: its count and rate, or its denominator as well. */
export const HIDDEN = { numerator: null, value: null, status: "c" } as const;
export const ALL_HIDDEN = { ...HIDDEN, denominator: null } as const;

/** The cells of a small release: two indicators, two places, three years; groups of the latest year, two of them hidden. */
export function someCells(): PublishedCell[] {
  const totals = YEARS.flatMap((year, index) => {
    const at = { periodKey: yearKey(year) };
    return [
      aCell({ ...at, numerator: 90 + 10 * index, denominator: 200 }),
      aCell({ ...at, placeCode: "HC-N", numerator: 40 + index, denominator: 80 }),
      aCell({ ...at, indicatorId: ABSENCE, numerator: 30 - index, denominator: 200 }),
    ];
  });
  const by = { dimensionKey: "race-ethnicity" };
  return [
    ...totals,
    aCell({ ...by, category: "asian", ...HIDDEN, denominator: 31, band: { from: 20, to: 30 } }),
    aCell({ ...by, category: "black", numerator: 41, denominator: 79 }),
    aCell({ ...by, category: "pacific-islander", ...ALL_HIDDEN }),
    aCell({ ...by, category: "white", numerator: 51, denominator: 86 }),
    aCell({ dimensionKey: "sex", category: "female", numerator: 59, denominator: 102 }),
    aCell({ dimensionKey: "sex", category: "male", numerator: 51, denominator: 98 }),
  ];
}

/** A release of such cells, sealed, with its chunks. */
export function aRelease(
  fields: Partial<Manifest> = {},
  given: { readonly cells?: readonly PublishedCell[]; readonly mostBytes?: number } = {},
): { readonly manifest: Manifest; readonly chunks: readonly Chunk[] } {
  const { cells = someCells(), mostBytes = MOST_CHUNK_BYTES } = given;
  const chunks = toChunks(cells, mostBytes);
  const number = fields.number ?? 1;
  const unsealed = {
    id: releaseId(number),
    number,
    title: "Are our children better off?",
    partnership: { id: HARBOUR, name: "Harbour County Promise" },
    publishedAt: `2026-11-${String(number).padStart(2, "0")}T09:00:00.000Z`,
    recordedUntil: "2026-10-30T08:00:00.000Z",
    policy: DEFAULT_RELEASE_POLICY,
    method: "plan-1",
    indicators: [
      aCodebookEntry(),
      aCodebookEntry({ id: ABSENCE, name: "Children often absent", polarity: "lower" }),
    ],
    places: [
      { code: "HC", name: "Harbour County" },
      { code: "HC-N", name: "North, Harbour", parent: "HC" },
    ],
    periods: YEARS.map((year) => ({ key: yearKey(year), ...schoolYear(year) })),
    dimensionKeys: ["all", "race-ethnicity", "sex"],
    categories: {
      "race-ethnicity": {
        asian: "Asian",
        black: "Black",
        "pacific-islander": "Pacific Islander",
        white: "White",
      },
      sex: { female: "Girls", male: "Boys" },
    },
    cells: cells.length,
    ...fields,
    chunks: chunks.map(({ text: _text, ...chunk }) => chunk),
  };
  return { manifest: ManifestSchema().parse(sealManifest(unsealed)), chunks };
}

/** Publishes a release as the product does. */
export async function publish(
  table: Table,
  { manifest, chunks }: ReturnType<typeof aRelease>,
): Promise<void> {
  for (const chunk of chunks) await putChunk(table, manifest.id, chunk);
  await publishManifest(table, manifest);
}
