import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { CLIENT_ID } from "./issuer-tokens.ts";

/** A request to sign in, checked. */
export type AuthorizationRequest = {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly challenge: string;
};

/** What a code was given out for. */
export type Grant = AuthorizationRequest & { readonly person: string; readonly expiresAt: number };

const CODE_MS = 5 * 60_000;

/** Checks the query of the authorize endpoint (code flow, PKCE with S256); a text says what is wrong with it. */
export function readAuthorizationRequest(
  query: URLSearchParams,
  origin: string,
): AuthorizationRequest | string {
  const redirectUri = query.get("redirect_uri") ?? "";
  const challenge = query.get("code_challenge") ?? "";
  if (query.get("client_id") !== CLIENT_ID) return `The client_id must be ${CLIENT_ID}.`;
  if (!isHere(redirectUri, origin)) return "The redirect_uri must be an address of this Throughline.";
  if (query.get("response_type") !== "code") return "The response_type must be code.";
  if (query.get("code_challenge_method") !== "S256") return "The code_challenge_method must be S256.";
  if (!/^[\w-]{43}$/.test(challenge)) return "The code_challenge must be 43 characters of base64url.";
  return {
    redirectUri,
    challenge,
    state: query.get("state") ?? undefined,
    nonce: query.get("nonce") ?? undefined,
  };
}

/** Whether an address is one of this runtime, by either name of this machine. */
export function isHere(address: string, origin: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port } = new URL(address);
  const isThisMachine = hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "http:" && isThisMachine && port === new URL(origin).port;
}

export type Codes = {
  readonly give: (request: AuthorizationRequest, person: string) => string;
  /** The grant of a code, once; undefined when it is unknown, used, late, for another address, or the verifier is wrong. */
  readonly redeem: (code: string, redirectUri: string, verifier: string) => Grant | undefined;
};

/** Codes given out and not yet redeemed. They live as long as the runtime, at most five minutes, and work once. */
export function makeCodes(now: () => Date): Codes {
  const grants = new Map<string, Grant>();
  return {
    give: (request, person) => {
      for (const [code, grant] of grants) if (grant.expiresAt < now().getTime()) grants.delete(code);
      const code = randomBytes(32).toString("base64url");
      grants.set(code, { ...request, person, expiresAt: now().getTime() + CODE_MS });
      return code;
    },
    redeem: (code, redirectUri, verifier) => {
      const grant = grants.get(code);
      grants.delete(code);
      if (!grant || grant.expiresAt < now().getTime() || grant.redirectUri !== redirectUri) return undefined;
      const challenge = createHash("sha256").update(verifier).digest("base64url");
      return timingSafeEqual(Buffer.from(challenge), Buffer.from(grant.challenge)) ? grant : undefined;
    },
  };
}
