import type { BuiltInScheme } from "./built-in-scheme.ts";

/** What kind of place a figure is about. */
export const PLACE_KIND: BuiltInScheme = {
  id: "place-kind",
  name: "Kinds of places",
  dimension: "place-kind",
  versions: [
    {
      version: "2026-1",
      categories: [
        { key: "nation", label: "Nation" },
        { key: "state", label: "State" },
        { key: "county", label: "County" },
        { key: "city", label: "City or town" },
        { key: "school-district", label: "School district" },
        { key: "school", label: "School" },
        { key: "zip-code", label: "ZIP code area" },
        { key: "census-tract", label: "Census tract" },
        { key: "neighborhood", label: "Neighborhood" },
      ],
      wholes: [],
      crosswalks: [],
      note: "Places of one kind lie in those of another, or cut across them: a state is no sibling of its counties, so no kinds make a whole.",
      sources: ["https://upward-mobility.urban.org/framework"],
    },
  ],
};
