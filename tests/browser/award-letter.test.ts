import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { renderAwardLetter } from "../../shared/pages/award-letter-page.tsx";
import { A_FULL_COMMITMENT, aLetter } from "../unit/investments/attachments/letters.ts";
import { findChromium, openBrowser } from "./chromium.ts";

const executable = findChromium();

/** Ten tranches, half of them under a condition and a rule: as much as one letter will ever hold, or nearly. */
function longSchedule() {
  const [, conditional] = A_FULL_COMMITMENT.tranches;
  return Array.from({ length: 10 }, (_, index) => ({
    dueOn: `${2026 + Math.floor(index / 2)}-0${1 + (index % 2) * 6}-15`,
    ...(index % 2 === 0 ? {} : { condition: conditional?.condition, rule: conditional?.rule }),
    amount: { amount: "100000.00", currency: "USD" },
  }));
}

describe.skipIf(executable === undefined)("an award letter in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser(executable ?? "");
  });
  afterAll(() => browser?.close());

  async function open(overrides: Record<string, unknown> = {}) {
    const page = await (await browser.newContext()).newPage();
    await page.setContent(renderAwardLetter(await aLetter(overrides)).html);
    return page;
  }

  it.each(["A4", "Letter"])("prints on two sheets at most of %s, on that paper", async (format) => {
    for (const overrides of [{}, { tranches: longSchedule() }]) {
      const page = await open(overrides);
      const pdf = (await page.pdf({ format, preferCSSPageSize: true })).toString("latin1");
      const sheets = [...pdf.matchAll(/\/Type\s*\/Page\b[^s]/g)];
      expect(sheets.length).toBeGreaterThan(0);
      expect(sheets.length).toBeLessThanOrEqual(2);
      const height = Number(/\/MediaBox\s*\[\s*0 0 [\d.]+ ([\d.]+)/.exec(pdf)?.[1]);
      // A4 is 841.9 points high, Letter 792; Chromium rounds up to a pixel.
      expect(Math.abs(height - (format === "A4" ? 842 : 792))).toBeLessThan(1.5);
      await page.context().close();
    }
  });

  it("has no barrier that axe can find", async () => {
    const page = await open();
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag22aa"])
      .analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.context().close();
  });
});
