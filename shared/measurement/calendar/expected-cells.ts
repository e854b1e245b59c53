import { type Period, periodKey } from "../../platform/time.ts";
import { ALL, categoryKeyOf, type Dimensions, dimensionKeyOf, toDimensions } from "../dimension.ts";
import type { Indicator } from "../indicator.ts";
import type { Place } from "../place.ts";
import type { SchemeVersion } from "../schemes/scheme.ts";
import type { Summary } from "../summary.ts";
import { patternOf, periodsEnding } from "./period-pattern.ts";

/** One figure that is expected: of which indicator, period, place and subgroup, and what its categories are called. */
export type ExpectedCell = {
  readonly indicator: IndicatorFacts;
  readonly period: Period;
  readonly place: Place;
  readonly dimensions: Dimensions;
  /** The words for each category, by dimension. */
  readonly labels: Readonly<Record<string, string>>;
};

type IndicatorFacts = Pick<Indicator, "id" | "name" | "unit" | "ratePer" | "currency"> & {
  readonly version: number;
};

/** An indicator with what its expected cells follow from; schemes by the names under which it has them. */
export type CellSource = {
  readonly indicator: Indicator;
  readonly version: number;
  readonly summary: Summary | undefined;
  readonly schemes: ReadonlyMap<string, SchemeVersion>;
};

/** Which cells: of periods that end between two days or of these periods, in the own place or in these, of all tables or of these. */
export type CellChoice = {
  readonly ending?: { readonly from: string; readonly to: string } | undefined;
  readonly periods?: readonly Pick<Period, "start" | "end">[] | undefined;
  readonly places?: readonly string[] | undefined;
  readonly tables?: readonly string[] | undefined;
  /** Without cells that are recorded in the indicator's own place: what is recorded in others, its summary does not say. */
  readonly only?: "missing" | undefined;
};

type Subgroup = Pick<ExpectedCell, "dimensions" | "labels">;

/**
 * The cells that are expected of an indicator, a table at a time. Its tables are everybody, each dimension that it names a scheme of, and
 * those that have figures. Their categories are those that have figures, as far as its scheme still has them; before there are any,
 * those of the scheme's first whole, or all where it has none.
 */
export function* expectedCells(source: CellSource, choice: CellChoice): Generator<ExpectedCell> {
  const { indicator, version } = source;
  const { id, name, unit, ratePer, currency, placeCode, placeName } = indicator;
  const facts = { id, name, unit, ratePer, currency, version };
  const places = (choice.places ?? [placeCode]).map((code) =>
    code === placeCode ? { code, name: placeName } : { code },
  );
  const tables = tablesOf(source).filter((table) => choice.tables?.includes(table) ?? true);
  const subgroups = tables.flatMap((table) => subgroupsOf(source, table));
  for (const period of periodsOf(source, choice))
    for (const place of places)
      for (const subgroup of subgroups) {
        const cell = { indicator: facts, period, place, ...subgroup };
        if (choice.only === undefined || !isRecorded(source, cell)) yield cell;
      }
}

function isRecorded(
  { indicator, summary }: CellSource,
  { period, place, dimensions }: ExpectedCell,
): boolean {
  const set = summary?.sets[dimensionKeyOf(dimensions)]?.[periodKey(period)];
  return place.code === indicator.placeCode && set?.cells[categoryKeyOf(dimensions)] !== undefined;
}

function periodsOf({ indicator, summary }: CellSource, { ending, periods = [] }: CellChoice): Period[] {
  const recorded = recordedPeriods(summary);
  const pattern = patternOf({ ...indicator, recorded });
  const named = periods.map(({ start, end }): Period => {
    const known = recorded.find((period) => periodKey(period) === periodKey({ start, end }));
    const [next] = pattern ? periodsEnding(pattern, { from: end, to: end }) : [];
    return known ?? (next?.start === start ? next : { start, end, kind: "custom" });
  });
  return [...named, ...(ending && pattern ? periodsEnding(pattern, ending) : [])];
}

function recordedPeriods(summary: Summary | undefined): Period[] {
  return Object.values(summary?.sets ?? {}).flatMap((sets) =>
    Object.values(sets).map(({ period }) => period),
  );
}

function tablesOf({ indicator, summary }: CellSource): string[] {
  const recorded = Object.keys(summary?.sets ?? {}).sort();
  return [...new Set([ALL, ...Object.keys(indicator.categorySchemes ?? {}).sort(), ...recorded])];
}

function subgroupsOf(source: CellSource, table: string): Subgroup[] {
  if (table === ALL) return [{ dimensions: {}, labels: {} }];
  const recorded = recordedIn(source, table);
  const [dimension = "", ...others] = table.split("+");
  const scheme = schemeOf(source, dimension);
  const fresh =
    others.length === 0 && scheme ? usualCategories(scheme).map((key) => ({ [dimension]: key })) : [];
  const chosen = recorded.length > 0 ? recorded : fresh;
  return chosen.map((dimensions) => ({ dimensions, labels: labelsOf(source, dimensions) }));
}

/** The subgroups of a table that have figures in some period, in the order of their schemes, without those that a scheme no longer has. */
function recordedIn(source: CellSource, table: string): Dimensions[] {
  const periods = Object.values(source.summary?.sets[table] ?? {});
  const keys = [...new Set(periods.flatMap(({ cells }) => Object.keys(cells)))];
  const order = (dimensions: Dimensions) =>
    Object.entries(dimensions).map(([name, key]) => rankOf(source, name, key));
  return keys
    .map((key) => ({ key, dimensions: toDimensions(table, key) }))
    .map((one) => ({ ...one, order: order(one.dimensions) }))
    .filter(({ order }) => !order.includes(-1))
    .sort((a, b) => compareAll(a.order, b.order) || (a.key < b.key ? -1 : 1))
    .map(({ dimensions }) => dimensions);
}

/** The place of a category in its scheme; 0 where the dimension has none, -1 where the scheme does not have it. */
function rankOf(source: CellSource, dimension: string, category: string): number {
  const scheme = schemeOf(source, dimension);
  return scheme ? scheme.categories.findIndex(({ key }) => key === category) : 0;
}

function compareAll(a: readonly number[], b: readonly number[]): number {
  return a.map((rank, index) => rank - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function usualCategories({ wholes: [first], categories }: SchemeVersion): readonly string[] {
  return first?.categories ?? categories.map(({ key }) => key);
}

function labelsOf(source: CellSource, dimensions: Dimensions): Record<string, string> {
  const named = Object.entries(dimensions).map(([dimension, category]) => {
    const known = schemeOf(source, dimension)?.categories.find(({ key }) => key === category);
    return [dimension, known?.label ?? category];
  });
  return Object.fromEntries(named);
}

function schemeOf({ indicator, schemes }: CellSource, dimension: string): SchemeVersion | undefined {
  const name = indicator.categorySchemes?.[dimension];
  return name === undefined ? undefined : schemes.get(name);
}

/** A table as a person may write it in an address, where "+" is a blank: "race-ethnicity sex". */
export function tableNamed(text: string): string {
  const names = text.split(/[+ ]/).filter((name) => name !== "");
  return names.length === 1 && names[0] === ALL
    ? ALL
    : dimensionKeyOf(Object.fromEntries(names.map((name) => [name, ""])));
}
