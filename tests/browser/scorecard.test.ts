import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishScorecard, withdrawScorecard } from "../../shared/publication/published/scorecards.store.ts";
import { aReader } from "../integration/publication/reader.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { aRelease, HARBOUR, publish } from "../support/published.ts";
import { aScorecard } from "../support/scorecards.ts";
import { barriersOn, unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";

const executable = findChromium();
const ORIGIN = "https://open.example";
const ELSEWHERE = "https://paper.example";
const BASE = `/open/partnerships/${HARBOUR}`;
const PATHS = ["/scorecard", "/scorecards/1", "/scorecards/2", "/scorecard/embed", "/scorecards/9"];
const PAGES = PATHS.flatMap((path) => ["en", "es"].map((lang) => `${BASE}${path}?lang=${lang}`));
const [GONE, STANDING] = ["sco_01JD0000000000000000000GNE", "sco_01JD0000000000000000000STD"];

describe.skipIf(executable === undefined)("a scorecard, in a browser", () => {
  let engine: TestEngine;
  let reader: Awaited<ReturnType<typeof aReader>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    reader = await aReader(engine);
    await publish(reader.table, aRelease());
    const publishedAt = "2026-11-20T09:00:00.000Z";
    for (const id of [GONE, STANDING])
      await publishScorecard(reader.table, { id, publishedAt, content: aScorecard() });
    const withdrawal = { withdrawnAt: "2026-11-21T10:00:00.000Z", reason: "Other words were wanted" };
    await withdrawScorecard(reader.table, GONE, withdrawal);
    const context = await browser.newContext();
    await context.route(`${ORIGIN}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await reader.read(`${pathname}${search}`, await route.request().allHeaders());
      const headers = Object.fromEntries(answer.headers);
      await route.fulfill({ status: answer.status, headers, body: answer.text });
    });
    await context.route(`${ELSEWHERE}/**`, async (route) => {
      const snippet = new URL(route.request().url()).searchParams.get("line") ?? "";
      const body = `<!doctype html><html lang="en"><title>News</title>${snippet}</html>`;
      await route.fulfill({ status: 200, contentType: "text/html", body });
    });
    page = await context.newPage();
    page.on("console", (message) => {
      // A page that says that there is nothing (any more) is answered with 404 or 410, which a browser logs.
      if (message.type() === "error" && !/status of 4(04|10)/.test(message.text()))
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    reader?.stop();
    await engine?.stop();
  });

  it.each(PAGES)("has no barrier that axe can find, light and dark, and no error: %s", async (path) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${ORIGIN}${path}`);
      await unfold(page);
      expect(await barriersOn(page)).toEqual([]);
    }
    expect(complaints).toEqual([]);
  });

  it("needs no sideways scrolling on a phone, but inside tables", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of PAGES) {
      await page.goto(`${ORIGIN}${path}`);
      await unfold(page);
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(390);
    }
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it("is in the other language with one click, and goes on in it", async () => {
    await page.goto(`${ORIGIN}${BASE}/scorecards/2?lang=en`);
    await page.getByRole("link", { name: "Español" }).click();
    expect(await page.evaluate("document.documentElement.lang")).toBe("es");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("¿Están mejor nuestros niños?");
    await page.getByText("Ver los datos").first().click();
    const rows = page
      .getByRole("table", { name: /Lectura en tercer grado, por raza/ })
      .getByRole("rowheader");
    expect(await rows.allTextContents()).toEqual([
      "Blancos",
      "Negros o afroamericanos",
      "Asiáticos",
      "Nativos de Hawái o de las islas del Pacífico",
    ]);
  });

  it("shows as a card on another site by the line that it offers", async () => {
    await page.goto(`${ORIGIN}${BASE}/scorecard?lang=es`);
    const line = (await page.locator("#embed ~ .note code").textContent()) ?? "";
    await page.goto(`${ELSEWHERE}/?line=${encodeURIComponent(line)}`);
    const card = page.frameLocator("iframe");
    await card.getByRole("heading", { name: "¿Están mejor nuestros niños?" }).waitFor();
    expect(await card.getByRole("link").getAttribute("href")).toBe(`${BASE}/scorecard?lang=es`);
    const whole = line.replace("/scorecard/embed", "/scorecard").replace("lazy", "eager");
    await page.goto(`${ELSEWHERE}/?line=${encodeURIComponent(whole)}`);
    expect(await page.frameLocator("iframe").getByRole("heading").count()).toBe(0);
    complaints.length = 0;
  });
});
