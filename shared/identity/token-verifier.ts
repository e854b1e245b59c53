import { JwtRsaVerifier } from "aws-jwt-verify";
import {
  FetchError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidSignatureAlgorithmError,
  JwtNotBeforeError,
} from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { fail, ok, type Result } from "../platform/result.ts";

/** Where tokens come from: their issuer, the address of its key set, and the client they must be made for. */
export type TokenSettings = {
  readonly issuer: string;
  readonly keysUrl: string;
  readonly audience: string;
};

/** What a verified token says of who holds it. */
export type Claims = {
  readonly issuer: string;
  readonly subject: string;
  /** Only where the issuer vouches for it. */
  readonly verifiedEmail?: string;
};

export type VerifyToken = (token: string) => Promise<Result<Claims>>;

/** The issuer's key set could not be fetched: no fault of the caller's, who may try again. */
export class KeysUnreachable extends Error {
  override name = "KeysUnreachable";
}

const CLOCK_SKEW_SECONDS = 30;
const FETCH_TIMEOUT_MS = 3_000;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * A function that verifies a JWT: RS256 by a key of the issuer's set, its issuer, its audience, its times (thirty seconds of
 * skew). The key set is fetched when first needed and kept; an unknown key id has it fetched again, once in ten seconds.
 * Answers the claims, or `not_signed_in`. Throws KeysUnreachable where the key set cannot be had: that is no fault of the caller.
 */
export function createTokenVerifier(settings: TokenSettings): VerifyToken {
  const verifier = JwtRsaVerifier.create(
    {
      issuer: settings.issuer,
      audience: settings.audience,
      jwksUri: checkedKeysUrl(settings.keysUrl),
      graceSeconds: CLOCK_SKEW_SECONDS,
      customJwtCheck: ({ header, payload }) => {
        if (header.alg !== "RS256")
          throw new JwtInvalidSignatureAlgorithmError("Not signed with RS256", header.alg, "RS256");
        // The library checks an expiry only where there is one.
        if (payload.exp === undefined) throw new JwtExpiredError("Without expiry", undefined);
      },
    },
    { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
  );
  return async (token) => {
    try {
      return claimsOf(await verifier.verify(token));
    } catch (error) {
      if (error instanceof FetchError) throw new KeysUnreachable(error.message, { cause: error });
      if (!(error instanceof JwtBaseError)) throw error;
      return refused(detailOf(error));
    }
  };
}

function claimsOf(payload: Readonly<Record<string, unknown>>): Result<Claims> {
  const { iss, sub, email, email_verified: verified, token_use: use } = payload;
  // Amazon Cognito names its kinds of token, and only the id token says who somebody is; other issuers do not.
  if (use !== undefined && use !== "id") return refused("Send the id token, not the access token.");
  if (typeof iss !== "string" || typeof sub !== "string" || sub === "")
    return refused("This token does not say whom it is about.");
  const isVerified = verified === true || verified === "true";
  const verifiedEmail = isVerified && typeof email === "string" ? { verifiedEmail: email } : {};
  return ok({ issuer: iss, subject: sub, ...verifiedEmail });
}

function detailOf(error: JwtBaseError): string {
  if (error instanceof JwtExpiredError) return "Your token has expired. Sign in again.";
  if (error instanceof JwtNotBeforeError)
    return "Your token is not valid yet. Check the clock of your machine.";
  return "This token cannot be verified: it must be signed with RS256 by our sign-in service, for this product.";
}

function refused(detail: string): Result<never> {
  return fail({ code: "not_signed_in", detail });
}

/**
 * The library's own fetcher speaks HTTPS only; a runtime on one's own machine serves its keys on loopback without it. Over a
 * network, plain HTTP would let anybody in between choose the keys, so there it is refused.
 */
function checkedKeysUrl(address: string): string {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname))) return address;
  throw new Error(`The address of the token keys must be https, or http on this machine: ${address}`);
}

async function fetchKeys(address: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address, {
      redirect: "error",
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (response.ok) return await response.arrayBuffer();
    throw new Error(`status ${response.status}`);
  } catch (error) {
    throw new FetchError(address, error instanceof Error ? error.message : String(error));
  }
}
