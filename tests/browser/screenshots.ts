import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";

const FOLDER = process.env.SCREENSHOTS ?? join(import.meta.dirname, "../../.data/screenshots");

const SIZES = {
  desktop: { width: 1200, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

/** Keeps how the page that is open looks, on a desktop and on a phone, for people to look at; in SCREENSHOTS, else in `.data`. */
export async function keepScreenshots(page: Page, name: string): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.screenshot({ path: join(FOLDER, `${name}-${size}.png`), fullPage: true });
  }
  await page.setViewportSize(SIZES.desktop);
}
