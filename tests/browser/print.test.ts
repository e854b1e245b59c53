import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, openBrowser } from "./chromium.ts";
import { openSite, type Site } from "./site-under-test.ts";

const executable = findChromium();

/** Sheets as browsers print them at 96 to the inch, and how many sheets a report of the demo may take at most: most of them say what each figure rests on. */
const SHEETS = { Letter: 816, A4: 794 } as const;
/** The margin at either side, as the style sheet sets it: 16 mm. */
const MARGIN = 61;
const MOST_SHEETS = 80;

/** What stands out over the sheet, or is cut at its edge: text of elements, sized as a sheet between its margins. */
const CUT = `(() => {
  const edge = document.documentElement.clientWidth + 1;
  const name = (one) => one.tagName.toLowerCase() + "." + (one.getAttribute("class") ?? "") + ": " + one.textContent.trim().slice(0, 60)
    + ", " + Math.round(one.getBoundingClientRect().right - edge) + " px";
  const isSeen = (one) => one.checkVisibility() && !one.closest(".unseen, .skip");
  const isCut = (one) => one.getBoundingClientRect().right > edge
    || (one.matches(".scroll, .wide, figure, td, th, pre") && one.scrollWidth > one.clientWidth + 1);
  return [...document.querySelectorAll("main *")].filter((one) => isSeen(one) && isCut(one)).map(name).slice(0, 5);
})()`;

describe.skipIf(executable === undefined)("what is printed", () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const addresses: Record<string, string> = {};

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
    context = await browser.newContext({ locale: "en-US" });
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator("button[name=person][value=funder]").click();
    await page.getByRole("link", { name: "Cedar County place grant" }).first().click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    const commitment = new URL(page.url()).pathname;
    await page.goto(`${site.origin}/partnerships`);
    const partnership = await page.locator('main a[href^="/partnerships/prt_"]').first().getAttribute("href");
    await page.goto(`${site.origin}/open${partnership}`);
    const release = await page.locator('a[href^="/open/releases/"]').first().getAttribute("href");
    Object.assign(addresses, {
      "a commitment's report": `${commitment}/report`,
      "an outcome report": `${commitment}/outcome-report`,
      "a commitment": commitment,
      "a partnership's report": `${partnership}/report`,
      "the portfolio's report": "/portfolio/report",
      "a partnership": partnership,
      "the start page": "/",
      "a release": release,
      "a scorecard": `/open${partnership}/scorecard`,
      "a scorecard in Spanish": `/open${partnership}/scorecard?lang=es`,
    });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  const PRINTED = [
    "a commitment's report",
    "an outcome report",
    "a commitment",
    "a partnership's report",
    "the portfolio's report",
    "a partnership",
    "the start page",
    "a release",
    "a scorecard",
    "a scorecard in Spanish",
  ];
  it.each(PRINTED.flatMap((name) => Object.keys(SHEETS).map((paper) => ({ name, paper }))))(
    "fits its sheets: $name on $paper",
    async ({ name, paper }) => {
      const format = paper as keyof typeof SHEETS;
      await page.emulateMedia({ media: "screen" });
      const answer = await page.goto(site.origin + addresses[name]);
      expect(answer?.status()).toBe(200);
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: SHEETS[format] - 2 * MARGIN, height: 900 });
      expect(await page.evaluate(CUT)).toEqual([]);
      const pdf = (await page.pdf({ format })).toString("latin1");
      const sheets = [...pdf.matchAll(/\/Type\s*\/Page\b[^s]/g)].length;
      expect(sheets).toBeGreaterThan(0);
      expect(sheets).toBeLessThan(MOST_SHEETS);
    },
  );
});
