import { nice, ticks } from "d3-array";

/** A linear scale from values to pixels, with round ticks. */
export type Scale = { readonly at: (value: number) => number; readonly ticks: readonly number[] };

/**
 * A scale that holds all values with some room, its ticks at round numbers. `bounds` are limits that it does not pass, for
 * instance 0 and 100 of a percentage.
 */
export function scaleOf(
  values: readonly number[],
  pixels: { readonly from: number; readonly to: number },
  bounds: { readonly least?: number; readonly most?: number } = {},
): Scale {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || Math.abs(most) || 1) * 0.15;
  const low = Math.max(least - room, bounds.least ?? Number.NEGATIVE_INFINITY);
  const high = Math.min(most + room, bounds.most ?? Number.POSITIVE_INFINITY);
  const [start, end] = nice(low, high, TICKS);
  return { at: linear([start, end], [pixels.from, pixels.to]), ticks: ticks(start, end, TICKS) };
}

const TICKS = 4;

type Span = readonly [from: number, to: number];

/** From a span of values to a span of pixels, to a tenth. A span of one value has it in the middle. */
export function linear([first, last]: Span, [from, to]: Span): (value: number) => number {
  return (value) => rounded(from + (last === first ? 0.5 : (value - first) / (last - first)) * (to - from));
}

/** A coordinate to a tenth: no eye sees more, and files stay small. */
export function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** The limits of a unit: a percentage lies between 0 and 100, counts and rates above 0. */
export function boundsOf(unit: string): { readonly least?: number; readonly most?: number } {
  if (unit === "percent") return { least: 0, most: 100 };
  return SIGNED.has(unit) ? {} : { least: 0 };
}

const SIGNED = new Set(["index", "percentage-points"]);
