import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCommitmentOf, aFunderOfItsOwn } from "../integration/investments/run-world.ts";
import { MATCH_CONDITION, usd } from "../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { openSite, type Site } from "./site-under-test.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();

describe.skipIf(executable === undefined)("more of a funder's work in a browser", () => {
  let site: Site;
  let engine: TestEngine;
  /** A funder with a payment that is due, and one that is blocked. */
  let runs: ServedSite;
  let browser: Browser;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [site, browser, engine] = await Promise.all([openSite(), openBrowser(executable ?? ""), startEngine()]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const own = aFunderOfItsOwn();
    await aCommitmentOf(table, own);
    await aCommitmentOf(table, own, {
      title: "Blocked by its condition",
      tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
    });
    const now = "2026-03-01T09:00:00.000Z";
    runs = await serveSite({ table, organisationId: own.id, kind: "funder", now });
    Object.assign(pages, {
      portfolio: `${site.origin}/portfolio`,
      reviews: `${site.origin}/reviews`,
      "reviews-closed": `${site.origin}/reviews?state=closed`,
      runs: `${runs.origin}/payment-runs`,
      "run-new": `${runs.origin}/payment-runs/new`,
    });
  });
  afterAll(async () => {
    await browser?.close();
    runs?.stop();
    await engine?.stop();
    await site?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  /** A window of the finance officer; without script unless asked for. */
  async function signedIn(withScript = false): Promise<{ context: BrowserContext; page: Page }> {
    const { context, page } = await aWindow(withScript);
    await page.goto(`${site.origin}/sign-in`);
    await page.locator("button[name=person][value=finance]").click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return { context, page };
  }

  it("shows where the money of a commitment is held to lead, as bands and as a table", async () => {
    const { context, page } = await signedIn();
    const name = "Cedar County";
    await page
      .getByRole("table", { name: /Commitments/ })
      .getByRole("link", { name })
      .first()
      .click();
    await page.getByRole("link", { name: "Line of sight" }).click();
    await page.getByRole("img", { name: /Bands from the commitment to strategies/ }).waitFor();
    const sight = page.getByRole("table", { name: /From the money/ });
    expect(await sight.getByRole("rowheader", { name: /Unallocated/ }).count()).toBe(1);
    pages.sight = page.url();
    await context.close();
  });

  it("tells from the start page what is still to be paid, and on whom it rests", async () => {
    const { context, page } = await signedIn();
    await page.getByRole("link", { name: "Forecast, conduct and concentration" }).click();
    await page
      .getByRole("table", { name: /Still to be paid/ })
      .first()
      .waitFor();
    expect(await page.getByRole("img", { name: /Bars by fiscal year/ }).count()).toBeGreaterThan(0);
    expect(await page.getByRole("table", { name: /largest recipients/ }).count()).toBeGreaterThan(0);
    await context.close();
  });

  it("pays what is due in one go, shows what is blocked with why, and takes a payment back", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(runs.origin);
    const places = page.getByRole("navigation", { name: "Site" });
    await places.getByRole("link", { name: "Payments" }).click();
    await page.getByRole("link", { name: "Begin a payment run" }).click();
    const blocked = page.getByRole("table", { name: /Due, and blocked/ });
    expect(await blocked.getByRole("rowheader", { name: /Blocked by its condition/ }).count()).toBe(1);
    await keepScreenshots(page, "funder-more-run-begun");
    const ticks = page.getByRole("group", { name: "Payments of this run" }).getByRole("checkbox");
    await ticks.first().check();
    await page.getByLabel("Note").fill("First run of the month");
    await page.getByRole("button", { name: "Pay what is ticked" }).click();
    await page.getByRole("heading", { level: 1, name: /Payment run of/ }).waitFor();
    pages.run = page.url();
    for (const name of ["bank", "ledger"]) {
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: `File for the ${name} (CSV)` }).click();
      expect((await download).suggestedFilename()).toMatch(new RegExp(`-${name}\\.csv$`));
    }
    await page.getByRole("link", { name: "Reverse payment 1" }).click();
    await page.getByLabel("Why").fill("Paid to another account");
    await page.getByRole("button", { name: "Reverse it" }).click();
    await page.goto(pages.run);
    expect(await page.getByText("Paid, and reversed since").count()).toBe(1);
    await context.close();
  });

  it("has no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await signedIn(true);
    for (const [name, address] of Object.entries(pages)) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await unfold(page);
      await lookAt(page, name, `funder-more-${name}`);
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
