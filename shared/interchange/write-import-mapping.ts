import { staleVersion } from "../identity/stale-version.ts";
import { headFields } from "../platform/aggregate.ts";
import { type Author, writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { checkIndicators, type IndicatorLookUp } from "./check-indicators.ts";
import { findMapping, mappingPart, mappingPk } from "./import-mapping.store.ts";
import type { ImportMapping, NewImportMapping } from "./import-mapping.ts";
import { noSuchMapping } from "./read-import-mappings.ts";

type Deps = { readonly table: Table } & IndicatorLookUp;
type MappingCall = { readonly id: string; readonly author: Author; readonly now: string };

/** Saves a mapping for the author's organisation. One round for its indicators, one transaction. */
export async function createImportMapping(
  deps: Deps,
  call: MappingCall & {
    readonly input: NewImportMapping;
    readonly idempotency?: IdempotentRequest | undefined;
  },
): Promise<Result<ImportMapping>> {
  const { id, input, author: by, now, idempotency } = call;
  const ownerId = by.organisationId;
  const checked = await checkIndicators(deps, { organisationId: ownerId, options: input, under: "" });
  if (!checked.ok) return checked;
  const written = await writeAggregate(deps.table, {
    pk: mappingPk(id),
    ownerId,
    parts: [{ after: mappingPart(id, ownerId, input) }],
    action: "import-mapping.created",
    by,
    now,
    ...(idempotency ? { idempotency } : {}),
  });
  return written.ok ? ok(viewOf(id, input, written.value)) : written;
}

/**
 * Puts a mapping in the place of the one that was read. Imports that named the earlier version keep it: they hold a copy. Refused with
 * `not_found` and `version_conflict`. A GetItem and the indicators, one transaction.
 */
export async function changeImportMapping(
  deps: Deps,
  call: MappingCall & { readonly input: NewImportMapping; readonly ifMatch: number },
): Promise<Result<ImportMapping>> {
  const { id, input, author: by, now, ifMatch } = call;
  const ownerId = by.organisationId;
  const [found, checked] = await Promise.all([
    findMapping(deps.table, { id, organisationId: ownerId }),
    checkIndicators(deps, { organisationId: ownerId, options: input, under: "" }),
  ]);
  if (!found) return fail(noSuchMapping());
  if (found.saved.version !== ifMatch) return fail(staleVersion(found.saved.version));
  if (!checked.ok) return checked;
  const written = await writeAggregate(deps.table, {
    pk: mappingPk(id),
    ownerId,
    previousHead: found.item,
    parts: [{ before: found.item, after: mappingPart(id, ownerId, input) }],
    action: "import-mapping.changed",
    by,
    now,
  });
  return written.ok ? ok(viewOf(id, input, written.value)) : written;
}

/** Removes a mapping that was read; its history stays, and so do the copies that imports hold. A GetItem, one transaction. */
export async function removeImportMapping(
  deps: { readonly table: Table },
  call: MappingCall & { readonly ifMatch: number },
): Promise<Result<undefined>> {
  const { id, author: by, now, ifMatch } = call;
  const ownerId = by.organisationId;
  const found = await findMapping(deps.table, { id, organisationId: ownerId });
  if (!found) return fail(noSuchMapping());
  if (found.saved.version !== ifMatch) return fail(staleVersion(headFields(found.item).version));
  const written = await writeAggregate(deps.table, {
    pk: mappingPk(id),
    ownerId,
    previousHead: found.item,
    parts: [{ before: found.item }],
    action: "import-mapping.removed",
    by,
    now,
  });
  return written.ok ? ok(undefined) : written;
}

function viewOf(
  id: string,
  input: NewImportMapping,
  { version, recordedAt }: { readonly version: number; readonly recordedAt: string },
): ImportMapping {
  return { ...input, id, version, changedAt: recordedAt };
}
