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
  const step = roundStep((high - low) / 4);
  const [start, end] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const span = end - start || 1;
  const count = Math.round(span / step);
  return {
    at: (value) => Math.round((pixels.from + ((value - start) / span) * (pixels.to - pixels.from)) * 10) / 10,
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((start + index * step).toPrecision(12))),
  };
}

/** The next of 1, 2, 2.5, 5 or 10 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= step - 1e-12) ?? 10;
  return factor * power;
}

/** The limits of a unit: a percentage lies between 0 and 100, counts and rates above 0. */
export function boundsOf(unit: string): { readonly least?: number; readonly most?: number } {
  if (unit === "percent") return { least: 0, most: 100 };
  return unit === "index" ? {} : { least: 0 };
}
