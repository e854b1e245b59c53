import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { createAuthenticator } from "../../../shared/identity/authenticate.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aKeyOf, aMember, aWorld, type World } from "./world.ts";

let world: World;
let app: Pick<Hono, "request">;
beforeAll(async () => {
  world = await aWorld();
  const tokens = { issuer: "https://i.example", keysUrl: "http://127.0.0.1:1/keys", audience: "a" };
  app = createApp({
    ...world,
    ...NO_PAGES,
    files: {
      presignUpload: async () => {
        throw new Error("No file is uploaded here.");
      },
    },
    authenticate: createAuthenticator({ table: world.table, tokens, clock: systemClock }),
    clock: systemClock,
  });
});
afterAll(() => world.stop());

type Call = { key?: string; body?: unknown; headers?: Record<string, string> };

async function call(method: string, path: string, { key, body, headers = {} }: Call = {}) {
  const response = await app.request(`https://api.example${path}`, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describe("without a principal", () => {
  it.each([
    ["GET", "/v1/me"],
    ["GET", "/v1/organisations"],
    ["POST", "/v1/organisations"],
    ["GET", "/v1/people"],
    ["POST", "/v1/keys"],
  ])("%s %s answers 401 and how to sign in", async (method, path) => {
    const answer = await call(method, path);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: "not_signed_in" });
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });
});

describe("/v1/me", () => {
  it("says who is asking, for whom, and what they may do", async () => {
    const member = await aMember(world, { roles: ["administrator"], name: "Harbour Trust" });
    const key = await aKeyOf(world, member);
    const { status, body } = await call("GET", "/v1/me", { key });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: "key",
      roles: ["administrator"],
      organisation: { id: member.organisationId, name: "Harbour Trust", version: 1 },
    });
    expect(body.actions).toContain("commitment:write");
    expect(body.actions).not.toContain("organisation:create");
  });
});

describe("/v1/keys", () => {
  it("shows the text of a key once: a repeated request answers the same key without it", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const make = {
      key,
      body: { label: "Sync", roles: ["viewer"], expiresAt: tomorrow() },
      headers: { "idempotency-key": "make-1" },
    };
    const first = await call("POST", "/v1/keys", make);
    expect(first.status).toBe(201);
    expect(first.body.key).toMatch(/^tl_/);
    expect(first.headers.get("location")).toBe(`/v1/keys/${first.body.id}`);
    const { key: text, ...shown } = first.body;
    const again = await call("POST", "/v1/keys", make);
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.body).toEqual(shown);
    const other = await call("POST", "/v1/keys", { ...make, body: { ...make.body, label: "Another" } });
    expect(other.body).toMatchObject({ status: 422, code: "idempotency_key_reused" });
    expect((await call("GET", "/v1/me", { key: text })).body).toMatchObject({
      id: shown.id,
      roles: ["viewer"],
    });
  });

  it("ends a key at once when it is revoked", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const make = { key, body: { label: "Sync", roles: ["viewer"], expiresAt: tomorrow() } };
    const made = (await call("POST", "/v1/keys", make)).body;
    expect((await call("GET", "/v1/me", { key: made.key })).status).toBe(200);
    const revoked = await call("POST", `/v1/keys/${made.id}/revoke`, { key, body: { reason: "Lost" } });
    expect(revoked.body).toMatchObject({ id: made.id, status: "revoked", version: 2 });
    expect((await call("GET", "/v1/me", { key: made.key })).body).toMatchObject({
      status: 401,
      detail: `This API key was revoked at ${revoked.body.revokedAt}.`,
    });
    expect((await call("POST", `/v1/keys/${made.id}/revoke`, { key, body: { reason: "Lost" } })).status).toBe(
      409,
    );
  });

  it("lists the keys of one's own organisation, never their hashes", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const stranger = await aKeyOf(world, await aMember(world));
    const { body } = await call("GET", "/v1/keys", { key });
    expect(body.items).toHaveLength(1);
    // Of names alone: an id is of letters that may spell either word.
    expect(Object.keys(body.items[0]).join(" ")).not.toMatch(/secret|hash/i);
    const elsewhere = await call("GET", `/v1/keys/${body.items[0].id}`, { key: stranger });
    expect(elsewhere.body).toMatchObject({ status: 404, code: "not_found" });
  });

  it("gives no key more, or longer, than the key it was made with", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const later = new Date(Date.now() + 3 * 86_400_000).toISOString();
    for (const wrong of [{ expiresAt: later }, { roles: ["operator"] }]) {
      const body = {
        label: "Sync",
        roles: ["viewer"],
        expiresAt: tomorrow(),
        ...wrong,
      };
      const refused = await call("POST", "/v1/keys", { key, body });
      expect(refused.body).toMatchObject({ status: 422, errors: [{ pointer: `/${Object.keys(wrong)[0]}` }] });
    }
  });
});

describe("/v1/organisations", () => {
  it("are made by operators, and opened to one person; repeated requests change nothing", async () => {
    const operator = await aMember(world, { kind: "network", roles: ["administrator", "operator"] });
    const key = await aKeyOf(world, operator);
    const make = {
      key,
      body: { name: "Reed Partnership", kind: "partnership", timeZone: "America/New_York" },
      headers: { "idempotency-key": "make-1" },
    };
    const made = await call("POST", "/v1/organisations", make);
    expect(made.status).toBe(201);
    expect(made.headers.get("etag")).toBe('"1"');
    expect((await call("POST", "/v1/organisations", make)).body).toEqual(made.body);
    const { id } = made.body;
    const open = {
      key,
      body: { name: "Rosa Fen", email: "rosa@reed.example" },
      headers: { "idempotency-key": "open-1" },
    };
    const path = `/v1/organisations/${id}/first-person`;
    const opened = await call("POST", path, open);
    expect(opened.status).toBe(201);
    expect(opened.body).toEqual({ organisationId: id, personId: expect.stringMatching(/^per_/) });
    expect((await call("POST", path, open)).body).toEqual(opened.body);
    expect((await call("POST", path, { key, body: open.body })).body).toMatchObject({
      code: "already_exists",
    });
    const { body } = await call("GET", "/v1/organisations", { key });
    expect(body.items.map((one: { id: string }) => one.id)).toContain(id);
  });

  it("are not made by anybody else", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const refused = await call("POST", "/v1/organisations", { key, body: { name: "N", kind: "funder" } });
    expect(refused.body).toMatchObject({ status: 403, code: "forbidden" });
  });

  it("change with a version and a reason, and name every wrong field", async () => {
    const member = await aMember(world);
    const key = await aKeyOf(world, member);
    const path = `/v1/organisations/${member.organisationId}`;
    const body = { name: "Harbour Foundation", reason: "Renamed" };
    expect((await call("PATCH", path, { key, body })).status).toBe(428);
    const headers = { "if-match": '"1"' };
    const changed = await call("PATCH", path, { key, body, headers });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).toBe('"2"');
    expect((await call("PATCH", path, { key, body, headers })).body).toMatchObject({
      status: 412,
      currentVersion: 2,
    });
    const wrong = { timeZone: "Nowhere/Land", fiscalYearStartMonth: 13, website: "x" };
    const refused = await call("PATCH", path, { key, body: wrong, headers: { "if-match": '"2"' } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      "/fiscalYearStartMonth",
      "/reason",
      "/timeZone",
      "/website",
    ]);
  });
});

describe("/v1/people", () => {
  it("are added, changed and deactivated by administrators of their organisation", async () => {
    const key = await aKeyOf(world, await aMember(world));
    const person = { name: "Linus Weir", email: "linus@harbour.example", roles: ["viewer"] };
    const added = await call("POST", "/v1/people", { key, body: person });
    expect(added).toMatchObject({ status: 201, body: { ...person, version: 1, hasSignedIn: false } });
    const path = `/v1/people/${added.body.id}`;
    expect((await call("GET", path, { key })).body).toEqual(added.body);
    const changed = await call("PATCH", path, {
      key,
      body: { roles: ["finance"], reason: "Moved" },
      headers: { "if-match": '"1"' },
    });
    expect(changed.body).toMatchObject({ roles: ["finance"], version: 2 });
    const ended = await call("POST", `${path}/deactivate`, { key, body: { reason: "Left", erase: true } });
    expect(ended.body).toMatchObject({ status: "ended", version: 3 });
    expect(ended.body).not.toHaveProperty("email");
    expect((await call("GET", "/v1/people", { key })).body.items).toHaveLength(2);
  });

  it("are not shown to viewers", async () => {
    const key = await aKeyOf(world, await aMember(world, { roles: ["viewer"] }));
    expect((await call("GET", "/v1/people", { key })).status).toBe(403);
  });
});
