import { describe, expect, test } from "vitest";
import {
  covers,
  type DataUseAgreement,
  DataUseAgreementPatchSchema,
  DataUseAgreementSchema,
  DimensionKeySchema,
  NewDataUseAgreementSchema,
  names,
  standingAt,
} from "../../../shared/publication/access/data-use-agreement.ts";
import { anId } from "../partnerships/builders.ts";

const EVALUATOR = { organisationId: anId("org", 2), principalIds: [anId("per", 1), anId("key", 1)] };

function anAgreement(fields: Partial<DataUseAgreement> = {}): DataUseAgreement {
  return DataUseAgreementSchema().parse({
    id: anId("dua"),
    partnershipId: anId("prt"),
    parties: [EVALUATOR],
    dimensionKeys: [],
    purpose: "Evaluation",
    from: "2026-07-01",
    through: "2027-06-30",
    minimumCell: 0,
    ...fields,
  });
}

describe("a data use agreement", () => {
  test.each([
    ["2026-06-30T23:59:59.999Z", "to-come"],
    ["2026-07-01T00:00:00.000Z", "in-force"],
    ["2027-06-30T23:59:59.999Z", "in-force"],
    ["2027-07-01T00:00:00.000Z", "ended"],
  ])("at %s is %s", (now, standing) => {
    expect(standingAt(anAgreement(), now)).toBe(standing);
    expect(standingAt(anAgreement({ endedAt: "2026-01-01T00:00:00.000Z" }), now)).toBe("ended");
  });

  test("names people and keys of an organisation, each in it alone", () => {
    const { organisationId } = EVALUATOR;
    const agreement = anAgreement();
    for (const id of EVALUATOR.principalIds) {
      expect(names(agreement, { organisationId, id })).toBe(true);
      expect(names(agreement, { organisationId: anId("org", 3), id })).toBe(false);
    }
    expect(names(agreement, { organisationId, id: anId("per", 2) })).toBe(false);
  });

  test("covers what it lists, or all where it lists nothing", () => {
    const at = { indicatorId: anId("ind", 1), placeCode: "09001" };
    expect(covers(anAgreement(), at)).toBe(true);
    expect(covers(anAgreement({ indicatorIds: [anId("ind", 1)], placeCodes: ["09001"] }), at)).toBe(true);
    expect(covers(anAgreement({ indicatorIds: [anId("ind", 2)] }), at)).toBe(false);
    expect(covers(anAgreement({ placeCodes: ["09003"] }), at)).toBe(false);
  });

  test("has an end, and names somebody", () => {
    const { id: _, partnershipId: _p, ...input } = anAgreement();
    const isRight = (fields: object) =>
      NewDataUseAgreementSchema().safeParse({ ...input, ...fields }).success;
    expect(isRight({})).toBe(true);
    expect(isRight({ through: undefined })).toBe(false);
    expect(isRight({ through: "2026-06-30" })).toBe(false);
    expect(isRight({ parties: [] })).toBe(false);
    expect(isRight({ parties: [{ ...EVALUATOR, principalIds: [] }] })).toBe(false);
    expect(isRight({ parties: [{ ...EVALUATOR, principalIds: [anId("org", 1)] }] })).toBe(false);
    expect(isRight({ minimumCell: -1 })).toBe(false);
  });

  test("is changed for a reason, and in something", () => {
    const isRight = (patch: object) => DataUseAgreementPatchSchema().safeParse(patch).success;
    expect(isRight({ through: "2028-06-30", reason: "Prolonged" })).toBe(true);
    expect(isRight({ ended: true, reason: "Over" })).toBe(true);
    expect(isRight({ through: "2028-06-30" })).toBe(false);
    expect(isRight({ reason: "None" })).toBe(false);
    expect(isRight({ ended: false, reason: "Revived" })).toBe(false);
  });

  test.each([
    ["race-ethnicity", true],
    ["race-ethnicity+sex", true],
    ["sex+race-ethnicity", false],
    ["sex+sex", false],
    ["all", false],
    ["Race", false],
    ["a+b+c+d+e", false],
    ["", false],
  ])("knows whether %j names a breakdown: %s", (key, isOne) => {
    expect(DimensionKeySchema().safeParse(key).success).toBe(isOne);
  });
});
