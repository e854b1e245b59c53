import type { Relation } from "./relations.ts";
import { addressText, type CellAddress } from "./release-cell.ts";

/** Which place lies in which: a place's code, and that of the one it is a part of. */
export type PlaceTree = ReadonlyMap<string, string>;

/**
 * A place that is the sum of others, beside the tree: a ward of some schools of two districts, say. Two such wholes may share parts; what
 * one has more than the other then follows from both, even where no part has a figure.
 */
export type PlaceSum = { readonly whole: string; readonly parts: readonly string[] };

/** No place lies in another over more steps. */
const MOST_STEPS = 12;

/** A place is the sum of all that lie in it; those whose own larger place has no figure stand for it in the next larger one. */
export function sumsOverPlaces(cells: readonly CellAddress[], places: PlaceTree): Relation[] {
  if (places.size === 0) return [];
  const byText = new Map(cells.map((cell, index) => [addressText(cell), index]));
  const parts = Map.groupBy(cells.keys(), (index) => {
    const cell = cells[index] as CellAddress;
    let place = places.get(cell.placeCode);
    for (let step = 0; place !== undefined && step < MOST_STEPS; step++) {
      const whole = byText.get(addressText({ ...cell, placeCode: place }));
      if (whole !== undefined) return whole;
      place = places.get(place);
    }
    return undefined;
  });
  return [...parts].flatMap(([whole, own]) => (whole === undefined ? [] : [{ whole, parts: own }]));
}

/** The sums that are stated; a part without a figure is made up by its own parts where these have some, and else goes unseen. */
export function statedSumsOverPlaces(
  cells: readonly CellAddress[],
  { places, placeSums }: { places: PlaceTree; placeSums: readonly PlaceSum[] },
): Relation[] {
  if (placeSums.length === 0) return [];
  const within = Map.groupBy(places.keys(), (place) => places.get(place) as string);
  const partsOf = new Map([...within, ...placeSums.map(({ whole, parts }) => [whole, [...parts]] as const)]);
  const series = Map.groupBy(cells.keys(), (index) =>
    addressText({ ...(cells[index] as CellAddress), placeCode: "" }),
  );
  return [...series.values()].flatMap((own) => {
    const there = new Map(own.map((index) => [(cells[index] as CellAddress).placeCode, index]));
    const sums = placeSums.flatMap(({ whole, parts }) => {
      const at = there.get(whole);
      return at === undefined
        ? []
        : [{ whole: at, parts: parts.flatMap((part) => madeUpBy(part, { there, partsOf })) }];
    });
    return tellingSums(sums, { there, address: cells[own[0] as number] as CellAddress });
  });
}

/** The places with a figure that make a place up, or itself where there are none. */
function madeUpBy(
  place: string,
  known: { there: ReadonlyMap<string, number>; partsOf: ReadonlyMap<string, readonly string[]> },
  steps = 0,
): string[] {
  const parts = known.partsOf.get(place) ?? [];
  if (known.there.has(place) || steps > MOST_STEPS) return [place];
  const own = parts.flatMap((part) => madeUpBy(part, known, steps + 1));
  return own.some((part) => known.there.has(part)) ? own : [place];
}

/** Relations of sums; one tells nothing whose places have no figure and are in no other. */
function tellingSums(
  sums: readonly { readonly whole: number; readonly parts: readonly string[] }[],
  { there, address }: { there: ReadonlyMap<string, number>; address: CellAddress },
): Relation[] {
  const knownBy = Map.groupBy(
    sums.flatMap(({ parts }) => parts),
    (part) => part,
  );
  return sums.flatMap(({ whole, parts }) => {
    if (parts.every((part) => !there.has(part) && knownBy.get(part)?.length === 1)) return [];
    const unseen = parts.filter((part) => !there.has(part)).map((placeCode) => ({ ...address, placeCode }));
    return [{ whole, parts: parts.flatMap((part) => there.get(part) ?? []), unseen }];
  });
}
