import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PublishedCell } from "../../../shared/disclosure/release/published-cell.ts";
import { withdrawPublished } from "../../../shared/publication/published/published.store.ts";
import {
  ABSENCE,
  aRelease,
  publish,
  READING,
  releaseId,
  someCells,
  yearKey,
} from "../../support/published.ts";
import { engineOfSuite } from "../../support/suite.ts";
import { aReader } from "./reader.ts";

const engine = engineOfSuite();
let reader: Awaited<ReturnType<typeof aReader>>;
const SMALL = 1;
/** The same in many parts. */
const LONG = 2;
const WITHDRAWN = 3;

beforeAll(async () => {
  reader = await aReader(engine);
  await publish(reader.table, aRelease({ number: SMALL }));
  await publish(reader.table, aRelease({ number: LONG }, { mostBytes: 700 }));
  await publish(reader.table, aRelease({ number: WITHDRAWN }));
  await withdrawPublished(reader.table, releaseId(WITHDRAWN), {
    withdrawnAt: "2026-11-20T10:00:00.000Z",
    reason: "The agreement with the state ended",
  });
});
afterAll(() => reader?.stop());

const at = (number: number, query = "") => `/open/releases/${releaseId(number)}/explore${query}`;

/** The text that a page offers under an id. */
function offered(html: string, id: string): string {
  const text = html.match(new RegExp(`<pre id="${id}"[^>]*><code>(.*?)</code>`, "s"))?.[1] ?? "";
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** What code reads and keeps: every row of its addresses that meets every comparison which it writes. */
async function rowsOf(code: string, comparison: RegExp): Promise<string[]> {
  const addresses = [...code.matchAll(/"(https:[^"]+)"/g)].map(([, address = ""]) => new URL(address));
  const texts = await Promise.all(addresses.map(({ pathname, search }) => reader.read(pathname + search)));
  expect(texts.map(({ status }) => status)).toEqual(texts.map(() => 200));
  const rows = texts.flatMap(({ text }) => parse(text, { columns: true }) as Record<string, string>[]);
  const tests = [...code.matchAll(comparison)].map(([, column = "", sign = "", value = ""]) => ({
    column,
    sign,
    value,
  }));
  expect(tests.length).toBeGreaterThan(2);
  const kept = rows.filter((row) =>
    tests.every(({ column, sign, value }) => {
      const held = row[column] ?? "";
      if (sign === "==") return held === value;
      return sign === ">=" ? held >= value : held <= value;
    }),
  );
  return kept
    .map(({ periodKey, category, value, status }) => `${periodKey} ${category} ${value} ${status}`)
    .sort();
}

const IN_R = /(\w+) (==|>=|<=) "([^"]+)"/g;
const IN_PYTHON = /figures\["(\w+)"\] (==|>=|<=) "([^"]+)"/g;

function expected(keep: (cell: PublishedCell) => boolean): string[] {
  const cells = someCells().filter((cell) => cell.placeCode === "HC" && keep(cell));
  return cells
    .map(({ periodKey, category, value, status }) => `${periodKey} ${category} ${value ?? ""} ${status}`)
    .sort();
}

describe("what is copied from the explorer reads the figures that are shown", () => {
  const choices = {
    "everybody in all periods": {
      query: "",
      keep: (cell) => cell.indicatorId === READING && cell.dimensionKey === "all",
    },
    "everybody in some periods": {
      query: `?indicator=${ABSENCE}&place=HC&by=all&from=${yearKey(2022)}&to=${yearKey(2022)}`,
      keep: (cell) => cell.indicatorId === ABSENCE && cell.periodKey === yearKey(2022),
    },
    "all groups, hidden ones too": {
      query: `?indicator=${READING}&place=HC&by=race-ethnicity&group=&from=&to=`,
      keep: (cell) => cell.dimensionKey === "race-ethnicity",
    },
    "one group": {
      query: `?indicator=${READING}&place=HC&by=sex&group=female`,
      keep: (cell) => cell.category === "female",
    },
  } satisfies Record<string, { query: string; keep: (cell: PublishedCell) => boolean }>;
  for (const [name, { query, keep }] of Object.entries(choices))
    test.each([SMALL, LONG])(`${name}, of release %i`, async (number) => {
      const { status, text } = await reader.read(at(number, query));
      expect(status).toBe(200);
      expect(expected(keep)).not.toEqual([]);
      expect(await rowsOf(offered(text, "as-r"), IN_R)).toEqual(expected(keep));
      expect(await rowsOf(offered(text, "as-python"), IN_PYTHON)).toEqual(expected(keep));
    });

  test("a call of the API answers them as JSON", async () => {
    const { text } = await reader.read(at(SMALL, `?indicator=${READING}&place=HC&by=sex&group=male`));
    const address = new URL(offered(text, "as-curl").match(/'(.+)'/)?.[1] ?? "");
    const { body } = await reader.read(address.pathname + address.search);
    expect(body).toMatchObject([{ category: "male", numerator: 51, denominator: 98 }]);
  });
});

describe("the explorer", () => {
  test("shows what is protected in a row like any other", async () => {
    const { text } = await reader.read(at(SMALL, `?by=race-ethnicity&place=HC`));
    expect(text).toMatch(
      /Pacific Islander<\/th><td class="n"><span class="hid">protected: could identify a child/,
    );
  });

  test("says the same of what is absent and of what nobody has heard of", async () => {
    const words = "This release holds nothing for these.";
    for (const query of [
      `?by=sex&place=HC-N`,
      `?by=sex&place=HC&group=nobody`,
      `?indicator=${ABSENCE}&by=sex`,
    ])
      expect((await reader.read(at(SMALL, query))).text).toContain(words);
  });

  test("refuses a period that the release does not name, and a release that is gone, on pages", async () => {
    const asPage = { accept: "text/html" };
    expect((await reader.read(at(SMALL, "?from=never"), asPage)).status).toBe(400);
    const gone = await reader.read(at(WITHDRAWN), asPage);
    expect(gone.status).toBe(410);
    expect(gone.text).toContain("The agreement with the state ended");
  });

  test("asks the table as little as a page of an indicator", async () => {
    const { queries, gets } = await reader.read(at(LONG, `?by=race-ethnicity`));
    expect(queries).toBe(1);
    expect(gets).toBeLessThanOrEqual(5);
  });
});

describe("a citation for programs of references", () => {
  const citation = (number: number, format: string) =>
    `/open/releases/${releaseId(number)}/citation.${format}`;

  test("is given as BibTeX, RIS and CSL-JSON, of a withdrawn release too", async () => {
    const bib = await reader.read(citation(SMALL, "bib"));
    expect(bib.text).toContain("author = {{Harbour County Promise}},");
    const ris = await reader.read(citation(WITHDRAWN, "ris"));
    expect(ris.text.split("\r\n").slice(0, 3)).toEqual([
      "TY  - DATA",
      "AU  - Harbour County Promise,",
      "TI  - Are our children better off?",
    ]);
    const csl = await reader.read(citation(SMALL, "json"));
    expect(JSON.parse(csl.text)).toMatchObject([
      {
        type: "dataset",
        issued: { "date-parts": [[2026, 11, 1]] },
        author: [{ literal: "Harbour County Promise" }],
      },
    ]);
  });

  test("escapes what BibTeX would take for its own signs", async () => {
    await publish(reader.table, aRelease({ number: 9, title: "50% & more_{x} \\ again" }));
    const { text } = await reader.read(citation(9, "bib"));
    expect(text).toContain("title = {{50\\% \\& more\\_\\{x\\} \\textbackslash{} again}},");
  });

  test("has no line more by a title with a sign at which some programs end lines", async () => {
    await publish(
      reader.table,
      aRelease({ number: 10, title: "Better off?\u0085AU  - Somebody\u001eDO  - 10" }),
    );
    const { text } = await reader.read(citation(10, "ris"));
    expect(text).toContain("\r\nTI  - Better off? AU - Somebody DO - 10\r\n");
  });

  test("is not given of a release that is not there, nor with parameters", async () => {
    expect((await reader.read(citation(77, "bib"))).status).toBe(404);
    expect((await reader.read(`${citation(SMALL, "ris")}?x=1`)).status).toBe(400);
  });
});
