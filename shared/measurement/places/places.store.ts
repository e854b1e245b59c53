import { ATTACHED, HEAD, type HeadFields, headKey, type Part } from "../../platform/aggregate.ts";
import { changesUntil } from "../../platform/as-of.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { Result } from "../../platform/result.ts";
import { getItem, type Item, queryPage, type Table } from "../../platform/table.ts";
import { ownPartnership } from "../indicator.store.ts";
import { type ListedPlace, type Places, PlacesSchema } from "./place-list.ts";

const VERSION = `${ATTACHED}V#`;
const NOTHING: Places = { version: 0, places: [] };

/** The partition of a partnership's places: a small head, and beside it every version of the list, written once. */
export function placesPk(partnershipId: string): string {
  return `PLC#${partnershipId}`;
}

/** The places of a partnership now. One Query for the last version, strongly consistent: its bytes / 4 KB, at most 350 KB. */
export async function readPlaceList(table: Table, partnershipId: string): Promise<Places> {
  const latest = { partition: placesPk(partnershipId), prefix: VERSION, descending: true, limit: 1 };
  const [item] = (await queryPage(table, latest)).items;
  return item ? toPlaces(item) : NOTHING;
}

/** The places of a partnership as they were recorded by an instant: its changes up to then, a hundred a Query, and the version they make. */
async function placeListAsOf(table: Table, partnershipId: string, instant: string): Promise<Places> {
  const changes = await changesUntil(table, placesPk(partnershipId), instant);
  const version = changes.at(-1)?.version;
  if (version === undefined) return NOTHING;
  const item = await getItem(table, { pk: placesPk(partnershipId), sk: versionKey(version) });
  if (!item) throw new Error(`The places of ${partnershipId} lack their version ${version}.`);
  return toPlaces(item);
}

/** The places of a partnership now, or by a settled instant. */
export function placeListAt(
  table: Table,
  partnershipId: string,
  instant: string | undefined,
): Promise<Places> {
  if (instant === undefined) return readPlaceList(table, partnershipId);
  return placeListAsOf(table, partnershipId, instant);
}

/** The stored head, undefined where nothing was said yet. One GetItem. */
export function placesHead(table: Table, partnershipId: string): Promise<Item | undefined> {
  return getItem(table, headKey(placesPk(partnershipId)));
}

/**
 * Writes the list as its next version: head, version and change, twice their KB. That the partnership is the author's is a condition of
 * the transaction (`extra.failedOther` 0 otherwise).
 */
export function savePlaces(
  table: Table,
  write: {
    readonly partnershipId: string;
    readonly places: readonly ListedPlace[];
    readonly previous: Item | undefined;
    readonly version: number;
    readonly reason: string;
    readonly by: Author;
    readonly now: string;
  },
): Promise<Result<HeadFields>> {
  const { partnershipId, places, previous, version, reason, by, now } = write;
  const head: Part = { sk: HEAD, type: "places", attributes: { partnershipId, count: places.length } };
  const list: Part = {
    sk: versionKey(version),
    type: "place-list",
    attributes: { version, places: JSON.stringify(places) },
    sealed: true,
  };
  return writeAggregate(table, {
    pk: placesPk(partnershipId),
    ownerId: by.organisationId,
    ...(previous ? { previousHead: previous } : {}),
    parts: [previous ? { before: previous, after: head } : { after: head }, { after: list, isNew: true }],
    action: "places.put",
    reason,
    by,
    now,
    others: [ownPartnership(partnershipId, by.organisationId)],
  });
}

function toPlaces({ version, places }: Item): Places {
  return PlacesSchema().parse({ version, places: JSON.parse(String(places)) });
}

/** Six digits, so that versions sort as they were made. */
function versionKey(version: number): string {
  return `${VERSION}${String(version).padStart(6, "0")}`;
}
