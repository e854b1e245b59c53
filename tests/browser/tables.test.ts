import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Browser, BrowserContext, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveApp } from "../support/served-app.ts";
import { aTablePage } from "../support/table-page.tsx";
import { barriersOn } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";

const executable = findChromium();

describe.skipIf(executable === undefined)("tables and charts in a browser", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveApp>>;
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, site] = await Promise.all([openBrowser(executable ?? ""), serveApp(aTablePage())]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
  });

  async function aWindow(javaScriptEnabled: boolean, path = "/") {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      javaScriptEnabled,
      locale: "en-US",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(site.origin + path);
    return { context, page };
  }

  const table = (page: Page) => page.getByRole("table", { name: "Payments" });
  const tools = (page: Page) => page.getByRole("group", { name: "Payments" });
  /** The names of the rows that are shown, in their order; the total is the last. */
  const names = async (page: Page) =>
    (await table(page).getByRole("rowheader").allTextContents()).map((name) => name.trim());
  const sort = (page: Page, name: string) => table(page).getByRole("button", { name }).click();
  const clipboard = (page: Page) => page.evaluate<string>("navigator.clipboard.readText()");

  async function kept(context: BrowserContext, page: Page, act: () => Promise<void>): Promise<Download> {
    const [download] = await Promise.all([page.waitForEvent("download"), act()]);
    expect(context.pages()).toHaveLength(1);
    return download;
  }
  /** How wide a picture is, of which colour its corner is, and whether the colour of paid bars is in it. */
  async function lookedAt(png: Buffer): Promise<unknown> {
    const page = await browser.newPage();
    const seen = await page.evaluate(`(async () => {
      const file = await fetch("data:image/png;base64,${png.toString("base64")}");
      const picture = await createImageBitmap(await file.blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      context.drawImage(picture, 0, 0);
      const { data } = context.getImageData(0, 0, picture.width, picture.height);
      let paid = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === 0x17 && data[at + 1] === 0x60 && data[at + 2] === 0x7f) paid++;
      return { width: picture.width, corner: [...data.slice(0, 4)], isDrawn: paid > 100 };
    })()`);
    await page.close();
    return seen;
  }
  const bytesOf = async (download: Download) => readFile(await download.path());

  it("sorts by a head, both ways, says so, and leaves hidden figures and totals last", async () => {
    const { context, page } = await aWindow(true);
    await sort(page, "Paid");
    const ascending = [
      "Álamo Springs",
      "Oak Flats",
      "Cedar County",
      "Birch Hill",
      "=Elm()",
      "Fir Lake",
      "Together",
    ];
    expect(await names(page)).toEqual(ascending);
    const head = table(page).getByRole("columnheader", { name: "Paid" });
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    expect(await tools(page).getByRole("status").textContent()).toBe("Sorted by Paid, ascending");
    await sort(page, "Paid");
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    expect((await names(page)).slice(0, 2)).toEqual(["Birch Hill", "Cedar County"]);
    expect((await names(page)).slice(-3)).toEqual(["=Elm()", "Fir Lake", "Together"]);
    await sort(page, "To");
    expect(await head.getAttribute("aria-sort")).toBeNull();
    expect((await names(page)).slice(0, 3)).toEqual(["=Elm()", "Álamo Springs", "Birch Hill"]);
    await context.close();
  });

  it("filters rows, says how many are left, and keeps both in an address that others can open", async () => {
    const { context, page } = await aWindow(true, "/?status=active");
    await tools(page).getByLabel("Filter rows").fill("alamo");
    expect(await names(page)).toEqual(["Álamo Springs", "Together"]);
    expect(await tools(page).getByRole("status").textContent()).toBe("1 of 6 rows");
    await tools(page).getByLabel("Filter rows").fill("2025");
    await sort(page, "Paid");
    const { search } = new URL(page.url());
    expect(search).toBe("?status=active&t1=1a%7E2025");
    await page.goto(`${site.origin}/${search}`);
    expect(await names(page)).toEqual(["Birch Hill", "=Elm()", "Together"]);
    expect(await tools(page).getByLabel("Filter rows").inputValue()).toBe("2025");
    await tools(page).getByLabel("Filter rows").fill("");
    expect(await names(page)).toHaveLength(7);
    await context.close();
  });

  it("copies and downloads what is shown: values for machines, no formula, hidden ones in words", async () => {
    const { context, page } = await aWindow(true);
    await sort(page, "Paid");
    await tools(page).getByRole("button", { name: "Copy" }).click();
    await tools(page).getByText("Copied").waitFor();
    const lines = (await clipboard(page)).split("\n");
    expect(lines[0]).toBe("To\tPaid\tOn");
    expect(lines[1]).toBe("Álamo Springs\t-3.25\t2024-12-02");
    expect(lines[5]).toBe("'=Elm()\tprotected: could identify a child\t2025-06-01");
    await tools(page).getByLabel("Filter rows").fill("oak");
    const file = await kept(context, page, () => tools(page).getByRole("button", { name: "CSV" }).click());
    expect(file.suggestedFilename()).toBe("payments.csv");
    expect(parse(await bytesOf(file), { bom: true })).toEqual([
      ["To", "Paid", "On"],
      ["Oak Flats", "900.00", "2026-01-31"],
      ["Together", "$17,097.25", ""],
    ]);
    await context.close();
  });

  it("copies what a button is for", async () => {
    const { context, page } = await aWindow(true);
    await page.getByRole("button", { name: "Copy the citation" }).click();
    await page.getByText("Copied").waitFor();
    expect(await clipboard(page)).toBe("Cedar County (2026)");
    await context.close();
  });

  it("neither sorts nor filters a table of few rows or of groups, which can be copied all the same", async () => {
    const { context, page } = await aWindow(true);
    for (const name of ["Short", "Grouped"]) {
      const { group, within } = { group: page.getByRole("group", { name }), within: page.getByLabel(name) };
      expect(await group.getByRole("button").allTextContents()).toEqual(["Copy", "Download CSV"]);
      expect(await within.locator("button.sort").count(), name).toBe(0);
    }
    expect(await page.getByRole("group", { name: "Short" }).getByRole("searchbox").count()).toBe(0);
    await context.close();
  });

  it("gives a chart as a picture that is drawn, on white, at twice its size", async () => {
    const { context, page } = await aWindow(true);
    await page.emulateMedia({ colorScheme: "dark" });
    const file = await kept(context, page, () => page.getByRole("button", { name: /PNG/ }).click());
    expect(file.suggestedFilename()).toBe("most-is-paid.png");
    const png = await bytesOf(file);
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(await lookedAt(png)).toEqual({ width: 800, corner: [255, 255, 255, 255], isDrawn: true });
    await context.close();
  });

  it("leads to every table and chart as a file where no script runs", async () => {
    const { context, page } = await aWindow(false, "/?status=active");
    expect(await page.getByRole("button").count()).toBe(0);
    const [csv] = await page.getByRole("link", { name: "This table as CSV" }).all();
    const file = await kept(context, page, async () => csv?.click());
    expect(parse(await bytesOf(file), { bom: true })[4]).toEqual([
      "'=Elm()",
      "protected: could identify a child",
      "2025-06-01",
    ]);
    const svg = await kept(context, page, () => page.getByRole("link", { name: /SVG/ }).click());
    expect(svg.suggestedFilename()).toBe("most-is-paid.svg");
    expect((await bytesOf(svg)).toString()).toContain('fill="#17607f"');
    await context.close();
  });

  it("has no barrier that axe can find with the controls, in light and in dark, on a phone or on paper", async () => {
    const { context, page } = await aWindow(true, "/?t1=1a~2025");
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await barriersOn(page), colorScheme).toEqual([]);
    }
    await keepScreenshots(page, "tables");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.emulateMedia({ media: "print" });
    expect(await tools(page).isVisible()).toBe(false);
    await context.close();
  });

  it("makes no browser complain", () => expect(complaints).toEqual([]));
});
