import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import {
  aMember,
  eventually,
  inHours,
  type Member,
  startTarget,
  succeed,
  type Target,
} from "../support/target.ts";

let target: Target;
let funder: Member;
let client: Client;

beforeAll(async () => {
  target = await startTarget();
  funder = await aMember(target, "funder", { fiscalYearStartMonth: 7 });
  client = clientOf(target, funder);
});
afterAll(() => target?.stop());

const aKey = (overrides: object = {}) => ({
  label: "Sync",
  roles: ["viewer"],
  expiresAt: inHours(1),
  ...overrides,
});

describe("without a principal", () => {
  it.each([
    ["GET", "/v1/me"],
    ["GET", "/v1/commitments"],
    ["POST", "/v1/commitments"],
    ["GET", "/v1/partnerships"],
    ["GET", "/v1/portfolio"],
    ["POST", "/v1/observations"],
    ["POST", "/v1/imports"],
  ])("%s %s answers 401, as a problem, and how to sign in", async (method, path) => {
    const answer = await target.call(method, path, method === "POST" ? { body: {} } : {});
    expect(answer.status).toBe(401);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(answer.headers["www-authenticate"]).toContain("Bearer");
    expect(answer.body).toMatchObject({ code: "not_signed_in", status: 401, instance: path });
  });

  it.each(["nonsense", "tl_01ARZ3NDEKTSV4RRFFQ69G5FAV_short", "eyJhbGciOiJub25lIn0.e30."])(
    "a credential like %s opens nothing",
    async (credential) => {
      const answer = await target.call("GET", "/v1/me", { credential });
      expect(answer.body).toMatchObject({ status: 401, code: "not_signed_in" });
    },
  );

  it("the description of the API and its page can be read", async () => {
    const description = await target.call("GET", "/v1/openapi.json");
    expect(description.status).toBe(200);
    expect(description.body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(description.body.paths)).toContain("/v1/commitments/{commitmentId}/report");
    const page = await target.call("GET", "/v1/docs");
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
  });
});

describe("/v1/me", () => {
  it("says what a key is, for whom, and what it may do", async () => {
    const { status, body } = await client.get("/me");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: "key",
      roles: ["administrator"],
      organisation: { id: funder.id, name: funder.name, kind: "funder", fiscalYearStartMonth: 7 },
    });
    expect(body.actions).toContain("commitment:write");
    expect(body.actions).not.toContain("organisation:create");
  });

  it("says who a person is, and where they may act", async () => {
    const { status, body } = await target.call("GET", "/v1/me", { credential: target.idToken });
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: "person", roles: ["administrator", "operator"] });
    const there: readonly { organisationId: string }[] = body.memberships;
    expect(there.map(({ organisationId }) => organisationId)).toContain(funder.id);
  });

  it("lets a person act for no organisation that is not theirs", async () => {
    const headers = { "throughline-organisation": "org_01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    const answer = await target.call("GET", "/v1/me", { credential: target.idToken, headers });
    expect(answer.status).toBe(401);
  });
});

describe("organisations", () => {
  it("are made by operators only", async () => {
    const body = { name: "Another", kind: "funder" };
    expect((await client.post("/organisations", body)).body).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    const made = await target.call("POST", "/v1/organisations", { credential: target.operatorKey, body });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`/v1/organisations/${made.body.id}`);
  });

  it("name every field that is wrong", async () => {
    const body = { name: "", kind: "bank", country: "ZZ", fiscalYearStartMonth: 13, colour: "blue" };
    const refused = await target.call("POST", "/v1/organisations", { credential: target.operatorKey, body });
    expect(refused.body).toMatchObject({ status: 422, code: "validation_failed" });
    expect(pointersIn(refused).sort()).toEqual([
      "/colour",
      "/country",
      "/fiscalYearStartMonth",
      "/kind",
      "/name",
    ]);
  });

  it("have one first person, whatever happens", async () => {
    const body = { name: "Somebody", email: `${randomUUID()}@test.example` };
    const path = `/v1/organisations/${funder.id}/first-person`;
    const again = await target.call("POST", path, { credential: target.operatorKey, body });
    expect(again.body).toMatchObject({ status: 409, code: "already_exists" });
  });

  it("change by who they are, on the version they read, for a reason", async () => {
    const read = await succeed(client.get(`/organisations/${funder.id}`));
    const change = { timeZone: "Europe/London", reason: "We moved" };
    expect((await client.patch(`/organisations/${funder.id}`, change)).status).toBe(428);
    const changed = await client.patch(`/organisations/${funder.id}`, change, versionIn(read));
    expect(changed.body).toMatchObject({ timeZone: "Europe/London", version: versionIn(read) + 1 });
    const stale = await client.patch(`/organisations/${funder.id}`, change, versionIn(read));
    expect(stale.body).toMatchObject({ status: 412, currentVersion: versionIn(read) + 1 });
    const contactless = await client.patch(
      `/organisations/${funder.id}`,
      { name: "New" },
      versionIn(changed),
    );
    expect(pointersIn(contactless)).toEqual(["/reason"]);
  });
});

describe("people", () => {
  it("join, change roles, leave, and their name and address can be erased", async () => {
    const email = `${randomUUID()}@test.example`;
    const added = await client.post("/people", { name: "Finance officer", email, roles: ["finance"] });
    expect(added.status).toBe(201);
    const path = `/people/${added.body.id}`;
    const promoted = await client.patch(
      path,
      { roles: ["finance", "viewer"], reason: "Reads, too" },
      versionIn(added),
    );
    expect(promoted.body.roles).toEqual(["finance", "viewer"]);
    const left = await client.post(`${path}/deactivate`, { reason: "Left us", erase: true });
    expect(left.body).toMatchObject({ status: "ended" });
    const now = await succeed(client.get(path));
    expect(now.text).not.toContain(email);
    expect(now.body.name).toBeUndefined();
  });

  it("are not made operators outside a network", async () => {
    const body = { name: "Climber", email: `${randomUUID()}@test.example`, roles: ["operator"] };
    expect(pointersIn(await client.post("/people", body))).toEqual(["/roles"]);
  });
});

describe("keys", () => {
  it("stop working at once when they are revoked", async () => {
    const made = await succeed(client.post("/keys", aKey()));
    const asKey = () => target.call("GET", "/v1/me", { credential: made.body.key });
    expect((await asKey()).status).toBe(200);
    await succeed(client.post(`/keys/${made.body.id}/revoke`, { reason: "Lost" }));
    expect((await asKey()).body).toMatchObject({ status: 401, code: "not_signed_in" });
    expect((await client.get(`/keys/${made.body.id}`)).body.status).toBe("revoked");
  });

  it("stop working when their time is over", async () => {
    // Long enough to be still to come when the request arrives, on a slow target too.
    const expiresAt = new Date(Date.now() + 5_000).toISOString();
    const made = await succeed(client.post("/keys", aKey({ expiresAt })));
    const answer = await eventually(
      () => target.call("GET", "/v1/me", { credential: made.body.key }),
      ({ status }) => status === 401,
    );
    expect(answer.body.detail).toContain("expired");
    expect((await client.get(`/keys/${made.body.id}`)).body.status).toBe("expired");
  });

  it("do no more than their roles and actions include", async () => {
    const made = await succeed(
      client.post("/keys", aKey({ roles: ["viewer"], actions: ["commitment:read"] })),
    );
    const narrow = clientOf(target, made.body);
    expect((await narrow.get("/commitments")).status).toBe(200);
    expect((await narrow.get("/partnerships")).body).toMatchObject({ status: 403, code: "forbidden" });
    expect((await narrow.post("/commitments", {})).status).toBe(403);
  });

  it("are refused what their maker may not give, and more than a year", async () => {
    expect(pointersIn(await client.post("/keys", aKey({ roles: ["operator"] })))).toEqual(["/roles"]);
    expect(pointersIn(await client.post("/keys", aKey({ expiresAt: inHours(24 * 400) })))).toEqual([
      "/expiresAt",
    ]);
  });

  it("show their text once, and nobody else sees them", async () => {
    const label = randomUUID();
    const headers = { "idempotency-key": label };
    const body = aKey({ label });
    const made = await succeed(client.post("/keys", body, headers));
    const again = await succeed(client.post("/keys", body, headers));
    expect(again.body.id).toBe(made.body.id);
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(again.body.key).toBeUndefined();
    const stranger = clientOf(target, await aMember(target, "evaluator"));
    expect((await stranger.get(`/keys/${made.body.id}`)).status).toBe(404);
    expect((await stranger.post(`/keys/${made.body.id}/revoke`, { reason: "Mischief" })).status).toBe(404);
  });
});
