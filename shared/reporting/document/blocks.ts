import type { Block, Cell, Column, Table } from "./report-document.ts";

/** A column of a table with how a cell of it is made of a row. */
export type ColumnOf<T> = Column & { readonly cell: (row: T) => Cell };

/** A table of rows of one kind: what each column is, and how its cell is made, are said once. */
export function tableOf<T>(given: {
  readonly key: string;
  readonly caption: string;
  readonly whenEmpty: string;
  readonly columns: readonly ColumnOf<T>[];
  readonly rows: readonly T[];
}): Table {
  const { key, caption, whenEmpty, columns, rows } = given;
  return {
    type: "table",
    key,
    caption,
    whenEmpty,
    columns: columns.map(({ cell: _cell, ...column }) => column),
    rows: rows.map((row) => columns.map(({ cell }) => cell(row))),
  };
}

/** A column, in short. */
export function column<T>(
  key: string,
  label: string,
  kind: Column["kind"],
  cell: (row: T) => Cell,
): ColumnOf<T> {
  return { key, label, kind, cell };
}

/** A column that stands in files and not where people read: an id, a version. */
export function fileColumn<T>(
  key: string,
  label: string,
  kind: Column["kind"],
  cell: (row: T) => Cell,
): ColumnOf<T> {
  return { ...column(key, label, kind, cell), inFilesOnly: true };
}

export function heading(text: string): Block {
  return { type: "heading", text };
}

export function paragraph(text: string, tone?: "lead" | "note" | "soft"): Block {
  return { type: "paragraph", text, ...(tone ? { tone } : {}) };
}

/** What follows only where something holds. */
export function when(holds: boolean, ...blocks: readonly Block[]): readonly Block[] {
  return holds ? blocks : [];
}

/** That a list of records is not whole, where it is not. */
export function cutNote({ isWhole }: { readonly isWhole: boolean }, plural: string): readonly Block[] {
  return when(!isWhole, paragraph(`These are the latest hundred ${plural}; there are more.`, "soft"));
}
