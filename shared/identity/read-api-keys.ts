import type { Listed, PageQuery } from "../platform/page.ts";
import type { Problem } from "../platform/problem.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import { readApiKey, readApiKeyPage, toApiKey } from "./api-key.store.ts";
import type { ApiKey } from "./api-key.ts";
import type { ListDeps } from "./owned-list.ts";
import type { Principal } from "./principal.ts";

/** One key of the principal's organisation, else `not_found`. One GetItem. */
export async function getApiKey(
  deps: { table: Table },
  input: { principal: Principal; keyId: string; now: string },
): Promise<Result<ApiKey>> {
  const stored = await readApiKey(deps.table, input.keyId);
  if (!stored || stored.facts.organisationId !== input.principal.organisationId) return fail(noSuchKey());
  return ok(toApiKey(stored.facts, stored.head, input.now));
}

/** A page of the keys of the principal's organisation, oldest first, revoked and expired ones too. One Query. */
export async function listApiKeys(
  deps: ListDeps,
  input: { principal: Principal; page: PageQuery; now: string },
): Promise<Result<Listed<ApiKey>>> {
  const { organisationId } = input.principal;
  return readApiKeyPage(deps, { organisationId, page: input.page, now: input.now });
}

/** What is answered for a key that does not exist, or is another organisation's. */
export function noSuchKey(): Problem {
  return { code: "not_found", detail: "Your organisation has no API key with this id." };
}
