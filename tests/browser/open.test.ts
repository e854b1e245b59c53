import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withdrawPublished } from "../../shared/publication/published/published.store.ts";
import { aReader } from "../integration/publication/reader.ts";
import { startEngine, type TestEngine } from "../support/engine.ts";
import { aRelease, HARBOUR, publish, READING, releaseId } from "../support/published.ts";
import { barriersOn, unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";

const executable = findChromium();
const ORIGIN = "https://open.example";
const PAGES = [
  "/open",
  "/open/check",
  `/open/partnerships/${HARBOUR}`,
  `/open/releases/${releaseId(1)}`,
  `/open/releases/${releaseId(1)}/indicators/${READING}`,
  `/open/releases/${releaseId(1)}/explore`,
  `/open/releases/${releaseId(1)}/explore?by=race-ethnicity`,
  `/open/releases/${releaseId(1)}/explore?by=sex&group=female`,
  `/open/releases/${releaseId(1)}/explore?by=sex&group=nobody`,
  `/open/releases/${releaseId(2)}`,
  "/open/nowhere",
];

describe.skipIf(executable === undefined)("what is published, in a browser", () => {
  let engine: TestEngine;
  let reader: Awaited<ReturnType<typeof aReader>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    reader = await aReader(engine);
    await publish(reader.table, aRelease());
    await publish(reader.table, aRelease({ number: 2 }));
    const withdrawal = { withdrawnAt: "2026-11-20T10:00:00.000Z", reason: "The agreement ended" };
    await withdrawPublished(reader.table, releaseId(2), withdrawal);
    context = await browser.newContext();
    await context.route(`${ORIGIN}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const answer = await reader.read(`${pathname}${search}`, await route.request().allHeaders());
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: answer.text,
      });
    });
    page = await context.newPage();
    page.on("console", (message) => {
      if (/content.security/i.test(message.text())) complaints.push(message.text());
    });
  });
  afterAll(async () => {
    await browser?.close();
    reader?.stop();
    await engine?.stop();
  });

  it.each(PAGES)("has no barrier that axe can find, and breaks no rule of its policy: %s", async (path) => {
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
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(390);
    }
    await page.setViewportSize({ width: 1200, height: 900 });
  });

  it("leads from the list to the groups of an indicator", async () => {
    await page.goto(`${ORIGIN}/open`);
    await page.getByRole("link", { name: "Are our children better off?" }).last().click();
    await page.getByRole("link", { name: "Third graders who read well" }).first().click();
    const groups = page.getByRole("table", { name: /By race\/ethnicity, 2023-24/ });
    expect(await groups.getByRole("rowheader").allTextContents()).toEqual([
      "White",
      "Black",
      "Asian",
      "Pacific Islander",
    ]);
    expect(await groups.getByText("protected: could identify a child").count()).toBe(2);
  });

  it("finds a release on the page by words of its title, and says where there is none", async () => {
    await page.goto(`${ORIGIN}/open`);
    await page.getByLabel("Words of a title or a partnership").fill("better CHILDREN");
    await page.getByRole("button", { name: "Find on this page" }).click();
    await page.getByRole("link", { name: "Are our children better off?" }).first().waitFor();
    await keepScreenshots(page, "open-found");
    await page.getByLabel("Words of a title or a partnership").fill("lighthouses");
    await page.getByRole("button", { name: "Find on this page" }).click();
    await page.getByText("None of the releases on this page has “lighthouses”").waitFor();
    await page.getByRole("link", { name: "Show all" }).click();
    expect(page.url()).toBe(`${ORIGIN}/open`);
  });

  it("is explored by a form, whose address is kept", async () => {
    await page.goto(`${ORIGIN}/open/releases/${releaseId(1)}`);
    await page.getByRole("link", { name: "Explore the figures" }).click();
    await keepScreenshots(page, "explore");
    await page.getByLabel("Whose figures").selectOption({ label: "By race/ethnicity" });
    await page.getByRole("button", { name: "Show" }).click();
    await keepScreenshots(page, "explore-groups");
    await page.getByLabel("One group").selectOption({ label: "Black" });
    await page.getByRole("button", { name: "Show" }).click();
    await page.getByRole("table", { name: "Black, by period, the latest first" }).waitFor();
    expect(new URL(page.url()).searchParams.get("group")).toBe("black");
    expect(await page.locator("#as-csv").textContent()).toContain("category=black");
    // What only a script can do is not offered without one.
    expect(await page.locator("[data-copy]").count()).toBeGreaterThan(3);
    expect(await page.locator("[data-copy]:visible").count()).toBe(0);
  });

  it("prints its charts whole", async () => {
    await page.goto(`${ORIGIN}/open/releases/${releaseId(1)}`);
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    const unbroken = await page.evaluate(
      "[...document.querySelectorAll('figure')].every((figure) => getComputedStyle(figure).breakInside === 'avoid')",
    );
    expect(unbroken).toBe(true);
    await page.emulateMedia({ media: "screen" });
  });
});
