/** Between which percentages a hidden rate is, in words; the upper end is not in the band, unless it is 100. */
export function bandWords({ from, to }: { readonly from: number; readonly to: number }): string {
  if (from <= 0 && to >= 100) return "somewhere from 0% to 100%";
  if (from <= 0) return `below ${to}%`;
  if (to >= 100) return `${from}% or more`;
  return `${from}% or more, below ${to}%`;
}
