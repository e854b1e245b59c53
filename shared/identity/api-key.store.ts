import { HEAD, headFields, headKey, type Part } from "../platform/aggregate.ts";
import type { Listed, PageQuery } from "../platform/page.ts";
import type { Result } from "../platform/result.ts";
import { getItem, type Item, type Table } from "../platform/table.ts";
import { type ApiKey, type ApiKeyFacts, ApiKeyFactsSchema, statusAt } from "./api-key.ts";
import { type ListDeps, ownedListPk, readOwnedList } from "./owned-list.ts";

/** A key as read: its facts, and the stored head that a change builds on. */
export type StoredApiKey = { readonly facts: ApiKeyFacts; readonly head: Item };

/** The partition of a key. */
export function apiKeyPk(id: string): string {
  return `KEY#${id}`;
}

/** A key by its id: one GetItem, strongly consistent, so that a revocation holds from the next request on. */
export async function readApiKey(table: Table, id: string): Promise<StoredApiKey | undefined> {
  const head = await getItem(table, headKey(apiKeyPk(id)));
  return head && { facts: ApiKeyFactsSchema().parse(head), head };
}

/** A page of an organisation's keys, oldest first. One Query. */
export async function readApiKeyPage(
  deps: ListDeps,
  list: { organisationId: string; page: PageQuery; now: string },
): Promise<Result<Listed<ApiKey>>> {
  return readOwnedList(deps, { of: "KEY", ...list }, (heads) =>
    heads.map((head) => toApiKey(ApiKeyFactsSchema().parse(head), head, list.now)),
  );
}

/** The head of a key as it shall be stored, listed with its organisation's keys in the order they were made. */
export function apiKeyPart(facts: ApiKeyFacts): Part {
  return {
    sk: HEAD,
    type: "api-key",
    attributes: facts,
    index: { ownerPk: ownedListPk("KEY", facts.organisationId), ownerSk: facts.id },
  };
}

/** A key as the API shows it. */
export function toApiKey(facts: ApiKeyFacts, head: Item, now: string): ApiKey {
  const { version, recordedAt } = headFields(head);
  return shownApiKey(facts, { version, recordedAt, now });
}

/** What is shown of a key: all but its hash and where it belongs. */
export function shownApiKey(
  facts: ApiKeyFacts,
  at: { version: number; recordedAt: string; now: string },
): ApiKey {
  return {
    id: facts.id,
    version: at.version,
    label: facts.label,
    roles: facts.roles,
    ...(facts.actions === undefined ? {} : { actions: facts.actions }),
    status: statusAt(facts, at.now),
    expiresAt: facts.validUntil,
    ...(facts.revokedAt === undefined ? {} : { revokedAt: facts.revokedAt }),
    createdBy: facts.createdBy,
    recordedAt: at.recordedAt,
  };
}
