import type { BuiltInScheme } from "./built-in-scheme.ts";
import { PEOPLE, SITUATIONS } from "./circumstances.ts";
import { PLACE_KIND } from "./places.ts";
import { RACE_ETHNICITY } from "./race-ethnicity.ts";

/** The category schemes that come with the product. */
export const BUILT_IN: readonly BuiltInScheme[] = [RACE_ETHNICITY, ...PEOPLE, ...SITUATIONS, PLACE_KIND];
