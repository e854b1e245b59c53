import { describe, expect, it } from "vitest";
import { checkRoles, emailHash, NewPersonSchema, subjectHash } from "../../../shared/identity/person.ts";

describe("what a person is found by", () => {
  it("is the same for an e-mail address however it is written", () => {
    expect(emailHash(" Ada@Harbour.Example ")).toBe(emailHash("ada@harbour.example"));
    expect(emailHash("ada@harbour.example")).not.toBe(emailHash("adb@harbour.example"));
  });

  it("tells subjects of two issuers apart, also where issuer and subject read alike together", () => {
    expect(subjectHash("https://a.example/1", "2")).not.toBe(subjectHash("https://a.example/", "12"));
  });
});

describe("a new person", () => {
  it("needs at least one role, and each once", () => {
    const person = { name: "Ada", email: "ada@harbour.example" };
    expect(NewPersonSchema().safeParse({ ...person, roles: ["viewer"] }).success).toBe(true);
    expect(NewPersonSchema().safeParse({ ...person, roles: [] }).success).toBe(false);
    expect(NewPersonSchema().safeParse({ ...person, roles: ["viewer", "viewer"] }).success).toBe(false);
  });
});

describe("the role of operator", () => {
  const network = { roles: ["administrator", "operator"] as const, organisationKind: "network" as const };

  it("is given by an operator of a network", () => {
    expect(checkRoles(["operator"], network).ok).toBe(true);
  });

  it("cannot be given by a mere administrator of a network", () => {
    expect(checkRoles(["operator"], { ...network, roles: ["administrator"] }).ok).toBe(false);
  });

  it("cannot be given in another kind of organisation", () => {
    expect(checkRoles(["viewer", "operator"], { ...network, organisationKind: "funder" }).ok).toBe(false);
  });

  it("is the only role with such a rule", () => {
    expect(
      checkRoles(["administrator", "finance"], { roles: ["administrator"], organisationKind: "funder" }).ok,
    ).toBe(true);
  });
});
