import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { DEMO_PEOPLE } from "../../../infra/local/demo-people.ts";
import { type Listener, type LocalServer, listen } from "../../../infra/local/http-server.ts";
import { issuerAddresses, makeIssuer } from "../../../infra/local/issuer.ts";
import { openTokenSigner } from "../../../infra/local/issuer-tokens.ts";

let folder: string;
let server: LocalServer;
let listener: Listener;
let at: ReturnType<typeof issuerAddresses>;
const now = () => new Date();
const TokensSchema = z.object({
  id_token: z.string(),
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.number(),
});
const RefusalSchema = z.object({ error: z.string() });
const KeysSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-issuer-"));
  server = await listen(0, (request, response) => listener(request, response));
  at = issuerAddresses(server.origin);
  const signer = await openTokenSigner(folder, at.issuer, now);
  listener = makeIssuer({ origin: server.origin, people: DEMO_PEOPLE, signer, now });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const VERIFIER = "a-verifier-of-at-least-forty-three-characters-000";
const back = () => `${server.origin}/signed-in?from=here`;
const authorizeAddress = (more: Record<string, string> = {}) =>
  `${at.authorize}?${new URLSearchParams({
    client_id: "throughline-local",
    redirect_uri: back(),
    response_type: "code",
    scope: "openid email",
    code_challenge_method: "S256",
    code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
    state: "the-state",
    nonce: "the-nonce",
    ...more,
  })}`;
const post = (address: string, form: Record<string, string>, headers = {}) =>
  fetch(address, { method: "POST", body: new URLSearchParams(form), redirect: "manual", headers });
const verify = (token: string) =>
  jwtVerify(token, createRemoteJWKSet(new URL(at.keys)), {
    issuer: at.issuer,
    audience: "throughline-local",
  });

async function choose(person: string): Promise<URL> {
  const answer = await post(authorizeAddress(), { person });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get("location") ?? "");
}

const redeem = (code: string, more: Record<string, string> = {}, headers = {}) =>
  post(
    at.token,
    {
      grant_type: "authorization_code",
      client_id: "throughline-local",
      redirect_uri: back(),
      code_verifier: VERIFIER,
      code,
      ...more,
    },
    headers,
  );

describe("signing in", () => {
  test("shows each demo person as a button of a form that needs no script", async () => {
    const page = await (await fetch(authorizeAddress())).text();
    expect(page.match(/<form method="post"/g)).toHaveLength(DEMO_PEOPLE.length);
    for (const person of DEMO_PEOPLE) expect(page).toContain(`value="${person.key}"`);
    expect(page).toContain('<html lang="en">');
    expect(page).not.toContain("<script");
  });

  test("goes back with code and state, and the code becomes tokens of that person", async () => {
    const address = await choose("partnership");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      from: "here",
      code: expect.any(String),
      state: "the-state",
    });
    const answer = await redeem(address.searchParams.get("code") ?? "");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const tokens = TokensSchema.parse(await answer.json());
    expect(tokens).toMatchObject({ token_type: "Bearer", expires_in: 28_800 });
    const { payload, protectedHeader } = await verify(tokens.id_token);
    expect(protectedHeader.alg).toBe("RS256");
    expect(payload).toMatchObject({
      sub: "partnership@demo.example",
      email: "partnership@demo.example",
      email_verified: true,
      token_use: "id",
      nonce: "the-nonce",
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(28_800);
    expect((await verify(tokens.access_token)).payload).toMatchObject({
      token_use: "access",
      client_id: "throughline-local",
    });
  });

  test("works with a client that names itself in a Basic header", async () => {
    const code = (await choose("funder")).searchParams.get("code") ?? "";
    const basic = `Basic ${Buffer.from("throughline-local:").toString("base64")}`;
    expect((await redeem(code, { client_id: "" }, { authorization: basic })).status).toBe(200);
  });

  test("is refused with the wrong verifier, client or grant, and a second time", async () => {
    const code = async () => (await choose("funder")).searchParams.get("code") ?? "";
    const refusal = async (answer: Response) => [
      answer.status,
      RefusalSchema.parse(await answer.json()).error,
    ];
    const used = await code();
    await redeem(used);
    expect(await refusal(await redeem(used))).toEqual([400, "invalid_grant"]);
    expect(await refusal(await redeem(await code(), { code_verifier: "wrong" }))).toEqual([
      400,
      "invalid_grant",
    ]);
    expect(await refusal(await redeem(await code(), { client_id: "other" }))).toEqual([
      401,
      "invalid_client",
    ]);
    expect(await refusal(await redeem(await code(), { grant_type: "password" }))).toEqual([
      400,
      "unsupported_grant_type",
    ]);
  });

  test("never leads away from this machine, and does not know strangers", async () => {
    const away = await fetch(authorizeAddress({ redirect_uri: "https://elsewhere.example/" }), {
      redirect: "manual",
    });
    expect(away.status).toBe(400);
    expect((await post(authorizeAddress(), { person: "stranger" })).status).toBe(400);
  });

  test("shows nothing of the address unescaped", async () => {
    const page = await (await fetch(authorizeAddress({ state: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain("<script>");
  });
});

test("signing out goes back to an address of this machine and to no other", async () => {
  const out = (address: string) =>
    fetch(`${at.signOut}?${new URLSearchParams({ client_id: "throughline-local", logout_uri: address })}`, {
      redirect: "manual",
    });
  const home = await out(`${server.origin}/`);
  expect([home.status, home.headers.get("location")]).toEqual([303, `${server.origin}/`]);
  expect((await out("https://elsewhere.example/")).status).toBe(400);
});

test("a token for curl is a line of text; without a person the answer says whom one can be", async () => {
  const answer = await fetch(`${server.origin}/local/token?person=evaluator`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect((await verify((await answer.text()).trim())).payload.sub).toBe("evaluator@demo.example");
  const help = await fetch(`${server.origin}/local/token`);
  expect([help.status, await help.text()]).toEqual([
    400,
    expect.stringContaining("/local/token?person=funder"),
  ]);
});

test("the key stays the same when the issuer is opened again, and its private half stays here", async () => {
  const published = KeysSchema.parse(await (await fetch(at.keys)).json());
  expect(Object.keys(published.keys[0] ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  const again = await openTokenSigner(folder, at.issuer, now);
  const person = DEMO_PEOPLE[0];
  const token = person ? await again.sign(person, "id") : "";
  const { payload } = await jwtVerify(token, createLocalJWKSet(published));
  expect(payload.sub).toBe("funder@demo.example");
});

test("the discovery document names the endpoints, and other paths name nothing", async () => {
  const document = await (await fetch(`${at.issuer}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({
    issuer: at.issuer,
    jwks_uri: at.keys,
    authorization_endpoint: at.authorize,
    token_endpoint: at.token,
  });
  expect((await fetch(`${server.origin}/local/nothing`)).status).toBe(404);
});
