import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCommitmentOf, aFunderOfItsOwn } from "../integration/investments/run-world.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type MemoryBucket, openMemoryBucket } from "../support/memory-bucket.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const AGREEMENT = "Signed by both sides.";

describe.skipIf(executable === undefined)("what lies beside a commitment in a browser", () => {
  let engine: TestEngine;
  let bucket: MemoryBucket;
  let site: ServedSite;
  let browser: Browser;
  /** The page of the commitment. */
  let commitment: string;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, bucket, browser] = await Promise.all([
      startEngine(),
      openMemoryBucket(),
      openBrowser(executable ?? ""),
    ]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const own = aFunderOfItsOwn();
    const id = await aCommitmentOf(table, own);
    const now = "2026-03-01T09:00:00.000Z";
    site = await serveSite({ table, organisationId: own.id, kind: "funder", now, files: bucket });
    commitment = `${site.origin}/commitments/${id}`;
    Object.assign(pages, {
      papers: `${commitment}/papers`,
      release: `${commitment}/tranches/1/release`,
      forfeiture: `${commitment}/tranches/1/forfeiture`,
      expenditure: `${commitment}/expenditures/new`,
    });
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    bucket?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  /** Adds a document from the page of papers, and comes back there. */
  async function addDocument(page: Page, title: string, name: string): Promise<void> {
    await page.getByRole("link", { name: "Add a document" }).click();
    pages["document-new"] = page.url();
    const file = { name, mimeType: "text/plain", buffer: Buffer.from(AGREEMENT) };
    await page.getByLabel("The file").setInputFiles(file);
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("What it is").selectOption({ label: "Signed agreement" });
    await page.getByRole("button", { name: "Keep the document" }).click();
    await page.getByText("The document is kept.").waitFor();
  }

  it("keeps a document, gives its file, and withdraws it for a reason, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(commitment);
    await page.getByRole("link", { name: /Documents, contacts/ }).click();
    await addDocument(page, "Agreement of March", "agreement.txt");
    await addDocument(page, "Agreement with a slip of the pen", "slip.txt");
    const coming = page.waitForEvent("download");
    await page.getByRole("link", { name: /^Download, 1 KB: Agreement of March/ }).click();
    const download = await coming;
    expect(await readFile(await download.path(), "utf8")).toBe(AGREEMENT);
    await page.getByRole("link", { name: "Withdraw Agreement of March" }).click();
    pages["document-withdrawal"] = page.url();
    await page.goBack();
    await page.getByRole("link", { name: "Withdraw Agreement with a slip of the pen" }).click();
    await page.getByLabel("Why").fill("A name is wrong in it");
    await page.getByRole("button", { name: "Withdraw the document" }).click();
    const row = page.getByRole("row", { name: /slip of the pen/ });
    await row.getByText("A name is wrong in it").waitFor();
    expect(await row.getByRole("link").count()).toBe(0);
    await context.close();
  });

  it("names whom to turn to, one row more when asked, and erases who is emptied, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.papers ?? "");
    await page.getByRole("link", { name: "Say whom to turn to" }).click();
    pages.contacts = page.url();
    await page.getByRole("button", { name: "Add a person" }).click();
    for (const [at, name] of ["Dana Example", "Robin Example"].entries()) {
      const row = page.getByRole("group", { name: `Person ${at + 1}` });
      await row.getByLabel("Name").fill(name);
      await row.getByLabel("What they do").fill("Finance of the grantee");
      await row.getByLabel("E-mail").fill(`person-${at}@example.org`);
    }
    await page.getByRole("button", { name: "Save the people" }).click();
    await page.getByText("Robin Example").waitFor();
    await page.getByRole("link", { name: "Say whom to turn to" }).click();
    const dana = page.getByRole("group", { name: "Dana Example" });
    for (const label of ["Name", "What they do", "E-mail"]) await dana.getByLabel(label).fill("");
    await page.getByRole("button", { name: "Save the people" }).click();
    await page.getByText("The people to turn to are as you wrote them.").waitFor();
    expect(await page.getByText("Dana Example").count()).toBe(0);
    expect(await page.getByText("Robin Example").count()).toBe(1);
    await context.close();
  });

  it("has no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await aWindow(true);
    for (const [name, address] of Object.entries(pages)) {
      expect((await page.goto(address))?.status(), name).toBe(200);
      await unfold(page);
      await lookAt(page, name, `funder-papers-${name}`);
    }
    await context.close();
  });

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
