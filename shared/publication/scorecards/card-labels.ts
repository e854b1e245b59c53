import { defined } from "../../platform/defined.ts";
import { dimensionLabel, labelsOf } from "../published/labels.ts";
import type { Manifest } from "../published/manifest.ts";
import type { CardIndicator, Said, ScorecardContent } from "../published/scorecard-document.ts";
import type { Choices } from "./choices.ts";
import { SPANISH_CATEGORIES, SPANISH_DIMENSIONS } from "./spanish-names.ts";

/** What the periods, breakdowns and groups of a scorecard are called: in Spanish as far as its partnership or the product has words. */
export function cardLabels(
  manifest: Manifest,
  indicators: readonly CardIndicator[],
  spanish: Choices["spanish"],
): ScorecardContent["labels"] {
  const labels = labelsOf(manifest);
  const breakdowns = indicators.flatMap((indicator) => indicator.breakdowns);
  const used = new Set([
    ...indicators.flatMap(({ series }) => series.map(({ periodKey }) => periodKey)),
    ...breakdowns.flatMap(({ periodKey, basePeriodKey = periodKey }) => [periodKey, basePeriodKey]),
  ]);
  const byDimension = Map.groupBy(breakdowns, ({ dimensionKey }) => dimensionKey);
  const categories = [...byDimension].map(([dimensionKey, some]) => {
    const keys = [...new Set(some.flatMap(({ groups }) => groups.map(({ category }) => category)))].sort();
    return [
      dimensionKey,
      Object.fromEntries(
        keys.map((key) => [
          key,
          said(labels.category(dimensionKey, key), spanishGroup(dimensionKey, key, spanish)),
        ]),
      ),
    ] as const;
  });
  return {
    periods: Object.fromEntries(
      manifest.periods
        .filter(({ key }) => used.has(key))
        .map(({ key, start, end, kind }) => [key, { start, end, kind }]),
    ),
    dimensions: Object.fromEntries(
      [...byDimension.keys()].map((key) => [key, said(dimensionLabel(key), spanishDimension(key, spanish))]),
    ),
    categories: Object.fromEntries(categories),
  };
}

/** Words in English, with those in Spanish where there are any. */
export function said(en: string, es: string | undefined): Said {
  return { en, ...defined({ es }) };
}

function spanishDimension(key: string, own: Choices["spanish"]): string | undefined {
  const whole = own?.dimensions?.[key];
  if (whole !== undefined) return whole;
  const names = key.split("+").map((part) => own?.dimensions?.[part] ?? ownEntry(SPANISH_DIMENSIONS, part));
  return names.every((name) => name !== undefined) ? names.join(" y ") : undefined;
}

function spanishGroup(dimensionKey: string, key: string, own: Choices["spanish"]): string | undefined {
  const whole = own?.categories?.[dimensionKey]?.[key];
  if (whole !== undefined) return whole;
  const dimensions = dimensionKey.split("+");
  const names = key.split("+").map((part, index) => {
    const dimension = dimensions[index] ?? "";
    return (
      own?.categories?.[dimension]?.[part] ?? ownEntry(ownEntry(SPANISH_CATEGORIES, dimension) ?? {}, part)
    );
  });
  return names.every((name) => name !== undefined) ? names.join(", ") : undefined;
}

function ownEntry<T>(from: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(from, key) ? from[key] : undefined;
}
