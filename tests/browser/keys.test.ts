import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { aTenant } from "../support/tenants.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const NOW = "2025-02-01T09:00:00.000Z";

describe.skipIf(executable === undefined)("keys of programs in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const organisationId = await aTenant(table, "funder");
    site = await serveSite({ table, organisationId, now: NOW, kind: "funder" });
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();

  async function makeKey(page: Page, label: string): Promise<void> {
    await page.getByLabel("What it is for").fill(label);
    await page.getByLabel("Valid to the end of").fill("2025-06-30");
    await page.getByLabel("Viewer").check();
    await press(page, "Make the key");
    await page.getByRole("heading", { name: "The key is made" }).waitFor();
  }

  /** Looks for barriers on the page that is open, in light and in dark, and on a phone. */
  async function look(page: Page, name: string): Promise<void> {
    await lookAt(page, name, `keys-${name}`);
  }

  it("makes a key and revokes it for a reason, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(`${site.origin}/settings`);
    await follow(page, "API keys");
    await follow(page, "Make an API key");
    await makeKey(page, "Weekly import");
    await follow(page, "API keys");
    await follow(page, "Revoke Weekly import");
    await page.getByLabel("Why").fill("The program is gone");
    await press(page, "Revoke it");
    expect(await page.getByRole("status").textContent()).toContain("The key is revoked.");
    expect(await page.getByRole("link", { name: "Revoke Weekly import" }).count()).toBe(0);
    await context.close();
  });

  it("has no barrier on any of its pages, nor on the one that shows a key once", async () => {
    const { context, page } = await aWindow(true);
    await page.goto(`${site.origin}/settings/keys/new`);
    await look(page, "new");
    await makeKey(page, "Nightly export");
    await look(page, "made");
    await page.goto(`${site.origin}/settings/keys`);
    await look(page, "all");
    await follow(page, "Revoke Nightly export");
    await look(page, "revocation");
    await press(page, "Revoke it");
    await page.getByText("Fill this in.").first().waitFor();
    await look(page, "revocation-refused");
    await page.getByLabel("Why").fill("The program is gone");
    await press(page, "Revoke it");
    await page.getByText("The key is revoked.").waitFor();
    await look(page, "revoked");
    await context.close();
  }, 120_000);

  it("makes no browser complain but of the answer that refused", () => {
    expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  });
});
