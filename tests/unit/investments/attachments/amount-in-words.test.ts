import fc from "fast-check";
import { expect, it } from "vitest";
import { amountInWords } from "../../../../shared/investments/attachments/amount-in-words.ts";

it.each([
  ["0.00", "USD", "Zero US dollars"],
  ["1.00", "USD", "One US dollar"],
  ["13.00", "USD", "Thirteen US dollars"],
  ["40.05", "USD", "Forty US dollars and 05/100"],
  ["115.20", "GBP", "One hundred fifteen British pounds and 20/100"],
  ["2500000.50", "USD", "Two million five hundred thousand US dollars and 50/100"],
  ["20000000.00", "USD", "Twenty million US dollars"],
  ["1000001.00", "CHF", "One million one Swiss francs"],
  ["700000000000.00", "EUR", "Seven hundred billion euros"],
  ["900", "JPY", "Nine hundred Japanese yen"],
  [
    "1234567.891",
    "BHD",
    "One million two hundred thirty-four thousand five hundred sixty-seven Bahraini dinars and 891/1000",
  ],
  [
    "999999999999999.99",
    "USD",
    "Nine hundred ninety-nine trillion nine hundred ninety-nine billion nine hundred ninety-nine million nine hundred ninety-nine thousand nine hundred ninety-nine US dollars and 99/100",
  ],
])("%s %s is “%s”", (amount, currency, words) => {
  expect(amountInWords({ amount, currency })).toBe(words);
});

it("different amounts are never said alike", () => {
  const amount = fc.integer({ min: 0, max: 10_000_000_000 }).map((cents) => (cents / 100).toFixed(2));
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      const alike =
        amountInWords({ amount: a, currency: "USD" }) === amountInWords({ amount: b, currency: "USD" });
      expect(alike).toBe(a === b);
    }),
  );
});
