import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriersOn, unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { openSite, type Site } from "./site-under-test.ts";

const executable = findChromium();

describe.skipIf(executable === undefined)("views in a browser", () => {
  let site: Site;
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  async function signedIn(javaScriptEnabled: boolean): Promise<{ context: BrowserContext; page: Page }> {
    const viewport = { width: 1200, height: 900 };
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "en-US" });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`${site.origin}/sign-in`);
    await page.locator("button[name=person][value=funder]").click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return { context, page };
  }
  const views = (page: Page) => page.getByRole("navigation", { name: "Site" }).locator("details.views");
  const openViews = (page: Page) => views(page).locator("summary").click();
  const filter = (page: Page) => page.getByLabel("Filter rows").first();

  it("keep what a table was filtered by, and are found on every page", async () => {
    const { context, page } = await signedIn(true);
    await page.goto(`${site.origin}/commitments?sort=paid`);
    await filter(page).fill("cedar");
    await openViews(page);
    await keepScreenshots(page, "views-open");
    await views(page).getByRole("link", { name: "Save this page as a view" }).click();
    await page.getByLabel("Name of the view").fill("Cedar, by what is paid");
    await page.getByRole("button", { name: "Save the view" }).click();
    expect(new URL(page.url()).search).toBe("?sort=paid&t1=%7Ecedar");
    expect(await filter(page).inputValue()).toBe("cedar");
    await page.goto(`${site.origin}/reports`);
    await openViews(page);
    await views(page).getByRole("link", { name: "Cedar, by what is paid" }).click();
    expect(await filter(page).inputValue()).toBe("cedar");
    await context.close();
  });

  it("are saved, renamed and removed where no script runs", async () => {
    const { context, page } = await signedIn(false);
    await page.goto(`${site.origin}/commitments?status=active`);
    await openViews(page);
    await views(page).getByRole("link", { name: "Save this page as a view" }).click();
    await page.getByLabel("Name of the view").fill("What is active");
    await page.getByRole("button", { name: "Save the view" }).click();
    expect(new URL(page.url()).search).toBe("?status=active");
    await openViews(page);
    await views(page).getByRole("link", { name: "All your views" }).click();
    await page.getByRole("link", { name: "Rename What is active" }).click();
    await page.getByLabel("Name of the view").fill("For the board");
    await page.getByRole("button", { name: "Rename it" }).click();
    expect(await page.getByRole("status").textContent()).toBe("The view is renamed.");
    await page.getByRole("link", { name: "Remove For the board" }).click();
    await page.getByRole("button", { name: "Remove the view" }).click();
    expect(await page.getByRole("link", { name: "For the board" }).count()).toBe(0);
    await context.close();
  });

  it("have no barrier that axe can find, in light and in dark, and none on a phone", async () => {
    const { context, page } = await signedIn(true);
    const paths = ["/views", "/views/new?at=%2Freports", "/commitments", "/", "/reports"];
    for (const path of paths) {
      expect((await page.goto(site.origin + path))?.status(), path).toBe(200);
      await unfold(page);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriersOn(page), `${path} in ${colorScheme}`).toEqual([]);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth"), path).toBe(390);
      await page.setViewportSize({ width: 1200, height: 900 });
      await page.reload();
      await keepScreenshots(page, `views-${path.split("?")[0]?.replaceAll("/", "-")}`);
    }
    await context.close();
  });

  it("make no browser complain", () => expect(complaints).toEqual([]));
});
