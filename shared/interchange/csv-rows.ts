import { hash } from "node:crypto";
import { canonicalJson } from "../platform/canonical-json.ts";
import { periodKey } from "../platform/time.ts";
import { type Finding, finding, pointerBelow, rejection } from "./finding.ts";
import type { IndicatedObservation } from "./import-file.ts";
import type { CsvOptions } from "./import-options.ts";
import { readObservationRows } from "./observation-csv.ts";
import type { CellName, ObservationInput, RowProblem, RowReading } from "./observation-row.ts";
import type { ObservationTable } from "./observation-table.ts";

/** A row of a CSV with the observations it comes to, or why it comes to none. */
export type CsvRecord = Pick<RowReading, "line" | "row" | "skipped" | "isUnnamed"> & {
  readonly observations: readonly IndicatedObservation[];
  /** Where the figure of each observation stands: the index of its column. */
  readonly columns: readonly number[];
  readonly findings: readonly Finding[];
  /** The cells that a rejected row is about, as far as that can be told. */
  readonly claims?: readonly IndicatedName[];
};

/** What an observation is of. */
export type IndicatedName = CellName & Pick<IndicatedObservation, "indicatorId">;

/**
 * Every row of a table as a record, in the order of the file. A row with a problem that rejects comes to nothing, so that no
 * row is half recorded. A cell that an earlier row gives already is dropped where both say the same, else its row is rejected:
 * which one is true cannot be known.
 */
export function readCsvRecords(table: ObservationTable, options: CsvOptions): CsvRecord[] {
  const seen = new Map<string, { line: number; figures: string }>();
  return readIndicated(table, options).map((record) => withoutRepeats(record, seen));
}

/** What names the set of cells that an observation is stored with, its parts in the order in which measurement keeps sets. */
export function setKeyOf({ indicatorId, period, place, dimensions }: IndicatedName): string {
  const names = Object.keys(dimensions).sort().join("+");
  return [indicatorId, periodKey(period), place.code, names].join("|");
}

/** What names one cell of it. */
export function cellKeyOf(name: IndicatedName): string {
  return `${setKeyOf(name)}|${canonicalJson(name.dimensions)}`;
}

/** One pass over the table for each indicator with the series that are its own; the passes are laid over one another. */
function readIndicated(table: ObservationTable, options: CsvOptions): CsvRecord[] {
  const passes = passesOf(table, options).map(({ indicatorId, part }) =>
    [...readObservationRows(part)].map(({ problems, observations, claims = [], ...reading }) => ({
      ...reading,
      observations: observations.map((one) => indicated(one, indicatorId)),
      claims: claims.map((one) => ({ ...one, indicatorId })),
      findings: problems.map(findingOf),
    })),
  );
  const [first = [], ...others] = passes;
  return first.map((record, row) => {
    const all: CsvRecord[] = [record, ...others.flatMap((pass) => pass[row] ?? [])];
    const findings = unrepeated(all.flatMap((one) => one.findings));
    const rejects = findings.some(({ severity }) => severity === "rejects");
    if (rejects) return { ...rejectedRow(all), line: record.line, findings };
    const columns = all.flatMap((one) => one.columns);
    const { claims: _claims, ...rest } = record;
    return { ...rest, findings, columns, observations: all.flatMap((one) => one.observations) };
  });
}

/** What is left of a row that rejects: of which cells it is. */
function rejectedRow(parts: readonly CsvRecord[]): Omit<CsvRecord, "line" | "findings"> {
  const claims = parts.flatMap(({ observations, claims: further = [] }) => [...observations, ...further]);
  const isUnnamed = parts.some((part) => part.isUnnamed);
  return { observations: [], columns: [], claims, ...(isUnnamed ? { isUnnamed } : {}) };
}

function passesOf(table: ObservationTable, { indicatorId, indicatorIds = [] }: CsvOptions) {
  const { mapping } = table;
  if (indicatorId !== undefined) return [{ indicatorId, part: table }];
  if (mapping.format === "long")
    return indicatorIds.map((id) => ({ indicatorId: id, part: table })).slice(0, 1);
  return [...new Set(indicatorIds)].map((id) => {
    const series = mapping.series.filter((_, index) => indicatorIds[index] === id);
    return { indicatorId: id, part: { ...table, mapping: { ...mapping, series } } };
  });
}

/** What the source hid is recorded as hidden even where the figures beside it would give it away; counts stay, as data. */
export function indicated(observation: ObservationInput, indicatorId: string): IndicatedObservation {
  const { sourceHidden, ...rest } = observation;
  if (!sourceHidden || rest.status !== "ok") return { ...rest, indicatorId };
  const { value: _value, ...counts } = rest;
  return { ...counts, status: "c", indicatorId };
}

function findingOf({ column: _column, ...rest }: RowProblem): Finding {
  return rest;
}

function unrepeated(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [canonicalJson(one), one])).values()];
}

/** A record without the figures that an earlier one gives already; rejected where it says something else. */
export function withoutRepeats(
  record: CsvRecord,
  seen: Map<string, { line: number; figures: string }>,
): CsvRecord {
  const kept: number[] = [];
  const findings: Finding[] = [];
  const pointer = pointerBelow("/lines", record.line);
  for (const [index, observation] of record.observations.entries()) {
    const { numerator, denominator, value, status } = observation;
    // A digest, since a file has as many of them as figures.
    const key = hash("sha1", cellKeyOf(observation), "base64");
    const figures = [numerator, denominator, value, status].join();
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, { line: record.line, figures });
      kept.push(index);
    } else if (before.figures === figures) {
      const detail = `Line ${before.line} gives this figure already, and says the same.`;
      findings.push(finding(pointer, "duplicate-row", detail));
    } else {
      const detail = `Line ${before.line} gives this figure already, and says something else.`;
      findings.push(rejection(pointer, "conflicting-row", detail));
    }
  }
  if (findings.length === 0) return record;
  const rejects = findings.some(({ severity }) => severity === "rejects");
  const all = [...record.findings, ...findings];
  if (rejects) return { ...rejectedRow([record]), line: record.line, findings: all };
  return {
    ...record,
    observations: kept.flatMap((index) => record.observations[index] ?? []),
    columns: kept.flatMap((index) => record.columns[index] ?? []),
    findings: all,
  };
}
