import * as z from "zod";
import { IdempotencyKeyTaken, type IdempotentRequest, idempotencyWrite } from "../platform/idempotency.ts";
import { lazy } from "../platform/lazy.ts";
import { getItem, type Table } from "../platform/table.ts";
import { NOT_EXISTS, transact, type Write } from "../platform/transaction.ts";
import { personPk } from "./person.store.ts";
import { type View, ViewSchema } from "./view.ts";

/** Whose views: of a person, in one of the organisations that they belong to. */
export type Whose = { readonly id: string; readonly organisationId: string };

/** All views of somebody, as they were read; `version` is what the next write builds on, 0 where there are none. */
export type StoredViews = { readonly views: readonly View[]; readonly version: number };

const StoredSchema = lazy(() => z.object({ views: z.array(ViewSchema()), version: z.int() }));

/** All views of somebody, which are one item: one GetItem, strongly consistent, at half a unit per 4 KB or a little more. */
export async function readStoredViews(table: Table, whose: Whose): Promise<StoredViews> {
  const item = await getItem(table, keyOf(whose));
  return item ? StoredSchema().parse(item) : { views: [], version: 0 };
}

/**
 * Puts other views in the place of those that were read. False where somebody wrote in between. One transaction, with the idempotency
 * record where there is one; throws IdempotencyKeyTaken where its key was used.
 */
export async function writeViews(
  table: Table,
  write: {
    readonly whose: Whose;
    readonly views: readonly View[];
    readonly version: number;
    readonly now: string;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<boolean> {
  const { whose, views, version, now, idempotency } = write;
  const item = {
    ...keyOf(whose),
    type: "views",
    ownerId: whose.organisationId,
    schemaVersion: 1,
    version: version + 1,
    views,
  };
  const unchanged = { expression: "version = :version", values: { ":version": version } };
  const writes: Write[] = [{ put: item, condition: version === 0 ? NOT_EXISTS : unchanged }];
  const outcome = await transact(table, [
    ...writes,
    ...(idempotency ? [idempotencyWrite(idempotency, now)] : []),
  ]);
  if (!outcome.done && outcome.failed === 1) throw new IdempotencyKeyTaken(outcome.found);
  return outcome.done;
}

/** The write that drops all views of somebody: with the membership they were kept in. */
export function dropViews(whose: Whose): Write {
  return { delete: keyOf(whose) };
}

/** Beside the person's aggregate and no part of it: what one likes to look at is nobody's history. */
function keyOf({ id, organisationId }: Whose) {
  return { pk: personPk(id), sk: `VIEWS#${organisationId}` };
}
