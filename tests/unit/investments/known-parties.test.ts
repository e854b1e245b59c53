import { describe, expect, it } from "vitest";
import { partiesOf, strangersAmong } from "../../../shared/investments/known-parties.ts";

const [KNOWN, OWNER, STRANGER] = ["1", "2", "3"].map((digit) => `org_01JD000000000000000000000${digit}`);

describe("the parties that a commitment names", () => {
  const check = (organisationId: string | undefined, owner?: string) =>
    strangersAmong(
      partiesOf({ recipient: { organisationId }, fiscalSponsor: null }),
      new Set(KNOWN === undefined ? [] : [KNOWN]),
      owner,
    );

  it("are of the funder's address book, or keep its partnership, or are names only", () => {
    expect(check(KNOWN)).toEqual([]);
    expect(check(OWNER, OWNER)).toEqual([]);
    expect(check(undefined)).toEqual([]);
  });

  it("are refused at their place otherwise, without saying whether there is such an organisation", () => {
    expect(check(STRANGER, OWNER)).toEqual([
      {
        pointer: "/recipient/organisationId",
        detail: "You know no such organisation. Give its name alone, or add it to your address book first.",
      },
    ]);
  });
});
