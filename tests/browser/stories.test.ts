import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, openBrowser } from "./chromium.ts";
import { openSite, type Site } from "./site-under-test.ts";
import { acceptAndAchieve, approvePayment, commitFiveYears, pay } from "./steps/fund.ts";
import { peopleOf } from "./steps/people.ts";
import { CARD, publishRelease, publishScorecard, RELEASE } from "./steps/publish.ts";
import { reportToTwoFunders } from "./steps/report-to-funders.ts";
import { uploadGraduation } from "./steps/upload-data.ts";

const executable = findChromium();
/** A story looks at every page that it comes by, in light and dark. */
const PATIENCE_MS = 300_000;

/** One world, as a newcomer gets it; what one person does is what the next one finds. Nothing is asked of the API by the test. */
describe.skipIf(executable === undefined)("the whole story in a browser", { timeout: PATIENCE_MS }, () => {
  let site: Site;
  let browser: Browser;
  let people: ReturnType<typeof peopleOf>;
  let commitment = "";
  let partnership = "";
  let release = "";

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
    people = peopleOf(site, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it("a funder commits five years, and ties a payment to a report and a milestone", async () => {
    const funder = await people.signIn("funder");
    await funder.look("portfolio");
    commitment = await commitFiveYears(funder);
    await funder.context.close();
  });

  it("the partnership sends a state's file of figures, and sees them recorded", async () => {
    const backbone = await people.signIn("partnership");
    await backbone.page.getByRole("link", { name: "Partnerships", exact: true }).click();
    await backbone.page.locator('main a[href^="/partnerships/prt_"]').first().click();
    await uploadGraduation(backbone, backbone.page.url());
    await backbone.context.close();
  });

  it("the partnership writes one report for two funders, and hands it in", async () => {
    const backbone = await people.signIn("partnership");
    await backbone.look("partnership-start");
    await backbone.page.getByRole("link", { name: "Partnerships", exact: true }).click();
    await backbone.page.locator('main a[href^="/partnerships/prt_"]').first().click();
    partnership = backbone.page.url();
    await backbone.look("partnership");
    await reportToTwoFunders(backbone, partnership);
    await backbone.context.close();
  });

  it("the partnership publishes a release, and a scorecard of it in two languages", async () => {
    const backbone = await people.signIn("partnership");
    release = await publishRelease(backbone, partnership);
    expect(release).toMatch(/^\/open\/releases\/rel_/);
    await publishScorecard(backbone);
    await backbone.context.close();
  });

  it("the funder accepts, a second person approves, and it is paid", async () => {
    const [funder, finance] = [await people.signIn("funder"), await people.signIn("finance")];
    await acceptAndAchieve(funder, commitment);
    await approvePayment(finance, commitment);
    await pay(funder, commitment);
    await Promise.all([funder.context.close(), finance.context.close()]);
  });

  it("an evaluator opens the release, copies its citation and downloads it", async () => {
    const { page, context, look } = await people.signIn("evaluator");
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: site.origin });
    await page.goto(site.origin + release);
    await page.getByRole("heading", { level: 1, name: RELEASE }).waitFor();
    await look("release-open");
    await page.getByRole("button", { name: "Copy the citation" }).click();
    const copied = await page.evaluate("navigator.clipboard.readText()");
    expect(copied).toBe((await page.locator("#citation").textContent())?.trim());
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('a[href*="/cells.csv"]').first().click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    expect(csv.split("\n").length).toBeGreaterThan(10);
    await context.close();
  });

  it("a stranger reads the scorecard in Spanish, without script", async () => {
    const { page, context } = await people.stranger(false);
    await page.goto(`${site.origin}/open${new URL(partnership).pathname}/scorecard`);
    await page.getByRole("heading", { level: 1, name: CARD.en }).waitFor();
    await page.getByRole("link", { name: "Español" }).click();
    await page.getByRole("heading", { level: 1, name: CARD.es }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("es");
    await context.close();
    const reader = await people.stranger();
    await reader.page.goto(`${site.origin}/open${new URL(partnership).pathname}/scorecard?lang=es`);
    await reader.look("scorecard-es");
    await reader.context.close();
  });

  it("shows its documents to who has no script", async () => {
    const { page, context } = await people.signIn("funder", false);
    const { pathname } = new URL(partnership);
    const documents = [
      commitment,
      `${commitment}/report`,
      `${site.origin}${pathname}/report`,
      site.origin + release,
    ];
    for (const address of documents) {
      expect((await page.goto(address))?.status(), address).toBe(200);
      expect(await page.getByRole("heading", { level: 1 }).count(), address).toBe(1);
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(people.complaints).toEqual([]);
  });
});
