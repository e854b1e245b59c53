import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { cellsOf, textHash } from "../../../shared/publication/published/chunks.ts";
import { publishManifest, withdrawPublished } from "../../../shared/publication/published/published.store.ts";
import {
  ABSENCE,
  aCell,
  aRelease,
  HARBOUR,
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
const small = aRelease();
/** The same in many chunks. */
const long = aRelease({ number: 2 }, { mostBytes: 700 });
const withdrawn = aRelease({ number: 3, title: "To be withdrawn" });
const correction = aRelease({
  number: 4,
  title: "Corrected",
  corrects: { id: small.manifest.id, number: 1, reason: "A school had sent last year's file" },
});
const read = (path: string, headers?: Record<string, string>) => reader.read(path, headers);
const under = (number: number, path: string) => `/open/releases/${releaseId(number)}${path}`;

beforeAll(async () => {
  reader = await aReader(engine);
  for (const release of [small, long, withdrawn, correction]) await publish(reader.table, release);
  await withdrawPublished(reader.table, withdrawn.manifest.id, {
    withdrawnAt: "2026-11-20T10:00:00.000Z",
    reason: "The agreement with the state ended",
  });
});
afterAll(() => reader.stop());

describe("the list of releases", () => {
  test("is newest first, and goes on page by page where it ended, though others are published meanwhile", async () => {
    const first = await read("/open/releases?limit=2");
    expect(first.body.items.map(({ number }: { number: number }) => number)).toEqual([4, 3]);
    expect(first.headers.get("link")).toContain('rel="next"');
    await publish(reader.table, aRelease({ number: 9, partnership: { id: OTHER, name: "Cedar County" } }));
    const second = await read(`/open/releases?limit=2&cursor=${first.body.next}`);
    expect(second.body.items.map(({ number }: { number: number }) => number)).toEqual([2, 1]);
    expect([second.queries, second.gets]).toEqual([1, 0]);
    expect(second.body.items[1]).toMatchObject({ correctedBy: correction.manifest.id, status: "published" });
  });

  test("is that of one partnership where it is asked for, and a cursor leads into no other list", async () => {
    const ours = await read(`/open/releases?partnership=${HARBOUR}&limit=1`);
    const theirs = await read(`/open/releases?partnership=${OTHER}&cursor=${ours.body.next}`);
    expect(ours.body.items[0]).toMatchObject({ number: 4 });
    expect(theirs.body.items).toEqual([]);
    const page = await read(`/open/partnerships/${OTHER}?partnership=${HARBOUR}`);
    expect(page.text).toContain("Cedar County");
    expect(page.text).not.toContain("Harbour");
  });
});
const OTHER = "prt_01JD0000000000000000CEDARC";

describe("a release", () => {
  test("is a page to who reads pages, and its manifest with what became of it to programs", async () => {
    const page = await read(under(1, ""), { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { text: _text, ...chunk } = small.chunks[0] ?? { text: "" };
    for (const answer of [
      await read(under(1, ".json")),
      await read(under(1, ""), { accept: "application/json" }),
    ]) {
      const { state, ...manifest } = answer.body;
      expect(manifest).toEqual(small.manifest);
      expect(manifest.chunks).toEqual([chunk]);
      expect(state).toEqual({ status: "published", correctedBy: correction.manifest.id });
    }
    expect((await read(under(1, ""), { accept: "image/png" })).status).toBe(406);
  });

  test("says on its page what it is, how it is cited, protected and checked, and has the total of each indicator", async () => {
    const { text } = await read(under(1, ""), { accept: "text/html" });
    for (const part of [
      "Are our children better off?",
      "Harbour County Promise (2026)",
      `SHA-256 ${small.manifest.contentHash}`,
      "Counts from 1 to 9 are hidden",
      "at least 10 numbers",
      "This release was corrected.",
      "Third graders at or above standard",
      "Line chart of Third graders who read well. 2021-22: 45.0%; 2022-23: 50.0%; 2023-24: 55.0%.",
      "Children often absent: 14.0% in 2023-24, from 15.0% in 2021-22",
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script(?! type="module" src="\/script-[0-9a-f]{16}\.js"><\/script>)|style="/);
  });

  test("is read in one Query and few chunks, however many it has", async () => {
    expect(long.chunks.length).toBeGreaterThan(4);
    const most = {
      "": 3,
      [`/indicators/${READING}`]: 5,
      [`/indicators/${READING}?place=HC`]: 4,
      [`/indicators/${READING}?by=race-ethnicity&place=HC`]: 4,
    };
    for (const [path, gets] of Object.entries(most)) {
      const answer = await read(under(2, path), { accept: "text/html" });
      expect([answer.status, answer.queries]).toEqual([200, 1]);
      expect(answer.gets, path).toBeLessThanOrEqual(gets);
    }
  });

  test("is a page under an address to which others added something", async () => {
    for (const path of [under(1, ""), under(1, `/indicators/${READING}`), "/open"])
      expect((await read(`${path}?from=newsletter&from=again`, { accept: "text/html" })).status).toBe(200);
  });

  test("that corrects another names it, and that one names its correction, in links too", async () => {
    const [corrected, correcting] = [await read(under(1, "/cells")), await read(under(4, ""))];
    expect(corrected.headers.get("link")).toContain(
      `</open/releases/${correction.manifest.id}>; rel="successor-version"`,
    );
    expect(correcting.headers.get("link")).toContain(`<${under(1, "")}>; rel="predecessor-version"`);
    expect(correcting.text).toContain("A school had sent last year&#39;s file");
  });

  test("that nobody published is not found, as a page or as a problem", async () => {
    expect((await read(under(7, ""))).text).toContain("No release has this address.");
    for (const path of [".json", "/cells", "/codebook.csv", "/package.json", `/derived?indicator=${READING}`])
      expect((await read(under(7, path))).body).toMatchObject({ status: 404, code: "not_found" });
  });
});

describe("the page of an indicator", () => {
  test("has each group with its gaps, the largest first, and hidden ones in words", async () => {
    const { text } = await read(under(1, `/indicators/${READING}`), { accept: "text/html" });
    const rows = [...text.matchAll(/<tr><th scope="row">(.*?)<\/tr>/g)].map(([, row]) =>
      (row ?? "").replace(/<[^>]+>/g, "|").replace(/\|+/g, "|"),
    );
    const race = rows.filter((row) => /^(White|Black|Asian|Pacific)/.test(row));
    expect(race.map((row) => row.split("|")[0])).toEqual(["White", "Black", "Asian", "Pacific Islander"]);
    expect(race[0]).toContain("59.3%|51|86|+4.3\u00a0points");
    expect(race[2]).toContain("protected: could identify a child; 20% or more, below 30%|31|");
    expect(race[3]).not.toMatch(/\d/);
    expect(text).toContain("Girls");
  });

  test("shows one place and one dimension where they are asked for", async () => {
    const { text } = await read(under(1, `/indicators/${READING}?place=HC-N`), { accept: "text/html" });
    expect(text).toContain("52.5%");
    expect(text).not.toContain("55.0%");
    const sex = await read(under(2, `/indicators/${READING}?by=sex`), { accept: "text/html" });
    expect(sex.text).toContain("Girls");
    expect(sex.text).not.toContain("White</th>");
    expect(sex.text).toContain("2021-22");
  });

  test("does not exist for what is not released", async () => {
    const paths = [`${READING}?by=grade`, `${READING}?place=elsewhere`, "ind_none", `${ABSENCE}?by=sex`];
    for (const path of paths) {
      const answer = await read(under(1, `/indicators/${path}`), { accept: "text/html" });
      expect([answer.status, /<h1>(.*?)<\/h1>/.exec(answer.text)?.[1]]).toEqual([
        404,
        "This is not released",
      ]);
    }
  });
});

describe("the cells of a release", () => {
  test("are the stored texts, byte for byte, with the hash as their tag", async () => {
    const pages = [];
    let path: string | undefined = under(2, "/cells.json");
    while (path !== undefined) {
      const page: Awaited<ReturnType<typeof read>> = await read(path);
      pages.push(page);
      path = /<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
    }
    expect(pages.map(({ text }) => text)).toEqual(long.chunks.map(({ text }) => text));
    expect(pages.map(({ headers }) => headers.get("etag"))).toEqual(
      long.chunks.map(({ hash }) => `"${hash}"`),
    );
    expect(pages.every(({ gets, queries }) => gets === 1 && queries === 1)).toBe(true);
  });

  test("are 304 to who holds them, and for any origin", async () => {
    const first = await read(under(1, "/cells.csv"));
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("access-control-allow-origin")).toBe("*");
    expect(first.headers.get("cache-control")).toBe("public, max-age=60");
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const again = await read(under(1, "/cells.csv"), { "if-none-match": held });
      expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
    }
    expect((await read(under(1, "/cells.csv"), { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("come as asked for by suffix or by Accept", async () => {
    const types = { "text/csv": "csv", "application/x-ndjson": "ndjson", "application/json": "json" };
    for (const [accept, suffix] of Object.entries(types)) {
      const answer = await read(under(1, "/cells"), { accept });
      expect(answer.headers.get("content-type")).toContain(accept);
      expect(answer.text).toBe((await read(under(1, `/cells.${suffix}`))).text);
    }
    expect((await read(under(1, "/cells"), { accept: "text/html, */*" })).headers.get("content-type")).toBe(
      "application/json",
    );
    expect((await read(under(1, "/cells"), { accept: "image/png" })).body).toMatchObject({ status: 406 });
  });

  test.each([1, 2])(
    "are those that exact values ask for, in however many chunks (release %i)",
    async (number) => {
      const race = { indicator: READING, dimension: "race-ethnicity" };
      const questions: Record<string, string>[] = [
        { ...race, category: "black" },
        { place: "HC-N" },
        { period: yearKey(2022) },
        { indicator: ABSENCE, period: yearKey(2021) },
        { category: "female" },
      ];
      for (const question of questions) {
        const found = [];
        let path: string | undefined = under(number, `/cells?${new URLSearchParams(question)}`);
        while (path !== undefined) {
          const page: Awaited<ReturnType<typeof read>> = await read(path);
          expect(page.gets).toBeLessThanOrEqual(3);
          found.push(...cellsOf(page.text));
          path = /<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
        }
        const { indicator, dimension, place, period, category } = question;
        const expected = someCells().filter(
          (cell) =>
            (indicator ?? cell.indicatorId) === cell.indicatorId &&
            (dimension ?? cell.dimensionKey) === cell.dimensionKey &&
            (place ?? cell.placeCode) === cell.placeCode &&
            (period ?? cell.periodKey) === cell.periodKey &&
            (category ?? cell.category) === cell.category,
        );
        expect(found).toHaveLength(expected.length);
        expect(found).toEqual(expect.arrayContaining(expected));
      }
    },
  );

  test("are asked for by exact values alone", async () => {
    for (const query of [
      "not=asian",
      "minimum=10",
      "category=asian&category=black",
      "page=0",
      "page=x",
      "from=2020",
    ]) {
      const refused = await read(under(1, `/cells?${query}`));
      expect(refused.body).toMatchObject({ status: 400, code: "invalid_request" });
      expect(refused.body.errors[0].parameter).toBe(query.split("=")[0]);
    }
  });
});

describe("what is not released", () => {
  const exact = { indicator: READING, place: "HC", dimension: "race-ethnicity", period: yearKey(2023) };
  const cells = (question: Record<string, string>) => `/cells?${new URLSearchParams(question)}`;

  test.each([1, 2])("is one answer, whatever the reason (release %i)", async (number) => {
    const absent = [
      cells({ ...exact, category: "native" }),
      cells({ ...exact, category: "no such category" }),
      cells({ ...exact, category: "asian+female" }),
      cells({ ...exact, period: yearKey(2022) }),
      cells({ ...exact, place: "HC-N" }),
      cells({ indicator: "ind_none" }),
      cells({ indicator: ABSENCE, dimension: "sex" }),
      cells({ category: "nobody" }),
      "/cells?page=99",
      `/derived?indicator=${READING}&place=elsewhere`,
      `/derived?indicator=ind_none&place=HC`,
      `/derived?indicator=${ABSENCE}&place=HC&dimension=sex`,
    ];
    const said = new Set<string>();
    for (const path of absent) {
      const answer = await read(under(number, path));
      const { instance: _instance, ...problem } = answer.body;
      said.add(JSON.stringify([answer.status, [...answer.headers], problem]));
      expect(answer.queries).toBe(1);
      expect(answer.gets).toBeLessThanOrEqual(3);
    }
    expect([...said]).toHaveLength(1);
    expect([...said][0]).toContain("/v1/release-requests");
  });

  test("is asked of the table alike for a small cell that was left out, one that is absent, and one of no category", async () => {
    const rounds = [];
    for (const category of ["native", "two-or-more", "no such category"]) {
      const { queries, gets } = await read(under(1, cells({ ...exact, category })));
      rounds.push([queries, gets]);
    }
    expect(rounds).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  test("is another thing than what is released and hidden, which is a row", async () => {
    const { text } = await read(under(1, cells({ ...exact, category: "pacific-islander" })));
    expect(cellsOf(text)).toEqual([
      expect.objectContaining({ value: null, numerator: null, denominator: null, status: "c" }),
    ]);
  });
});

describe("derived numbers", () => {
  test("are gaps and changes of one indicator in one place, of a dimension or a period alone where that is asked", async () => {
    const all = await read(under(2, `/derived?indicator=${READING}&place=HC`));
    const race = await read(under(2, `/derived?indicator=${READING}&place=HC&dimension=race-ethnicity`));
    const latest = await read(
      under(2, `/derived?indicator=${READING}&place=HC&dimension=all&period=${yearKey(2023)}`),
    );
    expect(race.body.length).toBeGreaterThan(4);
    expect(all.body).toEqual(expect.arrayContaining(race.body));
    expect(latest.body).toEqual([expect.objectContaining({ measure: "change", value: 5, status: "ok" })]);
    expect(all.gets).toBeLessThanOrEqual(4);
    expect((await read(under(1, `/derived?indicator=${READING}`))).body.errors[0].parameter).toBe("place");
    expect((await read(under(1, "/derived"))).body.errors[0].parameter).toBe("indicator");
  });
});

describe("the codebook and the description of the files", () => {
  test("are CSV, which no spreadsheet runs, and a data package whose hashes are those of its files", async () => {
    const odd = aRelease({
      number: 5,
      indicators: [{ ...small.manifest.indicators[0], name: "=cmd()" } as never],
    });
    await publish(reader.table, odd);
    const [row] = parse((await read(under(5, "/codebook.csv"))).text, { columns: true }) as {
      name: string;
    }[];
    expect(row?.name).toBe("'=cmd()");
    const described = await read(under(2, "/package.json"));
    expect(described.body).toMatchObject({
      profile: "data-package",
      contributors: [{ title: "Harbour County Promise" }],
    });
    for (const { path, hash, bytes, schema, format } of described.body.resources) {
      const file = await read(under(2, `/${path}`));
      expect(file.status).toBe(200);
      if (hash !== undefined)
        expect([`sha256:${textHash(file.text)}`, Buffer.byteLength(file.text)]).toEqual([hash, bytes]);
      const names = schema.fields.map(({ name }: { name: string }) => name);
      if (format === "csv") expect(file.text.split("\r\n")[0]).toBe(names.join(","));
      else for (const cell of file.body) expect(names).toEqual(expect.arrayContaining(Object.keys(cell)));
      expect(schema.missingValues).toEqual([""]);
    }
  });
});

describe("a release that was withdrawn", () => {
  test("has no figures any more in any format, but says why, and all by which a copy is checked", async () => {
    const paths = [
      "/cells",
      "/cells.csv",
      "/cells.ndjson?page=1",
      "/codebook.csv",
      "/package.json",
      `/derived?indicator=${READING}&place=HC`,
    ];
    for (const path of paths) {
      const { status, body } = await read(under(3, path));
      expect(status).toBe(410);
      expect(body).toMatchObject({
        code: "gone",
        reason: "The agreement with the state ended",
        withdrawnAt: "2026-11-20T10:00:00.000Z",
        release: {
          title: "To be withdrawn",
          contentHash: withdrawn.manifest.contentHash,
          chunks: withdrawn.manifest.chunks,
        },
      });
    }
    const page = await read(under(3, `/indicators/${READING}`), { accept: "text/html" });
    expect([page.status, page.text.includes("The agreement with the state ended")]).toEqual([410, true]);
  });

  test("keeps its page and its manifest, without charts and downloads", async () => {
    const page = await read(under(3, ""), { accept: "text/html" });
    for (const part of [
      "This release was withdrawn",
      "The agreement with the state ended",
      withdrawn.manifest.contentHash,
    ])
      expect(page.text).toContain(part);
    expect(page.text).not.toMatch(/<svg|cells\.csv|codebook\.csv/);
    const { state, ...manifest } = (await read(under(3, ".json"))).body;
    expect(state).toMatchObject({ status: "withdrawn", reason: "The agreement with the state ended" });
    const { contentHash: hash, ...rest } = manifest;
    expect(contentHash(rest)).toBe(hash);
  });

  test("is gone too for who is reading it when it is withdrawn", async () => {
    const release = aRelease({ number: 6 }, { cells: [aCell()] });
    await publishManifest(reader.table, release.manifest);
    // Published without its chunk: what is not there is never answered as if it were.
    expect((await read(under(6, "/cells"))).status).toBe(500);
    await withdrawPublished(reader.table, release.manifest.id, {
      withdrawnAt: "2026-11-20T10:00:00.000Z",
      reason: "Wrong",
    });
    expect((await read(under(6, "/cells"))).status).toBe(410);
  });
});
