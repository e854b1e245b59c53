import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { type Answer, type Client, HARBOUR, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let network: string;
let origin: Client;
let sister: Client;
let stranger: Client;
let originPartnership: string;
let sisterPartnership: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function aMember(of: string): Promise<Client> {
  const organisation = { name: "A backbone", kind: "partnership", fiscalYearStartMonth: 7 } as const;
  const made = await createOrganisation(
    { table, newId },
    {
      organisation: { ...organisation, identifiers: [], timeZone: "UTC" },
      by: { principalId: newId("per"), organisationId: of },
      now: systemClock(),
    },
  );
  if (!made.ok) throw new Error(made.problem.detail);
  return signedIn(table, made.value.id);
}
const aPartnership = async (client: Client, name = HARBOUR.name) =>
  (await client("POST", "/partnerships", { body: { ...HARBOUR, name } })).body.id;

beforeEach(async () => {
  network = newId("org");
  [origin, sister, stranger] = await Promise.all([aMember(network), aMember(network), aMember(newId("org"))]);
  originPartnership = await aPartnership(origin);
  sisterPartnership = await aPartnership(sister, "Ridge Together");
});

const LESSON = {
  title: "Tablets before lessons",
  visibility: "network",
  problem: "Four in ten children had nothing to open a lesson with.",
  whatWasDone: "Tablets went out with school meals.",
  workedFor: [{ group: "Families with a telephone", how: "Nine in ten were online in a week." }],
  themes: ["Digital divide"],
  populations: ["families in shelters"],
  capacities: ["equity"],
  placeCodes: ["36061"],
};
const codify = (changes: object = {}) =>
  origin("POST", "/lessons", { body: { ...LESSON, partnershipId: originPartnership, ...changes } });
const found = async (client: Client, query: string) =>
  (await client("GET", `/lessons?${query}`)).body.items.map(({ id }) => id);
const adopt = (client: Client, lessonId: string, changes: object = {}): Promise<Answer> =>
  client("POST", `/lessons/${lessonId}/adoptions`, {
    body: {
      partnershipId: sisterPartnership,
      lessonVersion: 1,
      adoptedOn: "2020-05-04",
      visibility: "readers",
      ...changes,
    },
  });

describe("a lesson", () => {
  test("is found within its reach by each thing it is about, and by several together", async () => {
    const { id } = (await codify()).body;
    for (const query of [
      "theme=digital%20divide",
      "population=families%20in%20shelters",
      "capacity=equity",
      "place=36061",
      "capacity=equity&place=36061&theme=DIGITAL%20DIVIDE",
      "",
    ])
      expect.soft(await found(sister, query)).toEqual([id]);
    for (const query of ["theme=housing", "theme=digital%20divide&place=1"])
      expect.soft(await found(sister, query)).toEqual([]);
    expect(await found(origin, "within=own&theme=digital%20divide")).toEqual([id]);
    expect(await found(stranger, "")).toEqual([]);
    expect(await found(sister, "within=public")).toEqual([]);
    expect((await stranger("GET", `/lessons/${id}`)).status).toBe(404);
  });

  test("is everybody's, or nobody else's any more, once its owner says so", async () => {
    const { id } = (await codify()).body;
    const to = (visibility: string, ifMatch: string) =>
      origin("PUT", `/lessons/${id}/visibility`, { body: { visibility, reason: "Agreed" }, ifMatch });
    expect((await to("public", '"1"')).status).toBe(200);
    expect(await found(stranger, "within=public&theme=digital%20divide")).toContain(id);
    expect((await stranger("GET", `/lessons/${id}`)).status).toBe(200);
    expect((await to("own", '"1"')).status).toBe(412);
    expect((await to("own", '"2"')).status).toBe(200);
    expect(await found(stranger, "within=public")).not.toContain(id);
    expect((await sister("GET", `/lessons/${id}`)).status).toBe(404);
    expect(await found(origin, "within=own")).toEqual([id]);
  });

  test("reads in an old version as it did, and is found by what the new one says", async () => {
    const { id } = (await codify()).body;
    const before = await sister("GET", `/lessons/${id}?version=1`);
    const { partnershipId: _, visibility: _v, ...content } = { ...LESSON, partnershipId: "" };
    const body = {
      ...content,
      title: "Laptops before lessons",
      themes: ["learning loss"],
      reason: "A year on",
    };
    const added = await origin("POST", `/lessons/${id}/versions`, { body, ifMatch: '"1"' });
    expect(added).toMatchObject({ status: 201, body: { latest: 2, title: "Laptops before lessons" } });
    const old = await sister("GET", `/lessons/${id}?version=1`);
    const said = (answer: Answer) => (answer.body as unknown as { content: unknown }).content;
    expect(said(old)).toEqual(said(before));
    expect(said(await sister("GET", `/lessons/${id}`))).toMatchObject({ title: "Laptops before lessons" });
    expect((await sister("GET", `/lessons/${id}?version=3`)).status).toBe(404);
    expect(await found(sister, "theme=digital%20divide")).toEqual([]);
    expect(await found(sister, "theme=learning%20loss")).toEqual([id]);
    expect((await sister("POST", `/lessons/${id}/versions`, { body, ifMatch: '"2"' })).status).toBe(404);
  });

  test("names a partnership of its author, and capacities that there are", async () => {
    expect((await codify({ partnershipId: sisterPartnership })).status).toBe(404);
    expect(await codify({ capacities: ["charm"] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/capacities/0" }] },
    });
  });

  test("that is retired is found and adopted no more, and still read", async () => {
    const { id } = (await codify()).body;
    await origin("POST", `/lessons/${id}/retirement`, { body: { reason: "Superseded" } });
    expect(await found(sister, "")).toEqual([]);
    expect((await adopt(sister, id)).status).toBe(409);
    expect((await sister("GET", `/lessons/${id}`)).status).toBe(200);
    const again = await origin("POST", `/lessons/${id}/retirement`, { body: { reason: "Superseded" } });
    expect(again.status).toBe(409);
  });
});

describe("an adoption", () => {
  test("is on the lesson's page with its adaptation and result, and counts in its spread", async () => {
    const { id } = (await codify()).body;
    const made = await adopt(sister, id, { adaptation: "Laptops, through libraries" });
    expect(made).toMatchObject({ status: 201, body: { partnershipName: "Ridge Together" } });
    const result = { verdict: "worked-in-part", description: "Two of three libraries", on: "2020-09-01" };
    const at = `/lessons/${id}/adoptions/${sisterPartnership}`;
    const patch = { body: { result, status: "kept", reason: "After the summer" }, ifMatch: '"1"' };
    expect((await sister("PATCH", at, patch)).status).toBe(200);
    expect((await origin("PATCH", at, { ...patch, ifMatch: '"2"' })).status).toBe(404);
    const page = (await origin("GET", `/lessons/${id}`)).body as unknown as Record<string, unknown>;
    expect(page).toMatchObject({
      adoptions: [{ partnershipId: sisterPartnership, adaptation: "Laptops, through libraries", result }],
      spread: { months: [{ month: "2020-05", adopted: 1, total: 1 }], adoptions: 1, isWhole: true },
    });
    const listed = await origin("GET", `/lessons/${id}/adoptions`);
    expect(listed.body.items).toEqual(page.adoptions);
    expect((await sister("GET", `/partnerships/${sisterPartnership}/adoptions`)).body.items).toHaveLength(1);
  });

  test("is made once a partnership, of a lesson that is there for it, in a version that there is", async () => {
    const { id } = (await codify()).body;
    expect((await adopt(sister, id, { lessonVersion: 2 })).status).toBe(422);
    expect((await adopt(sister, id, { adoptedOn: "2099-01-01" })).status).toBe(422);
    expect(await adopt(sister, id, { partnershipId: originPartnership })).toMatchObject({
      body: { errors: [{ pointer: "/partnershipId" }] },
    });
    expect((await adopt(origin, id, { partnershipId: originPartnership })).status).toBe(409);
    const elsewhere = await aPartnership(stranger);
    expect((await adopt(stranger, id, { partnershipId: elsewhere })).status).toBe(404);
    expect((await adopt(sister, id)).status).toBe(201);
    expect(await adopt(sister, id)).toMatchObject({ status: 409, body: { code: "already_exists" } });
  });

  test("tried twice at once is made once", async () => {
    const { id } = (await codify()).body;
    const both = await Promise.all([adopt(sister, id), adopt(sister, id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await origin("GET", `/lessons/${id}`)).body).toMatchObject({ spread: { adoptions: 1 } });
  });

  test("that is shown to nobody is counted nowhere, until it is shown", async () => {
    const { id } = (await codify()).body;
    await adopt(sister, id, { visibility: "own" });
    const at = `/lessons/${id}/adoptions/${sisterPartnership}`;
    expect((await origin("GET", `/lessons/${id}`)).body).toMatchObject({
      adoptions: [],
      spread: { adoptions: 0 },
    });
    expect((await origin("GET", at)).status).toBe(404);
    expect((await sister("GET", at)).status).toBe(200);
    await sister("PATCH", at, { body: { visibility: "readers", reason: "It went well" }, ifMatch: '"1"' });
    expect((await origin("GET", at)).status).toBe(200);
    expect((await origin("GET", `/lessons/${id}`)).body).toMatchObject({ spread: { adoptions: 1 } });
    expect((await verifyRecords(table)).faults).toEqual([]);
  });
});
