import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriersOn, unfold } from "./barriers.ts";
import { findChromium, openBrowser } from "./chromium.ts";
import { keepScreenshots } from "./screenshots.ts";
import { openSite, type Site } from "./site-under-test.ts";

const executable = findChromium();

/** Every page and form of a funder; `at` is the address of the story's commitment. */
const PAGES: Readonly<Record<string, (at: string) => string>> = {
  portfolio: () => "/",
  commitments: () => "/commitments",
  "commitments-sorted": () => "/commitments?sort=paid&order=desc",
  commitment: (at) => at,
  "commitment-new": () => "/commitments/new",
  "commitment-description": (at) => `${at}/description`,
  "commitment-status": (at) => `${at}/status`,
  amendments: (at) => `${at}/amendments`,
  papers: (at) => `${at}/papers`,
  report: (at) => `${at}/reports/1`,
  "report-return": (at) => `${at}/reports/1/return`,
  "report-new": (at) => `${at}/reports/new`,
  "tranche-payment": (at) => `${at}/tranches/1/payment`,
  "tranche-approval": (at) => `${at}/tranches/1/approval`,
  "tranche-rule": (at) => `${at}/tranches/4/rule`,
  "tranche-waiver": (at) => `${at}/tranches/3/waiver`,
  "tranche-advance": (at) => `${at}/tranches/3/advance`,
  supplement: (at) => `${at}/amendments/new/supplement`,
  suspension: (at) => `${at}/amendments/new/suspension`,
  milestone: (at) => `${at}/milestones/1/achievement`,
  note: (at) => `${at}/notes/new`,
  "big-bets": () => "/big-bets",
  "big-bet-new": () => "/big-bets/new",
  reports: () => "/reports",
  partnerships: () => "/partnerships",
  find: () => "/find?q=cedar",
  "board-book": () => "/board-book",
};

describe.skipIf(executable === undefined)("a funder's work in a browser", () => {
  let site: Site;
  let browser: Browser;
  /** Where the commitment that the story makes is shown. */
  let commitment = "";
  const complaints: string[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([openSite(), openBrowser(executable ?? "")]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  /** A window of somebody who is signed in; without script unless asked for. */
  async function signedIn(withScript = false): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 900 },
      javaScriptEnabled: withScript,
      locale: "en-US",
    });
    const page = await context.newPage();
    page.on("console", (message) => {
      // A browser itself says that a page was answered with 422; that page is what is looked at.
      const isPageStatus = /status of 4(12|22)/.test(message.text());
      if (message.type() === "error" && !isPageStatus) complaints.push(message.text());
    });
    await page.goto(`${site.origin}/sign-in`);
    await page.locator("button[name=person][value=funder]").click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return { context, page };
  }

  it("commits five years, and ties the third payment to a report and a milestone, without script", async () => {
    const { context, page } = await signedIn();
    const place = (name: string) =>
      page.getByRole("navigation", { name: "Site" }).getByRole("link", { name });
    await place("Commitments").click();
    expect(await place("Commitments").getAttribute("aria-current")).toBe("page");
    await page.getByRole("link", { name: "Record a commitment" }).click();
    await page.getByLabel("Title").fill("Five years of early reading");
    await page.getByLabel("Recipient", { exact: true }).fill("Cedar County Promise");
    await page.getByLabel("Starts on").fill("2026-01-01");
    await page.getByLabel("Ends on").fill("2030-12-31");
    await page.getByLabel("Amount over all years").fill("5.000.000");
    await page.locator("#f-milestones-0-title").fill("A coach in every school");
    await page.locator("#f-reports-0-title").fill("Second-year report");
    await page.locator("#f-reports-0-dueOn").fill("2027-12-31");
    for (const [index, year] of [2026, 2027, 2028, 2029, 2030].entries()) {
      await page.locator(`#f-tranches-${index}-dueOn`).fill(`${year}-03-01`);
      await page.locator(`#f-tranches-${index}-amount`).fill("1,000,000");
    }
    await page.locator("#f-tranches-2-report").selectOption("1");
    await page.locator("#f-tranches-2-milestone").selectOption("1");
    await page.getByRole("button", { name: "Record the commitment" }).click();

    // The amount was typed as in another country: the page says so, leads to the field, and has kept all the rest.
    const problem = page.getByRole("alert");
    expect(await problem.textContent()).toContain("1,250,000.00");
    await problem.getByRole("link", { name: /Amount over all years/ }).click();
    expect(new URL(page.url()).hash).toBe("#f-amount");
    expect(await page.locator("#f-tranches-4-dueOn").inputValue()).toBe("2030-03-01");
    await keepScreenshots(page, "commitment-new-refused");
    await page.getByLabel("Amount over all years").fill("5,000,000");
    await page.getByRole("button", { name: "Record the commitment" }).click();

    await page.getByRole("heading", { level: 1, name: "Five years of early reading" }).waitFor();
    expect(await page.getByRole("status").textContent()).toBe("The commitment is recorded.");
    commitment = page.url();
    const third = page.locator("#tranche-3");
    expect(await third.textContent()).toContain("“Second-year report”, due on");
    expect(await third.textContent()).toContain("“A coach in every school” is not achieved yet");
    await context.close();
  });

  it("leads it to its agreement step by step, each with its day and its reason", async () => {
    const { context, page } = await signedIn();
    await page.goto(commitment);
    for (const step of ["intended", "approved", "agreed", "active"]) {
      await page.getByRole("link", { name: "Change the status" }).click();
      await page.getByLabel("It becomes").selectOption(step);
      await page.getByLabel("Why").fill(`It became ${step}`);
      await page.getByRole("button", { name: "Change the status" }).click();
      await page.getByText(`Commitment, ${step}`).waitFor();
    }
    const ledger = page.getByRole("table", { name: /Every entry/ });
    expect(await ledger.getByRole("rowheader", { name: /Agreement|Commitment/ }).count()).toBeGreaterThan(0);
    await context.close();
  });

  it("shows what an amendment would change before it is proposed, and that somebody else decides", async () => {
    const { context, page } = await signedIn();
    await page.goto(`${commitment}/amendments/new/re-plan`);
    const payment = page.getByRole("group", { name: /due 1\sMar\s2029/ });
    await payment.getByLabel("Due on").fill("2029-06-01");
    await page.getByLabel("Kind of reason").selectOption("implementation-delay");
    await page.getByLabel("Why").fill("Schools open later");
    await page.getByRole("button", { name: "Look at before and after" }).click();
    const change = page.getByRole("table", { name: "Before and after" });
    expect(await change.getByRole("row").count()).toBe(2);
    expect(await change.textContent()).toMatch(/1\sMar\s2029.*1\sJun\s2029/s);
    await keepScreenshots(page, "amendment-preview");
    await page.getByRole("button", { name: "Propose it" }).click();
    await page.getByRole("link", { name: "Re-plan of the schedule" }).click();
    expect(await page.getByText("You proposed it, so somebody else decides.").count()).toBe(1);
    await keepScreenshots(page, "proposal");
    await context.close();
  });

  it("finds a record by a part of its name, and nothing that is not there", async () => {
    const { context, page } = await signedIn();
    const find = async (text: string) => {
      await page.getByRole("searchbox", { name: "Find by name or id" }).fill(text);
      await page.getByRole("button", { name: "Find", exact: true }).click();
    };
    await find("early reading");
    await page.getByRole("heading", { level: 1, name: "Five years of early reading" }).waitFor();
    await find("nowhere to be found");
    expect(await page.getByText("Nothing that you may see").count()).toBe(1);
    await keepScreenshots(page, "find-nothing");
    await context.close();
  });

  describe("on every page and form", () => {
    let window: { context: BrowserContext; page: Page };
    beforeAll(async () => {
      window = await signedIn(true);
    });
    afterAll(() => window?.context.close());

    it.each(Object.entries(PAGES))(
      "has no barrier that axe can find, in light and in dark: %s",
      async (name, pathAt) => {
        const { page } = window;
        const answer = await page.goto(`${site.origin}${pathAt(new URL(commitment).pathname)}`);
        expect(answer?.status()).toBe(200);
        await unfold(page);
        for (const colorScheme of ["dark", "light"] as const) {
          await page.emulateMedia({ colorScheme });
          expect(await barriersOn(page), colorScheme).toEqual([]);
        }
        await keepScreenshots(page, name);
      },
    );

    it("needs no sideways scrolling on a phone, but inside tables", async () => {
      const { page } = window;
      await page.setViewportSize({ width: 390, height: 844 });
      for (const [name, pathAt] of Object.entries(PAGES)) {
        await page.goto(`${site.origin}${pathAt(new URL(commitment).pathname)}`);
        expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(390);
      }
    });

    it("makes no browser complain", () => {
      expect(complaints).toEqual([]);
    });
  });
});
