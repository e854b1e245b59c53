import { writeAggregate } from "../platform/history.ts";
import type { NewId } from "../platform/id.ts";
import type { IdempotentRequest } from "../platform/idempotency.ts";
import { ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { apiKeyPart, apiKeyPk, readApiKey, shownApiKey } from "./api-key.store.ts";
import {
  type ApiKeyFacts,
  type CreatedApiKey,
  checkNewKey,
  keyText,
  type NewApiKey,
  newSecret,
  secretHash,
} from "./api-key.ts";
import type { Principal } from "./principal.ts";

/**
 * Makes an API key of the maker's organisation. The answer holds the key's text, this once: only a hash of its secret is
 * kept, so a repeated request (`Idempotency-Key`) answers the key without it.
 * Refused with `validation_failed` where it would do more, or live longer, than its maker may give.
 */
export async function createApiKey(
  deps: { table: Table; newId: NewId },
  input: {
    maker: Principal;
    key: NewApiKey;
    now: string;
    idempotency?: (id: string) => IdempotentRequest;
  },
): Promise<Result<CreatedApiKey>> {
  const { maker, key, now } = input;
  const makerExpiry =
    maker.kind === "key" ? (await readApiKey(deps.table, maker.id))?.facts.validUntil : undefined;
  const checked = checkNewKey(key, maker, { now, ...(makerExpiry === undefined ? {} : { makerExpiry }) });
  if (!checked.ok) return checked;
  const id = deps.newId("key");
  const secret = newSecret();
  const facts: ApiKeyFacts = {
    id,
    organisationId: maker.organisationId,
    organisationKind: maker.organisationKind,
    label: key.label,
    roles: key.roles,
    ...(key.actions === undefined ? {} : { actions: key.actions }),
    secretHash: secretHash(secret),
    validUntil: checked.value.validUntil,
    createdBy: maker.id,
    ...(maker.madeBy === undefined ? {} : { firstMadeBy: maker.madeBy }),
  };
  const written = await writeAggregate(deps.table, {
    pk: apiKeyPk(id),
    ownerId: maker.organisationId,
    parts: [{ after: apiKeyPart(facts) }],
    action: "key.create",
    by: { principalId: maker.id, organisationId: maker.organisationId },
    now,
    ...(input.idempotency === undefined ? {} : { idempotency: input.idempotency(id) }),
  });
  if (!written.ok) return written;
  return ok({ ...shownApiKey(facts, { ...written.value, now }), key: keyText(id, secret) });
}
