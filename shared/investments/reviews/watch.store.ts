import { attributesOf } from "../../platform/aggregate.ts";
import { type Item, queryAll, type Table } from "../../platform/table.ts";
import type { Write } from "../../platform/transaction.ts";
import { numberedKey } from "../commitment.parts.ts";
import type { Commitment } from "../commitment.ts";
import type { RestedOn, Watch } from "./watch.ts";
import { WatchSchema } from "./watch.ts";

/**
 * The writes that remember on which values a tranche rested, for the transaction of what rested on them. One item a revision, never
 * moved on to a later one: whichever order restatements are told in, each finds what had been rested on before it. 2 write units each.
 */
export function watchWrites(
  { id, funder }: Pick<Commitment, "id" | "funder">,
  trancheNumber: number,
  rested: readonly RestedOn[],
): Write[] {
  return rested.map(({ indicatorId, ref, value, clauses }) => ({
    put: {
      pk: watchPk(indicatorId),
      sk: numberedKey(`${ref}#${id}#`, trancheNumber),
      type: "watch",
      ownerId: funder.organisationId,
      schemaVersion: 1,
      commitmentId: id,
      trancheNumber,
      indicatorId,
      ref,
      value,
      clauses: JSON.stringify(clauses),
    },
  }));
}

/**
 * Who rested on any revision of a set of figures. `set` is what the references of its revisions begin with. One Query, strongly
 * consistent; as long as there are tranches that rested on this set, times the revisions that they rested on.
 */
export async function findWatches(
  table: Table,
  { indicatorId, set }: { readonly indicatorId: string; readonly set: string },
): Promise<Watch[]> {
  const items = await queryAll(table, { partition: watchPk(indicatorId), prefix: set });
  return items.map(toWatch);
}

function toWatch(item: Item): Watch {
  const { clauses, ...rest } = attributesOf(item);
  return WatchSchema().parse({ ...rest, ownerId: item.ownerId, clauses: JSON.parse(String(clauses)) });
}

function watchPk(indicatorId: string): string {
  return `WATCH#${indicatorId}`;
}
