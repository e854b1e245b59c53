import type { CellAddress } from "../../disclosure/release/release-cell.ts";
import type { Manifest } from "./manifest.ts";

/** The parts of an address in the order in which figures are stored: what a page shows together lies together. */
export const READING_ORDER = ["indicatorId", "placeCode", "dimensionKey", "periodKey", "category"] as const;

/** Which cells somebody asks for: exact parts of their address, and nothing else. */
export type CellFilter = Readonly<Partial<CellAddress>>;

type Parts = readonly string[];
type Bounds = { readonly from: Parts | undefined; readonly to: Parts | undefined };

/** Orders addresses as figures are stored; below zero where the first one comes first. */
export function compareAddresses(first: CellAddress, second: CellAddress): number {
  for (const part of READING_ORDER) {
    if (first[part] < second[part]) return -1;
    if (first[part] > second[part]) return 1;
  }
  return 0;
}

/** Whether a cell is one of those asked for. */
export function isAskedFor(cell: CellAddress, filter: CellFilter): boolean {
  return READING_ORDER.every((part) => filter[part] === undefined || filter[part] === cell[part]);
}

/**
 * The numbers of the chunks in which such cells can be, in order: told by the first and the last address of each, and by what the
 * manifest names. One or two for a cell; few for an indicator in a place.
 */
export function chunksFor(manifest: Manifest, filter: CellFilter): number[] {
  const candidates = candidatesOf(manifest, filter);
  return manifest.chunks
    .filter(({ first, last }) => mayHold({ from: partsOf(first), to: partsOf(last) }, candidates, 0))
    .map(({ number }) => number);
}

/** What each part of an address can be; undefined where it can be anything. */
function candidatesOf(manifest: Manifest, filter: CellFilter): readonly (Parts | undefined)[] {
  const known: Readonly<Record<(typeof READING_ORDER)[number], Parts | undefined>> = {
    indicatorId: manifest.indicators.map(({ id }) => id),
    placeCode: manifest.places.map(({ code }) => code),
    dimensionKey: manifest.dimensionKeys,
    periodKey: manifest.periods.map(({ key }) => key),
    category: undefined,
  };
  return READING_ORDER.map((part) => {
    const wanted = filter[part];
    return wanted === undefined ? known[part] : [wanted];
  });
}

/** Whether an address of such parts is one of two addresses or lies between them; a bound that is passed binds no more. */
function mayHold({ from, to }: Bounds, candidates: readonly (Parts | undefined)[], depth: number): boolean {
  if (from === undefined && to === undefined) return true;
  if (depth === candidates.length) return true;
  const [least, most] = [from?.[depth], to?.[depth]];
  const values = candidates[depth];
  if (values === undefined) return true;
  return values.some((value) => {
    if ((least !== undefined && value < least) || (most !== undefined && value > most)) return false;
    const inner = { from: value === least ? from : undefined, to: value === most ? to : undefined };
    return mayHold(inner, candidates, depth + 1);
  });
}

function partsOf(address: CellAddress): Parts {
  return READING_ORDER.map((part) => address[part]);
}
