import { SCRIPT_ADDRESS } from "./script/built.ts";

/** The names under which an address asks for a part of its page, counted from 1. */
export const PART_NAMES = ["csv", "svg"] as const;
export type PartName = (typeof PART_NAMES)[number];

/** A table as `Scroll` writes it. What is read here is our own markup, and no other. */
export const TABLE = /<section class="scroll"([^>]*)>(<table[^>]*>[\s\S]*?<\/table>)<\/section>/g;
/** A chart that has no file of its own elsewhere. */
const CHART_ALONE = /(<figure><figcaption>[\s\S]*?<\/figcaption><svg[^>]*>[\s\S]*?<\/svg>)(<\/figure>)?/g;

const WORDS = {
  en: { csv: "This table as CSV", svg: "This chart as a file (SVG)" },
  es: { csv: "Esta tabla como CSV", svg: "Este gráfico como archivo (SVG)" },
} as const;

/**
 * A page with the way to each of its tables and charts as a file beneath it: the same address, with which of them it is. A page that is
 * kept as it is, and asks for no script, is not touched.
 *
 * @param search the query of the page's own address: "?status=active"
 */
export function withPartLinks(html: string, search: string): string {
  if (!html.includes(`src="${SCRIPT_ADDRESS}"`)) return html;
  const words = /^<!doctype html><html lang="es"/.test(html) ? WORDS.es : WORDS.en;
  let [tables, charts] = [0, 0];
  const linked = html.replace(CHART_ALONE, (whole, drawn: string, end: string | undefined) => {
    charts++;
    return end === undefined ? whole : `${drawn}${link(search, "svg", charts, words.svg)}${end}`;
  });
  return linked.replace(TABLE, (whole) => {
    tables++;
    return whole.includes("<tbody></tbody>") ? whole : whole + link(search, "csv", tables, words.csv);
  });
}

function link(search: string, name: PartName, which: number, words: string): string {
  const query = new URLSearchParams(search);
  query.set(name, String(which));
  return `<p class="tofile small noprint"><a href="?${query.toString().replaceAll("&", "&amp;")}">${words}</a></p>`;
}
