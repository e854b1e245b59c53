import { describe, expect, it } from "vitest";
import { decideSettings } from "../../../../shared/investments/settings/change-funder-settings.ts";
import {
  type FunderSettings,
  FunderSettingsChangeSchema,
  FunderSettingsSchema,
} from "../../../../shared/investments/settings/funder-settings.ts";
import {
  approvalLimitOf,
  discountRateOn,
  isBigBet,
  isClosed,
} from "../../../../shared/investments/settings/settings-rules.ts";

const usd = (amount: string) => ({ amount, currency: "USD" });
const settings = (given: Record<string, unknown> = {}): FunderSettings => FunderSettingsSchema().parse(given);

describe("the discount rate of a day", () => {
  const rates = settings({
    discountRates: [
      { from: "2026-07-01", rate: "0.0425" },
      { from: "2024-01-01", rate: "0.04" },
    ],
  });
  it.each([
    ["2023-12-31", undefined],
    ["2024-01-01", "0.04"],
    ["2026-06-30", "0.04"],
    ["2026-07-01", "0.0425"],
    ["2031-01-01", "0.0425"],
  ])("on %s it is %s", (day, rate) => {
    expect(discountRateOn(rates, day)).toBe(rate);
  });
});

describe("the limit of approval", () => {
  const limits = settings({
    approvalLimits: [
      { role: "programme-officer", upTo: usd("50000.00") },
      { role: "finance", upTo: usd("250000.00") },
      { role: "finance", upTo: { amount: "9000000", currency: "JPY" } },
    ],
  });
  it("is the highest of any role, in that currency alone", () => {
    expect(approvalLimitOf(limits, ["programme-officer"], "USD")).toBe(5_000_000);
    expect(approvalLimitOf(limits, ["programme-officer", "finance"], "USD")).toBe(25_000_000);
    expect(approvalLimitOf(limits, ["finance"], "JPY")).toBe(9_000_000);
  });
  it("is nothing for a role or a currency that is not named", () => {
    expect(approvalLimitOf(limits, ["administrator"], "USD")).toBe(0);
    expect(approvalLimitOf(limits, ["finance"], "EUR")).toBe(0);
    expect(approvalLimitOf(limits, [], "USD")).toBe(0);
  });
});

describe("a big bet", () => {
  const long = { amountMinor: 100_000_000, currency: "USD", startOn: "2026-01-01", endOn: "2027-01-01" };
  const verdict = (given: Partial<Parameters<typeof isBigBet>[1]>) =>
    isBigBet(settings(), { ...long, ...given });

  it("is at least a million dollars over more than a year, unless the funder says otherwise", () => {
    expect(verdict({})).toEqual({ verdict: "yes" });
    expect(verdict({ amountMinor: 99_999_999 })).toEqual({ verdict: "no" });
    expect(verdict({ endOn: "2026-12-31" })).toEqual({ verdict: "no" });
    const higher = settings({ bigBetThreshold: usd("10000000.00") });
    expect(isBigBet(higher, long)).toEqual({ verdict: "no" });
  });
  it("is never told from an amount in another currency", () => {
    const other = { verdict: "unknown", why: "threshold-in-another-currency" };
    expect(verdict({ currency: "JPY" })).toEqual(other);
    expect(verdict({ currency: "JPY", endOn: undefined })).toEqual(other);
    expect(verdict({ currency: "JPY", endOn: "2026-06-30" })).toEqual({ verdict: "no" });
  });
  it("is not told where the end is not known and the amount would reach it", () => {
    expect(verdict({ endOn: undefined })).toEqual({ verdict: "unknown", why: "end-unknown" });
    expect(verdict({ endOn: undefined, amountMinor: 1 })).toEqual({ verdict: "no" });
  });
});

describe("closed books", () => {
  it("are closed up to their last day and open after it", () => {
    const closed = settings({ closedThroughOn: "2025-12-31" });
    expect(isClosed(closed, "2025-12-31")).toBe(true);
    expect(isClosed(closed, "2026-01-01")).toBe(false);
    expect(isClosed(settings(), "1999-01-01")).toBe(false);
  });

  const now = "2026-04-02T10:00:00.000Z";
  const closed = settings({ closedThroughOn: "2026-03-31" });
  const change = (given: Record<string, unknown>) =>
    FunderSettingsChangeSchema().parse({ reason: "Quarter end", ...given });

  it("move forward with the reason of the change", () => {
    const moved = decideSettings(settings(), change({ closedThroughOn: "2026-03-31" }), now);
    expect(moved).toMatchObject({ value: { action: "funder-settings.change", reason: "Quarter end" } });
    expect(decideSettings(closed, change({ closedThroughOn: "2026-04-01" }), now).ok).toBe(true);
  });
  it.each([["2026-02-28"], [undefined]])("go back to %s only with a reason of its own", (closedThroughOn) => {
    const back = closedThroughOn === undefined ? {} : { closedThroughOn };
    expect(decideSettings(closed, change(back), now)).toMatchObject({
      problem: { code: "validation_failed", errors: [{ pointer: "/closedThroughOn" }] },
    });
    expect(
      decideSettings(closed, change({ ...back, reopenReason: "A payment was missed" }), now),
    ).toMatchObject({
      value: { action: "funder-settings.reopen", reason: "A payment was missed (Quarter end)", next: back },
    });
  });
  it("are not closed through a day that is not over", () => {
    for (const closedThroughOn of ["2026-04-02", "2026-12-31"])
      expect(decideSettings(closed, change({ closedThroughOn }), now)).toMatchObject({
        problem: { errors: [{ pointer: "/closedThroughOn" }] },
      });
  });
});

describe("settings as they are sent", () => {
  it.each([
    [
      "two rates from one day",
      {
        discountRates: [
          { from: "2026-01-01", rate: "0.04" },
          { from: "2026-01-01", rate: "0.05" },
        ],
      },
    ],
    [
      "two limits of a role in a currency",
      {
        approvalLimits: [
          { role: "finance", upTo: usd("1") },
          { role: "finance", upTo: usd("2") },
        ],
      },
    ],
    ["two amounts to approve from in a currency", { approvalRequiredFrom: [usd("1"), usd("2")] }],
    ["a rate in per cent", { discountRates: [{ from: "2026-01-01", rate: "4" }] }],
    ["an account nothing is booked to", { accounts: { "grants-paible": "2100" } }],
  ])("are refused with %s", (_what, given) => {
    expect(FunderSettingsSchema().safeParse(given).success).toBe(false);
  });
});
