import { staleVersion } from "../../identity/stale-version.ts";
import { headFields } from "../../platform/aggregate.ts";
import type { Author } from "../../platform/history.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Table } from "../../platform/table.ts";
import { type ListedPlace, MOST_PLACE_BYTES, type Places } from "./place-list.ts";
import { placesHead, savePlaces } from "./places.store.ts";

/**
 * Says all places of a partnership at once, over the version that was read (0 where nothing was said yet). What was said before stays
 * in its history. Rounds: the head, the transaction. Refused with `version_conflict`, `too_many_items` or `not_found`.
 */
export async function putPlaces(
  deps: { readonly table: Table },
  call: {
    readonly partnershipId: string;
    readonly places: readonly ListedPlace[];
    readonly reason: string;
    readonly ifMatch: number;
    readonly author: Author;
    readonly now: string;
  },
): Promise<Result<Places>> {
  const { partnershipId, places, reason, ifMatch, author: by, now } = call;
  const bytes = Buffer.byteLength(JSON.stringify(places));
  if (bytes > MOST_PLACE_BYTES) {
    const detail = `The places of a partnership take at most ${MOST_PLACE_BYTES} bytes; these take ${bytes}.`;
    return fail({ code: "too_many_items", detail, extra: { limit: MOST_PLACE_BYTES } });
  }
  const previous = await placesHead(deps.table, partnershipId);
  if (previous && previous.ownerId !== by.organisationId) return notFound();
  const present = previous ? headFields(previous).version : 0;
  if (present !== ifMatch) return previous ? fail(staleVersion(present)) : noneYet();
  const version = present + 1;
  const write = { partnershipId, places, previous, version, reason, by, now };
  const written = await savePlaces(deps.table, write);
  if (written.ok) return ok({ version, places: [...places] });
  const { code, extra } = written.problem;
  if (code === "conflict" && extra?.failedOther === 0) return notFound();
  return code === "already_exists" ? fail(staleVersion(1)) : written;
}

function notFound(): Result<never> {
  return fail({ code: "not_found", detail: "There is no such partnership." });
}

function noneYet(): Result<never> {
  const detail = 'Nothing was said of places yet. Send If-Match "0" for the first time.';
  return fail({ code: "version_conflict", detail, extra: { currentVersion: 0 } });
}
