import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountForReader, exampleAmount, readAmount } from "../../../../functions/web/forms/locale.ts";

describe("an amount as it is typed", () => {
  it.each([
    ["1,250,000.00", "USD", "en-US", "1250000.00"],
    ["1250000", "USD", "en-US", "1250000"],
    ["$1,250,000", "USD", "en-US", "1250000"],
    ["USD 12.50", "USD", "en-US", "12.50"],
    ["1.250.000,00", "EUR", "de-DE", "1250000.00"],
    ["1250000,5 €", "EUR", "de-DE", "1250000.5"],
    ["1 250 000,00", "EUR", "fr-FR", "1250000.00"],
    ["1’250’000.00", "CHF", "de-CH", "1250000.00"],
    ["1'250'000.00", "CHF", "de-CH", "1250000.00"],
    ["12,50,000.00", "INR", "en-IN", "1250000.00"],
    ["007", "USD", "en-US", "7"],
  ])("is read exactly, in the reader's way of writing: %s", (text, currency, locale, amount) => {
    expect(readAmount(text, currency, locale)).toBe(amount);
  });

  it.each([
    ["1.250", "USD", "de-DE", "1250"],
    ["1.250", "USD", "en-US", undefined],
    ["1,000", "EUR", "de-DE", undefined],
    ["1.000", "JPY", "en-US", undefined],
    ["1.250", "KWD", "en-US", "1.250"],
    ["1,25", "USD", "en-US", undefined],
    ["1.25", "EUR", "de-DE", undefined],
    ["12,50,000", "USD", "en-US", undefined],
    ["1,250,00", "USD", "en-US", undefined],
    ["1.2.3", "USD", "en-US", undefined],
    ["-5", "USD", "en-US", undefined],
    ["1e6", "USD", "en-US", undefined],
    ["two million", "USD", "en-US", undefined],
    [".5", "USD", "en-US", undefined],
    ["5.", "USD", "en-US", undefined],
    ["٥٠٠", "USD", "en-US", undefined],
  ])("is refused where it could be meant in two ways: %s", (text, currency, locale, amount) => {
    expect(readAmount(text, currency, locale)).toBe(amount);
  });

  it("comes back as it was shown, in any locale, to the cent", () => {
    const locales = fc.constantFrom("en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "es-MX", "es-ES", "pl-PL");
    const amounts = fc.bigInt({ min: 0n, max: 90_000_000_000_000n });
    fc.assert(
      fc.property(locales, amounts, (locale, minor) => {
        const amount = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
        expect(readAmount(amountForReader(amount, locale), "USD", locale)).toBe(amount);
      }),
    );
  });

  it("has an example with the decimals of its currency", () => {
    expect(exampleAmount("JPY", "en-US")).toBe("1,250,000");
    expect(exampleAmount("USD", "de-DE")).toBe("1.250.000,00");
  });
});
