import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../shared/platform/id.ts";
import { anIndicator, aPartnership, signedIn } from "../integration/measurement/harbour.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { aTenant } from "../support/tenants.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const NOW = "2026-12-10T12:00:00.000Z";
const clock = () => NOW;
const PURPOSE = "A study of early reading";

describe.skipIf(executable === undefined)("a partnership's requests for data in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  let list: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const organisationId = await aTenant(table, "partnership");
    const evaluatorId = await aTenant(table, "evaluator");
    const owner = signedIn(table, organisationId, { clock });
    const partnershipId = await aPartnership(table, organisationId);
    await anIndicator(owner, partnershipId, { name: "Ready for kindergarten" });
    const asking = { organisationId: evaluatorId, id: newId("per"), clock };
    const evaluator = signedIn(table, evaluatorId, asking);
    for (const words of ["Kindergarten readiness", "Reading at grade level"]) {
      const wanted = { dimensionKeys: ["race-ethnicity"], placeCodes: ["09001"], purpose: PURPOSE };
      const body = {
        ...wanted,
        partnershipId,
        indicator: { words },
        contactRole: "Principal investigator",
      };
      const made = await evaluator("POST", "/release-requests", { body });
      expect(made.status).toBe(202);
    }
    site = await serveSite({ table, organisationId, now: NOW, kind: "partnership" });
    list = `${site.origin}/partnerships/${partnershipId}/data-requests`;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
  const said = (page: Page) => page.getByRole("status").textContent();

  /** Looks for barriers on an address as it stands now, in light and in dark, and on a phone. */
  async function look(address: string, name: string): Promise<void> {
    const { context, page } = await aWindow(true);
    expect((await page.goto(address))?.status(), name).toBe(200);
    await lookAt(page, name, `data-requests-${name}`);
    await context.close();
  }

  it("opens figures to who asked, declines another request and ends the agreement, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(list.replace("data-requests", "releases"));
    await follow(page, "Who asks for data");
    await look(page.url(), "waiting");
    await follow(page, "Open to them: Kindergarten readiness");
    await look(page.url(), "open");
    expect(await page.getByLabel("What for").inputValue()).toBe(PURPOSE);
    await page.getByLabel("Ready for kindergarten").check();
    await page.getByLabel("Last day").fill("2027-06-30");
    await press(page, "Open them");
    expect(await said(page)).toContain("The figures are opened under the agreement.");
    await follow(page, "Decline: Reading at grade level");
    await look(page.url(), "decline");
    await page.getByLabel("Why").fill("The groups are too small");
    await press(page, "Decline it");
    await follow(page, "Declined");
    await page.getByText("The groups are too small").waitFor();
    await look(page.url(), "declined");
    await follow(page, PURPOSE);
    await look(page.url(), "agreement");
    await follow(page, "Requests for data");
    await follow(page, `End: ${PURPOSE}`);
    await look(page.url(), "end");
    await page.getByLabel("Why").fill("The study is over");
    await press(page, "End it");
    expect(await said(page)).toContain("Nobody reads under it any more.");
    expect(await page.getByRole("link", { name: `End: ${PURPOSE}` }).count()).toBe(0);
    await context.close();
  }, 120_000);

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
