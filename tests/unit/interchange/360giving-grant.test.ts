import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GrantRecordSchema, readGrant } from "../../../shared/interchange/index.ts";
import { MOST_MINOR } from "../../../shared/platform/money.ts";
import { aGrantRecord, aRawGrant, findingsFor, reasonsFor } from "./grants.ts";

describe("money of a grant", () => {
  test.each([
    [30000, 3000000],
    [80394.5, 8039450],
    ["30000", 3000000],
    ["30,000.00", 3000000],
    ["1,234,567.8", 123456780],
    [0, 0],
    [-0, 0],
  ])("%j is %i pence", (amountAwarded, minor) => {
    expect(aGrantRecord({ amountAwarded }).amountMinor).toBe(minor);
  });

  test("has as many decimals as its currency", () => {
    expect(aGrantRecord({ amountAwarded: 1500, currency: "JPY" }).amountMinor).toBe(1500);
    expect(aGrantRecord({ amountAwarded: 1.234, currency: "BHD" }).amountMinor).toBe(1234);
    expect(reasonsFor({ amountAwarded: 10.5, currency: "JPY" })).toEqual({
      "/grants/12/amountAwarded": "amount-too-many-decimals",
    });
  });

  test.each([41133.770000000004, 100.0000004, 0.3000000001, "12345.670000000001"])(
    "float noise under a millionth is rounded and flagged: %j",
    (amountAwarded) => {
      const { amountMinor } = aGrantRecord({ amountAwarded });
      expect(amountMinor).toBe(Math.round(Number(amountAwarded) * 100));
      expect(Object.values(findingsFor({ amountAwarded }))).toContain("amount-rounded");
    },
  );

  test("any amount in pence written as a JSON number is read exactly, without a finding", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_MINOR }), (minor) => {
        const amountAwarded = Number(`${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`);
        expect(aGrantRecord({ amountAwarded }).amountMinor).toBe(minor);
        expect(findingsFor({ amountAwarded })).toEqual({});
      }),
    );
  });

  test.each([
    [undefined, "amount-missing"],
    [null, "amount-missing"],
    ["", "amount-missing"],
    ["thirty", "amount-not-a-number"],
    ["£30,000", "amount-not-a-number"],
    ["30.000,00", "amount-not-a-number"],
    [Number.NaN, "amount-not-a-number"],
    [Number.POSITIVE_INFINITY, "amount-not-a-number"],
    [true, "amount-not-a-number"],
    [{ value: 1 }, "amount-not-a-number"],
    [-1, "amount-negative"],
    ["-30,000", "amount-negative"],
    [10.005, "amount-too-many-decimals"],
    [100.00001, "amount-too-many-decimals"],
    [1e20, "amount-too-large"],
    [900_000_000_001, "amount-too-large"],
  ])("%j is unknown money and rejects as %s", (amountAwarded, rule) => {
    expect(reasonsFor({ amountAwarded })).toEqual({ "/grants/12/amountAwarded": rule });
  });

  test.each([
    [undefined, "currency-missing"],
    ["POUND", "currency-unknown"],
    ["ZZZ", "currency-unknown"],
    [826, "currency-unknown"],
  ])("a currency %j rejects as %s", (currency, rule) => {
    expect(reasonsFor({ currency })).toEqual({ "/grants/12/currency": rule });
  });

  test("zero, amounts as text and a currency in small letters are findings", () => {
    expect(findingsFor({ amountAwarded: 0 })).toEqual({ "/grants/12/amountAwarded": "amount-zero" });
    expect(findingsFor({ amountAwarded: "5" })).toEqual({ "/grants/12/amountAwarded": "amount-as-text" });
    expect(findingsFor({ currency: "gbp " })).toEqual({ "/grants/12/currency": "currency-spelling" });
    expect(aGrantRecord({ currency: "gbp " }).currency).toBe("GBP");
  });

  test("amounts it can do without never reject: unreadable ones are left out with a finding", () => {
    const overrides = { amountAppliedFor: "lots", amountDisbursed: -5 };
    const record = aGrantRecord(overrides);
    expect(record).not.toHaveProperty("amountAppliedForMinor");
    expect(record).not.toHaveProperty("amountDisbursedMinor");
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/amountAppliedFor": "amount-not-a-number",
      "/grants/12/amountDisbursed": "amount-negative",
    });
  });

  test("payments need a date, an amount and the currency of the grant", () => {
    const disbursementTransaction = [
      { transactionDate: "2019-06-01", value: 100.5, currency: "GBP" },
      { valueDate: "2019-07-01", value: 50 },
      { transactionDate: "2019-08-01", value: 50, currency: "EUR" },
      { value: 50 },
      { transactionDate: "2019-09-01", value: -50 },
    ];
    expect(aGrantRecord({ disbursementTransaction }).disbursements).toEqual([
      { date: "2019-06-01", amountMinor: 10050 },
      { date: "2019-07-01", amountMinor: 5000 },
    ]);
    expect(findingsFor({ disbursementTransaction })).toEqual({
      "/grants/12/disbursementTransaction/2/currency": "payment-currency",
      "/grants/12/disbursementTransaction/3/valueDate": "date-missing",
      "/grants/12/disbursementTransaction/4/value": "amount-negative",
    });
  });
});

describe("the award date of a grant", () => {
  test.each(["2019-03-31", "2019-03-31T00:00:00+00:00", "2019-03-31T12:00:00Z"])(
    "%s is 31 March",
    (awardDate) => {
      expect(aGrantRecord({ awardDate }).awardDate).toBe("2019-03-31");
      expect(findingsFor({ awardDate })).toEqual({});
    },
  );

  test.each(["2019-03-31T23:00:00Z", "2019-03-31T00:30:00+01:00", "2019-03-31T22:00:00-05:00"])(
    "%s is taken as written, noting that the zone could move the day",
    (awardDate) => {
      expect(aGrantRecord({ awardDate }).awardDate).toBe("2019-03-31");
      expect(findingsFor({ awardDate })).toEqual({ "/grants/12/awardDate": "date-time-zone" });
    },
  );

  test("a date-time without a zone is taken, with a finding", () => {
    expect(findingsFor({ awardDate: "2019-03-31T10:00" })).toEqual({ "/grants/12/awardDate": "date-format" });
  });

  test.each([
    undefined,
    null,
    "",
    "soon",
    "2019-02-30",
    "2019-03",
    "31/03/2019",
    20190331,
    "2019-03-31T25:00:00Z",
  ])("%j is no day and rejects", (awardDate) => {
    expect(Object.keys(reasonsFor({ awardDate }))).toEqual(["/grants/12/awardDate"]);
  });

  test.each(["0019-03-31", "1899-12-31", "9999-12-31"])(
    "%s is nobody's award date and rejects",
    (awardDate) => {
      expect(reasonsFor({ awardDate })).toEqual({ "/grants/12/awardDate": "date-out-of-reach" });
    },
  );

  test("a day written with slashes is never guessed; the remedy says how to write it", () => {
    const detailOf = (awardDate: string) => readGrant(aRawGrant({ awardDate }), 0).findings[0]?.detail;
    expect(detailOf("31/03/2019")).toContain("Write it as 2019-03-31.");
    expect(detailOf("03/31/2019")).toContain("Write it as 2019-03-31.");
    expect(detailOf("03/04/2019")).toContain("cannot be told apart");
  });
});

describe("the planned dates of a grant", () => {
  test("are the earliest start, the latest end and the longest duration", () => {
    const plannedDates = [
      { startDate: "2019-05-01", endDate: "2020-04-30", duration: 12 },
      { startDate: "2019-04-01", endDate: "2021-03-31T00:00:00Z", duration: "24" },
    ];
    expect(aGrantRecord({ plannedDates })).toMatchObject({
      plannedStart: "2019-04-01",
      plannedEnd: "2021-03-31",
      durationMonths: 24,
    });
  });

  test("may be a year or a month: the first day of it for a start, the last for an end", () => {
    const record = aGrantRecord({ plannedDates: [{ startDate: "2020-02", endDate: "2024-02" }] });
    expect(record).toMatchObject({ plannedStart: "2020-02-01", plannedEnd: "2024-02-29" });
    expect(aGrantRecord({ plannedDates: [{ endDate: "2020" }] }).plannedEnd).toBe("2020-12-31");
  });

  test("never reject: what cannot be read is left out with a finding", () => {
    const overrides = {
      plannedDates: [{ startDate: "01/04/2019", endDate: "2020-03-31", duration: "a while" }],
    };
    const record = aGrantRecord(overrides);
    expect(record.plannedEnd).toBe("2020-03-31");
    expect(record).not.toHaveProperty("plannedStart");
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/plannedDates/0/startDate": "date-not-a-date",
      "/grants/12/plannedDates/0/duration": "duration-unreadable",
    });
  });

  test("too far from today are left out with a finding, whichever way they are written", () => {
    const overrides = { plannedDates: [{ startDate: "0202", endDate: "9999-12-31" }] };
    expect(aGrantRecord(overrides)).not.toHaveProperty("plannedStart");
    expect(aGrantRecord(overrides)).not.toHaveProperty("plannedEnd");
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/plannedDates/0/startDate": "date-out-of-reach",
      "/grants/12/plannedDates/0/endDate": "date-out-of-reach",
    });
  });

  test("that end before they start keep the start only", () => {
    const overrides = { plannedDates: [{ startDate: "2020-04-01", endDate: "2020-03-31" }] };
    expect(aGrantRecord(overrides)).not.toHaveProperty("plannedEnd");
    expect(Object.values(findingsFor(overrides))).toEqual(["planned-end-before-start"]);
  });
});

describe("the parties of a grant", () => {
  test.each([undefined, null, [], [{}], [{ id: null, name: " " }], "Harbour Trust"])(
    "recipients %j reject",
    (recipientOrganization) => {
      expect(reasonsFor({ recipientOrganization })).toEqual({
        "/grants/12/recipientOrganization": "recipient-missing",
      });
    },
  );

  test.each([undefined, null, [], [{}]])("funders %j reject", (fundingOrganization) => {
    expect(reasonsFor({ fundingOrganization })).toEqual({
      "/grants/12/fundingOrganization": "funder-missing",
    });
  });

  test("without an id are kept by name, with a finding", () => {
    const overrides = { recipientOrganization: [{ name: "Harbour Reading Trust" }] };
    expect(aGrantRecord(overrides).recipients).toEqual([
      { name: "Harbour Reading Trust", kind: "organisation" },
    ]);
    expect(findingsFor(overrides)).toEqual({ "/grants/12/recipientOrganization/0/id": "missing" });
  });

  test("several funders are a finding, and the first is taken", () => {
    const fundingOrganization = [
      { id: "a", name: "First Fund" },
      { id: "b", name: "Second Fund" },
    ];
    expect(aGrantRecord({ fundingOrganization }).funder).toEqual({ externalId: "a", name: "First Fund" });
    expect(findingsFor({ fundingOrganization })).toEqual({
      "/grants/12/fundingOrganization": "several-funders",
    });
  });

  test("an individual keeps an id and never a name, wherever the name stands", () => {
    const overrides = {
      recipientOrganization: undefined,
      recipientIndividual: { id: "IND-7", name: "Ada Invented" },
      title: "Bursary for Ada Invented",
      notes: ["Ada Invented moved"],
    };
    const record = aGrantRecord(overrides);
    expect(record.recipients).toEqual([{ externalId: "IND-7", name: "An individual", kind: "individual" }]);
    expect(JSON.stringify(record)).not.toContain("Ada");
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/recipientIndividual/name": "personal-data-removed",
    });
  });

  test("contacts and columns titled like personal data are not kept, and the findings say only where", () => {
    const overrides = {
      "Full name of applicant": "Ada Invented",
      "Surname of applicant": "",
      recipientOrganization: [
        { id: "a", name: "Trust", contactName: "Ada Invented", email: "ada@example.org" },
      ],
    };
    expect(aGrantRecord(overrides).original).not.toMatch(/Ada|ada@/);
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/Full name of applicant": "personal-data-removed",
      "/grants/12/recipientOrganization/0/contactName": "personal-data-removed",
      "/grants/12/recipientOrganization/0/email": "personal-data-removed",
    });
  });
});

describe("the identity of a grant", () => {
  test.each([undefined, null, "", "  ", {}])("an id %j rejects", (id) => {
    expect(reasonsFor({ id })).toEqual({ "/grants/12/id": "id-missing" });
  });

  test("an id that is a number, or has blanks around it, is taken with a finding", () => {
    expect(aGrantRecord({ id: 77 }).externalId).toBe("77");
    expect(findingsFor({ id: " 360G-x " })).toEqual({ "/grants/12/id": "id-spelling" });
  });

  test("an id too long for a key rejects", () => {
    expect(reasonsFor({ id: "x".repeat(501) })).toEqual({ "/grants/12/id": "id-too-long" });
  });
});

describe("everything else about a grant", () => {
  test("is kept where it breaks the standard, with a finding that points at it", () => {
    const overrides = {
      title: 9001,
      description: undefined,
      url: "www.example.org",
      actualDates: ["2019"],
      beneficiaryLocation: [{ name: "Leeds", countryCode: "England", geoCode: 8 }],
      regrantType: "FRG999",
      fromOpenCall: "yes",
      dateModified: "2019-01-01",
      grantProgramme: [{ code: "AB" }],
    };
    const record = aGrantRecord(overrides);
    expect(record).toMatchObject({
      title: "9001",
      fromOpenCall: true,
      regrantType: "FRG999",
      programmes: [{ code: "AB", title: "AB" }],
    });
    expect(record.places).toEqual([{ name: "Leeds", countryCode: "England", geoCode: "8" }]);
    expect(findingsFor(overrides)).toEqual({
      "/grants/12/title": "wrong-type",
      "/grants/12/description": "missing",
      "/grants/12/url": "bad-url",
      "/grants/12/actualDates/0": "wrong-type",
      "/grants/12/beneficiaryLocation/0/countryCode": "not-in-codelist",
      "/grants/12/beneficiaryLocation/0/geoCode": "wrong-type",
      "/grants/12/regrantType": "not-in-codelist",
      "/grants/12/fromOpenCall": "not-in-codelist",
      "/grants/12/dateModified": "bad-date-time",
    });
  });

  test("a grant without a title is named by its id", () => {
    expect(aGrantRecord({ title: null }).title).toBe("Grant 360G-example-1");
  });

  test("whatever a file holds instead of a grant, reading answers and never throws", () => {
    const field = fc.constantFrom(
      ...Object.keys(aRawGrant()),
      "plannedDates",
      "recipientIndividual",
      "disbursementTransaction",
    );
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => {
        const reading = readGrant(aRawGrant({ [name]: value }), 0);
        const isSound =
          reading.kind === "rejected"
            ? reading.reasons.length > 0
            : GrantRecordSchema().safeParse(reading.grant).success;
        expect(isSound).toBe(true);
      }),
    );
  });
});
