import { fail, ok, type Result } from "../platform/result.ts";
import type { Table } from "../platform/table.ts";
import type { Clock } from "../platform/time.ts";
import { readApiKey } from "./api-key.store.ts";
import { matchesSecret, parseKeyText, statusAt } from "./api-key.ts";
import type { Principal } from "./principal.ts";
import { signIn } from "./sign-in.ts";
import { createTokenVerifier, type TokenSettings, type VerifyToken } from "./token-verifier.ts";

/** Tells who sends an `Authorization` header; a person of several organisations may say on whose behalf. */
export type Authenticate = (
  authorization: string | undefined,
  organisationId?: string,
) => Promise<Result<Principal>>;

/**
 * A function that tells who is asking: an API key (`Bearer tl_…`, one GetItem) or a person's token (`Bearer` and a JWT, one
 * GetItem and one Query; the very first time of a person, also one transaction). All reads strongly consistent, nothing
 * cached: revocation, expiry and a changed role hold from the next request on. What is not a key's text, or not signed by
 * the issuer, is refused before the table is asked. Answers `not_signed_in`, never whether an id exists.
 */
export function createAuthenticator(deps: {
  table: Table;
  tokens: TokenSettings;
  clock: Clock;
}): Authenticate {
  let verify: VerifyToken | undefined;
  return async (authorization, organisationId) => {
    const credential = bearerOf(authorization);
    if (!credential.ok) return credential;
    if (credential.value.startsWith("tl_")) return byKey(deps, credential.value);
    verify ??= createTokenVerifier(deps.tokens);
    const claims = await verify(credential.value);
    if (!claims.ok) return claims;
    const asked = organisationId === undefined ? {} : { organisationId };
    return signIn(deps.table, { claims: claims.value, now: deps.clock(), ...asked });
  };
}

async function byKey(deps: { table: Table; clock: Clock }, text: string): Promise<Result<Principal>> {
  const given = parseKeyText(text);
  if (!given) return refused("This is not the text of an API key: it is cut off or altered.");
  const stored = await readApiKey(deps.table, given.id);
  if (!stored || !matchesSecret(given.secret, stored.facts.secretHash))
    return refused("This API key is not known here.");
  const { facts } = stored;
  const status = statusAt(facts, deps.clock());
  if (status === "revoked") return refused(`This API key was revoked at ${facts.revokedAt}.`);
  if (status === "expired") return refused(`This API key expired at ${facts.validUntil}.`);
  return ok({
    kind: "key",
    id: facts.id,
    organisationId: facts.organisationId,
    organisationKind: facts.organisationKind,
    roles: facts.roles,
    madeBy: facts.firstMadeBy ?? facts.createdBy,
    ...(facts.actions === undefined ? {} : { actions: facts.actions }),
  });
}

function bearerOf(authorization: string | undefined): Result<string> {
  if (authorization === undefined || authorization.trim() === "")
    return refused("Send your token or API key in the header: Authorization: Bearer …");
  const [, credential] = /^Bearer +(\S+)$/i.exec(authorization.trim()) ?? [];
  return credential === undefined
    ? refused("The Authorization header must be: Bearer, a blank, and the token.")
    : ok(credential);
}

function refused(detail: string): Result<never> {
  return fail({ code: "not_signed_in", detail });
}
