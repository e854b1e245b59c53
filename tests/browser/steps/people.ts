import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { barriersOn, unfold } from "../barriers.ts";
import { keepScreenshots } from "../screenshots.ts";
import type { Site } from "../site-under-test.ts";

export type Person = "funder" | "finance" | "partnership" | "evaluator";

/** Somebody in front of a window of their own: where they are, and how the page they stand on is looked at. */
export type Somebody = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Looks at the page that is open: for barriers in light and dark, sideways scrolling on a phone; keeps how it looks. */
  readonly look: (name: string) => Promise<void>;
};

/** A world of people in front of the site; what their browsers complain about is kept. */
export function peopleOf(site: Site, browser: Browser) {
  const complaints: string[] = [];
  async function stranger(javaScriptEnabled = true): Promise<Somebody> {
    const viewport = { width: 1200, height: 900 };
    const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "en-US" });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    const look = async (name: string) => {
      const address = page.url();
      await unfold(page);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await barriersOn(page), `${name} in ${colorScheme}, ${address}`).toEqual([]);
      }
      await keepScreenshots(page, `story-${name}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(390);
      await page.setViewportSize(viewport);
    };
    await page.goto(site.origin);
    return { context, page, look };
  }
  return {
    complaints,
    stranger,
    /** Signs in as one of the demo's people, on the site's own sign-in page. */
    async signIn(person: Person, withScript = true): Promise<Somebody> {
      const somebody = await stranger(withScript);
      const { page } = somebody;
      await page.getByRole("link", { name: "Sign in" }).click();
      await page.locator(`button[name=person][value=${person}]`).click();
      await page.getByRole("button", { name: "Sign out" }).waitFor();
      return somebody;
    },
  };
}

/** Loads the page that is open again until it says a text: work in the background has come so far. */
export async function untilItSays(page: Page, text: string | RegExp, patienceMs = 90_000): Promise<void> {
  const until = Date.now() + patienceMs;
  while ((await page.getByText(text).count()) === 0) {
    if (Date.now() > until) throw new Error(`${page.url()} never said “${text}”.`);
    await page.waitForTimeout(1_000);
    await page.reload();
  }
}
