import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let owner: Client;
let funder: Client;
let id: string;

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
  const funderId = newId("org");
  ownerId = newId("org");
  owner = signedIn(table, ownerId);
  funder = signedIn(table, funderId);
  id = await anIndicator(owner, await aPartnership(table, ownerId, [funderId]));
});

const OPTIONAL = "Testing was optional this spring.";
const note = (fields: object = {}, client = owner, key?: string) =>
  client("POST", `/indicators/${id}/notes`, {
    body: { about: { period: schoolYear(2020) }, text: OPTIONAL, visibility: "readers", ...fields },
    ...(key === undefined ? {} : { key }),
  });
const texts = ({ body }: { body: { items: { text?: string }[] } }) => body.items.map(({ text }) => text);
const withdraw = (noteId: string, client = owner) =>
  client("POST", `/observation-notes/${noteId}/withdrawal`, { body: { reason: "About another year" } });

describe("notes on a series", () => {
  test("are read by those they are for, the latest first, a page at a time and with the series", async () => {
    await note();
    await note({ text: "Ask the district first.", visibility: "partnership" });
    await note({ text: "Restated in May.", about: {} });
    const first = await owner("GET", `/indicators/${id}/notes?limit=2`);
    expect(texts(first)).toEqual(["Restated in May.", "Ask the district first."]);
    const next = `/indicators/${id}/notes?limit=2&cursor=${first.body.next}`;
    expect(texts(await owner("GET", next))).toEqual([OPTIONAL]);
    expect(texts(await funder("GET", `/indicators/${id}/notes`))).toEqual(["Restated in May.", OPTIONAL]);
    const series = await funder("GET", `/indicators/${id}/series`);
    expect(series.body.notes).toMatchObject([
      { text: "Restated in May.", about: {}, by: { organisationId: ownerId } },
      { text: OPTIONAL, about: { period: schoolYear(2020) } },
    ]);
    expect(series.body.notes[0].by).not.toHaveProperty("principalId");
    expect((await owner("GET", `/indicators/${id}/series`)).body.notes).toHaveLength(3);
  });

  test("about a set or a cell lie in the indicator's own place unless they name another", async () => {
    const cell = { period: schoolYear(2024), dimensions: { sex: "female" } };
    expect((await note({ about: cell })).body.about).toEqual({ ...cell, placeCode: "09001" });
    const set = { period: schoolYear(2024), breakdown: "all", placeCode: "09003" };
    expect((await note({ about: set })).body.about).toEqual(set);
  });

  test("of the partnership alone, and those of strangers, are not there for others", async () => {
    const own = await note({ visibility: "partnership" });
    const read = (client: Client) => client("GET", `/observation-notes/${own.body.id}`);
    expect((await read(owner)).status).toBe(200);
    expect((await read(funder)).status).toBe(404);
    expect((await read(signedIn(table, newId("org")))).status).toBe(404);
    expect((await note({}, funder)).status).toBe(404);
    expect((await withdraw(own.body.id, funder)).status).toBe(404);
  });

  test("are withdrawn for a reason: the text goes, and that there was one stays", async () => {
    const { body } = await note();
    const gone = await withdraw(body.id);
    expect(gone.status).toBe(200);
    expect(gone.body).toMatchObject({ id: body.id, withdrawn: { reason: "About another year" } });
    expect(gone.body).not.toHaveProperty("text");
    expect((await withdraw(body.id)).status).toBe(409);
    expect(JSON.stringify(await queryAll(table, { partition: `NOTE#${body.id}` }))).not.toContain(OPTIONAL);
    const faults = (await verifyRecords(table)).faults.filter(({ pk }) => pk === `NOTE#${body.id}`);
    expect(faults).toEqual([]);
  });

  test("are withdrawn by who wrote them, or by who may record observations", async () => {
    const evaluator = signedIn(table, ownerId, { roles: ["evaluator"] });
    const theirs = await note({}, evaluator);
    expect((await withdraw((await note()).body.id, evaluator)).status).toBe(403);
    expect((await withdraw(theirs.body.id, evaluator)).status).toBe(200);
    expect((await note({}, signedIn(table, ownerId, { roles: ["viewer"] }))).status).toBe(403);
  });

  test("are written once however often the request is repeated, and leave the indicator's version alone", async () => {
    const key = newId("job");
    const [first, again] = [await note({}, owner, key), await note({}, owner, key)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body.id).toBe(first.body.id);
    expect((await owner("GET", `/indicators/${id}/notes`)).body.items).toHaveLength(1);
    expect((await owner("GET", `/indicators/${id}`)).body.version).toBe(1);
  });
});
