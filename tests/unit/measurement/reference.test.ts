import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  categoryKeyOf,
  DimensionsSchema,
  dimensionKeyOf,
  toDimensions,
} from "../../../shared/measurement/dimension.ts";
import { IndicatorSchema, NewIndicatorSchema } from "../../../shared/measurement/indicator.ts";
import { applyPatch } from "../../../shared/measurement/indicator-patch.ts";
import { IndicatorBodySchema } from "../../../shared/measurement/new-indicator.ts";
import { parseRef, toRef } from "../../../shared/measurement/observation-ref.ts";
import { PlaceCodeSchema } from "../../../shared/measurement/place.ts";
import { targetFaults } from "../../../shared/measurement/set-targets.ts";
import { TargetsBodySchema } from "../../../shared/measurement/target.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { anIndicator, IND } from "./builders.ts";

const kebab = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/);
const dimensions = fc.dictionary(kebab, kebab, { maxKeys: 4, noNullPrototype: true });

describe("a subgroup", () => {
  test("has the same keys in whatever order its dimensions are named, and can be read back from them", () => {
    fc.assert(
      fc.property(dimensions, (subgroup) => {
        fc.pre(!("all" in subgroup));
        const reversed = Object.fromEntries(Object.entries(subgroup).reverse());
        expect(dimensionKeyOf(reversed)).toBe(dimensionKeyOf(subgroup));
        expect(toDimensions(dimensionKeyOf(subgroup), categoryKeyOf(subgroup))).toEqual(subgroup);
      }),
    );
  });

  test.each([{ Race: "black" }, { race: "Black" }, { all: "x" }, { a: "1", b: "1", c: "1", d: "1", e: "1" }])(
    "written as %o is refused",
    (subgroup) => {
      expect(DimensionsSchema().safeParse(subgroup).success).toBe(false);
    },
  );
});

describe("the reference of a revision", () => {
  test("can be read back, stands in an address as it is, and holds any place code", () => {
    const code = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 99_999_999 }), (placeCode, revision) => {
        fc.pre(PlaceCodeSchema().safeParse(placeCode).success);
        const key = {
          indicatorId: IND,
          periodKey: "2024-07-01_2025-06-30",
          placeCode,
          dimensionKey: "race+sex",
        };
        const ref = toRef(key, revision);
        expect(ref.replaceAll("+", "")).toMatch(/^[A-Za-z0-9._~!-]+$/);
        expect(parseRef(ref)).toEqual({ key, revision });
      }),
    );
  });

  test.each([
    "",
    "ind_1~x",
    `${IND}~2024-07-01_2025-06-30~a~all~0`,
    `${IND}~2024-07-01_2025-06-30~a~all~1~2`,
  ])("is not %j", (ref) => {
    expect(parseRef(ref)).toBeUndefined();
  });
});

describe("an indicator", () => {
  const { id, partnershipId, ownerId, version, recordedAt, createdAt, targets, ...shown } = anIndicator();
  const { accountability, seriesBreaks, ...sent } = shown;

  test("names an outcome of the catalogue or none", () => {
    expect(
      NewIndicatorSchema().safeParse({ ...sent, outcomeId: "happiness" }).error?.issues[0]?.path,
    ).toEqual(["outcomeId"]);
    expect(NewIndicatorSchema().safeParse({ ...sent, outcomeId: undefined }).success).toBe(true);
  });

  test("says of how many a rate is, and a currency for money, and neither otherwise", () => {
    const paths = (fields: object) =>
      NewIndicatorSchema()
        .safeParse({ ...sent, ...fields })
        .error?.issues.map((issue) => issue.path.join());
    expect(paths({ unit: "rate" })).toEqual(["ratePer"]);
    expect(paths({ unit: "rate", ratePer: 1000 })).toBeUndefined();
    expect(paths({ unit: "currency" })).toEqual(["currency"]);
    expect(paths({ unit: "percent", currency: "USD" })).toEqual(["currency"]);
  });

  test("says a kind of performance only as a measure of performance, and adds up as its unit can", () => {
    const paths = (fields: object) =>
      NewIndicatorSchema()
        .safeParse({ ...sent, ...fields })
        .error?.issues.map((issue) => issue.path.join());
    expect(paths({ performanceKind: "howWell" })).toEqual(["performanceKind"]);
    expect(paths({ level: "performance", performanceKind: "howWell" })).toBeUndefined();
    expect(paths({ unit: "percent", aggregation: "sum" })).toEqual(["aggregation"]);
    expect(paths({ unit: "count", aggregation: "weighted" })).toEqual(["aggregation"]);
    expect(paths({ unit: "count", aggregation: "sum", overTime: "cumulative" })).toBeUndefined();
    expect(paths({ unit: "ordinal" })).toEqual(["unit"]);
  });

  test("is sent whole or with an entry of the catalogue", () => {
    const place = { placeCode: "09001", placeName: "Harbour County" };
    const paths = (body: object) =>
      IndicatorBodySchema()
        .safeParse(body)
        .error?.issues.map((issue) => issue.path.join());
    expect(paths({ ...place, catalogueId: "chronic-absence" })).toBeUndefined();
    expect(paths({ ...place, name: "Absence", catalogueVersion: "1" })).toEqual([
      "level",
      "polarity",
      "numeratorDefinition",
      "denominatorDefinition",
      "frequency",
      "source",
      "unit",
      "catalogueVersion",
    ]);
    expect(paths({ catalogueId: "chronic-absence" })).toEqual(["placeCode", "placeName"]);
  });

  test("loses a field that is patched to null, and keeps what the patch leaves out", () => {
    const before = IndicatorSchema().parse({
      ...sent,
      id,
      partnershipId,
      createdAt,
      targets,
      window: "Spring",
    });
    const after = applyPatch(before, { window: null, name: "Reading", reason: "Shorter" });
    expect(after).not.toHaveProperty("window");
    expect(after).toEqual({ ...sent, id, partnershipId, createdAt, seriesBreaks, targets, name: "Reading" });
  });
});

describe("targets", () => {
  const baseline = { period: schoolYear(2023), value: 49 };
  const target = { period: schoolYear(2029), value: 65 };
  const paths = (targets: readonly object[]) =>
    TargetsBodySchema()
      .safeParse({ targets })
      .error?.issues.map((issue) => issue.path.join("/"));

  test("need a baseline or a target, the target after the baseline, and each subgroup once", () => {
    expect(paths([{ dimensions: {}, baseline, target }])).toBeUndefined();
    expect(paths([{ dimensions: {}, baseline }])).toBeUndefined();
    expect(paths([{ dimensions: {} }])).toEqual(["targets/0"]);
    expect(paths([{ dimensions: {}, baseline: target, target: baseline }])).toEqual([
      "targets/0/target/period",
    ]);
    expect(
      paths([
        { dimensions: {}, target },
        { dimensions: {}, baseline },
      ]),
    ).toEqual(["targets/1/dimensions"]);
  });

  test("in percent lie between 0 and 100", () => {
    const targets = [{ dimensions: {}, baseline, target: { ...target, value: 101 } }];
    expect(targetFaults(targets, "percent").map((fault) => fault.pointer)).toEqual([
      "/targets/0/target/value",
    ]);
    expect(targetFaults(targets, "count")).toEqual([]);
  });
});
