import { writeAggregate } from "../platform/history.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { apiKeyPart, apiKeyPk, readApiKey, shownApiKey } from "./api-key.store.ts";
import type { ApiKey } from "./api-key.ts";
import type { Principal } from "./principal.ts";
import { noSuchKey } from "./read-api-keys.ts";
import { retryOnConflict } from "./retry.ts";

/**
 * Revokes a key for good: the next request made with it is refused, for each request reads its key strongly consistent.
 * A key may revoke itself. Refused with `not_found`, or `conflict` where it was revoked before.
 */
export async function revokeApiKey(
  deps: { table: Table },
  input: {
    principal: Principal;
    keyId: string;
    reason: string;
    now: string;
    idempotency?: IdempotentRequest;
  },
): Promise<Result<ApiKey>> {
  return retryOnConflict(() => revokeOnce(deps.table, input));
}

async function revokeOnce(table: Table, input: Parameters<typeof revokeApiKey>[1]): Promise<Result<ApiKey>> {
  const { principal, keyId, now } = input;
  const stored = await readApiKey(table, keyId);
  if (!stored || stored.facts.organisationId !== principal.organisationId) return fail(noSuchKey());
  if (stored.facts.revokedAt !== undefined)
    return fail({ code: "conflict", detail: `This key was revoked at ${stored.facts.revokedAt}.` });
  const facts = { ...stored.facts, revokedAt: now };
  const written = await writeAggregate(table, {
    pk: apiKeyPk(keyId),
    ownerId: facts.organisationId,
    previousHead: stored.head,
    parts: [{ before: stored.head, after: apiKeyPart(facts) }],
    action: "key.revoke",
    reason: input.reason,
    by: { principalId: principal.id, organisationId: principal.organisationId },
    now,
    ...(input.idempotency === undefined ? {} : { idempotency: input.idempotency }),
  });
  return written.ok ? ok(shownApiKey(facts, { ...written.value, now })) : written;
}
