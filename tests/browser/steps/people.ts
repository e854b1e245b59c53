import type { Browser, Page } from "playwright-core";
import { unfold } from "../barriers.ts";
import type { Site } from "../site-under-test.ts";
import { lookAt, openWindow, type Window } from "../window.ts";

export type Person = "funder" | "finance" | "partnership" | "evaluator";

/** Somebody in front of a window of their own: where they are, and how the page they stand on is looked at. */
export type Somebody = Window & {
  /** Looks at the page that is open: for barriers in light and dark, sideways scrolling on a phone; keeps how it looks. */
  readonly look: (name: string) => Promise<void>;
};

/** A world of people in front of the site; what their browsers complain about is kept. */
export function peopleOf(site: Site, browser: Browser) {
  const complaints: string[] = [];
  async function stranger(javaScriptEnabled = true): Promise<Somebody> {
    const { context, page } = await openWindow(browser, complaints, javaScriptEnabled);
    page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
    const look = async (name: string) => {
      await unfold(page);
      await lookAt(page, `${name}, ${page.url()}`, `story-${name}`);
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
