import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReleaseWorld, prepare, recordYear } from "../integration/publication/release-world.ts";
import { aWorld } from "../integration/reporting/submissions-world.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const TITLE = "The year in Cedar County";

describe.skipIf(executable === undefined)("a partnership's work in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let reports: ServedSite;
  let releases: ServedSite;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const { cedar } = await aWorld(table);
    const now = "2025-02-01T09:00:00.000Z";
    reports = await serveSite({ table, organisationId: cedar.backboneId, now });
    const own = `${reports.origin}/partnerships/${cedar.partnershipId}`;
    Object.assign(pages, { partnership: own, due: `${own}/due-reports`, empty: `${own}/releases` });
    pages.begin = `${own}/report-submissions/new`;

    const world = await aReleaseWorld(engine);
    const groups = { asian: [5, 40], black: [60, 120], hispanic: [45, 90], white: [160, 300] } as const;
    await recordYear(world, 2024, groups);
    const release = `/releases/${await prepare(world)}`;
    releases = await serveSite({
      table: world.table,
      organisationId: world.ownerId,
      now: "2027-02-01T09:00:00.000Z",
    });
    pages.releases = `${releases.origin}/partnerships/${world.partnershipId}/releases`;
    pages["release-new"] = `${pages.releases}/new`;
    pages.release = releases.origin + release;
    for (const part of ["publication", "plan", "discarding"])
      pages[`release-${part}`] = `${releases.origin}${release}/${part}`;
  });
  afterAll(async () => {
    await browser?.close();
    reports?.stop();
    releases?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  it("writes one report for two funders and hands it in, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.partnership ?? "");
    await page.getByRole("link", { name: "Reports to funders" }).click();
    await page.getByRole("link", { name: "Write one report for several funders" }).click();
    await page.getByLabel("Your own name for it").fill(TITLE);
    for (const box of await page.getByRole("checkbox", { name: /Report of the year/ }).all())
      await box.check();
    await page.getByRole("button", { name: "See what there is to write" }).click();
    const sections = page.getByRole("table", { name: "Sections to write, once each" });
    expect(await sections.getByRole("rowheader").count()).toBe(4);
    await page.getByRole("button", { name: "Begin the draft" }).click();
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    pages.submission = page.url();
    await writeSections(page);
    expect(await page.getByText("nothing: it satisfies this").count()).toBe(2);
    await page.getByRole("link", { name: "Preview what Harbor Fund will read" }).click();
    await page.getByText("Coaches: $1,000.10").waitFor();
    pages.preview = page.url();
    await page.getByRole("link", { name: TITLE }).click();
    await page.getByRole("link", { name: "Hand it in" }).click();
    await page.getByRole("button", { name: "Hand it in" }).click();
    expect(await page.getByRole("status").textContent()).toBe("Handed in. Each funder reads its own part.");
    expect(await page.getByText("With the funder, who has not decided").count()).toBe(2);
    await context.close();
  });

  /** Writes every section of the submission that is open, in whatever kind of fields it has. */
  async function writeSections(page: Page): Promise<void> {
    const links = page
      .getByRole("table", { name: "What is to be written, once each" })
      .getByRole("rowheader");
    for (let index = 0; index < 4; index++) {
      await links.getByRole("link").nth(index).click();
      const fields = [
        { at: "#f-text", type: "More children read than a year ago." },
        { at: '[name$=".0.label"]', type: "Coaches" },
        { at: '[name$=".0.amount"]', type: "1,000.10" },
      ];
      for (const { at, type } of fields)
        if (await page.locator(at).count()) await page.locator(at).fill(type);
      for (const box of await page.locator('[name^="figures."]').all()) await box.check();
      await keepScreenshots(page, `partnership-section-${index}`);
      await page.getByRole("button", { name: "Save this section" }).click();
      await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    }
  }

  it("has no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await aWindow(true);
    for (const [name, address] of Object.entries(pages)) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await lookAt(page, name, `partnership-${name}`);
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
