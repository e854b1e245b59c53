import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGrant } from "../../../shared/interchange/360giving-grant.ts";
import { compareGrants, grantFingerprint } from "../../../shared/interchange/compare-grants.ts";
import { mapGrant, recipientParty, unrecordable } from "../../../shared/interchange/map-grant.ts";
import { aGrantRecord, aRawGrant } from "../interchange/grants.ts";

function award(overrides: Record<string, unknown> = {}) {
  const reading = readGrant(aRawGrant(overrides), 0);
  if (reading.kind === "rejected") throw new Error(JSON.stringify(reading.reasons));
  return mapGrant(reading);
}

describe("a grant as an award", () => {
  it("keeps its amount in minor units, its day, and who gets it", () => {
    expect(award()).toMatchObject({
      externalId: { scheme: "360giving", value: "360G-example-1" },
      amountMinor: 3_000_000,
      currency: "GBP",
      awardedOn: "2019-03-31",
      startOn: "2019-03-31",
      recipient: { name: "Harbour Reading Trust" },
      disbursements: [],
      flags: [],
    });
    expect(award()).not.toHaveProperty("endOn");
  });

  it("ends where its plan says, or as long after its start as its duration says", () => {
    const planned = (dates: object) => award({ plannedDates: [dates] }).endOn;
    expect(planned({ startDate: "2019-05-01", endDate: "2020-04-30" })).toBe("2020-04-30");
    expect(planned({ startDate: "2019-01-01", duration: 3 })).toBe("2019-03-31");
    expect(planned({ duration: 12 })).toBe("2020-03-30");
    expect(planned({ startDate: "2019-01-01" })).toBeUndefined();
  });

  it("is flagged where more was paid than awarded, or earlier; nothing is clamped", () => {
    const paid = (value: number, transactionDate: string) =>
      award({ disbursementTransaction: [{ value, transactionDate, currency: "GBP" }] });
    expect(paid(40_000, "2019-01-15")).toMatchObject({
      amountMinor: 3_000_000,
      disbursements: [{ on: "2019-01-15", amountMinor: 4_000_000 }],
      flags: ["paid-more-than-awarded", "paid-before-award"],
    });
    expect(paid(30_000, "2019-04-15").flags).toEqual([]);
  });

  it("says restricted or not only in the words of its publisher", () => {
    expect(award({ description: "Unrestricted funding." }).restriction).toEqual({ kind: "none" });
    expect(award({ description: "A restricted grant towards a van." }).restriction).toEqual({
      kind: "purpose",
    });
    expect(award()).not.toHaveProperty("restriction");
  });

  it("is cut to what a commitment keeps, and whole in its source, whose size is bounded", () => {
    const long = award({ title: "t".repeat(500), description: "d".repeat(30_000) });
    expect(long.title).toHaveLength(300);
    expect(long.description).toHaveLength(20_000);
    expect(JSON.parse(long.source).record.title).toHaveLength(500);
    const huge = award({ description: "d".repeat(400_000) });
    expect(Buffer.byteLength(huge.source)).toBeLessThan(300_000);
    expect(JSON.parse(huge.source).omitted).toContain("description");
  });

  it("with an id that no external id can be is not recordable, and says where", () => {
    const record = aGrantRecord({ id: "x".repeat(301) });
    expect(unrecordable(record, 4)).toMatchObject({ pointer: "/grants/4/id", severity: "rejects" });
    expect(unrecordable(aGrantRecord(), 4)).toBeUndefined();
  });
});

describe("a recipient", () => {
  const party = (id: string | undefined) =>
    recipientParty(aGrantRecord({ recipientOrganization: [{ ...(id ? { id } : {}), name: "Trust" }] }));

  it("is known by the number of a register, or by the publisher's own id", () => {
    expect(party("GB-CHC-1234567")?.identifier).toEqual({ scheme: "GB-CHC", value: "1234567" });
    expect(party("360G-example-org-7")?.identifier).toEqual({
      scheme: "360Giving",
      value: "360G-example-org-7",
    });
    expect(party(undefined)).toBeUndefined();
  });

  it("who is a person is not registered, and not named", () => {
    const grant = aGrantRecord({
      recipientOrganization: undefined,
      recipientIndividual: { id: "p-1", name: "A Name" },
    });
    expect(recipientParty(grant)).toBeUndefined();
    expect(JSON.stringify(grant)).not.toContain("A Name");
  });
});

it("two records have one fingerprint exactly where comparing them finds nothing changed", () => {
  const field = fc.record({
    title: fc.constantFrom("Reading rooms", "Other rooms"),
    amountAwarded: fc.constantFrom<unknown>(30000, "30,000", "30000.00", 30001),
    ours: fc.constantFrom(1, 2),
  });
  fc.assert(
    fc.property(field, field, (one, other) => {
      const [a, b] = [aGrantRecord(one), aGrantRecord(other)];
      expect(grantFingerprint(a) === grantFingerprint(b)).toBe(compareGrants(a, b) === "unchanged");
    }),
  );
});
