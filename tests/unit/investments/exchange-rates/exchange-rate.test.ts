import { describe, expect, it } from "vitest";
import {
  convertedMinor,
  isSameRate,
  NewExchangeRateSchema,
} from "../../../../shared/investments/exchange-rates/exchange-rate.ts";

describe("converting", () => {
  it.each([
    [100_000, "USD", "EUR", "0.9215", 92_150],
    [1, "USD", "EUR", "0.5", 1],
    [-1, "USD", "EUR", "0.5", -1],
    [1, "USD", "EUR", "0.4999", 0],
    [100, "USD", "JPY", "149.5", 150],
    [150, "JPY", "USD", "0.0067", 101],
    [100, "USD", "BHD", "0.376", 376],
    [9_007_199_254_740_991, "USD", "EUR", "0.000000000001", 9007],
  ])("%i minor units of %s are in %s, at %s, %i", (amount, from, to, rate, minor) => {
    expect(convertedMinor(amount, { from, to, rate })).toBe(minor);
  });

  it("comes to nothing where the outcome would not be exact", () => {
    const by = { from: "USD", to: "IRR", rate: "42000" };
    expect(convertedMinor(200_000_000_000, by)).toBe(8_400_000_000_000_000);
    expect(convertedMinor(300_000_000_000, by)).toBeUndefined();
  });
});

describe("a rate", () => {
  const rate = { from: "USD", to: "EUR", on: "2026-06-30", rate: "0.50", source: "ECB" };
  it("is the same where it says the same, however many zeros it ends on", () => {
    expect(isSameRate(rate, { rate: "0.5", source: "ECB" })).toBe(true);
    expect(isSameRate(rate, { rate: "0.5001", source: "ECB" })).toBe(false);
    expect(isSameRate(rate, { rate: "0.5", source: "Our bank" })).toBe(false);
  });
  it.each([
    ["of nothing", { rate: "0.000" }],
    ["below zero", { rate: "-1" }],
    ["with a comma", { rate: "0,5" }],
    ["of a currency into itself", { to: "USD" }],
    ["into no currency", { to: "XXZ" }],
  ])("%s is refused", (_what, given) => {
    expect(NewExchangeRateSchema().safeParse({ ...rate, ...given }).success).toBe(false);
    expect(NewExchangeRateSchema().safeParse(rate).success).toBe(true);
  });
});
