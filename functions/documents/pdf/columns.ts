import type { Column, Table } from "../../../shared/reporting/document/report-document.ts";
import type { Face } from "./face.ts";

/** Room at either side of a cell's text. */
export const PADDING = 3;
/** No column is made wider for one long text than this, in ems. */
const WIDEST = 34;
/** Nor kept wider for one long word. */
const LONGEST_WORD = 11;
/** Rows that widths are taken from: those of a long table are alike. */
const SAMPLE = 400;

/** Columns whose values are compared stand at the right. */
export function isNumeric({ kind }: Column): boolean {
  return kind === "money" || kind === "number" || kind === "percent";
}

/**
 * How wide each column is, so that all fill `room`: as wide as its texts where there is room for all, else at least its longest word and of
 * what is left a share by how much more it would need. Where even the words do not fit, all give way alike.
 */
export function columnWidths(
  table: Table,
  {
    faces,
    size,
    room,
  }: { readonly faces: { text: Face; head: Face }; readonly size: number; readonly room: number },
): readonly number[] {
  const step = Math.max(1, Math.ceil(table.rows.length / SAMPLE));
  const rows = table.rows.filter((_, index) => index % step === 0);
  const needs = table.columns.map(({ label }, column) => {
    const seen = new Set(rows.map((row) => row[column]?.text ?? ""));
    const texts = [...seen].map((text) => needOf(text, faces.text));
    return [needOf(label, faces.head), ...texts].reduce((all, one) => ({
      least: Math.max(all.least, one.least),
      most: Math.max(all.most, one.most),
    }));
  });
  const least = needs.map((need) => need.least * size + 2 * PADDING);
  const most = needs.map((need) => need.most * size + 2 * PADDING);
  const [allLeast, allMost] = [sum(least), sum(most)];
  if (allMost <= room) return most;
  if (allLeast >= room) return least.map((width) => (width * room) / allLeast);
  const share = (room - allLeast) / (allMost - allLeast);
  return least.map((width, column) => width + ((most[column] ?? width) - width) * share);
}

function needOf(text: string, face: Face): { readonly least: number; readonly most: number } {
  const words = text.split(/\s+/).map((word) => face.width(word));
  return {
    least: Math.min(Math.max(...words), LONGEST_WORD),
    most: Math.min(face.width(text), WIDEST) + 0.01,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
