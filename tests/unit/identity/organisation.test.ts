import { describe, expect, it } from "vitest";
import {
  canSee,
  changed,
  NewOrganisationSchema,
  OrganisationChangeSchema,
  type OrganisationFacts,
} from "../../../shared/identity/organisation.ts";

const facts: OrganisationFacts = {
  id: "org_01J00000000000000000000001",
  name: "Harbour Trust",
  kind: "funder",
  status: "active",
  identifiers: [{ scheme: "GB-CHC", value: "1234567" }],
  country: "GB",
  fiscalYearStartMonth: 4,
  timeZone: "Europe/London",
  listedBy: "org_01J00000000000000000000000",
};

function pointersOf(input: unknown): string[] {
  const parsed = NewOrganisationSchema().safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("/"));
}

describe("a new organisation", () => {
  it("needs a name and a kind; its fiscal year then starts in January and its clock is UTC", () => {
    const parsed = NewOrganisationSchema().parse({ name: " Harbour Trust ", kind: "funder" });
    expect(parsed).toEqual({
      name: "Harbour Trust",
      kind: "funder",
      identifiers: [],
      fiscalYearStartMonth: 1,
      timeZone: "UTC",
    });
  });

  it.each([
    ["an unknown kind", { kind: "charity" }, ["kind"]],
    ["a blank name", { name: " " }, ["name"]],
    ["a month 0", { fiscalYearStartMonth: 0 }, ["fiscalYearStartMonth"]],
    ["a month 13", { fiscalYearStartMonth: 13 }, ["fiscalYearStartMonth"]],
    ["half a month", { fiscalYearStartMonth: 4.5 }, ["fiscalYearStartMonth"]],
    ["a time zone nobody knows", { timeZone: "Europe/Atlantis" }, ["timeZone"]],
    ["an offset instead of a time zone", { timeZone: "+01:00" }, ["timeZone"]],
    ["a country nobody knows", { country: "QX" }, ["country"]],
    ["a country in small letters", { country: "gb" }, ["country"]],
    ["something quite different for a country", { country: "G!7" }, ["country"]],
    [
      "a scheme with a separator",
      { identifiers: [{ scheme: "GB#CHC", value: "1" }] },
      ["identifiers/0/scheme"],
    ],
    [
      "an identifier twice",
      {
        identifiers: [
          { scheme: "A", value: "1" },
          { scheme: "A", value: "1" },
        ],
      },
      ["identifiers"],
    ],
    [
      "a contact without a proper e-mail address",
      { contacts: [{ name: "N", email: "n", role: "R" }] },
      ["contacts/0/email"],
    ],
    ["a field nobody knows", { website: "https://a.example" }, [""]],
  ])("cannot have %s", (_what, wrong, places) => {
    expect(pointersOf({ name: "Harbour Trust", kind: "funder", ...wrong })).toEqual(places);
  });

  it("may be anywhere and in any zone of the tz database", () => {
    expect(pointersOf({ name: "N", kind: "network", country: "KE", timeZone: "Africa/Nairobi" })).toEqual([]);
  });
});

describe("a change of an organisation", () => {
  it("cannot be made without saying why", () => {
    expect(OrganisationChangeSchema().safeParse({ name: "N" }).success).toBe(false);
    expect(OrganisationChangeSchema().safeParse({ name: "N", reason: "  " }).success).toBe(false);
  });

  it("cannot change its kind, on which the roles of its people rest", () => {
    expect(OrganisationChangeSchema().safeParse({ kind: "network", reason: "R" }).success).toBe(false);
  });

  it("keeps what it does not name", () => {
    expect(changed(facts, { name: "Harbour Foundation", reason: "Renamed" })).toEqual({
      ...facts,
      name: "Harbour Foundation",
    });
  });

  it("takes a country away with null, and leaves it alone without", () => {
    expect(changed(facts, { country: null, reason: "R" })).not.toHaveProperty("country");
    expect(changed(facts, { country: "IE", reason: "R" }).country).toBe("IE");
    expect(changed(facts, { status: "closed", reason: "R" }).country).toBe("GB");
  });
});

describe("who may see an organisation", () => {
  const record = { id: "org_a", keptBy: "org_b", listedBy: "org_c" };
  it.each([
    ["org_a", true],
    ["org_b", true],
    ["org_c", true],
    ["org_d", false],
  ])("%s: %s", (organisationId, seen) => {
    expect(canSee({ organisationId }, record)).toBe(seen);
  });
});
