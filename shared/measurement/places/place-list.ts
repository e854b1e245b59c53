import * as z from "zod";
import { ReasonSchema } from "../../identity/reason.ts";
import { lazy } from "../../platform/lazy.ts";
import { DateSchema } from "../../platform/time.ts";
import { KebabSchema } from "../dimension.ts";
import { PlaceCodeSchema } from "../place.ts";

/** The most places of a partnership, and the most bytes of them as JSON: they lie in one item. */
export const MOST_PLACES = 2_000;
export const MOST_PLACE_BYTES = 350_000;

/** A place of a partnership: what kind it is of, in which other one it lies, and what its parts are to it. */
export const ListedPlaceSchema = lazy(() =>
  z
    .strictObject({
      code: PlaceCodeSchema(),
      name: z.string().trim().min(1).max(200),
      kind: KebabSchema().meta({ examples: ["state", "county", "district", "school", "neighbourhood"] }),
      parent: PlaceCodeSchema().optional().meta({ description: "The code of the place in which it lies." }),
      from: DateSchema().optional(),
      to: DateSchema().optional(),
      wholeBy: z.array(KebabSchema()).max(10).optional().meta({
        description:
          "The kinds of its children that together make it whole; those of others may be some of it only.",
      }),
      comparison: z.boolean().optional().meta({
        description:
          "It stands beside the partnership's own places: never added to them, nor ranked among them.",
      }),
    })
    .meta({
      id: "ListedPlace",
      examples: [
        { code: "US-CT", name: "Connecticut", kind: "state", comparison: true, wholeBy: ["district"] },
        { code: "0090001", name: "Harbour School District", kind: "district", parent: "US-CT" },
      ],
    }),
);
export type ListedPlace = z.infer<ReturnType<typeof ListedPlaceSchema>>;

/** All places of a partnership at once, for a reason. */
export const PlacesBodySchema = lazy(() =>
  z
    .strictObject({ places: z.array(ListedPlaceSchema()).max(MOST_PLACES), reason: ReasonSchema() })
    .superRefine(({ places }, context) => {
      for (const { index, field, message } of placeFaults(places))
        context.addIssue({ code: "custom", path: ["places", index, field], message });
    })
    .meta({ id: "PlacesBody" }),
);

export const PlacesSchema = lazy(() =>
  z
    .object({
      version: z.int().meta({ description: "0 where nothing was said yet." }),
      places: z.array(ListedPlaceSchema()),
    })
    .meta({ id: "Places", description: "The places of a partnership, and how they lie in one another." }),
);
export type Places = z.infer<ReturnType<typeof PlacesSchema>>;

type Fault = { readonly index: number; readonly field: keyof ListedPlace; readonly message: string };

/** What does not fit among places: a code that is given twice, a parent that is not there or lies in its own child, days that end before they begin. */
export function placeFaults(places: readonly ListedPlace[]): Fault[] {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const seen = new Set<string>();
  return places.flatMap((place, index): Fault[] => {
    const { code, parent, from, to } = place;
    const isTwice = seen.has(code);
    seen.add(code);
    if (isTwice) return [{ index, field: "code", message: "This place is given twice." }];
    if (parent !== undefined && !byCode.has(parent))
      return [{ index, field: "parent", message: `There is no place "${parent}" among these.` }];
    if (liesInItself(place, byCode))
      return [{ index, field: "parent", message: "A place does not lie in itself: follow its parents." }];
    if (from !== undefined && to !== undefined && to < from)
      return [{ index, field: "to", message: "The last day lies before the first." }];
    return [];
  });
}

function liesInItself(place: ListedPlace, byCode: ReadonlyMap<string, ListedPlace>): boolean {
  const met = new Set<string>();
  for (let at: ListedPlace | undefined = place; at; at = byCode.get(at.parent ?? "")) {
    if (met.has(at.code)) return at.code === place.code;
    met.add(at.code);
  }
  return false;
}

/** Where a place lies, as arithmetic has to know it; of one that is not listed only its code is known. */
export type PlaceScope = {
  readonly code: string;
  /** The codes of all places in which it lies, the nearest first. */
  readonly within?: readonly string[];
  /** The kinds of the place and of those in which it lies, by code. */
  readonly kinds?: Readonly<Record<string, string>>;
  readonly comparison?: boolean;
};

/** The scope of a place among those that are listed. */
export function placeScope(places: readonly ListedPlace[], code: string): PlaceScope {
  const byCode = new Map(places.map((place) => [place.code, place]));
  const place = byCode.get(code);
  if (!place) return { code };
  const chain: ListedPlace[] = [];
  for (let at: ListedPlace | undefined = place; at && !chain.includes(at); at = byCode.get(at.parent ?? ""))
    chain.push(at);
  return {
    code,
    within: chain.slice(1).map((one) => one.code),
    kinds: Object.fromEntries(chain.map((one) => [one.code, one.kind])),
    comparison: place.comparison ?? false,
  };
}

/** The codes of the places that stand beside a partnership's own. */
export function comparisonCodes(places: readonly ListedPlace[]): ReadonlySet<string> {
  return new Set(places.filter(({ comparison }) => comparison === true).map(({ code }) => code));
}

/** Whether a place was there on some day of a period. */
export function existsIn(
  { from, to }: Pick<ListedPlace, "from" | "to">,
  period: { readonly start: string; readonly end: string },
): boolean {
  return (from === undefined || from <= period.end) && (to === undefined || to >= period.start);
}
