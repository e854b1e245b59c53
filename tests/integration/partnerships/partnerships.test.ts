import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anOrganisation, type Client, HARBOUR, historyFaults, NAVIGATORS, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let backboneId: string;
let backbone: Client;
let funderId: string;
let funder: Client;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  backboneId = newId("org");
  backbone = signedIn(table, backboneId);
  funderId = await anOrganisation(table);
  funder = signedIn(table, funderId);
});

async function harbour(fields: object = {}): Promise<string> {
  const created = await backbone("POST", "/partnerships", { body: { ...HARBOUR, ...fields } });
  expect(created.status).toBe(201);
  return `/partnerships/${created.body.id}`;
}

async function share(path: string): Promise<void> {
  const { version } = await backbone("GET", path);
  const body = { reason: "Funds the family navigators" };
  const shared = await backbone("PUT", `${path}/shares/${funderId}`, { body, ifMatch: version });
  expect(shared.status).toBe(200);
}

describe("a partnership", () => {
  test("is recorded for the organisation that asks, and read back as it was answered", async () => {
    const created = await backbone("POST", "/partnerships", { body: HARBOUR });
    expect(created).toMatchObject({
      status: 201,
      version: '"1"',
      location: `/v1/partnerships/${created.body.id}`,
      body: { ...HARBOUR, backboneId, status: "active", version: 1, strategies: [], links: [] },
    });
    const read = await backbone("GET", `/partnerships/${created.body.id}`);
    expect(read).toEqual({ status: 200, version: '"1"', location: null, body: created.body });
  });

  test("with fields that are wrong or unknown is refused with a pointer to each, and not written", async () => {
    const body = { ...HARBOUR, purpose: "", placeCode: "09#01", budget: 5, startedOn: "2025-02-30" };
    const refused = await backbone("POST", "/partnerships", { body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((error) => error.pointer).sort()).toEqual([
      "/budget",
      "/placeCode",
      "/purpose",
      "/startedOn",
    ]);
    expect((await backbone("GET", "/partnerships")).body).toEqual({ items: [] });
  });

  test("sent twice with one idempotency key is recorded once", async () => {
    const [first, second] = [
      await backbone("POST", "/partnerships", { body: HARBOUR, key: "once" }),
      await backbone("POST", "/partnerships", { body: HARBOUR, key: "once" }),
    ];
    expect(second).toEqual(first);
    expect((await backbone("GET", "/partnerships")).body.items).toHaveLength(1);
    const other = await backbone("POST", "/partnerships", { body: { ...HARBOUR, name: "B" }, key: "once" });
    expect(other.body.code).toBe("idempotency_key_reused");
  });

  test("changes with a reason and the version one read, and takes away what is set to null", async () => {
    const path = await harbour();
    const body = { reason: "Two wards merged", placeName: "Harbour and bay wards", agenda: null };
    const changed = await backbone("PATCH", path, { body, ifMatch: '"1"' });
    expect(changed).toMatchObject({
      status: 200,
      version: '"2"',
      body: { placeName: "Harbour and bay wards" },
    });
    expect(changed.body).not.toHaveProperty("agenda");
    expect((await backbone("GET", path)).body).toEqual(changed.body);
  });

  test("is not changed without a version, with a stale one, or without a reason", async () => {
    const path = await harbour();
    const body = { reason: "Closed by the board", status: "closed" };
    expect((await backbone("PATCH", path, { body })).status).toBe(428);
    expect(await backbone("PATCH", path, { body, ifMatch: '"7"' })).toMatchObject({
      status: 412,
      body: { code: "version_conflict", currentVersion: 1 },
    });
    const refused = await backbone("PATCH", path, { body: { status: "closed" }, ifMatch: '"1"' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/reason" }] } });
    expect((await backbone("GET", path)).body.status).toBe("active");
  });
});

describe("who sees a partnership", () => {
  test("a stranger gets the same 404 for it as for one that does not exist, whatever is asked", async () => {
    const path = await harbour();
    const nowhere = `/partnerships/${newId("prt")}`;
    const body = { reason: "Mine now", name: "Mine" };
    for (const [method, suffix, sent] of [
      ["GET", "", {}],
      ["GET", "/history", {}],
      ["GET", "/shares", {}],
      ["PATCH", "", { body, ifMatch: '"1"' }],
      ["POST", "/strategies", { body: NAVIGATORS }],
      ["PUT", `/shares/${funderId}`, { body: { reason: "Let me in" }, ifMatch: '"1"' }],
    ] as const) {
      const refused = await funder(method, path + suffix, sent);
      const unknown = await funder(method, nowhere + suffix, sent);
      expect(refused).toMatchObject({ status: 404, body: { code: "not_found" } });
      expect({ ...refused.body, instance: "" }).toEqual({ ...unknown.body, instance: "" });
    }
    expect((await backbone("GET", path)).version).toBe('"1"');
  });

  test("an organisation it is shared with reads it, and neither writes it nor sees its shares or history", async () => {
    const path = await harbour();
    await share(path);
    expect((await funder("GET", path)).body).toEqual((await backbone("GET", path)).body);
    const body = { reason: "Mine now", name: "Mine" };
    expect((await funder("PATCH", path, { body, ifMatch: '"2"' })).status).toBe(404);
    expect((await funder("GET", `${path}/shares`)).status).toBe(404);
    expect((await funder("GET", `${path}/history`)).status).toBe(404);
    expect((await funder("POST", `${path}/strategies`, { body: NAVIGATORS })).status).toBe(404);
  });

  test("sharing ends with a reason: it is gone from the other's list, and the history tells of both", async () => {
    const path = await harbour();
    await share(path);
    expect((await funder("GET", "/partnerships")).body.items).toHaveLength(1);
    const ending = `${path}/shares/${funderId}?reason=Grant%20ended`;
    expect(await backbone("DELETE", ending, { ifMatch: '"2"' })).toMatchObject({
      status: 204,
      version: '"3"',
    });
    expect((await funder("GET", path)).status).toBe(404);
    expect((await funder("GET", "/partnerships?role=shared")).body.items).toEqual([]);
    expect((await backbone("DELETE", ending, { ifMatch: '"3"' })).status).toBe(404);
    const { items } = (await backbone("GET", `${path}/history`)).body;
    expect(items.map((change) => [change.action, change.reason])).toEqual([
      ["partnership.created", undefined],
      ["partnership.shared", "Funds the family navigators"],
      ["partnership.sharing-stopped", "Grant ended"],
    ]);
  });

  test("it is shared with nobody who does not exist, nor with its own backbone, nor ended without a reason", async () => {
    const path = await harbour();
    const body = { reason: "Funds it" };
    const shared = (organisationId: string) =>
      backbone("PUT", `${path}/shares/${organisationId}`, { body, ifMatch: '"1"' });
    expect(await shared(newId("org"))).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await shared(backboneId)).toMatchObject({ status: 409, body: { code: "conflict" } });
    const unexplained = await backbone("DELETE", `${path}/shares/${funderId}`, { ifMatch: '"1"' });
    expect(unexplained).toMatchObject({ status: 400, body: { errors: [{ parameter: "reason" }] } });
    expect((await backbone("GET", `${path}/shares`)).body).toEqual({ items: [] });
  });

  test("a viewer of the backbone reads and does not write", async () => {
    const path = await harbour();
    const viewer = signedIn(table, backboneId, { roles: ["viewer"] });
    expect((await viewer("GET", path)).status).toBe(200);
    expect((await viewer("POST", `${path}/strategies`, { body: NAVIGATORS })).status).toBe(403);
  });
});

describe("lists", () => {
  test("pages go through one's own and then the shared ones, each once", async () => {
    const theirs = [await harbour({ name: "A" }), await harbour({ name: "B" }), await harbour({ name: "C" })];
    for (const path of theirs) await share(path);
    for (const name of ["D", "E"]) await funder("POST", "/partnerships", { body: { ...HARBOUR, name } });
    for (const limit of [1, 2, 3, 4, 5]) {
      const names: string[] = [];
      let next: string | undefined = "";
      while (next !== undefined) {
        const cursor = next === "" ? "" : `&cursor=${encodeURIComponent(next ?? "")}`;
        const page = await funder("GET", `/partnerships?limit=${limit}${cursor}`);
        expect(page.status).toBe(200);
        expect(page.body.items.length).toBeLessThanOrEqual(limit);
        names.push(...page.body.items.map((item) => item.name));
        next = page.body.next;
      }
      expect(names).toEqual(["D", "E", "A", "B", "C"]);
    }
  });

  test("role narrows the list, and a cursor of one list does not open another", async () => {
    await share(await harbour({ name: "A" }));
    await share(await harbour({ name: "B" }));
    await funder("POST", "/partnerships", { body: { ...HARBOUR, name: "C" } });
    const names = async (query: string) =>
      (await funder("GET", `/partnerships?${query}`)).body.items.map((item) => item.name);
    expect(await names("role=own")).toEqual(["C"]);
    expect(await names("role=shared")).toEqual(["A", "B"]);
    const { next } = (await funder("GET", "/partnerships?role=shared&limit=1")).body;
    const elsewhere = await funder("GET", `/partnerships?role=own&cursor=${encodeURIComponent(next ?? "")}`);
    expect(elsewhere).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
    const stranger = await backbone(
      "GET",
      `/partnerships?role=shared&cursor=${encodeURIComponent(next ?? "")}`,
    );
    expect(stranger).toMatchObject({ status: 400, body: { code: "invalid_cursor" } });
  });
});

describe("the history of a partnership", () => {
  test("is a sound chain after every kind of change, and is read in pages", async () => {
    const path = await harbour();
    const id = path.slice("/partnerships/".length);
    await share(path);
    const strategy = await backbone("POST", `${path}/strategies`, { body: NAVIGATORS });
    const ended = { reason: "County took over", status: "ended", endedOn: "2026-06-30" };
    await backbone("PATCH", `${path}/strategies/${strategy.body.id}`, { body: ended, ifMatch: '"3"' });
    await backbone("DELETE", `${path}/shares/${funderId}?reason=Ended`, { ifMatch: '"4"' });
    expect(await historyFaults(table, id)).toEqual([]);
    const first = (await backbone("GET", `${path}/history?limit=3`)).body;
    const query = `limit=3&cursor=${encodeURIComponent(first.next ?? "")}`;
    const second = (await backbone("GET", `${path}/history?${query}`)).body;
    const changes = [...first.items, ...second.items];
    expect(changes.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(changes[4]?.previousHash).toBe(changes[3]?.hash);
    expect(second.next).toBeUndefined();
  });

  test("asOf shows a partnership as it had been recorded, and refuses what is not settled", async () => {
    let now = "2026-03-01T09:00:00.000Z";
    backbone = signedIn(table, backboneId, { clock: () => now });
    const path = await harbour();
    now = "2026-04-01T09:00:00.000Z";
    await backbone("POST", `${path}/strategies`, { body: NAVIGATORS });
    now = "2026-05-01T09:00:00.000Z";
    await backbone("PATCH", path, { body: { reason: "New name", name: "Bay Promise" }, ifMatch: '"2"' });
    const asOf = (instant: string) => backbone("GET", `${path}?asOf=${encodeURIComponent(instant)}`);
    expect((await asOf("2026-02-28T09:00:00.000Z")).status).toBe(404);
    const march = await asOf("2026-03-01T09:00:00.000Z");
    expect(march).toMatchObject({ version: '"1"', body: { name: "Harbour Promise", strategies: [] } });
    const april = await asOf("2026-04-30T23:00:00+02:00");
    expect(april).toMatchObject({ version: '"2"', body: { name: "Harbour Promise" } });
    expect(april.body.strategies).toMatchObject([{ name: "Family navigators" }]);
    const unsettled = await asOf("2026-05-01T08:59:30.000Z");
    expect(unsettled).toMatchObject({ status: 400, body: { errors: [{ parameter: "asOf" }] } });
    now = "2026-05-01T09:01:00.000Z";
    expect((await asOf("2026-05-01T09:00:00.000Z")).body).toEqual((await backbone("GET", path)).body);
  });
});
