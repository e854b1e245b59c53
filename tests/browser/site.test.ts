import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { barriersOn } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { openSite, type Site } from "./site-under-test.ts";

const executable = findChromium();
if (executable === undefined)
  console.info("The browser tests are skipped: there is no Chromium on PATH, and CHROMIUM names none.");

describe.skipIf(executable === undefined)("the site in a browser", () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  async function signInAs(person: "funder" | "partnership" | "evaluator"): Promise<void> {
    await page.goto(`${site.origin}/`);
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.locator(`button[name=person][value=${person}]`).click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
  }

  async function openReport(): Promise<void> {
    await signInAs("funder");
    await page.getByRole("link", { name: "Cedar County place grant" }).first().click();
    await page.getByRole("link", { name: "Outcome-linked report" }).click();
    await page.getByRole("heading", { name: "Line of sight" }).waitFor();
  }

  it("leads a funder from signing in to a report that ties money to outcomes", async () => {
    await openReport();
    const tables = page.getByRole("table");
    expect(await tables.count()).toBeGreaterThan(6);
    const allocations = page.getByRole("table", { name: "Where the money goes" });
    expect(await allocations.getByRole("rowheader", { name: "Unallocated" }).count()).toBe(1);
    const sight = page.getByRole("table", { name: /From the money/ });
    expect(await sight.getByRole("row").count()).toBeGreaterThan(2);
    expect(await page.getByText("Every line reconciles to the cent.").count()).toBe(1);
  });

  it("prints a report with a running title and page numbers, its charts whole", async () => {
    await openReport();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.byteLength).toBeGreaterThan(50_000);
    await page.emulateMedia({ media: "print" });
    const unbroken = await page.evaluate(
      "[...document.querySelectorAll('figure')].every((figure) => getComputedStyle(figure).breakInside === 'avoid')",
    );
    expect(unbroken).toBe(true);
  });

  it("shows a report of sections with its charts drawn, and unfolds in print what is folded away", async () => {
    await openReport();
    await page.goto(page.url().replace("/report", "/outcome-report"));
    await page.getByRole("heading", { name: "Gaps in what systems deliver" }).waitFor();
    expect(await page.locator("figure svg[role=img]").count()).toBeGreaterThan(2);
    const folded = page.locator("details table").first();
    expect(await folded.isVisible()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await folded.isVisible()).toBe(true);
  });

  it("has no barrier that axe can find, in light and in dark, on any page", async () => {
    await openReport();
    const report = page.url();
    const pages = [
      report,
      report.replace("/report", ""),
      report.replace("/report", "/outcome-report"),
      `${site.origin}/portfolio/report`,
      `${site.origin}/`,
      `${site.origin}/nowhere`,
    ];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const address of pages) {
        await page.goto(address);
        expect(await barriersOn(page), `${address} in ${colorScheme}`).toEqual([]);
      }
    }
  });

  it("needs no sideways scrolling on a phone, but inside tables", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await openReport();
    for (const address of [
      page.url(),
      page.url().replace("/report", ""),
      page.url().replace("/report", "/outcome-report"),
      `${site.origin}/`,
      `${site.origin}/v1/docs`,
    ]) {
      await page.goto(address);
      expect(await page.evaluate("document.documentElement.scrollWidth"), address).toBe(390);
    }
  });

  it("can be used by keyboard: the first stop leads past the navigation to the content", async () => {
    await signInAs("funder");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#main");
  });

  it("shows the partnership the record behind a figure", async () => {
    await signInAs("partnership");
    await page.locator('a[href^="/observations/"]').first().click();
    expect(await page.getByText("Recorded by").count()).toBe(1);
    expect(await page.getByRole("table", { name: "Figures, as recorded" }).count()).toBe(1);
  });

  it("asks no other origin for anything, and breaks no rule of its own policy", async () => {
    const foreign: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:"))
        foreign.push(request.url());
    });
    page.on("console", (message) => {
      if (/content.security/i.test(message.text())) complaints.push(message.text());
    });
    await openReport();
    await page.goto(`${site.origin}/v1/docs`);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it("has a page for what does not exist, and forgets who was signed in on signing out", async () => {
    await signInAs("evaluator");
    const answer = await page.goto(`${site.origin}/nowhere`);
    expect(answer?.status()).toBe(404);
    await page.getByRole("link", { name: "Go to the start" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect((await context.cookies()).filter(({ name }) => name === "session")).toEqual([]);
  });
});
