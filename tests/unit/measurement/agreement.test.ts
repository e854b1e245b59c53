import { describe, expect, test } from "vitest";
import {
  type Agreement,
  AgreementPatchSchema,
  AgreementSchema,
  agreementFault,
  agreementHold,
  applyPatch,
  expiring,
  NewAgreementSchema,
} from "../../../shared/measurement/agreements/agreement.ts";
import { nextRevision } from "../../../shared/measurement/observation-set.ts";
import { markHeldBack } from "../../../shared/measurement/summary.store.ts";
import { fromSummaryJson, summaryJson } from "../../../shared/measurement/summary-format.ts";
import { mergeSet } from "../../../shared/measurement/summary-merge.ts";
import { aSet, IND, NOW, ORG, PER } from "./builders.ts";

const AGR = (number: number) => `agr_${String(number).padStart(26, "0")}`;
const BY = { principalId: PER, organisationId: ORG };
const TERMS = {
  source: { name: "Harbour School District" },
  permittedUse: "Yearly counts by grade",
  from: "2025-07-01",
  through: "2026-06-30",
  mayBePublished: false,
  contactRole: "Director of research",
};
const anAgreement = (overrides: Partial<Agreement> = {}): Agreement =>
  AgreementSchema().parse({ ...TERMS, id: AGR(1), version: 1, at: NOW, by: BY, ...overrides });

describe("an agreement with a source of data", () => {
  test.each([
    ["2025-06-30", /begins on 2025-07-01/],
    ["2025-07-01", undefined],
    ["2026-06-30", undefined],
    ["2026-07-01", /ended on 2026-06-30/],
  ])("on %s says %s", (today, said) => {
    const { fault } = agreementHold(anAgreement(), { id: AGR(1), indicatorId: IND, today });
    if (said) expect(fault).toMatch(said);
    else expect(fault).toBeUndefined();
  });

  test("covers the indicators and sources that it names, all where it names none", () => {
    const at = { id: AGR(1), indicatorId: IND, today: "2026-01-01" };
    const other = `ind_${"0".repeat(25)}9`;
    expect(agreementHold(anAgreement({ indicatorIds: [other] }), at).fault).toMatch(/does not cover/);
    expect(agreementHold(undefined, at).fault).toContain(AGR(1));
    const hold = agreementHold(anAgreement({ sources: ["School files"] }), at);
    expect(agreementFault(hold, "School files")).toBeUndefined();
    expect(agreementFault(hold, "Census")).toMatch(/"Census".*"School files"/);
    expect(agreementFault(hold, undefined)).toMatch(/names no source/);
    expect(agreementFault(agreementHold(anAgreement(), at), undefined)).toBeUndefined();
    expect(agreementFault(undefined, undefined)).toBeUndefined();
  });

  test("ends after it begins, also when it is changed", () => {
    expect(NewAgreementSchema().safeParse({ ...TERMS, through: "2025-06-30" }).success).toBe(false);
    const patch = (fields: object) =>
      applyPatch(anAgreement(), AgreementPatchSchema().parse({ reason: "Agreed anew", ...fields }));
    expect(patch({ through: "2025-01-01" }).error?.issues).toMatchObject([{ path: ["through"] }]);
    expect(patch({ through: null }).data).not.toHaveProperty("through");
    expect(patch({ mayBePublished: true }).data).toMatchObject({
      mayBePublished: true,
      through: TERMS.through,
    });
  });

  test("is listed from thirty days before its last one, the first to end first", () => {
    const ending = (through?: string, number = 1) => ({
      ...anAgreement({ id: AGR(number) }),
      ...(through ? { through } : {}),
    });
    const all = [
      ending("2026-06-30", 1),
      ending("2026-06-15", 2),
      ending("2026-07-01", 3),
      ending("2026-05-31", 4),
      { ...anAgreement({ id: AGR(5) }), through: undefined },
    ];
    expect(expiring(all, "2026-05-31")).toEqual([
      { id: AGR(4), through: "2026-05-31", daysLeft: 0 },
      { id: AGR(2), through: "2026-06-15", daysLeft: 15 },
      { id: AGR(1), through: "2026-06-30", daysLeft: 30 },
    ]);
  });
});

describe("a set of figures", () => {
  const cell = (numerator: number) => ({ numerator, denominator: 102, status: "ok" as const });
  const revise = (
    before: ReturnType<typeof aSet> | undefined,
    keys: readonly string[],
    agreementId?: string,
  ) =>
    nextRevision(before, aSet(), {
      by: BY,
      now: NOW,
      protectedAtSource: false,
      cells: Object.fromEntries(keys.map((key, index) => [key, cell(40 + index)])),
      ...(agreementId ? { agreementId } : {}),
    });

  test("is under every agreement of its figures, until each of them was replaced", () => {
    const first = revise(undefined, ["a", "b"], AGR(1));
    expect(first.agreementIds).toEqual([AGR(1)]);
    const second = revise(first, ["a"], AGR(2));
    expect(second).toMatchObject({ agreementId: AGR(2), agreementIds: [AGR(1), AGR(2)] });
    const third = revise(second, ["a"]);
    expect(third.agreementIds).toEqual([AGR(1), AGR(2)]);
    expect(third).not.toHaveProperty("agreementId");
    expect(revise(third, ["a", "b"])).not.toHaveProperty("agreementIds");
  });

  test("is named with its agreements in its summary, and held back while one of them forbids publication", () => {
    const merged = mergeSet(mergeSet(undefined, aSet({ agreementIds: [AGR(1)] })), aSet({ startYear: 2025 }));
    const summary = fromSummaryJson(summaryJson(merged));
    const setsOf = (ids: readonly string[]) => Object.values(markHeldBack(summary, ids).sets.all ?? {});
    expect(setsOf([]).map(({ agreementIds }) => agreementIds)).toEqual([[AGR(1)], undefined]);
    expect(setsOf([AGR(1)]).map(({ heldBack }) => heldBack ?? false)).toEqual([true, false]);
    expect(setsOf([AGR(2)]).map(({ heldBack }) => heldBack ?? false)).toEqual([false, false]);
    expect(summaryJson(markHeldBack(summary, [AGR(1)]))).toBe(summaryJson(summary));
  });
});
