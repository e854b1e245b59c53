import type { Child } from "hono/jsx";
import type { Drawing } from "../../reporting/document/report-document.ts";
import type { Look } from "./look.ts";
import type { Language } from "./words.ts";

/** How a drawing is to be drawn. `id` tells its patterns from those of the other charts of a page. */
export type Manner = { readonly look: Look; readonly language: Language; readonly id: string };

/** A drawing made: its size in units, and what is in it; undefined where there is nothing to draw. */
export type Drawn = { readonly width: number; readonly height: number; readonly content: Child } | undefined;

/** A drawing of one kind. */
export type DrawingOf<K extends Drawing["kind"]> = Extract<Drawing, { readonly kind: K }>;

/** What tells the pattern of a chart from those of others: a name that may stand in an address, whatever the chart's key is. */
export function patternId(key: string): string {
  return `hatch-${key.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}
