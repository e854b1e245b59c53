import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { openSite, type Site } from "./site-under-test.ts";

const executable = findChromium();
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PATIENCE_MS = 60_000;

describe.skipIf(executable === undefined)("a partnership's work in a browser", () => {
  let site: Site;
  let browser: Browser;
  /** Addresses that the stories come by, in the order in which they came by them. */
  const seen: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A window of somebody who is signed in; without script unless asked for. */
  async function signedIn(withScript = false): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      javaScriptEnabled: withScript,
      locale: "en-US",
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`${site.origin}/sign-in`);
    await page.locator("button[name=person][value=partnership]").click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return { context, page };
  }

  async function openPartnership(page: Page): Promise<void> {
    await page.goto(`${site.origin}/partnerships`);
    await page
      .getByRole("rowheader", { name: /Cedar County/ })
      .getByRole("link")
      .first()
      .click();
    await page.getByRole("heading", { name: "Who owes what" }).waitFor();
  }

  it("begins with what changed, what is due and who owes what", async () => {
    const { context, page } = await signedIn();
    await openPartnership(page);
    seen.partnership = page.url();
    for (const name of ["What changed", "What is due", "Who owes what"])
      expect(await page.getByRole("heading", { name, exact: true }).count()).toBe(1);
    await context.close();
  });

  it("writes a report for its funder section by section and hands it in, without script", async () => {
    const { context, page } = await signedIn();
    await openPartnership(page);
    await page.getByRole("link", { name: "Reports to funders" }).click();
    seen.due = page.url();
    await page.getByRole("link", { name: "Write one report for several funders" }).click();
    seen.begin = page.url();
    await page.getByLabel("Your own name for it").fill("The year in Cedar County");
    await page
      .getByRole("checkbox", { name: /Yearly report/ })
      .first()
      .check();
    await page.getByRole("button", { name: "See what there is to write" }).click();
    await page.getByRole("table", { name: "Sections to write, once each" }).waitFor();
    await keepScreenshots(page, "report-begin-preview");
    await page.getByRole("button", { name: "Begin the draft" }).click();
    await page.getByRole("heading", { level: 1, name: "The year in Cedar County" }).waitFor();
    seen.submission = page.url();
    const sections = page.getByRole("table", { name: "What is to be written, once each" });
    const count = await sections.getByRole("rowheader").getByRole("link").count();
    expect(count).toBeGreaterThan(0);
    for (let index = 0; index < count; index++) {
      await sections.getByRole("rowheader").getByRole("link").nth(index).click();
      seen[`section-${index}`] = page.url();
      await writeSection(page);
      await page.getByRole("heading", { level: 1, name: "The year in Cedar County" }).waitFor();
    }
    expect(await page.getByText("nothing: it satisfies this").count()).toBe(1);
    await page.getByRole("link", { name: /Preview what/ }).click();
    await page.getByText("Children read more than a year ago.").first().waitFor();
    seen.preview = page.url();
    await page.goto(seen.submission);
    await keepScreenshots(page, "submission-written");
    await page.getByRole("link", { name: "Hand it in" }).click();
    seen.handing = page.url();
    await page.getByRole("button", { name: "Hand it in" }).click();
    expect(await page.getByRole("status").textContent()).toBe("Handed in. Each funder reads its own part.");
    expect(await page.getByText("With the funder, who has not decided").count()).toBe(1);
    await context.close();
  });

  /** Fills in whatever kinds of fields a section has. */
  async function writeSection(page: Page): Promise<void> {
    const text = page.locator("#f-text");
    if (await text.count()) await text.fill("Children read more than a year ago.");
    const figure = page.locator('[name^="figures."]');
    if (await figure.count()) await figure.first().check();
    const label = page.locator('[name^="money."][name$=".0.label"]');
    if (await label.count()) {
      await label.first().fill("Coaches");
      await page.locator('[name^="money."][name$=".0.amount"]').first().fill("1,000.10");
    }
    await page.getByRole("button", { name: "Save this section" }).click();
  }

  it("prepares a release, looks at what it hides, and publishes it for everybody", async () => {
    const { context, page } = await signedIn();
    await openPartnership(page);
    await page.getByRole("link", { name: "Data releases" }).click();
    seen.releases = page.url();
    await page.getByRole("link", { name: "Prepare a release" }).click();
    seen.prepare = page.url();
    await page.getByLabel("Title").fill("One outcome, by group");
    await page.locator('[name^="indicators."]').first().check();
    await page.getByLabel(/Periods that start/).fill("2024-07-01");
    await page.getByRole("button", { name: "Have it planned" }).click();
    await page.getByRole("heading", { level: 1, name: "One outcome, by group" }).waitFor();
    seen.release = page.url();
    // The page looks again by itself until the work is done.
    await page.getByRole("heading", { name: "What hiding costs" }).waitFor({ timeout: PATIENCE_MS });
    await keepScreenshots(page, "release-planned");
    await page.getByRole("link", { name: "Publish it" }).click();
    seen.publication = page.url();
    await page.getByRole("button", { name: "Publish it to everybody" }).click();
    await page.getByRole("link", { name: "See it as everybody does" }).click({ timeout: PATIENCE_MS });
    expect(new URL(page.url()).pathname).toContain("/open/releases/rel_");
    await context.close();
  });

  it("has no barrier that axe can find on any of these pages, in light and in dark, and none on a phone", async () => {
    const { context, page } = await signedIn(true);
    const left = Object.entries(seen).filter(([name]) => !["handing", "publication"].includes(name));
    for (const [name, address] of left) {
      await page.goto(address);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
        expect(found, `${name} in ${colorScheme}`).toEqual([]);
      }
      await keepScreenshots(page, `partnership-${name}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(390);
      await page.setViewportSize({ width: 1200, height: 900 });
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
