import * as z from "zod";
import { lazy } from "../../platform/lazy.ts";

/** A list of capacities by name and version: what was assessed keeps the version it was assessed under. */
export type CapacityList = {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly capacities: readonly { readonly key: string; readonly name: string }[];
};

/** Every list the product knows, the latest last. */
export const CAPACITY_LISTS: readonly CapacityList[] = [
  {
    id: "community-muscle",
    version: "1",
    name: "Seven capacities of community muscle",
    source: "https://ssir.org/articles/entry/the_importance_of_place",
    capacities: [
      { key: "leadership-and-talent", name: "Leadership and talent" },
      { key: "data-and-information", name: "Data and information" },
      { key: "sustainable-resources", name: "Sustainable resources" },
      { key: "policy-and-advocacy", name: "Policy and advocacy" },
      { key: "communications-and-engagement", name: "Communications and engagement" },
      { key: "practice-improvement-and-acceleration", name: "Practice improvement and acceleration" },
      { key: "equity", name: "Equity" },
    ],
  },
];

const KEYS: readonly string[] = CAPACITY_LISTS.flatMap(({ capacities }) => capacities.map(({ key }) => key));

/** A capacity that some list has, by its key. */
export const CapacityKeySchema = lazy(() =>
  z
    .string()
    .refine(
      (key) => KEYS.includes(key),
      `There is no such capacity. There are: ${[...new Set(KEYS)].join(", ")}.`,
    ),
);
