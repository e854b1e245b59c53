import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from "jose";
import type { DemoPerson } from "./demo-people.ts";

/** The client id of this machine: the `aud` of its tokens. */
export const CLIENT_ID = "throughline-local";
export const TOKEN_SECONDS = 8 * 3_600;

export type TokenSigner = {
  /** The public half, as a key set. */
  readonly keys: { readonly keys: readonly JWK[] };
  readonly sign: (person: DemoPerson, use: "id" | "access", nonce?: string) => Promise<string>;
};

/** Signs tokens with an RSA key kept in the data folder, so that a token outlives a restart. */
export async function openTokenSigner(
  dataFolder: string,
  issuer: string,
  now: () => Date,
): Promise<TokenSigner> {
  const privateJwk = await readOrMakeKey(dataFolder);
  const key = await importJWK(privateJwk, "RS256");
  const { kty, n, e, kid } = privateJwk;
  return {
    keys: { keys: [{ kty, n, e, kid, alg: "RS256", use: "sig" } as JWK] },
    sign: (person, use, nonce) => {
      const seconds = Math.floor(now().getTime() / 1_000);
      const claims = { email: person.subject, email_verified: true, name: person.name, token_use: use };
      const more = use === "access" ? { client_id: CLIENT_ID } : nonce === undefined ? {} : { nonce };
      return new SignJWT({ ...claims, ...more })
        .setProtectedHeader({ alg: "RS256", kid: kid ?? "", typ: "JWT" })
        .setIssuer(issuer)
        .setAudience(CLIENT_ID)
        .setSubject(person.subject)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + TOKEN_SECONDS)
        .sign(key);
    },
  };
}

async function readOrMakeKey(dataFolder: string): Promise<JWK> {
  const file = join(dataFolder, "issuer.json");
  if (existsSync(file)) {
    const stored: JWK = JSON.parse(readFileSync(file, "utf8"));
    return stored;
  }
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  const named = { ...jwk, kid: await calculateJwkThumbprint(jwk) };
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, JSON.stringify(named));
  chmodSync(file, 0o600);
  return named;
}
