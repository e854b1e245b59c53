import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../shared/platform/id.ts";
import { aPartnership, signedIn } from "../integration/measurement/harbour.ts";
import { aReader } from "../integration/publication/reader.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { aCell, aRelease, publish, releaseId, someCells, yearKey } from "../support/published.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { aTenant } from "../support/tenants.ts";
import { barriersOn } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { downloadFirstPart, exploreGroups, findRelease, readCitation } from "./steps/explore-release.ts";
import { lookAt } from "./window.ts";

const executable = findChromium();
const NOW = "2026-12-10T12:00:00.000Z";
const clock = () => NOW;
const TITLE = "Are our children better off?";
const CORRECTION = "Corrected: are our children better off?";
const REASON = "A school had sent last year's file";

describe.skipIf(executable === undefined)("an evaluator's work in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  let reader: Awaited<ReturnType<typeof aReader>>;
  let partnershipId: string;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const names = await makeTables(makeClient(engine.endpoint), aPrefix());
    const table = { client: makeClient(engine.endpoint), name: names.records };
    reader = await aReader(engine);
    await publishBoth();
    const [ownerId, organisationId] = [
      await aTenant(table, "partnership"),
      await aTenant(table, "evaluator"),
    ];
    const id = newId("per");
    partnershipId = await aPartnership(table, ownerId);
    const owner = signedIn(table, ownerId, { clock });
    const agreement = await owner("POST", `/partnerships/${partnershipId}/data-use-agreements`, {
      body: {
        parties: [{ organisationId, principalIds: [id] }],
        dimensionKeys: ["race-ethnicity"],
        purpose: "Evaluation of the reading strategy",
        from: "2026-01-01",
        through: "2026-12-31",
        minimumCell: 0,
      },
    });
    site = await serveSite({ table, organisationId, now: NOW, kind: "evaluator", roles: ["evaluator"], id });
    pages.start = `${site.origin}/`;
    pages.agreement = `${site.origin}/data-use-agreements/${agreement.body.id}`;
    pages.ask = `${site.origin}/release-requests/new?partnership=${partnershipId}`;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    reader?.stop();
    await engine?.stop();
  });

  async function publishBoth(): Promise<void> {
    const first = aRelease({ title: TITLE });
    await publish(reader.table, first);
    const corrects = { id: first.manifest.id, number: 1, reason: REASON };
    const cells = [
      ...someCells().slice(1),
      aCell({ periodKey: yearKey(2021), numerator: 91, denominator: 200 }),
    ];
    await publish(reader.table, aRelease({ number: 2, title: CORRECTION, corrects }, { cells }));
  }

  /** A window in which what is published stands beside the site, as it does at one gateway. */
  async function aWindow(javaScriptEnabled: boolean): Promise<{ context: BrowserContext; page: Page }> {
    const viewport = { width: 1200, height: 900 };
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "en-US" });
    await context.route(`${site.origin}/open**`, async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const { status, headers, text } = await reader.read(
        pathname + search,
        await route.request().allHeaders(),
      );
      await route.fulfill({ status, headers: Object.fromEntries(headers), body: text });
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    return { context, page };
  }

  it("finds a release, explores it, cites it, downloads it and checks its hash, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.start ?? "");
    await page.getByText("In force; ends in 21 days").waitFor();
    await findRelease(page, CORRECTION);
    await page.getByText(REASON).waitFor();
    await page.getByRole("heading", { name: "Codebook" }).waitFor();
    await exploreGroups(page, "By race/ethnicity");
    expect(await page.getByText("protected: could identify a child").count()).toBeGreaterThan(1);
    const { words, bibtex } = await readCitation(page);
    expect(words).toContain(`/open/releases/${releaseId(2)}`);
    expect(bibtex).toContain(`@misc{${releaseId(2)},`);
    const { hash, told } = await downloadFirstPart(page);
    expect(hash).toBe(told);
    await page.getByRole("link", { name: "release 1", exact: true }).click();
    await page.getByText("This release was corrected.").waitFor();
    await context.close();
  });

  it("asks for data and takes the request back, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.start ?? "");
    await page.getByRole("link", { name: "Ask for data" }).click();
    await page.getByLabel("Partnership").fill(partnershipId);
    await page.getByLabel("Indicator").fill("Kindergarten readiness");
    await page.getByLabel("What for").fill("A study of early reading");
    await page.getByLabel("Who can be asked back, by role").fill("Principal investigator");
    await page.getByRole("button", { name: "Ask for it" }).last().click();
    await page.getByRole("status").waitFor();
    pages.access = page.url();
    await page.getByRole("link", { name: "Take it back" }).click();
    pages.withdraw = page.url();
    await keepScreenshots(page, "evaluator-withdraw");
    expect(await barriersOnWithoutScript(pages.withdraw)).toEqual([]);
    await page.getByLabel("Why").fill("Found in another release");
    await page.getByRole("button", { name: "Take it back" }).last().click();
    await page.getByText("Found in another release").waitFor();
    delete pages.withdraw;
    await context.close();
  });

  /** The same page in a window with script, which looking for barriers needs. */
  async function barriersOnWithoutScript(address: string): Promise<string[]> {
    const { context, page } = await aWindow(true);
    await page.goto(address);
    const found = await barriersOn(page);
    await context.close();
    return found;
  }

  it("has no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await aWindow(true);
    for (const [name, address] of Object.entries(pages)) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await lookAt(page, name, `evaluator-${name}`);
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
