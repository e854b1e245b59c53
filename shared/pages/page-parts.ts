import { type PartName, TABLE } from "./part-links.ts";
import { type ChartWords, chartFileOf } from "./script/chart-file.ts";
import { csvOf, fileNameOf, type TableCell } from "./script/table-text.ts";

/** A part of a page as a file of its own. */
export type PartFile = { readonly name: string; readonly type: string; readonly text: string };

/** A chart as `Figure` writes it. */
const CHART = /<figure><figcaption>([\s\S]*?)<\/figcaption>(<svg[^>]*>[\s\S]*?<\/svg>)/g;
/** A part of a page as a file: its n-th table as CSV, its n-th chart as SVG. Undefined where the page has none. */
export function partOf(html: string, name: PartName, which: number): PartFile | undefined {
  return name === "csv" ? tableFile(html, which) : chartFile(html, which);
}

function tableFile(html: string, which: number): PartFile | undefined {
  const [, attributes = "", table] = [...html.matchAll(TABLE)][which - 1] ?? [];
  if (table === undefined) return undefined;
  const [, caption] = /<caption[^>]*>([\s\S]*?)<\/caption>/.exec(table) ?? [];
  const label = /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? "";
  const rows = [...table.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) => cellsOf(row));
  const name = fileNameOf(textOf(caption ?? label), "csv");
  return { name, type: "text/csv; charset=utf-8", text: csvOf(rows) };
}

/** The cells of a row, a cell a column: one that spans several is the first of them, and the others are empty. */
function cellsOf(row: string): TableCell[] {
  return [...row.matchAll(/<t[hd]([^>]*)>([\s\S]*?)<\/t[hd]>/g)].flatMap(
    ([, attributes = "", inside = ""]) => {
      const value = /\sdata-v="([^"]*)"/.exec(attributes)?.[1];
      const spans = Number(/\scolspan="(\d+)"/i.exec(attributes)?.[1] ?? 1);
      const isHidden =
        /class="[^"]*\bhid\b/.test(attributes) || /^\s*<span class="hid">[^<]*<\/span>\s*$/.test(inside);
      const cell = {
        text: textOf(inside),
        value: value === undefined || isHidden ? undefined : unescaped(value),
      };
      return [cell, ...Array.from({ length: spans - 1 }, () => ({ text: "" }))];
    },
  );
}

function chartFile(html: string, which: number): PartFile | undefined {
  const [, caption = "", drawn] = [...html.matchAll(CHART)][which - 1] ?? [];
  if (drawn === undefined) return undefined;
  const description = unescaped(/aria-label="([^"]*)"/.exec(drawn)?.[1] ?? "");
  const words: ChartWords = { title: textOf(caption), description };
  const text = chartFileOf(drawn, words);
  if (text === undefined) return undefined;
  return { name: fileNameOf(words.title, "svg"), type: "image/svg+xml", text };
}

/** The text of markup in one line, without what only the eye is to see. */
function textOf(markup: string): string {
  const read = markup
    .replace(/<(\w+)[^>]*\saria-hidden="true"[^>]*>[^<]*<\/\1>/g, "")
    .replace(/<(div|small|br|li|p)\b[^>]*>/g, " ")
    .replace(/<[^>]*>/g, "");
  return unescaped(read).replace(/\s+/g, " ").trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
