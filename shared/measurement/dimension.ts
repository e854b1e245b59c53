import * as z from "zod";
import { lazy } from "../platform/lazy.ts";

/** At most this many dimensions cross in one cell (race × sex × grade × …). */
export const MOST_DIMENSIONS = 4;
/** The dimension key of everybody, and the category key of its only cell. */
export const ALL = "all";

/** An id of reference data: "race-ethnicity", "grade-3". Lower-case words joined by hyphens, so that keys can be built of it. */
export const KebabSchema = lazy(() =>
  z
    .string()
    .max(60)
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'Write it in lower-case words joined by hyphens, like "race-ethnicity".',
    ),
);

/** Which subgroup: category by dimension. Empty means everybody. */
export const DimensionsSchema = lazy(() =>
  z
    .record(KebabSchema(), KebabSchema())
    .refine((dimensions) => Object.keys(dimensions).length <= MOST_DIMENSIONS, {
      message: `At most ${MOST_DIMENSIONS} dimensions can be crossed.`,
    })
    .refine((dimensions) => !(ALL in dimensions), {
      message: `"${ALL}" is not a dimension: leave it out for everybody.`,
    })
    .meta({
      id: "Dimensions",
      description: "Category by dimension, both lower-kebab ids; {} is everybody.",
      examples: [{}, { "race-ethnicity": "black", sex: "female" }],
    }),
);
export type Dimensions = Readonly<Record<string, string>>;

/** What cells are stored together by: the names of their dimensions, sorted ("race-ethnicity+sex"), "all" for none. */
export function dimensionKeyOf(dimensions: Dimensions): string {
  const names = Object.keys(dimensions).sort();
  return names.length === 0 ? ALL : names.join("+");
}

/** What a cell is called among those: its categories in the order of the sorted names ("black+female"), "all" for none. */
export function categoryKeyOf(dimensions: Dimensions): string {
  const entries = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? ALL : entries.map(([, category]) => category).join("+");
}

/** The subgroup that the two keys name: the reverse of `dimensionKeyOf` and `categoryKeyOf`. */
export function toDimensions(dimensionKey: string, categoryKey: string): Dimensions {
  if (dimensionKey === ALL) return {};
  const categories = categoryKey.split("+");
  return Object.fromEntries(dimensionKey.split("+").map((name, index) => [name, categories[index] ?? ""]));
}
