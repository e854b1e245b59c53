import { type Period, periodLabel } from "../../platform/time.ts";
import type { Manifest } from "./manifest.ts";

/** Ids whose hyphen is no blank. */
const WORDS: Readonly<Record<string, string>> = { "race-ethnicity": "race/ethnicity" };

/** How a release's own ids are said to people. */
export type Labels = {
  readonly period: (key: string) => string;
  readonly place: (code: string) => string;
  readonly dimension: (key: string) => string;
  readonly category: (dimensionKey: string, category: string) => string;
};

/** The words of a release, as its manifest has them; an id that it does not name stands for itself. */
export function labelsOf(manifest: Manifest): Labels {
  const periods = new Map<string, Period>(manifest.periods.map((period) => [period.key, period]));
  const places = new Map(manifest.places.map(({ code, name }) => [code, name ?? code]));
  return {
    period: (key) => {
      const period = periods.get(key);
      return period ? periodLabel(period) : key;
    },
    place: (code) => places.get(code) ?? code,
    dimension: dimensionLabel,
    category: (dimensionKey, category) => {
      if (dimensionKey === "all") return "Everybody";
      const dimensions = dimensionKey.split("+");
      const names = category.split("+").map((id, index) => {
        const labels = manifest.categories[dimensions[index] ?? ""];
        return (labels && Object.hasOwn(labels, id) ? labels[id] : undefined) ?? wordsOf(id);
      });
      const text = names.join(", ");
      return text.charAt(0).toUpperCase() + text.slice(1);
    },
  };
}

/** How a breakdown is named: "race/ethnicity and sex" of "race-ethnicity+sex". */
export function dimensionLabel(key: string): string {
  return key === "all" ? "everybody" : key.split("+").map(wordsOf).join(" and ");
}

function wordsOf(id: string): string {
  return WORDS[id] ?? id.replaceAll("-", " ");
}
