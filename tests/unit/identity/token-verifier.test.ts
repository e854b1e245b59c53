import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTokenVerifier, type VerifyToken } from "../../../shared/identity/token-verifier.ts";

const ISSUER = "https://sign-in.example";
const AUDIENCE = "throughline-web";
const HOUR = 3_600;

const trusted = await generateKeyPair("RS256", { extractable: true });
const stranger = await generateKeyPair("RS256", { extractable: true });
let server: Server;
let address: string;
let fetches = 0;
let verify: VerifyToken;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(trusted.publicKey)), kid: "one", use: "sig" };
  server = createServer((_request, response) => {
    fetches += 1;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${bound !== null && typeof bound === "object" ? bound.port : 0}/keys`;
  verify = createTokenVerifier({ issuer: ISSUER, keysUrl: address, audience: AUDIENCE });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Signer = typeof trusted.privateKey;
type Overrides = {
  claims?: Record<string, unknown>;
  header?: { alg: string; kid?: string };
  key?: Signer;
  expiresIn?: number | null;
};

/** A token that is in order but for what is overridden. */
function aToken({
  claims = {},
  header = { alg: "RS256", kid: "one" },
  key,
  expiresIn = HOUR,
}: Overrides = {}) {
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ iss: ISSUER, aud: AUDIENCE, sub: "subject-1", ...claims })
    .setProtectedHeader(header)
    .setIssuedAt(now);
  return (expiresIn === null ? token : token.setExpirationTime(now + expiresIn)).sign(
    key ?? trusted.privateKey,
  );
}

async function detailOf(token: string) {
  const result = await verify(token);
  return result.ok ? "accepted" : `${result.problem.code}: ${result.problem.detail}`;
}

const UNVERIFIED = /^not_signed_in: This token cannot be verified/;

describe("a token", () => {
  it("signed by the issuer says who it is about", async () => {
    const token = await aToken({ claims: { email: "ada@harbour.example", email_verified: true } });
    expect(await verify(token)).toEqual({
      ok: true,
      value: { issuer: ISSUER, subject: "subject-1", verifiedEmail: "ada@harbour.example" },
    });
  });

  it("vouches for an e-mail address only where the issuer verified it", async () => {
    for (const email_verified of [false, undefined, "no"]) {
      const token = await aToken({ claims: { email: "ada@harbour.example", email_verified } });
      expect(await verify(token)).toEqual({ ok: true, value: { issuer: ISSUER, subject: "subject-1" } });
    }
  });

  it("may be half a minute late, not more", async () => {
    expect(await detailOf(await aToken({ expiresIn: -10 }))).toBe("accepted");
    expect(await detailOf(await aToken({ expiresIn: -60 }))).toBe(
      "not_signed_in: Your token has expired. Sign in again.",
    );
  });

  it("must expire some time", async () => {
    expect(await detailOf(await aToken({ expiresIn: null }))).toMatch(/^not_signed_in/);
  });

  it("is not valid before its time", async () => {
    const nbf = Math.floor(Date.now() / 1000) + HOUR;
    expect(await detailOf(await aToken({ claims: { nbf } }))).toMatch(/not valid yet/);
  });

  it.each([
    ["another audience", { aud: "another-client" }],
    ["another issuer", { iss: "https://elsewhere.example" }],
    ["no audience", { aud: undefined }],
  ])("with %s is refused", async (_what, claims) => {
    expect(await detailOf(await aToken({ claims }))).toMatch(UNVERIFIED);
  });

  it("signed with a stranger's key under a known key id is refused", async () => {
    expect(await detailOf(await aToken({ key: stranger.privateKey }))).toMatch(UNVERIFIED);
  });

  it("signed with RS512 is refused, although the key fits", async () => {
    const key = await crypto.subtle.importKey(
      "pkcs8",
      await crypto.subtle.exportKey("pkcs8", trusted.privateKey),
      { name: "RSASSA-PKCS1-v1_5", hash: "SHA-512" },
      true,
      ["sign"],
    );
    expect(await detailOf(await aToken({ key, header: { alg: "RS512", kid: "one" } }))).toMatch(UNVERIFIED);
  });

  it("that is not signed at all is refused", async () => {
    const [, payload] = (await aToken()).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", kid: "one" })).toString("base64url");
    expect(await detailOf(`${header}.${payload}.${Buffer.from("x").toString("base64url")}`)).toMatch(
      UNVERIFIED,
    );
  });

  it("without a key id is refused", async () => {
    expect(await detailOf(await aToken({ header: { alg: "RS256" } }))).toMatch(UNVERIFIED);
  });

  it("that is an access token is refused, where the issuer says so", async () => {
    expect(await detailOf(await aToken({ claims: { token_use: "access" } }))).toMatch(/id token/);
    expect(await detailOf(await aToken({ claims: { token_use: "id" } }))).toBe("accepted");
  });

  it("about nobody is refused", async () => {
    expect(await detailOf(await aToken({ claims: { sub: "" } }))).toMatch(/whom it is about/);
  });

  it.each(["", "x", "a.b.c", "e30.e30.e30"])("that is no token (%j) is refused", async (text) => {
    expect(await detailOf(text)).toMatch(UNVERIFIED);
  });
});

describe("the key set", () => {
  it("is fetched once for many tokens, and not again and again for key ids that nobody has", async () => {
    const fresh = createTokenVerifier({ issuer: ISSUER, keysUrl: address, audience: AUDIENCE });
    const before = fetches;
    for (let i = 0; i < 3; i++) expect((await fresh(await aToken())).ok).toBe(true);
    expect(fetches - before).toBe(1);
    for (let i = 0; i < 3; i++)
      expect((await fresh(await aToken({ header: { alg: "RS256", kid: `none-${i}` } }))).ok).toBe(false);
    expect(fetches - before).toBe(2);
    expect((await fresh(await aToken())).ok).toBe(true);
  });

  it("that cannot be had is our fault, not the caller's", async () => {
    const settings = { issuer: ISSUER, keysUrl: "http://127.0.0.1:1/keys", audience: AUDIENCE };
    await expect(createTokenVerifier(settings)(await aToken())).rejects.toThrow("127.0.0.1:1");
  });

  it("is not fetched over a network without encryption", () => {
    const settings = { issuer: ISSUER, keysUrl: "http://sign-in.example/keys", audience: AUDIENCE };
    expect(() => createTokenVerifier(settings)).toThrow("must be https");
  });
});
