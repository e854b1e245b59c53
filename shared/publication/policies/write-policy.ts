import { staleVersion } from "../../identity/stale-version.ts";
import { headFields } from "../../platform/aggregate.ts";
import { type Author, writeAggregate } from "../../platform/history.ts";
import type { IdempotentRequest } from "../../platform/idempotency.ts";
import { fail, ok, type Result } from "../../platform/result.ts";
import type { Item, Table } from "../../platform/table.ts";
import { after } from "../../platform/time.ts";
import { ownedPolicy, policyParts, policyPk } from "./policy.store.ts";
import type { NewPolicy, PolicyVersion, PolicyView, StoredPolicy } from "./policy.ts";
import { noSuchPolicy, policyView } from "./read-policies.ts";

export type PolicyCall = {
  readonly id: string;
  readonly author: Author;
  readonly now: string;
  readonly idempotency?: IdempotentRequest | undefined;
};

/** Records a disclosure policy of the author's organisation as its version 1. One transaction. */
export function createPolicy(
  table: Table,
  call: PolicyCall & { readonly input: NewPolicy },
): Promise<Result<PolicyView>> {
  const { id, input, now } = call;
  return write(table, call, { policy: storedPolicy(input, { id, version: 1, recordedAt: now }) });
}

/**
 * Records the next version of a policy over the one that was read. Earlier versions stay, and with them every release that was made
 * under one. A GetItem and one transaction; `not_found`, `version_conflict`.
 */
export async function addPolicyVersion(
  table: Table,
  call: PolicyCall & { readonly input: PolicyVersion; readonly ifMatch: number },
): Promise<Result<PolicyView>> {
  const { id, author, input, ifMatch, now } = call;
  const head = await ownedPolicy(table, id, author.organisationId);
  if (!head) return fail(noSuchPolicy());
  const { version, recordedAt } = headFields(head);
  if (version !== ifMatch) return fail(staleVersion(version));
  const { reason, ...content } = input;
  const policy = storedPolicy(content, { id, version: version + 1, recordedAt: after(recordedAt, now) });
  return write(table, call, { policy, head, reason });
}

function storedPolicy(
  { name, note, ...rules }: NewPolicy,
  at: Pick<StoredPolicy, "id" | "version" | "recordedAt">,
): StoredPolicy {
  return { ...at, name, ...(note === undefined ? {} : { note }), rules };
}

async function write(
  table: Table,
  { id, author, now, idempotency }: PolicyCall,
  made: { readonly policy: StoredPolicy; readonly head?: Item; readonly reason?: string },
): Promise<Result<PolicyView>> {
  const { policy, head, reason } = made;
  const ownerId = author.organisationId;
  const parts = policyParts(policy, ownerId);
  const written = await writeAggregate(table, {
    pk: policyPk(id),
    ownerId,
    ...(head ? { previousHead: head } : {}),
    parts: [
      { ...(head ? { before: head } : {}), after: parts.head },
      { after: parts.version, isNew: true },
    ],
    action: head ? "disclosure-policy.version-added" : "disclosure-policy.created",
    ...(reason === undefined ? {} : { reason }),
    by: author,
    now,
    ...(idempotency ? { idempotency } : {}),
  });
  return written.ok ? ok(policyView(policy, { ownerId, latestVersion: policy.version })) : written;
}
