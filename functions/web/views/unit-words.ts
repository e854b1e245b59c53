type Counted = {
  readonly unit: string;
  readonly ratePer?: number | undefined;
  readonly currency?: string | undefined;
};

const UNITS: Readonly<Record<string, string>> = {
  percent: "Per cent",
  count: "Counts",
  index: "Points of an index",
  ratio: "Ratios",
};

/** What figures are counted in, as a heading: "Per cent", "Per 1,000", "US dollars" by their code. */
export function unitHeading({ unit, ratePer, currency }: Counted): string {
  if (unit === "rate") return `Per ${(ratePer ?? 1).toLocaleString("en-US")}`;
  if (unit === "currency") return `Money, in ${currency ?? "its currency"}`;
  return UNITS[unit] ?? unit;
}
