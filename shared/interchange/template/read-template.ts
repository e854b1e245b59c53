import { cellFault } from "../cell-fault.ts";
import { cellPlace } from "../cell-place.ts";
import type { Unit } from "../column-mapping.ts";
import { cleanCell, comparisonKey, figureIn } from "../csv-cells.ts";
import { type CsvRecord, indicated, withoutRepeats } from "../csv-rows.ts";
import type { CsvRow } from "../csv-table.ts";
import { type Finding, finding, rejection } from "../finding.ts";
import type { IndicatedObservation } from "../import-file.ts";
import { type FigureCells, type Figures, readFigures } from "../observation-figures.ts";
import type { TemplateTable } from "./open-template.ts";
import { ENTRIES, KEY, parseKey, type RowKey } from "./template-format.ts";

/** What has to be known of an indicator to read its figures, from measurement. */
export type TemplateIndicator = {
  readonly ownerId: string;
  readonly unit: Unit;
  readonly ratePer?: number | undefined;
  readonly version: number;
};
export type TemplateIndicators = ReadonlyMap<string, TemplateIndicator>;

/** The indicators that the keys of a template name, once each. */
export function indicatorsIn(table: TemplateTable): string[] {
  const ids = table.rows.flatMap((row) => parseKey(cellOf(table, row, KEY))?.indicatorId ?? []);
  return [...new Set(ids)];
}

/**
 * Every row of a template as a record, in the order of the file: the figure that was filled in for exactly the cell that its key
 * names, or why it comes to nothing. A row that was left empty is skipped: it says nothing, not even that something is missing.
 */
export function readTemplateRecords(
  table: TemplateTable,
  { indicators, ownerId }: { readonly indicators: TemplateIndicators; readonly ownerId: string },
): CsvRecord[] {
  const own = new Map([...indicators].filter(([, indicator]) => indicator.ownerId === ownerId));
  const seen = new Map<string, { line: number; figures: string }>();
  return table.rows.map((row) => withoutRepeats(readRow({ table, row }, own), seen));
}

type Row = { readonly table: TemplateTable; readonly row: CsvRow };
type Entry = (typeof ENTRIES)[number];
type Entries = Readonly<Record<Entry, string>>;

function readRow(at: Row, indicators: TemplateIndicators): CsvRecord {
  const { cells: _cells, ...place } = at.row;
  const entries = entriesOf(at);
  const text = cellOf(at.table, at.row, KEY);
  const none = { ...place, observations: [], columns: [], findings: [] };
  const isEmpty = Object.values(entries).every((entry) => entry === "");
  if (isEmpty) return { ...none, skipped: text === "" ? "blank row" : "not filled in" };
  const faults = faultsIn(at, entries);
  if (faults.length > 0) return { ...none, findings: faults };
  const key = parseKey(text);
  const about = key ? aboutFaults(at, key, indicators) : [noKey(at, text)];
  const indicator = key && indicators.get(key.indicatorId);
  if (!key || !indicator || about.length > 0) return { ...none, findings: about };
  const { observation, findings } = observationOf(at, { key, entries, indicator });
  const all = [...changedSince(at, key, indicator), ...findings];
  if (!observation) return { ...none, findings: all };
  const column = at.table.at(entries.Value === "" ? "Numerator" : "Value");
  return { ...none, observations: [observation], columns: [column], findings: all };
}

function entriesOf({ table, row }: Row): Entries {
  const entries = ENTRIES.map((entry) => [entry, cellOf(table, row, entry)] as const);
  return Object.fromEntries(entries) as Entries;
}

function cellOf(table: TemplateTable, row: CsvRow, title: string): string {
  return cleanCell(row.cells[table.at(title)] ?? "");
}

function faultsIn(at: Row, entries: Entries): Finding[] {
  return ENTRIES.flatMap((entry) => {
    const fault = entry === "Note" ? undefined : cellFault(entries[entry]);
    return fault ? [rejected(at, entry, fault.rule, fault.detail)] : [];
  });
}

function noKey(at: Row, text: string): Finding {
  const detail =
    text === ""
      ? "The row has figures and no key, so that nobody knows what they are of. Fill in the rows that are there."
      : "The key was changed. Take it from the template again.";
  return rejected(at, KEY, text === "" ? "key-missing" : "key-unreadable", detail);
}

/** What of a row is not as the template was made: its words, or its indicator. */
function aboutFaults(at: Row, key: RowKey, indicators: TemplateIndicators): Finding[] {
  const { table, row } = at;
  const [indicator, period, place] = ["Indicator", "Period", "Place"].map((title) =>
    cellOf(table, row, title),
  );
  const labels = Object.fromEntries(table.dimensions.map((name) => [name, cellOf(table, row, name)]));
  if (!key.goesWith({ indicator: indicator ?? "", period: period ?? "", place: place ?? "", labels })) {
    const detail =
      "The words of this row do not go with its key: it was made for another figure. Ask for a template of the figures you mean.";
    return [rejected(at, KEY, "row-rewritten", detail)];
  }
  if (indicators.has(key.indicatorId)) return [];
  return [
    rejected(
      at,
      "Indicator id",
      "indicator-unknown",
      "There is no such indicator in a partnership that you keep.",
    ),
  ];
}

function changedSince(at: Row, key: RowKey, { version }: TemplateIndicator): Finding[] {
  if (key.version === version) return [];
  const detail = `The definition of the indicator changed since the template was made: from version ${key.version} to ${version}.`;
  return [located(at, "Indicator", finding("", "indicator-changed", detail))];
}

const STATUSES: ReadonlyMap<string, Figures["status"]> = new Map([
  ["", "ok"],
  ["ok", "ok"],
  ["confidential", "c"],
  ["not available", "x"],
  ["not applicable", "z"],
  ["unreliable", "u"],
  ["not collected", "w"],
  ...(["c", "x", "z", "u", "w"] as const).map((letter) => [letter, letter] as const),
]);
const STAGES = ["provisional", "final"] as const;

type Filled = { readonly key: RowKey; readonly entries: Entries; readonly indicator: TemplateIndicator };
type Observed = { readonly observation?: IndicatedObservation; readonly findings: readonly Finding[] };

function observationOf(at: Row, { key, entries, indicator }: Filled): Observed {
  const status = STATUSES.get(comparisonKey(entries.Status));
  const stage = STAGES.find((one) => one === comparisonKey(entries.Stage));
  const unknown = [
    ...(status === undefined
      ? [
          rejected(
            at,
            "Status",
            "status-unknown",
            `"${entries.Status.slice(0, 40)}" is no status: see the sheet that says how to fill in.`,
          ),
        ]
      : []),
    ...(stage === undefined && entries.Stage !== ""
      ? [rejected(at, "Stage", "stage-unknown", 'Say "provisional" or "final", or nothing.')]
      : []),
  ];
  if (status === undefined || unknown.length > 0) return { findings: unknown };
  const { figures, findings } = figuresOf(at, { entries, indicator, status });
  if (!figures) return { findings };
  const { indicatorId, period, dimensions } = key;
  const observation = indicated({ period, place: placeOf(at, key), dimensions, ...figures }, indicatorId);
  const beside = { ...(stage ? { stage } : {}), ...(entries.Note === "" ? {} : { note: entries.Note }) };
  return { observation: { ...observation, ...beside }, findings };
}

/** The place with the name that stands before its code. */
function placeOf({ table, row }: Row, { placeCode: code }: RowKey): { code: string; name?: string } {
  const words = cellOf(table, row, "Place");
  const name = words.endsWith(` (${code})`) ? words.slice(0, -code.length - 3).trim() : "";
  return name === "" ? { code } : { code, name };
}

type Read = { readonly figures?: Figures | undefined; readonly findings: readonly Finding[] };

/** The figures of a row beside the status that it says: one that leaves no room for figures has none. */
function figuresOf(
  at: Row,
  { entries, indicator, status }: Pick<Filled, "entries" | "indicator"> & { status: Figures["status"] },
): Read {
  const { tokens, style } = at.table;
  const read = (text: string) => (text === "" ? undefined : figureIn(text, tokens, style));
  const cells: FigureCells = {
    numerator: read(entries.Numerator),
    denominator: read(entries.Denominator),
    value: read(entries.Value),
  };
  const filled = Object.values(cells).filter((cell) => cell !== undefined);
  if (filled.length === 0 && status !== "ok") return { figures: { status }, findings: [] };
  if (filled.length === 0) {
    const detail = "There is no figure here. Give one, or say under Status why there is none.";
    return { findings: [rejected(at, "Value", "figure-missing", detail)] };
  }
  if (["x", "z", "w"].includes(status)) {
    const detail = "This status says that there is no figure, and there is one. Empty one of them.";
    return { findings: [rejected(at, "Status", "status-with-figures", detail)] };
  }
  const { figures, remarks } = readFigures(cells, { unit: indicator.unit, per: indicator.ratePer ?? 1 });
  const findings = remarks.map(({ figure, rule, detail, severity }) =>
    located(at, titleOf(figure), { pointer: "", rule, detail, severity }),
  );
  if (figures?.status === "x" && filled.every(({ state }) => state === "number")) {
    const detail = "From these figures no value follows: give numerator and denominator, or the value.";
    return { findings: [...findings, rejected(at, "Value", "figure-missing", detail)] };
  }
  return { figures: figures && withStatus(figures, status), findings };
}

/** What is said to be confidential keeps its counts, as data, and no value. */
function withStatus(figures: Figures, status: Figures["status"]): Figures {
  if (status === "ok" || figures.status !== "ok") return figures;
  const { value: _value, ...counts } = figures;
  return status === "c" ? { ...counts, status } : { ...figures, status };
}

function titleOf(figure: string): Entry {
  return ENTRIES.find((entry) => entry.toLowerCase() === figure) ?? "Value";
}

function rejected(at: Row, title: string, rule: string, detail: string): Finding {
  return located(at, title, rejection("", rule, detail));
}

/** A finding with the place of a cell: its pointer, and its address. */
function located({ table, row }: Row, title: string, found: Finding): Finding {
  return { ...found, ...cellPlace(table, row, table.at(title)) };
}
