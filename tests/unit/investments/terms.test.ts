import { describe, expect, it } from "vitest";
import { checkNewCommitment } from "../../../shared/investments/check-commitment.ts";
import { checkTerms } from "../../../shared/investments/check-terms.ts";
import { aNewCommitment, usd } from "../../support/commitments.ts";

const euros = { amount: "1.00", currency: "EUR" };
const GRANT = { currency: "USD", amountMinor: 100_000_000 };
const regrant = (amount: typeof euros) => ({ recipient: { name: "The league" }, amount });
const line = (amount: typeof euros) => ({ category: "salaries" as const, amount });
const rate = (from: string) => ({ from, ratePercent: "15", base: "salaries" as const });

describe("terms", () => {
  it("are in the currency of their commitment, each amount of them", () => {
    const match = { basis: "award" as const, sharePercent: "20", aspirational: euros };
    const errors = checkTerms(
      { regrants: [regrant(usd("1.00")), regrant(euros)], match, budget: [line(euros)] },
      GRANT,
    );
    expect(errors).toEqual(
      ["/regrants/1/amount", "/match/aspirational", "/budget/0/amount"].map((pointer) => ({
        pointer: `${pointer}/currency`,
        detail: "The commitment is in USD, this is in EUR.",
      })),
    );
  });

  it("pass on no more than there is, and have a budget that divides all of it", () => {
    const half = usd("500000.00");
    const more = usd("500000.01");
    expect(
      checkTerms({ regrants: [regrant(half), regrant(half)], budget: [line(half), line(half)] }, GRANT),
    ).toEqual([]);
    expect(checkTerms({ regrants: [regrant(half), regrant(more)], budget: [line(half)] }, GRANT)).toEqual([
      { pointer: "/regrants", detail: "1000000.01 USD are passed on, the commitment is 1000000.00 USD." },
      { pointer: "/budget", detail: "The budget comes to 500000.00 USD; it has to be 1000000.00 USD." },
    ]);
    expect(checkTerms({ regrants: null, budget: null, match: null, indirect: null }, GRANT)).toEqual([]);
  });

  it("have one indirect rate from a day on", () => {
    expect(checkTerms({ indirect: [rate("2025-01-01"), rate("2026-01-01")] }, GRANT)).toEqual([]);
    expect(checkTerms({ indirect: [rate("2025-01-01"), rate("2025-01-01")] }, GRANT)).toEqual([
      { pointer: "/indirect/1/from", detail: "Another rate applies from this day on already." },
    ]);
  });

  it("are those of a new commitment, too; it has an external id once, and opens with nothing paid before it was agreed", () => {
    const externalId = { scheme: "360giving", value: "360G-1" };
    const input = aNewCommitment({
      externalIds: [externalId, { ...externalId, value: "360G-2" }, externalId],
      budget: [line(usd("1.00"))],
      opening: { on: "2026-01-14", paid: usd("1.00") },
    });
    expect(checkNewCommitment(input).map(({ pointer }) => pointer)).toEqual([
      "/budget",
      "/externalIds/2",
      "/opening/on",
    ]);
  });
});
