import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../infra/local/runtime.ts";
import { countOf, type ScorecardDocument } from "../../shared/publication/published/scorecard-document.ts";
import { startDemo } from "../support/demo.ts";
import { attackRows, type Belief, type Row } from "../support/release-attacker.ts";

const isElsewhere = process.env.E2E_URL !== undefined;
if (isElsewhere) console.info("The release of the demo is skipped: it is for the local runtime.");

let runtime: Runtime;
let id: string;

beforeAll(async () => {
  if (isElsewhere) return;
  runtime = await startDemo();
  const listed = await read("/open/releases");
  id = JSON.parse(listed).items[0].id;
});
afterAll(async () => {
  if (!isElsewhere) await runtime.stop();
});

/** What everybody reads at an address, without signing in. */
async function read(path: string, accept = "application/json"): Promise<string> {
  const response = await fetch(new URL(path, runtime.origin), { headers: { accept } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return text;
}

/** All pages of the figures in a format. */
async function pages(format: string): Promise<string[]> {
  const { chunks } = JSON.parse(await read(`/open/releases/${id}`));
  const numbers = chunks.map(({ number }: { number: number }) => number);
  return Promise.all(
    numbers.map((page: number) => read(`/open/releases/${id}/cells.${format}?page=${page}`, "*/*")),
  );
}

/** Figures of a format as an attacker takes them down. */
const FORMATS: Readonly<Record<string, (texts: readonly string[]) => Row[]>> = {
  json: (texts) => texts.flatMap((text) => rowsIn(JSON.parse(text))),
  ndjson: (texts) =>
    texts.flatMap((text) =>
      text
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ),
  csv: (texts) => texts.flatMap((text) => parse(text, { columns: true, bom: true }).map(rowOfCsv)),
};

function rowsIn(page: Row[] | { readonly items: Row[] }): Row[] {
  return Array.isArray(page) ? page : page.items;
}

function rowOfCsv(line: unknown): Row {
  const field = line as Record<string, string>;
  const number = (name: string) =>
    field[name] === undefined || field[name] === "" ? null : Number(field[name]);
  const [from, to] = [number("bandFrom"), number("bandTo")];
  return {
    indicatorId: field.indicatorId ?? "",
    periodKey: field.periodKey ?? "",
    placeCode: field.placeCode ?? "",
    dimensionKey: field.dimensionKey ?? "",
    category: field.category ?? "",
    numerator: number("numerator"),
    denominator: number("denominator"),
    value: number("value"),
    ...(from === null || to === null ? {} : { band: { from, to } }),
  };
}

const tooNear = ({ least, most }: Belief) => most - least < 10;

describe.skipIf(isElsewhere)("the release of the demo", () => {
  it.each(Object.keys(FORMATS))("gives nothing away to somebody who computes with its %s", async (format) => {
    const rows = FORMATS[format]?.(await pages(format)) ?? [];
    expect(rows.length).toBeGreaterThan(500);
    const hidden = rows.filter(({ numerator }) => numerator === null);
    expect(hidden.length).toBeGreaterThan(20);
    const beliefs = attackRows(rows, { parents: new Map() });
    expect(beliefs.length).toBeGreaterThanOrEqual(hidden.length);
    expect(beliefs.filter(tooNear)).toEqual([]);
  });

  it("says the same in every format", async () => {
    const [json, ...others] = await Promise.all(
      Object.entries(FORMATS).map(async ([format, taken]) => taken(await pages(format)).map(plain)),
    );
    for (const other of others) expect(other).toEqual(json);
  });
});

describe.skipIf(isElsewhere)("the scorecard of the demo", () => {
  it("shows outcomes, gaps, changes, money and the gateway of the county, of the release's figures alone", async () => {
    const { partnership } = JSON.parse(await read(`/open/releases/${id}`));
    const base = `/open/partnerships/${partnership.id}/scorecard`;
    const card: ScorecardDocument = JSON.parse(await read(`${base}.json`));
    expect(card.release.id).toBe(id);
    expect(countOf(card.outcomes)).toBe(7);
    expect(countOf(card.gaps)).toBeGreaterThan(12);
    expect(card.systemsChanges).toHaveLength(5);
    expect(card.strategies.flatMap(({ money = [] }) => money).length).toBeGreaterThan(3);
    expect(card.gateways).toHaveLength(1);
    const rows = new Set(JSON_ROWS(await pages("json")));
    const cells = card.indicators.flatMap(({ series, breakdowns }) => [
      ...series,
      ...breakdowns.flatMap(({ groups }) =>
        groups.flatMap(({ latest, base: then }) => (then ? [latest, then] : [latest])),
      ),
    ]);
    for (const cell of cells) expect(rows).toContain(JSON.stringify(plain(cell as Row)));
    const pagesOf = await Promise.all(["en", "es"].map((lang) => read(`${base}?lang=${lang}`, "text/html")));
    expect(pagesOf[0]).toContain("Of 7 outcomes: ");
    expect(pagesOf[1]).toContain("De 7 resultados: ");
  });
});

/** The rows of all pages of figures, as texts that can be compared. */
const JSON_ROWS = (texts: readonly string[]) =>
  (FORMATS.json?.(texts) ?? []).map((row) => JSON.stringify(plain(row)));

/** A row with the fields that an attacker takes down, and no others. */
function plain({ band, ...row }: Row) {
  const { indicatorId, periodKey, placeCode, dimensionKey, category, numerator, denominator, value } = row;
  const address = [indicatorId, periodKey, placeCode, dimensionKey, category].join(" ");
  return { address, numerator, denominator, value, ...(band ? { from: band.from, to: band.to } : {}) };
}
