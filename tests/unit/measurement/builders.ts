import { type IndicatorView, IndicatorViewSchema } from "../../../shared/measurement/indicator.ts";
import {
  type ObservationRow,
  type ObservationRowInput,
  ObservationRowSchema,
} from "../../../shared/measurement/observation.ts";
import { setKey } from "../../../shared/measurement/observation-ref.ts";
import type { SetRecord } from "../../../shared/measurement/observation-set.ts";
import { contentHash } from "../../../shared/platform/canonical-json.ts";
import { GENESIS } from "../../../shared/platform/history.ts";
import { schoolYear } from "../../../shared/platform/time.ts";

export const IND = `ind_${"0".repeat(25)}1`;
export const PRT = `prt_${"0".repeat(25)}1`;
export const ORG = `org_${"0".repeat(25)}1`;
export const PER = `per_${"0".repeat(25)}1`;
export const NOW = "2026-11-23T10:00:00.000Z";

/** An indicator in percent, of an invented county. */
export function anIndicator(overrides: Partial<IndicatorView> = {}): IndicatorView {
  return IndicatorViewSchema().parse({
    id: IND,
    partnershipId: PRT,
    ownerId: ORG,
    version: 1,
    recordedAt: NOW,
    createdAt: NOW,
    name: "Third graders reading at grade level",
    level: "core",
    accountability: "population",
    outcomeId: "early-grade-reading",
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Tested grade-3 students who met the standard",
    denominatorDefinition: "Grade-3 students tested",
    frequency: "yearly",
    source: "State assessment results",
    placeCode: "09001",
    placeName: "Harbour County",
    targets: [],
    ...overrides,
  });
}

/** A row as its schema reads it. */
export function aRow(overrides: Partial<ObservationRowInput> = {}): ObservationRow {
  const figures = "status" in overrides || "value" in overrides ? {} : { numerator: 51, denominator: 102 };
  return ObservationRowSchema().parse({
    indicatorId: IND,
    period: schoolYear(2024),
    ...figures,
    ...overrides,
  });
}

type SetOverrides = Partial<Omit<SetRecord, "key" | "hash">> & { dimensionKey?: string; startYear?: number };

/** A revision of a set of the indicator above, in its own place unless told otherwise. */
export function aSet(overrides: SetOverrides = {}): SetRecord {
  const { dimensionKey = "all", startYear = 2024, ...rest } = overrides;
  const period = schoolYear(startYear);
  const place = overrides.place ?? { code: "09001", name: "Harbour County" };
  const unsealed = {
    key: setKey({ indicatorId: IND, period, placeCode: place.code, dimensionKey }),
    period,
    place,
    partnershipId: PRT,
    ownerId: ORG,
    indicatorVersion: 1,
    ownPlace: place.code === "09001",
    unit: "percent" as const,
    revision: 1,
    recordedAt: NOW,
    by: { principalId: PER, organisationId: ORG },
    protectedAtSource: false,
    cells: { all: { numerator: 51, denominator: 102, status: "ok" as const } },
    previousHash: GENESIS,
    ...rest,
  };
  return { ...unsealed, hash: contentHash(unsealed) };
}
