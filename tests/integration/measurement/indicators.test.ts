import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, type Client, READING, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let partnershipId: string;
let [owner, funder, stranger]: Client[] = [];
const client = (which: Client | undefined): Client => {
  if (!which) throw new Error("Nobody is signed in yet.");
  return which;
};

beforeAll(async () => {
  engine = await startEngine();
  const dynamo = makeClient(engine.endpoint);
  table = { client: dynamo, name: (await makeTables(dynamo, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});
beforeEach(async () => {
  const [ownerId, funderId] = [newId("org"), newId("org")];
  owner = signedIn(table, ownerId);
  funder = signedIn(table, funderId);
  stranger = signedIn(table, newId("org"));
  partnershipId = await aPartnership(table, ownerId, [funderId]);
});

const TARGETS = [
  {
    dimensions: {},
    baseline: { period: schoolYear(2019), value: 49 },
    target: { period: schoolYear(2029), value: 65 },
  },
  { dimensions: { "race-ethnicity": "black" }, baseline: { period: schoolYear(2019), value: 31 } },
];

describe("the catalogue", () => {
  test("of seven outcomes can be read by anybody signed in", async () => {
    const { status, body } = await client(stranger)("GET", "/outcomes");
    expect(status).toBe(200);
    expect(body.items).toHaveLength(7);
  });
});

describe("an indicator", () => {
  test("is made with version 1, an address, and its definition", async () => {
    const made = await client(owner)("POST", `/partnerships/${partnershipId}/indicators`, { body: READING });
    expect(made).toMatchObject({ status: 201, etag: '"1"', location: `/v1/indicators/${made.body.id}` });
    const read = await client(owner)("GET", `/indicators/${made.body.id}`);
    expect(read.body).toEqual(made.body);
    expect(read.body).toMatchObject({ ...READING, partnershipId, version: 1, targets: [] });
  });

  test("is made once where its request is repeated with the same key", async () => {
    const send = () =>
      client(owner)("POST", `/partnerships/${partnershipId}/indicators`, { body: READING, key: "once" });
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject({ status: 201, location: first.location });
    const list = await client(owner)("GET", `/partnerships/${partnershipId}/indicators`);
    expect(list.body.items).toHaveLength(1);
  });

  test("cannot be made in a partnership of others, or in none", async () => {
    const path = (id: string) => `/partnerships/${id}/indicators`;
    for (const who of [funder, stranger])
      expect(await client(who)("POST", path(partnershipId), { body: READING })).toMatchObject({
        status: 404,
      });
    expect(await client(owner)("POST", path(newId("prt")), { body: READING })).toMatchObject({ status: 404 });
  });

  test("that is wrong in several places is refused with a pointer to each", async () => {
    const body = { ...READING, unit: "rate", outcomeId: "joy", colour: "red", placeCode: "a#b" };
    const refused = await client(owner)("POST", `/partnerships/${partnershipId}/indicators`, { body });
    expect(refused.status).toBe(422);
    const pointers = refused.body.errors.map((error: { pointer: string }) => error.pointer);
    expect(pointers.sort()).toEqual(["/colour", "/outcomeId", "/placeCode", "/ratePer"]);
  });

  test("is changed for a reason, by who read its present version, and keeps a history that checks", async () => {
    const id = await anIndicator(client(owner), partnershipId);
    const path = `/indicators/${id}`;
    const body = { name: "Reading by grade 3", reason: "Plain words" };
    expect(await client(owner)("PATCH", path, { body })).toMatchObject({ status: 428 });
    expect(await client(owner)("PATCH", path, { body: { name: "No reason" }, ifMatch: '"1"' })).toMatchObject(
      {
        status: 422,
      },
    );
    expect(await client(owner)("PATCH", path, { body, ifMatch: '"1"' })).toMatchObject({
      status: 200,
      etag: '"2"',
    });
    expect(await client(owner)("PATCH", path, { body, ifMatch: '"1"' })).toMatchObject({
      status: 412,
      body: { code: "version_conflict", currentVersion: 2 },
    });
    const history = await client(owner)("GET", `${path}/history?limit=1`);
    const rest = await client(owner)("GET", `${path}/history?limit=1&cursor=${history.body.next}`);
    expect([...history.body.items, ...rest.body.items]).toMatchObject([
      { version: 1, action: "indicator.created" },
      {
        version: 2,
        action: "indicator.changed",
        reason: "Plain words",
        parts: [{ after: { name: body.name } }],
      },
    ]);
    const items = await queryAll(table, { partition: `IND#${id}` });
    const changes = items.filter((item) => item.type === "change").map(toChange);
    expect(changes).toHaveLength(2);
    expect(checkHistory(changes, items)).toEqual([]);
  });

  test("cannot have its unit, place or partnership changed", async () => {
    const id = await anIndicator(client(owner), partnershipId);
    for (const fixed of [{ unit: "count" }, { placeCode: "1" }, { partnershipId: newId("prt") }]) {
      const body = { ...fixed, reason: "Try" };
      expect(await client(owner)("PATCH", `/indicators/${id}`, { body, ifMatch: '"1"' })).toMatchObject({
        status: 422,
      });
    }
  });

  test("gets targets, and other ones only for a reason", async () => {
    const path = `/indicators/${await anIndicator(client(owner), partnershipId)}`;
    const put = (body: object, version: number) =>
      client(owner)("PUT", `${path}/targets`, { body, ifMatch: `"${version}"` });
    expect(await put({ targets: TARGETS }, 1)).toMatchObject({
      status: 200,
      body: { targets: TARGETS, version: 2 },
    });
    expect(await put({ targets: [] }, 2)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/reason" }] },
    });
    expect(await put({ targets: TARGETS.slice(0, 1), reason: "Settled anew" }, 2)).toMatchObject({
      status: 200,
    });
    expect(
      await put({ targets: [{ dimensions: {}, target: { period: schoolYear(2029), value: 120 } }] }, 3),
    ).toMatchObject({ status: 422 });
  });

  test("is listed a page at a time, with a cursor for this list and organisation alone", async () => {
    const ids: string[] = [];
    for (const name of ["One", "Two", "Three"])
      ids.push(await anIndicator(client(owner), partnershipId, { name }));
    const path = `/partnerships/${partnershipId}/indicators?limit=2`;
    const first = await client(owner)("GET", path);
    const second = await client(owner)("GET", `${path}&cursor=${first.body.next}`);
    const listed = [...first.body.items, ...second.body.items].map(
      (indicator: { id: string }) => indicator.id,
    );
    expect(listed).toEqual([...ids].sort());
    expect(second.body.next).toBeUndefined();
    expect(await client(funder)("GET", `${path}&cursor=${first.body.next}`)).toMatchObject({
      status: 400,
      body: { code: "invalid_cursor" },
    });
  });

  test("is seen by those its partnership is shared with, without baselines, and by nobody else", async () => {
    const id = await anIndicator(client(owner), partnershipId);
    await client(owner)("PUT", `/indicators/${id}/targets`, { body: { targets: TARGETS }, ifMatch: '"1"' });
    const seen = [{ dimensions: {}, target: TARGETS[0]?.target }];
    expect((await client(funder)("GET", `/indicators/${id}`)).body.targets).toEqual(seen);
    const list = await client(funder)("GET", `/partnerships/${partnershipId}/indicators`);
    expect(list.body.items[0].targets).toEqual(seen);
    expect(await client(funder)("GET", `/indicators/${id}/history`)).toMatchObject({ status: 404 });
    for (const path of [
      `/indicators/${id}`,
      `/partnerships/${partnershipId}/indicators`,
      `/indicators/${id}/series`,
    ])
      expect(await client(stranger)("GET", path)).toMatchObject({ status: 404 });
    const body = { name: "Ours", reason: "Take over" };
    expect(await client(funder)("PATCH", `/indicators/${id}`, { body, ifMatch: '"2"' })).toMatchObject({
      status: 404,
    });
  });
});
