import { staleVersion } from "../../identity/stale-version.ts";
import { headFields } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import type { ProblemPlace } from "../../platform/problem.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import { after } from "../../platform/time.ts";
import { noSuchScheme, ownView } from "./read-scheme.ts";
import {
  findSchemeVersions,
  ownedSchemeHead,
  type SchemeHead,
  type StoredVersion,
  schemeHead,
  schemePk,
  toHead,
  versionPart,
} from "./scheme.store.ts";
import type { NewScheme, NewSchemeVersion, SchemeContent, SchemeView } from "./scheme.ts";
import { schemeRef } from "./scheme-ref.ts";

/** Who writes which scheme, when. */
export type SchemeCall = {
  readonly id: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Records a new category scheme of the author's organisation, with its first version. One transaction. */
export async function createScheme(
  deps: { readonly table: Table },
  call: SchemeCall & { readonly input: NewScheme },
): Promise<Result<SchemeView>> {
  const { id, input, now } = call;
  const { name, dimension, ...content } = input;
  if (content.crosswalks.length > 0) return refused([{ pointer: "/crosswalks", detail: NO_EARLIER }]);
  const version = { ...content, version: "1", recordedAt: now };
  return writeVersion(deps.table, call, { facts: { id, name, dimension }, version });
}

/**
 * Records the next version of a scheme under the version that was read. Earlier ones stay as they are, and so does every indicator
 * that names one: what was recorded keeps its categories. Two GetItems, one more for each crosswalk, one transaction. Refused with
 * `not_found`, `version_conflict`, and at crosswalks that name an earlier version or a category which is not there.
 */
export async function addSchemeVersion(
  deps: { readonly table: Table },
  call: SchemeCall & { readonly input: NewSchemeVersion; readonly ifMatch: number },
): Promise<Result<SchemeView>> {
  const { id, author, input, ifMatch, now } = call;
  const head = await ownedSchemeHead(deps.table, id, author.organisationId);
  if (!head) return fail(noSuchScheme());
  const { version: latest, recordedAt } = headFields(head);
  if (latest !== ifMatch) return fail(staleVersion(latest));
  const { reason, ...content } = input;
  const faults = await crosswalkFaults(deps.table, id, content);
  if (faults.length > 0) return refused(faults);
  const version = { ...content, version: String(latest + 1), recordedAt: after(recordedAt, now) };
  return writeVersion(deps.table, call, { facts: toHead(head), version, head, reason });
}

const NO_EARLIER = "There is no earlier version that this could lie to.";

/** Crosswalks that lead to a version which is not there, or to categories that it does not have. */
async function crosswalkFaults(
  table: Table,
  id: string,
  { crosswalks }: SchemeContent,
): Promise<ProblemPlace[]> {
  const refs = crosswalks.map(({ version }) => ({ id, version }));
  const found = await findSchemeVersions(table, refs);
  return crosswalks.flatMap((walk, index) => {
    const earlier = found.get(schemeRef({ id, version: walk.version }))?.version;
    if (!earlier) return [{ pointer: `/crosswalks/${index}/version`, detail: NO_EARLIER }];
    const known = new Set(earlier.categories.map(({ key }) => key));
    const lost = [
      ...walk.forward.map(({ category }, at) => ({ at: `forward/${at}/category`, keys: [category] })),
      ...walk.backward.map(({ to }, at) => ({ at: `backward/${at}/to`, keys: to })),
    ].filter(({ keys }) => keys.some((key) => !known.has(key)));
    return lost.map(({ at }) => ({
      pointer: `/crosswalks/${index}/${at}`,
      detail: `Version ${walk.version} has no such category.`,
    }));
  });
}

function refused(errors: readonly ProblemPlace[]): Result<never> {
  return fail({ code: "validation_failed", detail: "The crosswalks cannot be recorded like this.", errors });
}

/** A scheme changes by new versions only, so the aggregate's version is the scheme's. */
async function writeVersion(
  table: Table,
  { id, author, now, idempotency }: SchemeCall,
  made: { facts: SchemeHead; version: StoredVersion; head?: Item; reason?: string },
): Promise<Result<SchemeView>> {
  const { facts, version, head, reason } = made;
  const ownerId = author.organisationId;
  const written = await writeAggregate(table, {
    pk: schemePk(id),
    ownerId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      { ...(head ? { before: head } : {}), after: schemeHead(id, ownerId, facts) },
      { after: versionPart(version), isNew: true },
    ],
    action: head ? "category-scheme.version-added" : "category-scheme.created",
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    ...(idempotency ? { idempotency } : {}),
  });
  return written.ok ? ok(ownView(facts, { ownerId, version, latest: written.value.version })) : written;
}
