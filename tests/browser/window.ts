import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { barriersOn } from "./barriers.ts";
import { keepScreenshots } from "./screenshots.ts";

export type Window = { readonly context: BrowserContext; readonly page: Page };

/** A window of somebody who reads American English; what its console calls an error is added to `complaints`. */
export async function openWindow(
  browser: Browser,
  complaints: string[],
  javaScriptEnabled: boolean,
): Promise<Window> {
  const viewport = { width: 1200, height: 900 };
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: "en-US" });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { context, page };
}

/** Looks at the page that is open: for barriers in light and dark, sideways scrolling on a phone; keeps how it looks under `kept`. */
export async function lookAt(page: Page, name: string, kept: string): Promise<void> {
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await barriersOn(page), `${name} in ${colorScheme}`).toEqual([]);
  }
  await keepScreenshots(page, kept);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(390);
  await page.setViewportSize({ width: 1200, height: 900 });
}
