import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { differenceOf } from "../../../shared/publication/published/derived.ts";
import type { ScorecardDocument } from "../../../shared/publication/published/scorecard-document.ts";
import { startEngine, type TestEngine } from "../../support/engine.ts";
import { aReader } from "./reader.ts";
import { readPublished } from "./release-world.ts";
import { aScorecardWorld, compose, publishCard } from "./scorecard-world.ts";

let engine: TestEngine;
let world: Awaited<ReturnType<typeof aScorecardWorld>>;
let reader: Awaited<ReturnType<typeof aReader>>;
let base: string;

beforeAll(async () => {
  engine = await startEngine();
  world = await aScorecardWorld(engine);
  reader = await aReader(engine, world.published);
  await publishCard(world, await compose(world, world.releaseId, { introduction: { en: "What moved." } }));
  base = `/open/partnerships/${world.partnershipId}`;
});
afterAll(async () => {
  reader.stop();
  world.table.client.destroy();
  await engine.stop();
});

const read = (path: string, headers: Record<string, string> = {}) => reader.read(`${base}${path}`, headers);

describe("a scorecard's page", () => {
  test("says first whether children are better off and whether it is fair, in one round", async () => {
    const page = await read("/scorecard");
    expect([page.status, page.queries, page.gets]).toEqual([200, 1, 0]);
    expect(page.text).toContain("Of 1 outcome: 1 getting better.");
    expect(page.text).toContain("Of 1 gap: 0 closing, 1 we cannot say yet.");
    expect(page.text).toContain("protected: could identify a child");
    expect(page.text).toMatch(/SHA-256 [0-9a-f]{64}/);
    expect(page.text).toContain("$1,500,000");
    expect(page.text).not.toMatch(
      /<script(?! type="module" src="\/script-[0-9a-f]{16}\.js"><\/script>)|style="/,
    );
    expect(page.text.indexOf('id="gaps"')).toBeLessThan(page.text.indexOf('id="outcomes"'));
  });

  test("is in the language of its address, else in that of the browser; caches keep one a language", async () => {
    const [english, spanish, chosen, preferred, other] = [
      await read("/scorecard"),
      await read("/scorecard", { "accept-language": "es-MX,es;q=0.9,en;q=0.8" }),
      await read("/scorecard?lang=en", { "accept-language": "es" }),
      await read("/scorecard", { "accept-language": "fr, en;q=0.9, es;q=0.3" }),
      await read("/scorecard?lang=xx", { "accept-language": "fr" }),
    ];
    for (const answer of [english, chosen, preferred, other])
      expect(answer.text).toContain('<html lang="en">');
    expect(spanish.text).toContain('<html lang="es">');
    expect(spanish.text).toContain("¿Están mejor nuestros niños?");
    expect(spanish.text).toContain("De 1 resultado: 1 con avance.");
    expect(spanish.text).toContain("protegido: podría identificar a un niño");
    expect(spanish.text).toContain('<span lang="en">What moved.</span>');
    expect(spanish.text).toContain('<span lang="en">One enrollment for all</span>');
    expect(spanish.text).toContain("Tutores en cada escuela");
    expect(spanish.headers.get("vary")).toMatch(/accept-language/);
    expect(english.headers.get("etag")).not.toBe(spanish.headers.get("etag"));
    const again = await read("/scorecard", { "if-none-match": english.headers.get("etag") ?? "" });
    expect([again.status, again.headers.get("vary")]).toEqual([304, english.headers.get("vary")]);
  });

  test("is nothing but not found where there is none, in the language of the request", async () => {
    for (const path of ["/scorecards/99", "/scorecards/0", "/scorecards/0001"]) {
      expect((await read(`${path}?lang=es`)).status).toBe(404);
      expect((await read(`${path}.json`)).headers.get("content-type")).toContain("application/problem+json");
    }
    const none = await reader.read("/open/partnerships/prt_01JD0000000000000000000000/scorecard?lang=es");
    expect(none.status).toBe(404);
    expect(none.text).toContain("Aquí no hay ningún informe");
  });
});

test("the list of a partnership's releases leads to its scorecard in both languages", async () => {
  const list = await read("");
  expect(list.text).toContain(`${base}/scorecard?lang=en`);
  expect(list.text).toContain(`${base}/scorecard?lang=es`);
  expect([list.queries, list.gets]).toEqual([2, 0]);
});

describe("its card for other sites", () => {
  test("may be framed by everybody, and is as closed as every page in all else", async () => {
    const [page, card] = [await read("/scorecard"), await read("/scorecard/embed?lang=es")];
    const rules = (answer: typeof page) =>
      new Map(
        (answer.headers.get("content-security-policy") ?? "")
          .split("; ")
          .map((rule) => [rule.split(" ")[0] ?? "", rule.split(" ").slice(1).join(" ")]),
      );
    const [ofPage, ofCard] = [rules(page), rules(card)];
    expect(ofPage.get("frame-ancestors")).toBe("'none'");
    expect(ofCard.get("frame-ancestors")).toBe("*");
    const own = ["frame-ancestors", "style-src", "script-src", "img-src"];
    for (const [name, value] of ofPage) if (!own.includes(name)) expect(ofCard.get(name)).toBe(value);
    expect([...ofCard.keys()]).toEqual([...ofPage.keys()].filter((name) => name !== "script-src"));
    expect([ofPage.get("script-src"), ofPage.get("img-src")]).toEqual(["'self'", "data: blob:"]);
    expect(ofCard.get("img-src")).toBe("data:");
    expect(card.text).not.toContain("<script");
    expect(ofCard.get("style-src")).toMatch(/^('sha256-[^']+' ?)+$/);
    expect(card.headers.get("x-frame-options")).toBeNull();
    expect(card.text).toContain(`${base}/scorecard?lang=es`);
    expect(card.text).toContain("Ver el informe completo");
    expect([card.queries, card.gets]).toEqual([1, 0]);
    expect(page.text).toContain("&lt;iframe src=&quot;https://open.example/open/partnerships/");
  });
});

describe("somebody who reads every format", () => {
  test("finds no number of people but the cells of the release, and differences of two of these", async () => {
    const cells = (await readPublished(world, world.releaseId))?.cells ?? [];
    const keyed = new Map(cells.map((cell) => [JSON.stringify([cell.periodKey, cell.category]), cell]));
    const document: ScorecardDocument = (await read("/scorecard.json")).body;
    const all = document.indicators.flatMap(({ series, breakdowns }) => [
      ...series,
      ...breakdowns.flatMap(({ groups }) =>
        groups.flatMap(({ latest, base: then }) => (then ? [latest, then] : [latest])),
      ),
    ]);
    expect(all.length).toBeGreaterThan(8);
    for (const cell of all) expect(cells).toContainEqual(cell);
    expect(all.filter(({ status }) => status === "c").length).toBeGreaterThan(0);
    for (const { breakdowns } of document.indicators)
      for (const { category, latest, base: then, gap, baseGap } of breakdowns.flatMap((one) => one.groups)) {
        const total = (periodKey: string) => keyed.get(JSON.stringify([periodKey, "all"]));
        const cell = (periodKey: string) => keyed.get(JSON.stringify([periodKey, category]));
        const differences = [[latest, gap] as const, ...(then ? [[then, baseGap] as const] : [])];
        for (const [figure, difference] of differences) {
          const [own, everybody] = [cell(figure.periodKey), total(figure.periodKey)];
          if (!own || !everybody) throw new Error("Both are in the release.");
          expect(difference).toEqual(differenceOf(own, everybody));
          if (own.status === "c" || everybody.status === "c") expect(difference?.value).toBeNull();
        }
      }
  });

  test.each(["en", "es"])("reads on the pages no percentage and no points but those: %s", async (lang) => {
    const cells = (await readPublished(world, world.releaseId))?.cells ?? [];
    const values = cells.flatMap(({ value }) => value ?? []);
    const totals = cells.filter(({ category }) => category === "all").flatMap(({ value }) => value ?? []);
    const bands = cells.flatMap(({ band }) => (band ? [band.from, band.to] : []));
    const tenth = (value: number) => value.toFixed(1);
    const percents = new Set([...[...values, 70].map(tenth), ...bands.map(String)]);
    const points = new Set(values.flatMap((value) => totals.map((total) => tenth(Math.abs(value - total)))));
    for (const path of ["/scorecard", "/scorecard/embed", "/scorecards/1"]) {
      // What stands at an axis is no figure, and the rules of protection and the style sheet have numbers of their own.
      const text = (await read(`${path}?lang=${lang}`)).text
        .replace(/<style>[\s\S]*?<\/style>/g, "")
        .replace(/<text class="t"[^>]*>[^<]*<\/text>/g, "");
      for (const [, percent = ""] of text.matchAll(/(\d+(?:\.\d+)?)\s?%/g))
        expect(percents).toContain(percent);
      for (const [, point = ""] of text.matchAll(/(\d+\.\d) (?:points|puntos)/g))
        expect(points).toContain(point);
    }
  });
});
