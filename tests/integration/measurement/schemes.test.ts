import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, meter, READING, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
let rival: Client;
let partnershipId: string;

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
  const ownerId = newId("org");
  owner = signedIn(table, ownerId);
  rival = signedIn(table, newId("org"));
  partnershipId = await aPartnership(table, ownerId);
});

const WARDS = {
  name: "Wards",
  dimension: "ward",
  categories: [
    { key: "north", label: "North" },
    { key: "south", label: "South" },
  ],
  wholes: [{ label: "The town", categories: ["north", "south"] }],
};
const THREE = {
  categories: [
    { key: "north", label: "North" },
    { key: "south-east", label: "South-east" },
    { key: "south-west", label: "South-west" },
  ],
  wholes: [{ label: "The town", categories: ["north", "south-east", "south-west"] }],
  crosswalks: [
    {
      version: "1",
      forward: [
        { category: "north", fit: "same", to: ["north"] },
        { category: "south", fit: "spread", to: ["south-east", "south-west"], loss: "It was not divided." },
      ],
      backward: [
        { category: "south-east", fit: "into", to: ["south"], loss: "The whole south, the west with it." },
        { category: "south-west", fit: "into", to: ["south"], loss: "The whole south, the east with it." },
      ],
    },
  ],
  reason: "The council divided the south",
};

const addVersion = (id: string, version: number, body: object = THREE) =>
  owner("POST", `/schemes/${id}/versions`, { body, ifMatch: `"${version}"` });
const aScheme = async () => (await owner("POST", "/schemes", { body: WARDS })).body.id as string;
const record = async (id: string, dimensions: Record<string, string>) => {
  const body = { observations: [aRow(id, { dimensions })] };
  return (await owner("POST", "/observations", { body })).body.results[0];
};

describe("the category schemes of the product", () => {
  test("are listed beside one's own, and read in each version", async () => {
    await aScheme();
    const { body } = await owner("GET", "/schemes");
    expect(body.builtIn).toHaveLength(13);
    expect(body.builtIn[0]).toEqual({
      id: "race-ethnicity",
      name: "Race and ethnicity, OMB Statistical Policy Directive 15",
      dimension: "race-ethnicity",
      latestVersion: "2024",
    });
    expect(body.items).toMatchObject([{ name: "Wards", dimension: "ward", latestVersion: "1" }]);
    const latest = await owner("GET", "/schemes/race-ethnicity");
    expect(latest.body).toMatchObject({ version: "2024", versions: ["1997", "2024"] });
    expect(latest.body.crosswalks[0].version).toBe("1997");
    const earlier = await owner("GET", "/schemes/race-ethnicity?version=1997");
    expect(earlier.body.wholes.map((whole: { categories: string[] }) => whole.categories.length)).toEqual([
      7, 2, 6,
    ]);
    expect(await owner("GET", "/schemes/race-ethnicity?version=1977")).toMatchObject({ status: 404 });
  });

  test("cannot be given versions by an organisation", async () => {
    expect(await addVersion("race-ethnicity", 1)).toMatchObject({ status: 400 });
  });
});

describe("a category scheme of an organisation", () => {
  test("is made with version 1, which says what overlaps", async () => {
    const made = await owner("POST", "/schemes", { body: WARDS });
    expect(made).toMatchObject({
      status: 201,
      etag: '"1"',
      location: `/v1/schemes/${made.body.id}`,
      body: { ...WARDS, version: "1", versions: ["1"], overlaps: [], crosswalks: [] },
    });
    expect((await owner("GET", `/schemes/${made.body.id}`)).body).toEqual(made.body);
  });

  test("is made once where its request is repeated with the same key", async () => {
    const send = () => owner("POST", "/schemes", { body: WARDS, key: "once" });
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject({ status: 201, location: first.location });
    expect((await owner("GET", "/schemes")).body.items).toHaveLength(1);
  });

  test("gets further versions for a reason; earlier ones stay as they were, and the history checks", async () => {
    const id = await aScheme();
    const before = await owner("GET", `/schemes/${id}`);
    expect(await addVersion(id, 1, { ...THREE, reason: undefined })).toMatchObject({ status: 422 });
    const added = await addVersion(id, 1);
    expect(added).toMatchObject({ status: 201, etag: '"2"', body: { version: "2", versions: ["1", "2"] } });
    expect(await addVersion(id, 1)).toMatchObject({ status: 412, body: { currentVersion: 2 } });
    const then = await owner("GET", `/schemes/${id}?version=1`);
    expect(then.body).toEqual({ ...before.body, latestVersion: "2", versions: ["1", "2"] });
    expect(await owner("GET", `/schemes/${id}?version=01`)).toMatchObject({ status: 404 });
    const history = await owner("GET", `/schemes/${id}/history`);
    expect(history.body.items).toMatchObject([
      { action: "category-scheme.created" },
      { action: "category-scheme.version-added", reason: "The council divided the south" },
    ]);
    const items = await queryAll(table, { partition: `SCH#${id}` });
    const changes = items.filter(({ type }) => type === "change").map(toChange);
    expect(checkHistory(changes, items)).toEqual([]);
  });

  test("is refused crosswalks to versions and categories that are not there", async () => {
    const walk = THREE.crosswalks[0];
    const pointers = ({ body }: { body: { errors: readonly { pointer: string }[] } }) =>
      body.errors.map(({ pointer }) => pointer);
    const first = await owner("POST", "/schemes", { body: { ...WARDS, crosswalks: [{ version: "1" }] } });
    expect(pointers(first)).toEqual(["/crosswalks"]);
    const id = await aScheme();
    const from = (crosswalk: object) =>
      addVersion(id, 1, { ...THREE, crosswalks: [{ ...walk, ...crosswalk }] });
    expect(pointers(await from({ version: "2" }))).toEqual(["/crosswalks/0/version"]);
    const west = { category: "west", fit: "none", loss: "Gone" };
    expect(pointers(await from({ forward: [west] }))).toEqual(["/crosswalks/0/forward/0/category"]);
    const east = { category: "south-east", fit: "into", to: ["east"], loss: "Gone" };
    expect(pointers(await from({ backward: [east] }))).toEqual(["/crosswalks/0/backward/0/to"]);
  });

  test("is nobody else's", async () => {
    const id = await aScheme();
    for (const [method, path, body] of [
      ["GET", `/schemes/${id}`, undefined],
      ["GET", `/schemes/${id}/history`, undefined],
      ["POST", `/schemes/${id}/versions`, THREE],
    ] as const)
      expect(await rival(method, path, { ...(body ? { body, ifMatch: '"1"' } : {}) })).toMatchObject({
        status: 404,
      });
    expect((await rival("GET", "/schemes")).body.items).toEqual([]);
  });
});

describe("an indicator that names a scheme", () => {
  test("takes its categories and no others, and any of a dimension without one", async () => {
    const categorySchemes = { "race-ethnicity": "race-ethnicity@1997" };
    const id = await anIndicator(owner, partnershipId, { categorySchemes });
    expect(await record(id, { "race-ethnicity": "two-or-more" })).toMatchObject({ outcome: "recorded" });
    expect(await record(id, { grade: "whatever" })).toMatchObject({ outcome: "recorded" });
    const refused = await record(id, { "race-ethnicity": "middle-eastern" });
    expect(refused).toMatchObject({
      outcome: "rejected",
      errors: [{ pointer: "/observations/0/dimensions/race-ethnicity", code: "unknown_category" }],
    });
    expect(refused.errors[0].detail).toMatch(
      /^race-ethnicity@1997 has no category "middle-eastern"\. It has hispanic, not-hispanic, american-indian, /,
    );
  });

  test("keeps to the version it names until it names another", async () => {
    const scheme = await aScheme();
    const id = await anIndicator(owner, partnershipId, { categorySchemes: { ward: `${scheme}@1` } });
    await addVersion(scheme, 1);
    expect(await record(id, { ward: "south" })).toMatchObject({ outcome: "recorded" });
    expect(await record(id, { ward: "south-east" })).toMatchObject({ outcome: "rejected" });
    const body = { categorySchemes: { ward: `${scheme}@2` }, reason: "The council divided the south" };
    expect(await owner("PATCH", `/indicators/${id}`, { body, ifMatch: '"1"' })).toMatchObject({
      status: 200,
    });
    expect(await record(id, { ward: "south-east" })).toMatchObject({ outcome: "recorded" });
    expect(await record(id, { ward: "south" })).toMatchObject({ outcome: "rejected" });
  });

  test("tells it to those the figures are shared with, and to nobody else", async () => {
    const [ownerId, funderId] = [newId("org"), newId("org")];
    const [mine, funder] = [signedIn(table, ownerId), signedIn(table, funderId)];
    const shared = await aPartnership(table, ownerId, [funderId]);
    const scheme = (await mine("POST", "/schemes", { body: WARDS })).body.id;
    const categorySchemes = { ward: `${scheme}@1`, sex: "sex@2022" };
    const id = await anIndicator(mine, shared, { categorySchemes });
    const { body } = await funder("GET", `/indicators/${id}/schemes`);
    expect(body.items).toMatchObject([
      { dimension: "sex", scheme: "sex@2022", version: "2022" },
      { dimension: "ward", scheme: `${scheme}@1`, categories: WARDS.categories, overlaps: [] },
    ]);
    expect(await funder("GET", `/schemes/${scheme}`)).toMatchObject({ status: 404 });
    expect(await rival("GET", `/indicators/${id}/schemes`)).toMatchObject({ status: 404 });
  });

  test("is refused at the dimension where there is no such version, or it is another organisation's", async () => {
    const foreign = (await rival("POST", "/schemes", { body: WARDS })).body.id;
    for (const name of ["race-ethnicity@1977", "omb-1997", `${foreign}@1`, `${newId("sch")}@1`]) {
      const body = { ...READING, categorySchemes: { ward: name, sex: "sex@2022" } };
      const refused = await owner("POST", `/partnerships/${partnershipId}/indicators`, { body });
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: "/categorySchemes/ward" }] },
      });
    }
    const id = await anIndicator(owner, partnershipId);
    const body = { categorySchemes: { ward: `${foreign}@1` }, reason: "Try" };
    expect(await owner("PATCH", `/indicators/${id}`, { body, ifMatch: '"1"' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/categorySchemes/ward" }] },
    });
  });

  test("costs one more round for a scheme of the organisation's own, and none for the product's", async () => {
    const scheme = await aScheme();
    const plain = await anIndicator(owner, partnershipId, { categorySchemes: { sex: "sex@2022" } });
    const own = await anIndicator(owner, partnershipId, { categorySchemes: { ward: `${scheme}@1` } });
    const reads = meter(table.client, ["BatchGetItemCommand"]);
    await record(plain, { sex: "female" });
    expect(reads.requests).toBe(1);
    await record(own, { ward: "north" });
    expect(reads.requests).toBe(3);
  });
});
