import { describe, expect, it } from "vitest";
import {
  formatFigure,
  formatMoney,
  formatMoneyShort,
  formatValue,
} from "../../../shared/reporting/wording/format.ts";
import { forReader, numberLocale } from "../../../shared/reporting/wording/reader.ts";

/** Blanks of every kind as plain ones: which one a locale has is its own affair. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replaceAll("\u2019", "'");
const euros = { amount: "-1250000.50", currency: "EUR" };

describe("money and numbers for a reader", () => {
  it.each([
    ["de-CH", "EUR−1'250'000.50", "54.5%", "1'234'567"],
    ["fr-FR", "−1 250 000,50 €", "54,5 %", "1 234 567"],
    ["es-US", "−EUR 1,250,000.50", "54.5%", "1,234,567"],
    ["en-GB", "−€1,250,000.50", "54.5%", "1,234,567"],
    ["en-US", "−€1,250,000.50", "54.5%", "1,234,567"],
  ])("are written as in %s", (locale, money, percent, count) => {
    const written = forReader(locale, () => [
      formatMoney(euros),
      formatValue(54.5, { unit: "percent" }),
      formatValue(1_234_567, { unit: "count" }),
    ]);
    expect(written.map(plain)).toEqual([money, percent, count]);
  });

  it("lose no cent of an amount that no floating-point number holds", () => {
    const amount = "90071992547409.93";
    expect(plain(forReader("fr-FR", () => formatMoney({ amount, currency: "USD" })))).toBe(
      "90 071 992 547 409,93 $US",
    );
    expect(plain(forReader("fr-FR", () => formatMoneyShort({ amount: "12.00", currency: "EUR" })))).toBe(
      "12 €",
    );
  });

  it("stay words where there is no figure", () => {
    const hidden = { value: null, unit: "count", status: "c" };
    expect(forReader("de-CH", () => formatFigure(hidden))).toBe("protected: could identify a child");
  });

  it("are written in Latin digits, whatever the locale's own are", () => {
    expect(forReader("ar-EG", () => formatValue(1234, { unit: "count" }))).toMatch(/1.?234/);
  });

  it("are each reader's own, even at the same time, and the product's outside of a page", async () => {
    const slow = (locale: string, wait: number) =>
      forReader(locale, async () => {
        await new Promise((done) => setTimeout(done, wait));
        return plain(formatMoney(euros));
      });
    expect(await Promise.all([slow("fr-FR", 20), slow("de-DE", 5), slow("en-US", 10)])).toEqual([
      "−1 250 000,50 €",
      "−1.250.000,50 €",
      "−€1,250,000.50",
    ]);
    expect([numberLocale(), formatMoney(euros)]).toEqual(["en-US", "−€1,250,000.50"]);
  });
});
