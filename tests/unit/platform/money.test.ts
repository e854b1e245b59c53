import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatAmount,
  MOST_MINOR,
  MoneySchema,
  minorDigits,
  money,
  parseAmount,
  sumMinor,
  toMinor,
} from "../../../shared/platform/money.ts";

describe("money", () => {
  it.each([
    ["20000000.00", "USD", 2_000_000_000],
    ["0.07", "GBP", 7],
    ["12", "USD", 1200],
    ["1500", "JPY", 1500],
    ["1.234", "BHD", 1234],
    ["5.10000", "USD", 510],
  ])("reads %s %s as %i minor units", (amount, currency, minor) => {
    expect(parseAmount(amount, currency)).toEqual({ ok: true, value: minor });
  });

  it.each([
    ["1.001", "USD"],
    ["1.5", "JPY"],
    ["-1.00", "USD"],
    ["1,000.00", "USD"],
    ["", "USD"],
    ["90071992547409.93", "USD"],
    ["1.00", "XYZ"],
  ])("does not read %s %s", (amount, currency) => {
    expect(parseAmount(amount, currency)).toMatchObject({
      ok: false,
      problem: { code: "validation_failed" },
    });
  });

  it("is written and read back without loss, in currencies of none, two and three decimals", () => {
    const anyMoney = fc.tuple(fc.maxSafeNat(), fc.constantFrom("JPY", "USD", "KWD"));
    fc.assert(
      fc.property(anyMoney, ([minor, currency]) => {
        expect(toMinor(money(minor, currency))).toBe(minor);
      }),
    );
  });

  it("writes what is below zero with its sign, and a tenth of a cent not at all", () => {
    expect(formatAmount(-5, "USD")).toBe("-0.05");
    expect(minorDigits("usd")).toBeUndefined();
  });

  it("is taken up to an amount of which a hundred still add up exactly", () => {
    const said = (amount: string, currency: string) =>
      MoneySchema()
        .safeParse({ amount, currency })
        .error?.issues.map(({ message }) => message);
    expect(said("900000000000.00", "USD")).toBeUndefined();
    expect(said("900000000000.01", "USD")).toEqual(["At most 900000000000.00 USD are kept."]);
    expect(said("90000000000001", "JPY")).toEqual(["At most 90000000000000 JPY are kept."]);
    expect(sumMinor(Array.from({ length: 100 }, () => MOST_MINOR))).toBe(100 * MOST_MINOR);
  });

  it("does not sum what would no longer be exact", () => {
    expect(sumMinor([1, 2, 3])).toBe(6);
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow("exact");
  });
});
