import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSetting } from "../integration/partnerships/setting.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
describe.skipIf(executable === undefined)("gateways in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const records = { client, name: (await makeTables(client, aPrefix())).records };
    const { table, ownerId: organisationId, path } = await newSetting(records);
    site = await serveSite({ table, organisationId, now: "2027-02-01T09:00:00.000Z" });
    pages.partnership = site.origin + path;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  it("assesses a gateway twice and compares, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.partnership ?? "");
    const places = page.getByRole("navigation", { name: "Practice and learning" });
    await places.getByRole("link", { name: "Gateways", exact: true }).click();
    pages.gateways = page.url();
    for (const rating of ["Partly", "Met"]) {
      await page.getByRole("link", { name: "Begin an assessment" }).click();
      pages.new = page.url();
      await page.getByLabel("Gateway").selectOption({ index: 1 });
      await page.getByRole("button", { name: "Begin it" }).last().click();
      pages.ratings = page.url().split("?")[0] ?? "";
      await page.getByLabel("How it stands").first().selectOption({ label: rating });
      await page.getByLabel("Evidence is").first().selectOption({ label: "A document" });
      await page.getByLabel("Where it is found").first().fill("Minutes of May");
      await page.getByRole("button", { name: "Keep the ratings" }).last().click();
    }
    expect(await page.getByRole("status").textContent()).toBe("Saved.");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("cell", { name: "Partly", exact: true }).waitFor();
    await page.getByRole("cell", { name: "Met", exact: true }).waitFor();
    pages.withdrawal = pages.ratings?.replace("/ratings", "/withdrawal") ?? "";
    await context.close();
  });

  it.each([
    ["pages", ["gateways"]],
    ["forms", ["new", "ratings", "withdrawal"]],
  ])(
    "has no barrier on %s that axe can find, in light and in dark, and none on a phone",
    async (_, names) => {
      const { context, page } = await aWindow(true);
      for (const name of names) {
        const address = pages[name] ?? "";
        expect((await page.goto(address))?.status(), name).toBe(200);
        await unfold(page);
        await lookAt(page, name, `gateways-${name}`);
      }
      await context.close();
    },
  );

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
