import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSetting, type Setting } from "../integration/partnerships/setting.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { barriersOn, unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();

describe.skipIf(executable === undefined)("a partnership's practice and learning in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  let setting: Setting;
  let partnership: string;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    setting = await newSetting({ client, name: (await makeTables(client, aPrefix())).records });
    const { table, ownerId: organisationId } = setting;
    site = await serveSite({ table, organisationId, now: "2027-02-01T09:00:00.000Z" });
    partnership = site.origin + setting.path;
    pages.partnership = partnership;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);
  const place = (page: Page, name: string) =>
    page.getByRole("navigation", { name: "Practice and learning" }).getByRole("link", { name, exact: true });
  /** Fills in what is named by its label: text, a day, or a choice by its words. */
  async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(fields)) {
      const field = page.getByLabel(label).first();
      const isChoice = (await field.and(page.locator("select")).count()) > 0;
      await (isChoice ? field.selectOption({ label: value }) : field.fill(value));
    }
  }

  it("writes a story down with its consent, narrows that, and ends it, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(partnership);
    await place(page, "Stories").click();
    await keepScreenshots(page, "practice-stories-empty");
    await page.getByRole("link", { name: "Write a story down" }).click();
    pages["story-new"] = page.url();
    await fill(page, {
      Title: "The bus that came at seven",
      "The story": "When the early bus came, I could take the morning shift and still bring her to school.",
      "Given by": "a mother of two from the harbour wards",
      "Given on": "2026-03-04",
      "Who may read it": "Those the partnership is shared with, too",
      "Heard on": "2026-03-04",
      Themes: "transport",
    });
    await page.getByRole("button", { name: "Keep the story" }).last().click();
    await page.getByRole("heading", { level: 1, name: "The bus that came at seven" }).waitFor();
    pages.story = page.url();
    pages["story-consent"] = `${page.url()}/consent`;
    pages["story-about"] = `${page.url()}/about`;
    pages["story-withdrawal"] = `${page.url()}/withdrawal`;
    await page.getByRole("link", { name: "Renew or narrow the consent" }).click();
    await fill(page, { Until: "2030-03-04", Why: "They said until then" });
    await page.getByRole("button", { name: "Change the consent" }).last().click();
    expect(await page.getByRole("status").textContent()).toContain("The consent is changed.");
    await place(await another(page), "Stories").waitFor();
    await context.close();
  });

  /** Writes another story and ends it, so that the list has a tombstone; left on the list of stories. */
  async function another(page: Page): Promise<Page> {
    await page.goto(pages["story-new"] ?? "");
    await fill(page, {
      Title: "The door that stayed shut",
      "The story": "We were told to come back another day.",
      "Given by": "a grandfather",
      "Given on": "2026-05-04",
      "Who may read it": "The partnership alone",
      "Heard on": "2026-05-04",
    });
    await page.getByRole("button", { name: "Keep the story" }).last().click();
    await page.getByRole("link", { name: "End the consent" }).click();
    await fill(page, { Why: "He took it back" });
    await page.getByRole("button", { name: "Erase the words" }).last().click();
    await page.getByRole("heading", { level: 1, name: "A story that ended" }).waitFor();
    pages["story-ended"] = page.url();
    await page.getByRole("link", { name: "Stories", exact: true }).click();
    pages.stories = page.url();
    return page;
  }

  it("takes a test of change through plan, do, study and act, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(partnership);
    await place(page, "Tests of change").click();
    pages.tests = page.url();
    await keepScreenshots(page, "practice-tests-empty");
    await page.getByRole("link", { name: "Begin a test of change" }).click();
    pages["test-new"] = page.url();
    await fill(page, {
      Title: "A clinic before the court date",
      "The aim": "More families keep their home; seen in filings that end without an order.",
      "The idea that is tested": "Legal aid where the families are, in the week of the filing.",
    });
    await page.getByRole("button", { name: "Begin the test" }).last().click();
    await page.getByRole("link", { name: "Plan cycle 1" }).click();
    pages.test = page.url().replace("/cycles/new", "");
    await planCycle(page);
    for (const part of ["correction", "withdrawal", "cycles/1/plan", "cycles/1/start"])
      await lookBeside(page, `test-${part.replaceAll("/", "-")}`, `${pages.test}/${part}`);
    await page.goto(pages.test ?? "");
    await page.getByRole("link", { name: "Record the start" }).click();
    await fill(page, { "Started on": "2027-01-11" });
    await page.getByRole("button", { name: "Record the start" }).last().click();
    await page.getByRole("link", { name: "Record what happened" }).click();
    await lookBeside(page, "test-finding", page.url());
    await fill(page, {
      "Studied on": "2027-01-15",
      "What happened": "Ten were called, four came; three said that the bus stops running at six.",
      "Beside the prediction": "Worse than predicted",
      "What was learned": "The clinic has to be where the families are.",
    });
    await page.getByRole("button", { name: "Keep what happened" }).last().click();
    await page.getByRole("link", { name: "Decide", exact: true }).click();
    await lookBeside(page, "test-decision", page.url());
    await fill(page, {
      "Decided on": "2027-01-16",
      "What is done with it": "Adapt it: change it, and try again",
      Why: "Those who came were helped.",
    });
    await page.getByRole("button", { name: "Decide" }).last().click();
    expect(await page.getByRole("status").textContent()).toBe("Decided: the cycle is closed.");
    pages["test-cycles-new"] = `${pages.test}/cycles/new`;
    await page.getByRole("link", { name: "Plan cycle 2" }).waitFor();
    await context.close();
  });

  async function planCycle(page: Page): Promise<void> {
    await fill(page, {
      "What this cycle is for": "Reach families before the court date",
      "What you predict": "Of ten families who are called within two days, six come to the clinic.",
      "With how many": "Ten families of one school",
      "Who does what, when and where": "The counsellor calls each family on Tuesday.",
      "What is counted": "Families who came, of those who were called",
    });
    await page.getByRole("button", { name: "Plan the cycle" }).last().click();
    await page.getByRole("heading", { name: "Cycle 1" }).waitFor();
  }

  /** Keeps how a form looks that is there for a moment alone, and looks for barriers on it. */
  async function lookBeside(page: Page, name: string, address: string): Promise<void> {
    const { context, page: other } = await aWindow(true);
    expect((await other.goto(address))?.status(), name).toBe(200);
    expect(await barriersOn(other), name).toEqual([]);
    await keepScreenshots(other, `practice-${name}`);
    await context.close();
    await page.bringToFront();
  }

  it("records a systems change with its evidence and takes it on, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(partnership);
    await place(page, "Systems changes").click();
    pages.changes = page.url();
    await page.getByRole("link", { name: "Record a systems change" }).click();
    pages["change-new"] = page.url();
    await fill(page, {
      Title: "Filings are sealed after three years",
      "What is changed": "Policies: Rules, regulations and priorities.",
      "How far it reaches": "State: A state, province or territory.",
      "How it stands": "Proposed",
      Since: "2026-01-17",
      Whom: "Renting families with a filing in the last seven years",
      "On what it rests": "The bill as it was brought in.",
    });
    await page.getByRole("button", { name: "Record the change" }).last().click();
    await page.getByRole("link", { name: "Record how far it has come" }).click();
    pages.change = page.url().replace("/move", "");
    await fill(page, { "It is now": "Adopted", Since: "2026-05-02", Note: "By both houses" });
    await page.getByRole("button", { name: "Record it" }).last().click();
    expect(await page.getByRole("status").textContent()).toBe("Recorded how far it has come.");
    for (const part of ["move", "correction", "retraction", "withdrawal"])
      pages[`change-${part}`] = `${pages.change}/${part}`;
    await context.close();
  });

  it("assesses capacities, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(partnership);
    await place(page, "Capacities").click();
    pages.capacities = page.url();
    await page.getByRole("link", { name: "Open an assessment" }).click();
    pages["capacity-new"] = page.url();
    await fill(page, { Title: "Spring self-assessment", "Held on": "2026-04-15" });
    await page.getByRole("button", { name: "Open it" }).last().click();
    await page.getByRole("link", { name: "Add what one person says" }).click();
    pages.capacity = page.url().replace("/answer", "");
    await fill(page, {
      "Who answers": "a parent on the leadership table",
      "Equity: where we are": "2, begun",
    });
    await page.getByRole("button", { name: "Keep the answer" }).last().click();
    expect(await page.getByRole("status").textContent()).toBe("The answer is kept.");
    for (const part of ["answer", "closing", "visibility"])
      pages[`capacity-${part}`] = `${pages.capacity}/${part}`;
    await context.close();
  });

  it.each(["partnership", "capacit", "stor", "test", "change"])(
    "has no barrier that axe can find on pages of %s…, in light and in dark, and none on a phone",
    async (room) => {
      const { context, page } = await aWindow(true);
      for (const [name, address] of Object.entries(pages).filter(([each]) => each.startsWith(room))) {
        expect((await page.goto(address))?.status(), name).toBe(200);
        await unfold(page);
        await lookAt(page, name, `practice-${name}`);
      }
      await context.close();
    },
  );

  it("makes no browser complain", () => {
    expect(complaints).toEqual([]);
  });
});
