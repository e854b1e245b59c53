import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesSummary, projectSummaries } from "../../shared/measurement/project-summaries.ts";
import { scanPages } from "../../shared/platform/scan.ts";
import { aRow, observe, recordCedarCounty } from "../integration/reporting/cedar-county.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../support/engine.ts";
import { type ServedSite, serveSite } from "../support/served-site.ts";
import { aTenant } from "../support/tenants.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { lookAt, openWindow } from "./window.ts";

const executable = findChromium();
const NOW = "2027-02-01T09:00:00.000Z";
type Values = Readonly<Record<string, string>>;

/** Twelve years of everybody, and two of groups, none of them small. */
function figuresOf(indicatorId: string) {
  const years = Array.from({ length: 12 }, (_, index) =>
    aRow(indicatorId, 2014 + index, [200 + 12 * index + (index % 3), 570]),
  );
  const groups = { asian: [20, 60], black: [50, 120], hispanic: [45, 90], white: [150, 300] } as const;
  const of = (year: number, more: number) =>
    Object.entries(groups).map(([group, [met, tested]]) =>
      aRow(indicatorId, year, [met + more, tested], { "race-ethnicity": group }),
    );
  return [...years, ...of(2024, 0), ...of(2025, 12)];
}

describe.skipIf(executable === undefined)("a partnership makes its plan in a browser", () => {
  let engine: TestEngine;
  let browser: Browser;
  let site: ServedSite;
  let funderId: string;
  /** Every page and form that is looked at in the end. */
  const pages: Record<string, string> = {};
  const complaints: string[] = [];

  beforeAll(async () => {
    [engine, browser] = await Promise.all([startEngine(), openBrowser(executable ?? "")]);
    const client = makeClient(engine.endpoint);
    const table = { client, name: (await makeTables(client, aPrefix())).records };
    const cedar = await recordCedarCounty(table);
    const { backboneId, partnershipId, outcomeId } = cedar;
    await observe(table, cedar, figuresOf(outcomeId));
    for await (const items of scanPages(table)) await projectSummaries(table, items.filter(changesSummary));
    funderId = await aTenant(table, "funder");
    site = await serveSite({ table, organisationId: backboneId, now: NOW });
    const own = `${site.origin}/partnerships/${partnershipId}`;
    Object.assign(pages, { indicators: `${own}/indicators`, indicator: `${own}/indicators/${outcomeId}` });
    pages["indicator-target"] = `${pages.indicator}/target`;
    pages["indicator-definition"] = `${pages.indicator}/definition`;
  });
  afterAll(async () => {
    await browser?.close();
    site?.stop();
    await engine?.stop();
  });

  const aWindow = (javaScriptEnabled: boolean) => openWindow(browser, complaints, javaScriptEnabled);

  /** Opens a form by its link, fills it by the labels of its fields, and sends it; its address is looked at in the end. */
  async function fillIn(page: Page, link: string, { values, button }: { values: Values; button: string }) {
    await page.getByRole("link", { name: link, exact: true }).first().click();
    pages[link] = page.url();
    for (const [label, value] of Object.entries(values)) {
      const field = page.locator("form.fill").getByLabel(label).first();
      const isChoice = (await field.locator("option").count()) > 0;
      await (isChoice ? field.selectOption(value) : field.fill(value));
    }
    await page.getByRole("button", { name: button, exact: true }).click();
    const wrong = await page.locator(".errors").allTextContents();
    expect(wrong, link).toEqual([]);
    expect(await page.getByRole("status").textContent(), link).toBe("Saved.");
  }

  const INDICATOR = {
    "What is counted": "Grade-3 students who met the standard",
    "Of whom": "Grade-3 students tested",
    Source: "State assessment",
  };

  it("goes from nothing to a plan that is linked, shared and at work, without script", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(`${site.origin}/partnerships`);
    await fillIn(page, "Record a partnership", {
      values: {
        Name: "Cedar Promise",
        "What it is for": "Every child of Cedar thrives.",
        Place: "Cedar County",
        "Code of the place": "09001",
      },
      button: "Record the partnership",
    });
    pages["plan-empty"] = page.url();
    await keepScreenshots(page, "setup-plan-empty");
    expect(await page.getByText("0 of 8 steps are done").count()).toBe(1);
    await makePlan(page);
    expect(await page.getByText("7 of 8 steps are done").count()).toBe(1);
    expect(await page.getByRole("table", { name: "What moves what" }).getByRole("row").count()).toBe(3);
    await page.getByRole("link", { name: "Overview" }).click();
    pages.overview = page.url();
    await promise(page);
    await context.close();
  });

  async function makePlan(page: Page): Promise<void> {
    await fillIn(page, "Say what you work for", {
      values: { "The result, in plain words": "Children read well", "For whom": "Children of Cedar" },
      button: "Add it",
    });
    await fillIn(page, "Add an indicator of an outcome", {
      values: { ...INDICATOR, Name: "Third graders reading" },
      button: "Add the indicator",
    });
    await fillIn(page, "Set its target", {
      values: {
        "Year of the baseline": "2024",
        "Figure then": "49",
        "Year of the target": "2030",
        "Figure to reach": "65.5",
      },
      button: "Save the target",
    });
    await page.getByRole("link", { name: "Plan", exact: true }).click();
    await fillIn(page, "Add a strategy", {
      values: { Name: "Reading coaches", "Organisation that answers for it": "Cedar Schools" },
      button: "Add the strategy",
    });
    await fillIn(page, "Add an indicator of a system", {
      values: { ...INDICATOR, Name: "Classrooms with a coach", "What kind it is": "system" },
      button: "Add the indicator",
    });
    for (const [from, to] of [
      ["Strategy: Reading coaches", "Systems indicator: Classrooms with a coach"],
      ["Systems indicator: Classrooms with a coach", "Outcome: Third graders reading"],
    ] as const)
      await fillIn(page, "Add a link", {
        values: { From: from, To: to, "How the one moves the other": "Coaches help", "Months until": "12" },
        button: "Add the link",
      });
    await fillIn(page, "Share with an organisation", {
      values: { "Id of the organisation": funderId, Why: "Funds the coaches" },
      button: "Share with it",
    });
  }

  async function promise(page: Page): Promise<void> {
    for (const what of ["Send the figures", "Hire two coaches"])
      await fillIn(page, "Record a promise", {
        values: {
          What: what,
          "Organisation that promises it": "Cedar Schools",
          "Agreed on": "2026-11-01",
          "By when": "2027-01-15",
        },
        button: "Record the promise",
      });
    await fillIn(page, "Move the day: Hire two coaches", {
      values: { "Now due on": "2027-01-20", Why: "The board met later" },
      button: "Move the day",
    });
    await fillIn(page, "Kept or missed: Send the figures", {
      values: { Outcome: "kept", On: "2027-01-14" },
      button: "Record it",
    });
    await page.getByRole("link", { name: "Kept or missed: Hire two coaches" }).click();
    await page.getByLabel("Outcome").selectOption("missed");
    await page.getByRole("button", { name: "Record it" }).click();
    await page.getByText("Say why it was not kept.").first().waitFor();
    await page.getByLabel("Why").fill("Nobody applied");
    await page.getByRole("button", { name: "Record it" }).click();
    await page.getByRole("table", { name: "Kept or missed" }).getByText("Nobody applied").waitFor();
    await fillIn(page, "Plan or record a meeting", {
      values: { Title: "Winter table", Day: "2027-01-10", Status: "held", Decision: "Coaches come first" },
      button: "Save the meeting",
    });
    pages.meeting = page.url();
  }

  it("shows indicators on one scale, and each with its figures, groups and meaning", async () => {
    const { context, page } = await aWindow(false);
    await page.goto(pages.indicators ?? "");
    await page.getByRole("article").getByRole("heading").getByRole("link").first().click();
    await page.getByRole("heading", { name: "What it means" }).waitFor();
    expect(await page.getByText("a trend upward").count()).toBeGreaterThan(0);
    await context.close();
  });

  it.each([0, 1, 2])(
    "has no barrier that axe can find, in light and in dark, and none on a phone: every third page from %i",
    async (part) => {
      const { context, page } = await aWindow(true);
      const ended = ["Move the day: Hire two coaches", "Kept or missed: Send the figures"];
      const looked = Object.entries(pages).filter((_, index) => index % 3 === part);
      for (const [name, address] of looked) {
        expect((await page.goto(address))?.status(), name).toBe(ended.includes(name) ? 409 : 200);
        await lookAt(page, name, `setup-${name.replaceAll(/[^\w]+/g, "-").toLowerCase()}`);
      }
      await context.close();
    },
  );

  it("makes no browser complain of anything but the pages that said no", () => {
    expect(complaints.filter((text) => !/409|422/.test(text))).toEqual([]);
  });
});
