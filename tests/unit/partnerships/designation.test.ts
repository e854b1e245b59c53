import { describe, expect, test } from "vitest";
import { decideDesignation } from "../../../shared/partnerships/designate-partnership.ts";
import {
  DesignationFieldsSchema,
  designationsFor,
  visibleDesignations,
} from "../../../shared/partnerships/designation.ts";
import { decideWithdrawal } from "../../../shared/partnerships/withdraw-designation.ts";
import { aDesignation, anId, aPartnership, BACKBONE } from "./builders.ts";

const FUNDER = anId("org", 2);
const OTHER_FUNDER = anId("org", 3);
const NETWORK = anId("org", 4);
const WITHDRAWN = { on: "2026-03-05", reason: "The figures were corrected" };

const byFunder = aDesignation({ number: 2, decidedBy: { organisationId: FUNDER, isNetwork: false } });
const byNetwork = aDesignation();
const withdrawn = aDesignation({ number: 3, gateway: "Proof Point", revision: 2, withdrawal: WITHDRAWN });
const PARTNERSHIP = { head: aPartnership(), designations: [byNetwork, byFunder, withdrawn] };

const FIELDS = {
  framework: "Theory of Action 2021",
  gateway: "Systems Change",
  reachedOn: "2026-03-01",
  evidence: "The review of 1 March",
};

function deciding(change: object = {}) {
  const author = { principalId: anId("per"), organisationId: FUNDER };
  return {
    fields: FIELDS,
    organisationKind: "funder",
    author,
    now: "2026-03-02T09:00:00.000Z",
    ...change,
  } as const;
}

function by(organisationId: string) {
  return { author: { principalId: anId("per"), organisationId } };
}

describe("who may rest on a designation", () => {
  test("the organisation that made it, and everyone on a network's, while it is in force", () => {
    expect(designationsFor(PARTNERSHIP, FUNDER)).toEqual([byNetwork, byFunder]);
    expect(designationsFor(PARTNERSHIP, OTHER_FUNDER)).toEqual([byNetwork]);
    expect(designationsFor({ designations: [withdrawn] }, NETWORK)).toEqual([]);
  });

  test("the backbone sees all, others nothing that would say who else reads the partnership", () => {
    expect(visibleDesignations(PARTNERSHIP, { organisationId: BACKBONE })).toEqual([
      byNetwork,
      byFunder,
      withdrawn,
    ]);
    expect(visibleDesignations(PARTNERSHIP, { organisationId: OTHER_FUNDER })).toEqual([
      byNetwork,
      withdrawn,
    ]);
  });
});

describe("designating a partnership", () => {
  test("takes the next number, and says who decided and whether that is a network", () => {
    const made = { ...FIELDS, number: 4, createdAt: "2026-03-02T09:00:00.000Z", revision: 1 };
    expect(decideDesignation(PARTNERSHIP, deciding())).toEqual({
      ok: true,
      value: { ...made, decidedBy: { organisationId: FUNDER, isNetwork: false } },
    });
    expect(
      decideDesignation(PARTNERSHIP, deciding({ ...by(NETWORK), organisationKind: "network" })),
    ).toMatchObject({ value: { decidedBy: { organisationId: NETWORK, isNetwork: true } } });
  });

  test.each([
    ["its own backbone, though it were a network", { ...by(BACKBONE), organisationKind: "network" }],
    ["an evaluator who may read it", { organisationKind: "evaluator" }],
    ["another partnership", { organisationKind: "partnership" }],
  ])("is refused to %s", (_who, change) => {
    expect(decideDesignation(PARTNERSHIP, deciding(change))).toMatchObject({
      ok: false,
      problem: { code: "forbidden" },
    });
  });

  test("a day is not ahead, unless it has come somewhere on earth", () => {
    const on = (reachedOn: string) =>
      decideDesignation(PARTNERSHIP, deciding({ fields: { ...FIELDS, reachedOn } }));
    expect(on("2026-03-03").ok).toBe(true);
    expect(on("2026-03-04")).toMatchObject({ problem: { errors: [{ pointer: "/reachedOn" }] } });
  });

  test("the same is not said twice by the same organisation, until the first is withdrawn", () => {
    const again = deciding({ fields: { ...FIELDS, gateway: "Sustaining" } });
    expect(decideDesignation(PARTNERSHIP, again)).toMatchObject({
      problem: { code: "already_exists", extra: { number: 2 } },
    });
    const after = [byNetwork, { ...byFunder, withdrawal: WITHDRAWN }];
    expect(decideDesignation({ ...PARTNERSHIP, designations: after }, again).ok).toBe(true);
  });

  test("a partnership holds 50 at most, withdrawn ones among them", () => {
    const designations = Array.from({ length: 50 }, (_, at) =>
      aDesignation({ number: at + 1, withdrawal: WITHDRAWN }),
    );
    const decide = (count: number) =>
      decideDesignation({ ...PARTNERSHIP, designations: designations.slice(0, count) }, deciding());
    expect(decide(49)).toMatchObject({ ok: true, value: { number: 50 } });
    expect(decide(50)).toMatchObject({ problem: { code: "conflict" } });
  });

  test("frameworks and gateways are named freely, and evidence is always given", () => {
    const parse = (change: object) => DesignationFieldsSchema().safeParse({ ...FIELDS, ...change });
    expect(parse({ framework: "Our own", gateway: "Étape 2" }).success).toBe(true);
    expect(parse({ gateway: "  " }).error?.issues[0]?.path).toEqual(["gateway"]);
    expect(parse({ evidence: "" }).error?.issues[0]?.path).toEqual(["evidence"]);
    expect(parse({ evidenceUrls: ["ftp://example.org"] }).success).toBe(false);
  });
});

describe("withdrawing a designation", () => {
  const withdrawing = (organisationId: string, number: number) =>
    decideWithdrawal(PARTNERSHIP, {
      ...by(organisationId),
      number,
      reason: WITHDRAWN.reason,
      now: "2026-03-05T09:00:00.000Z",
    });

  test("leaves it in place, one revision further, with the day and the reason", () => {
    expect(withdrawing(FUNDER, 2)).toEqual({
      ok: true,
      value: { ...byFunder, revision: 2, withdrawal: WITHDRAWN },
    });
  });

  test.each([
    ["by another who sees it", OTHER_FUNDER, 1, "forbidden"],
    ["by the backbone", BACKBONE, 2, "forbidden"],
    ["by one who does not see it", OTHER_FUNDER, 2, "not_found"],
    ["of a number that there is not", NETWORK, 9, "not_found"],
    ["for the second time", NETWORK, 3, "conflict"],
  ])("is refused %s", (_what, organisationId, number, code) => {
    expect(withdrawing(organisationId, number)).toMatchObject({ ok: false, problem: { code } });
  });
});
