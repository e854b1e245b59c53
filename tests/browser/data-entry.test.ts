import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeSteps } from "../../functions/jobs/compose.ts";
import { rebuildReadModels } from "../../functions/projections/rebuild-read-models.ts";
import { loadJob } from "../../shared/interchange/import-job.store.ts";
import { isActive } from "../../shared/interchange/import-job.ts";
import { runImportStep } from "../../shared/interchange/run-import-step.ts";
import { newId } from "../../shared/platform/id.ts";
import { aMeasuredPartnership, anImportWorld } from "../integration/imports/import-world.ts";
import { type MemoryBucket, openMemoryBucket } from "../support/memory-bucket.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { DISTRICT, FILE_NAME, SOURCE, stateFile } from "./steps/state-file.ts";
import { fillInFigures, recordFigures, sendFigures } from "./steps/upload-data.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
describe.skipIf(executable === undefined)("figures sent as a file in a browser", () => {
  let browser: Browser;
  let bucket: MemoryBucket;
  let site: ServedSite;
  let world: Awaited<ReturnType<typeof anImportWorld>>;
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [browser, bucket, world] = await Promise.all([
      openBrowser(executable ?? ""),
      openMemoryBucket(),
      anImportWorld(),
    ]);
    const { lead, partnershipId, indicatorId } = await aMeasuredPartnership(world, {
      placeCode: DISTRICT,
      placeName: "A district",
    });
    const { organisationId } = lead;
    site = await serveSite({
      table: world.table,
      organisationId,
      now: "2026-11-24T09:00:00.000Z",
      files: bucket,
    });
    pages.partnership = `${site.origin}/partnerships/${partnershipId}`;
    pages.grid = `${pages.partnership}/indicators/${indicatorId}/grid`;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    bucket?.stop();
    await world?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  /** Does the work that the page which is open waits for, as the queue would, and looks again. */
  async function work(page: Page): Promise<void> {
    const id = /job_[0-9A-Z]+/.exec(page.url())?.[0] ?? "";
    const { table } = world;
    const steps = composeSteps({ table, newId, clock: world.clock, files: bucket });
    for (let job = await loadJob(table, id); job && isActive(job); job = await loadJob(table, id))
      await runImportStep(steps, { jobId: id, step: job.step });
    await page.reload();
  }

  it("are looked at, refused at the wrong cell, mended and recorded, without script", async () => {
    const { right, wrong, cell } = stateFile();
    const file = (text: string) => ({ name: FILE_NAME, bytes: Buffer.from(text), source: SOURCE });
    const { context, page } = await aWindow(false);
    await page.goto(pages.partnership ?? "");
    await sendFiguresWithoutPeriod(page, file(wrong));
    await fillInFigures(page, { ...file(wrong), period: "2018-19" });
    await page.getByText("The file arrived.").waitFor();
    expect(await page.getByText("You can close this page").count()).toBe(1);
    pages.moving = `${page.url()}?still=1`;
    await keepScreenshots(page, "data-entry-moving");
    await work(page);
    const first = page
      .getByRole("table", { name: /Rows of the file/ })
      .getByRole("row")
      .nth(1);
    expect(await first.textContent()).toContain("Refused");
    expect(await first.textContent()).toContain(cell);
    pages.wrong = page.url();
    pages.application = `${page.url()}/application`;
    pages["calling-off"] = `${page.url()}/calling-off`;

    await page.goto(pages.partnership ?? "");
    await sendFigures(page, { ...file(right), period: "2018-19" });
    await work(page);
    expect(await page.getByRole("cell", { name: "Refused", exact: true }).count()).toBe(0);
    await recordFigures(page);
    expect(await page.locator('meta[http-equiv="refresh"]').count()).toBe(1);
    await work(page);
    await page.getByText("Recorded.", { exact: true }).waitFor();
    pages.recorded = page.url();
    await rebuildReadModels(world.table);
    await page.getByRole("link", { name: "See the series of the partnership" }).click();
    await page.getByText("Graduation within four years").first().waitFor();
    await keepScreenshots(page, "data-entry-series");
    expect(await page.getByText("No figures are recorded yet").count()).toBe(0);
    await context.close();
  });

  /** The file does not say its period: the form says so at the field, and keeps what was typed. */
  async function sendFiguresWithoutPeriod(
    page: Page,
    file: Parameters<typeof fillInFigures>[1],
  ): Promise<void> {
    await page.getByRole("link", { name: "Data", exact: true }).click();
    pages.data = page.url();
    await downloadTemplate(page);
    await page.getByRole("link", { name: "Send a file of figures" }).click();
    pages["imports-new"] = page.url();
    await fillInFigures(page, file);
    await page.getByRole("alert").getByText("No column says the period").waitFor();
    expect(await page.getByLabel("Where it comes from").inputValue()).toBe(SOURCE);
    await keepScreenshots(page, "data-entry-refused");
  }

  /** What is expected comes as a sheet to fill in, in the periods that the page proposes. */
  async function downloadTemplate(page: Page): Promise<void> {
    for (const format of ["XLSX", "CSV"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `Template as ${format}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`observation-template.${format.toLowerCase()}`);
    }
  }

  it("are typed in a grid, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.grid ?? "");
    await page.getByLabel(/^How many, 2024-25, All/).fill("30");
    await page.getByLabel(/^Of how many, 2024-25, All/).fill("40");
    await page.getByLabel("Where they come from").fill(SOURCE);
    await page.getByRole("button", { name: "Record what was typed" }).last().click();
    await page.getByText("The figures are recorded.").waitFor();
    await page.goto(pages.grid ?? "");
    expect(await page.getByRole("rowheader", { name: "2024-25, All: 75.0% (30 of 40)" }).count()).toBe(1);
    await context.close();
  });

  it("have no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await aWindow(true);
    for (const [name, address] of Object.entries(pages)) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await lookAt(page, name, `data-entry-${name}`);
    }
    await context.close();
  });

  it("make no browser complain", () => {
    // A form that is refused answers 422, which the browser notes.
    expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  });
});
