import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Table } from "../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { aTenant } from "../support/tenants.ts";
import { unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const NOW = "2025-02-01T09:00:00.000Z";

describe.skipIf(executable === undefined)("settings in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let table: Table;
  let admin: ServedSite;
  let reader: ServedSite;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    table = { client, name: (await makeTables(client, aPrefix())).records };
    const of = { table, organisationId: await aTenant(table, "funder"), now: NOW } as const;
    [admin, reader] = await Promise.all([
      serveSite({ ...of, kind: "funder" }),
      serveSite({ ...of, kind: "funder", roles: ["viewer", "evaluator"] }),
    ]);
    for (const room of ["people", "rates", "templates", "policies", "audit", "organisation", "book"])
      pages[room] = `${admin.origin}/settings/${room}`;
    for (const room of ["people", "rates", "templates", "policies"])
      pages[`${room}-new`] = `${admin.origin}/settings/${room}/new`;
    for (const room of ["organisation", "book"])
      pages[`${room}-change`] = `${admin.origin}/settings/${room}/change`;
    Object.assign(pages, { settings: `${admin.origin}/settings`, me: `${admin.origin}/settings/me` });
    pages["settings-read-only"] = `${reader.origin}/settings`;
  });
  afterAll(async () => {
    await browser?.close();
    admin?.stop();
    reader?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const follow = (page: Page, name: string) => page.getByRole("link", { name, exact: true }).click();
  const said = (page: Page) => page.getByRole("status").textContent();

  it("invites a colleague, changes their role and ends their access, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(admin.origin);
    await follow(page, "Settings");
    await follow(page, "People and roles");
    await follow(page, "Invite a colleague");
    await page.getByLabel("Name", { exact: true }).fill("Ana Example");
    await page.getByLabel("E-mail address").fill("ana@example.org");
    await page.getByLabel("Finance").check();
    await press(page, "Invite them");
    expect(await said(page)).toBe("They are added. Tell them to sign in with this address.");
    pages.person = page.url();
    await follow(page, "Change roles or name");
    pages["person-change"] = page.url();
    await page.getByLabel("Viewer").check();
    await page.getByLabel("Why").fill("Reads as well");
    await press(page, "Save");
    await follow(page, "End their access");
    pages["person-deactivation"] = page.url();
    await page.getByLabel("Why").fill("Left for another post");
    await press(page, "End their access");
    await page.getByText("Has no access any more").first().waitFor();
    await context.close();
  });

  it("records a rate and corrects it for a reason, a template's next version and a stricter policy", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(`${admin.origin}/settings/rates/new?from=EUR&to=USD`);
    await recordRate(page, "1.0852");
    expect(await said(page)).toBe("The rate is recorded.");
    await follow(page, "Correct 31 Jan 2025");
    await recordRate(page, "1.0853");
    await page.getByText("To correct it, give a reason.").first().waitFor();
    await page.getByLabel("Why").fill("A digit was wrong");
    await press(page, "Record it");
    await page.getByText("corrected, revision 2").waitFor();
    pages.rates = page.url();
    await follow(page, "History of 31 Jan 2025");
    await page.getByText("A digit was wrong").waitFor();
    pages["rate-history"] = page.url();

    await page.goto(pages["templates-new"] ?? "");
    await page.getByLabel("Name", { exact: true }).fill("Narrative of a year");
    await page.getByLabel("Title").first().fill("What changed");
    await press(page, "Record it");
    expect(await said(page)).toBe("The template is recorded.");
    pages.template = page.url();
    await follow(page, "Record a new version");
    pages["template-version"] = page.url();
    await page.getByLabel("Title").nth(1).fill("What was learnt");
    await page.getByLabel("Why").fill("We ask for lessons");
    await press(page, "Record the version");
    expect(await page.getByRole("table", { name: "Sections" }).getByRole("rowheader").count()).toBe(2);

    await page.goto(pages["policies-new"] ?? "");
    await page.getByLabel("Name", { exact: true }).fill("As the state does");
    await press(page, "Record it");
    pages.policy = page.url();
    await follow(page, "Record a new version");
    pages["policy-version"] = page.url();
    await page.getByLabel("Smallest count that is shown").fill("15");
    await page.getByLabel("Why").fill("The state asks for fifteen");
    await press(page, "Record the version");
    await page.getByText("1 to 14").waitFor();
    await context.close();
  });

  async function recordRate(page: Page, rate: string): Promise<void> {
    await page.getByLabel("Rate", { exact: true }).fill(rate);
    await page.getByLabel("Day").fill("2025-01-31");
    await page.getByLabel("Where it is from").fill("ECB reference rate");
    await press(page, "Record it");
  }

  it("sets the organisation and how its book is run, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.settings ?? "");
    await follow(page, "Your organisation");
    await follow(page, "Change this");
    await page.getByLabel("Fiscal year begins in").selectOption("July");
    await page.getByLabel("Time zone").fill("America/New_York");
    await page.getByLabel("Scheme").fill("US-EIN");
    await page.getByLabel("Number").fill("00-0000000");
    await page.getByLabel("Why", { exact: true }).fill("As the board decided");
    await press(page, "Save");
    expect(await said(page)).toBe("Saved.");
    await page.getByText("US-EIN 00-0000000").waitFor();

    await page.goto(pages.settings ?? "");
    await follow(page, "How the book is run");
    await follow(page, "Change how it is run");
    const limit = page.getByRole("group", { name: "Limit 1" });
    await limit.getByLabel("Currency").fill("usd");
    await limit.getByLabel("Approves up to").fill("250,000");
    await page.getByLabel("From", { exact: true }).fill("2025-01-01");
    await page.getByLabel("Yearly rate").fill("0.0425");
    await page.getByLabel("Grant expense").fill("5100");
    await page.getByLabel("Why", { exact: true }).fill("The board set limits");
    await press(page, "Save");
    expect(await said(page)).toBe("Saved.");
    await page.getByRole("cell", { name: "$250,000" }).waitFor();
    await page.getByRole("cell", { name: "4.25 %" }).waitFor();
    await follow(page, "Who changed this, when and why");
    await page.getByText("The board set limits").waitFor();
    await page.getByRole("cell", { name: "role: programme-officer, up to: $250,000" }).waitFor();
    pages["book-history"] = page.url();
    await context.close();
  });

  it("shows all of it in the audit with an unbroken chain, and where it broke once a stored item is altered", async () => {
    const { context, page } = await aWindow(false);
    for (const [kind, reason] of [
      ["policies", "The state asks for fifteen"],
      ["templates", "We ask for lessons"],
      ["people", "Left for another post"],
    ] as const) {
      await page.goto(pages.audit ?? "");
      await page.getByLabel("Records").selectOption(kind);
      await press(page, "Show");
      await page.getByText(reason).waitFor();
    }
    pages["audit-people"] = page.url();
    await page.getByRole("link", { name: "Ana Example" }).first().click();
    await follow(page, "Check that it is unbroken");
    await page.getByText("Checked 3 changes").waitFor();
    expect(await page.getByRole("heading", { name: "The chain is unbroken" }).count()).toBe(1);
    pages["record-history"] = page.url();
    await alter(new URL(page.url()).pathname.split("/").at(-1) ?? "");
    await page.goto(pages["record-history"]);
    await page.getByRole("heading", { name: "The chain is broken" }).waitFor();
    expect(await page.getByText("Change 2 (").textContent()).toContain("Its content does not give the hash");
    await context.close();
  });

  async function alter(personId: string): Promise<void> {
    await table.client.send(
      new UpdateItemCommand({
        TableName: table.name,
        Key: { pk: { S: `PER#${personId}` }, sk: { S: "H#0000000002" } },
        UpdateExpression: "SET reason = :reason",
        ExpressionAttributeValues: { ":reason": { S: "Another reason" } },
      }),
    );
  }

  it("shows who may not change things what stands, and who may change it", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(`${reader.origin}/settings`);
    await page.getByText("Not shown: for").first().waitFor();
    await follow(page, "Report templates");
    await follow(page, "Narrative of a year");
    await page.getByText("Who may change it: Administrator, Programme officer.").waitFor();
    expect(await page.getByRole("link", { name: "Record a new version" }).count()).toBe(0);
    pages["template-read-only"] = page.url();
    await context.close();
  });

  it("has no barrier that axe can find on any page, in light and in dark, and none on a phone", async () => {
    const { context, page } = await aWindow(true);
    for (const [name, address] of Object.entries(pages)) {
      if (name === "person-change") continue;
      expect((await page.goto(address))?.status(), name).toBe(200);
      await unfold(page);
      await lookAt(page, name, `settings-${name}`);
    }
    await context.close();
  }, 240_000);

  it("makes no browser complain but of the answer that refused", () => {
    expect(complaints.filter((text) => !text.includes("409"))).toEqual([]);
  });
});
