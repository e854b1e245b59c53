import { toCsv } from "../../platform/csv.ts";
import type { CodebookEntry, Manifest } from "./manifest.ts";

/** The columns of a codebook as CSV. */
export const CODEBOOK_COLUMNS = [
  "indicatorId",
  "version",
  "name",
  "level",
  "outcomeId",
  "polarity",
  "unit",
  "ratePer",
  "currency",
  "numeratorDefinition",
  "denominatorDefinition",
  "window",
  "instrument",
  "source",
  "comparabilityNote",
  "seriesBreaks",
  "categorySchemes",
] as const;

/** The definitions of a release's indicators as CSV (RFC 4180), an indicator a line. */
export function codebookCsv({ indicators }: Manifest): string {
  return toCsv(CODEBOOK_COLUMNS, indicators.map(rowOf));
}

function rowOf(entry: CodebookEntry): Record<(typeof CODEBOOK_COLUMNS)[number], string> {
  const breaks = (entry.seriesBreaks ?? []).map(({ startsOn, kind, why }) => `${startsOn} ${kind}: ${why}`);
  const schemes = Object.entries(entry.categorySchemes ?? {}).map(([name, scheme]) => `${name}: ${scheme}`);
  return {
    indicatorId: entry.id,
    version: String(entry.version),
    name: entry.name,
    level: entry.level,
    outcomeId: entry.outcomeId ?? "",
    polarity: entry.polarity,
    unit: entry.unit,
    ratePer: entry.ratePer === undefined ? "" : String(entry.ratePer),
    currency: entry.currency ?? "",
    numeratorDefinition: entry.numeratorDefinition,
    denominatorDefinition: entry.denominatorDefinition,
    window: entry.window ?? "",
    instrument: entry.instrument ?? "",
    source: entry.source,
    comparabilityNote: entry.comparabilityNote ?? "",
    seriesBreaks: breaks.join("; "),
    categorySchemes: schemes.join("; "),
  };
}
