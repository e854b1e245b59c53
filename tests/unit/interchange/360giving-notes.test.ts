import { describe, expect, test } from "vitest";
import {
  compareGrants,
  countExtraFields,
  extraFieldFindings,
  readGrant,
  tallyFindings,
} from "../../../shared/interchange/index.ts";
import { aGrantRecord, aRawGrant } from "./grants.ts";

describe("fields the standard does not know", () => {
  test("are counted over the file and said once each, most frequent first", () => {
    const withPlace = {
      "Grant type": "Large",
      recipientOrganization: [
        { id: "a", name: "A", size: 1 },
        { id: "b", name: "B", size: 2 },
      ],
    };
    const readings = [withPlace, { "Grant type": "Small" }].map((overrides, index) =>
      readGrant(aRawGrant(overrides), index),
    );
    expect(readings.flatMap(({ findings }) => findings)).toEqual([]);
    const inSteps = countExtraFields(readings.slice(1), countExtraFields(readings.slice(0, 1)));
    expect(inSteps).toEqual({ "Grant type": 2, "recipientOrganization/*/size": 1 });
    expect(extraFieldFindings(inSteps).map(({ detail }) => detail.slice(0, 12))).toEqual([
      '"Grant type"',
      '"recipientOr',
    ]);
  });
});

describe("a tally of findings", () => {
  test("counts by rule over several steps and keeps the first place", () => {
    const step = (index: number) => readGrant(aRawGrant({ awardDate: "soon", url: "x" }), index).findings;
    const tally = tallyFindings(step(1), tallyFindings(step(0)));
    expect(tally["date-not-a-date"]).toMatchObject({ count: 2, rejecting: 2, first: "/grants/0/awardDate" });
    expect(tally["bad-url"]).toMatchObject({ count: 2, rejecting: 0 });
  });
});

describe("wording about renewal", () => {
  test.each([
    [
      "A grant of £10 (This grant is renewable - year 1 of up to 3 years). Then more.",
      "This grant is renewable - year 1 of up to 3 years",
      { year: 1, of: 3 },
    ],
    ["First. Year 2 of 3 of a music plan. Last.", "Year 2 of 3 of a music plan.", { year: 2, of: 3 }],
    ["Running costs. It may be renewed for another year.", "It may be renewed for another year.", undefined],
  ])("is kept as the sentence it stands in: %s", (description, renewalWording, renewal) => {
    const record = aGrantRecord({ description });
    expect(record.renewalWording).toBe(renewalWording);
    expect(record.renewal).toEqual(renewal);
  });

  test.each([
    "Solar panels and other renewable energy for a hall.",
    "A non-renewable grant.",
    "This grant is not renewable.",
    "Instruments for every student in Year 7, 8 and 9.",
    "Urban renewal of the harbour.",
  ])("is not found where none is: %s", (description) => {
    expect(aGrantRecord({ description })).not.toHaveProperty("renewalWording");
  });
});

describe("wording about restriction", () => {
  test.each([
    ["A restricted grant of £30,000 towards the project.", "restricted"],
    ["An unrestricted grant of £30,000.", "unrestricted"],
    ["£12,000 towards core costs", "unrestricted"],
    ["£12,000 towards core costs of the drop-in service", undefined],
    ["Advice sessions and associated core costs", undefined],
    ["£5 unrestricted, and a restricted grant of £6", undefined],
    ["Access to justice is restricted by poverty", undefined],
    ["A library.", undefined],
  ])("%s → %s", (description, expected) => {
    expect(aGrantRecord({ description }).restrictionWording).toBe(expected);
  });
});

describe("comparing a grant with the one recorded before", () => {
  test("the same grant is unchanged, however its numbers, dates and keys are written", () => {
    const before = aGrantRecord({ plannedDates: [{ duration: 12 }] });
    const written = JSON.parse(
      JSON.stringify(aRawGrant({ plannedDates: [{ duration: 12.0 }] })).replace("30000", "30000.00"),
    );
    const reordered = Object.fromEntries(
      Object.entries({ ...written, amountAwarded: "30,000.00", awardDate: "2019-03-31T00:00:00Z" }).reverse(),
    );
    expect(compareGrants(before, aGrantRecord(reordered))).toBe("unchanged");
    expect(compareGrants({ ...before, description: undefined }, { ...before, description: undefined })).toBe(
      "unchanged",
    );
  });

  test("names every field that changed, and the original only for what the record does not hold", () => {
    const before = aGrantRecord();
    expect(compareGrants(before, aGrantRecord({ amountAwarded: 30000.01, title: "Other" }))).toEqual({
      changed: ["amountMinor", "title"],
    });
    expect(compareGrants(before, aGrantRecord({ "Grant type": "Large" }))).toEqual({ changed: ["original"] });
  });
});
