import { describe, expect, test } from "vitest";
import { checkObservations } from "../../../shared/measurement/check-observations.ts";
import { toStored } from "../../../shared/measurement/observation.store.ts";
import { nextRevision } from "../../../shared/measurement/observation-set.ts";
import { aSet, ORG, PER } from "./builders.ts";

const who = {
  by: { principalId: PER, organisationId: ORG },
  now: "2026-11-23T11:00:00.000Z",
  protectedAtSource: false,
};
const first = aSet();
const { revision, recordedAt, by, protectedAtSource, cells, previousHash, hash, ...facts } = first;
const second = nextRevision(first, facts, { ...who, cells: { all: { value: 60, status: "ok" } } });
const third = nextRevision(second, facts, { ...who, cells: { all: { value: 61, status: "ok" } } });
const ITEMS = [first, second, third].map(toStored);
const faultsOf = (...items: typeof ITEMS) => checkObservations(items).map((fault) => fault.detail);

describe("the audit of observations", () => {
  const [a, b, c] = ITEMS as [(typeof ITEMS)[number], (typeof ITEMS)[number], (typeof ITEMS)[number]];

  test("finds nothing where nothing was altered, in whatever order the items are read", () => {
    expect(faultsOf(a, b, c)).toEqual([]);
    expect(faultsOf(c, a, b)).toEqual([]);
  });

  test.each([
    ["cells", '{"all":{"v":62}}'],
    ["recordedAt", "2020-01-01T00:00:00.000Z"],
    ["by", { principalId: "per_somebody", organisationId: ORG }],
    ["reason", "Another one"],
    ["ownerId", "org_somebody"],
  ])("finds a revision whose %s was altered", (attribute, value) => {
    expect(faultsOf(a, { ...b, [attribute]: value }, c)).toEqual([
      "Its content does not give the hash it was sealed with.",
    ]);
  });

  test("finds a revision that is missing, and one that was moved", () => {
    expect(faultsOf(a, c)).toEqual(["Revision 2 is missing."]);
    expect(faultsOf(a, { ...b, sk: "O#elsewhere" }, c)).toEqual([
      "It lies under another key than the one it names.",
    ]);
  });

  test("finds a chain that was sealed anew from the middle on", () => {
    const forged = nextRevision(first, facts, { ...who, cells: { all: { value: 99, status: "ok" } } });
    expect(faultsOf(a, toStored(forged), c)).toEqual(["It does not follow the revision before it."]);
  });
});
