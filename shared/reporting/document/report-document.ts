/** How a value of a column is to be read: what it is compared by, and how a sheet formats it. */
export type ColumnKind = "text" | "money" | "number" | "percent" | "date";

/** A column of a table. `unit` is what its numbers count, or the currency of all its amounts. */
export type Column = {
  readonly key: string;
  readonly label: string;
  readonly kind: ColumnKind;
  readonly unit?: string;
  /** Ids, versions and their like: they stand in files, and not where people read. */
  readonly inFilesOnly?: boolean;
};

/**
 * A value in a table. `text` is what people read, in the document's language; `value` is what machines read: a decimal string for money and
 * numbers (never a float), an ISO day for dates, null where there is none or none may be shown. `status` says why there is none (the
 * statuses of figures), `refs` which revisions of observations it was computed from.
 */
export type Cell = {
  readonly text: string;
  readonly value: string | null;
  /** What its number counts, or its currency, where the rows of a column differ in it. */
  readonly unit?: string;
  readonly status?: string;
  readonly refs?: readonly string[];
};

/** A table. Its key is unique within its document; the first column names the row. */
export type Table = {
  readonly type: "table";
  readonly key: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** What is said instead where it has no row. */
  readonly whenEmpty: string;
};

/** A figure that a chart names: `text` is how people read it; without it, it is written in the chart's unit. */
export type Mark = { readonly label: string; readonly value: number; readonly text?: string };

/**
 * A point of a line; null where there is no figure to show, which leaves a gap in the line. `on` is the ISO day at which it lies; where
 * one point has none, all lie evenly. `status` says why there is no value, "c" that it is protected.
 */
export type Point = {
  readonly label: string;
  readonly value: number | null;
  readonly text?: string;
  readonly status?: string;
  readonly on?: string;
};

/** Amounts of one bar, in the currency's major unit, stacked in this order; `beneath` are those of a thin bar under it. */
export type Bar = {
  readonly label: string;
  readonly parts: readonly number[];
  readonly beneath?: readonly number[];
};

/** How a part of a bar is filled: paid is solid, payable light, conditional hatched, intended an outline. */
export const BAR_FILLS = ["solid", "light", "hatched", "outline"] as const;
export type BarFill = (typeof BAR_FILLS)[number];

/** One row of a dumbbell: before and now. One that may not be shown has no `now` and no dot: its `text` says why. */
export type DumbbellRow = {
  readonly label: string;
  readonly before: number | null;
  readonly now: number | null;
  readonly text?: string;
};

/** A band between two nodes, by their ids. Without a weight it is a thin even line: a contribution is no amount. */
export type SankeyLink = { readonly source: string; readonly target: string; readonly weight?: number };
export type SankeyNode = { readonly id: string; readonly label: string; readonly column: number };

/** What is drawn. */
export type Drawing =
  | {
      readonly kind: "series";
      readonly unit: string;
      readonly points: readonly Point[];
      readonly target?: Mark & { readonly on?: string };
      readonly baseline?: Mark & { readonly on?: string };
      /** Labels of the points before which the series breaks. */
      readonly breaksBefore?: readonly string[];
      /** The centre of a run chart, as a thin line. */
      readonly centre?: Mark;
      /** What its scale has room for beside its points, so that several drawings are on one scale. */
      readonly alongside?: readonly number[];
    }
  | {
      readonly kind: "stacked-bars";
      readonly unit: string;
      readonly parts: readonly string[];
      /** How each part is filled; by itself in the order of `BAR_FILLS`. */
      readonly fills?: readonly BarFill[];
      readonly bars: readonly Bar[];
    }
  | {
      readonly kind: "dumbbell";
      readonly unit: string;
      readonly beforeLabel: string;
      readonly nowLabel: string;
      readonly rows: readonly DumbbellRow[];
      /** Everybody's figure now, as a line behind. */
      readonly everybody?: number;
      readonly everybodyText?: string;
      /** What its scale has room for beside its rows, so that several drawings are on one scale. */
      readonly alongside?: readonly number[];
    }
  | {
      readonly kind: "sankey";
      readonly nodes: readonly SankeyNode[];
      readonly links: readonly SankeyLink[];
    };

/** A chart: titled by what it shows, described in words, with the table that holds its data. */
export type Chart = {
  readonly type: "chart";
  readonly key: string;
  readonly finding: string;
  readonly description: string;
  readonly drawing: Drawing;
  /** The key of the table in the same document that holds the same figures. */
  readonly dataIn: string;
};

/** A part of a section, in whatever format it is shown. */
export type Block =
  | { readonly type: "heading"; readonly text: string }
  | { readonly type: "paragraph"; readonly text: string; readonly tone?: "lead" | "note" | "soft" }
  | { readonly type: "list"; readonly items: readonly string[] }
  | Table
  | Chart;

/** A section of a document; its key is that of the report's section. */
export type DocumentSection = {
  readonly key: string;
  readonly title: string;
  readonly blocks: readonly Block[];
};

/** A report as people read it, before any format: HTML, PDF, CSV, XLSX and SVG are all made from this alone. */
export type ReportDocument = {
  readonly language: "en" | "es";
  readonly title: string;
  readonly lead: string;
  readonly sections: readonly DocumentSection[];
  /** What stands at the end of every copy: when and from what it was made, its hash, how it is cited. */
  readonly colophon: readonly string[];
};

/** All tables of a document, in its order. */
export function tablesOf(document: ReportDocument): readonly Table[] {
  return blocksOf(document).filter((block) => block.type === "table");
}

/** A table as people read it: without the columns that stand in files only. */
export function asRead(table: Table): Table {
  const shown = table.columns.flatMap(({ inFilesOnly }, index) => (inFilesOnly ? [] : [index]));
  return {
    ...table,
    columns: table.columns.filter(({ inFilesOnly }) => !inFilesOnly),
    rows: table.rows.map((row) => shown.flatMap((index) => row[index] ?? [])),
  };
}

/** All charts of a document, in its order. */
export function chartsOf(document: ReportDocument): readonly Chart[] {
  return blocksOf(document).filter((block) => block.type === "chart");
}

function blocksOf(document: ReportDocument): readonly Block[] {
  return document.sections.flatMap(({ blocks }) => blocks);
}
