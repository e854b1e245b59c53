import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anOrganisation, type Client, HARBOUR, historyFaults, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let path: string;
let backbone: Client;
let network: Client;
let funder: Client;
let funderId: string;

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
  backbone = signedIn(table, newId("org"));
  path = `/partnerships/${(await backbone("POST", "/partnerships", { body: HARBOUR })).body.id}`;
  const networkId = await anOrganisation(table);
  network = signedIn(table, networkId, { kind: "network" });
  funderId = await anOrganisation(table);
  funder = signedIn(table, funderId, { kind: "funder", roles: ["programme-officer"] });
  await share(networkId);
  await share(funderId);
});

async function share(organisationId: string): Promise<void> {
  const { version } = await backbone("GET", path);
  const body = { reason: "Works with us" };
  const shared = await backbone("PUT", `${path}/shares/${organisationId}`, { body, ifMatch: version });
  expect(shared.status).toBe(200);
}

const SUSTAINING = {
  framework: "Theory of Action 2021",
  gateway: "Sustaining",
  reachedOn: "2026-02-12",
  evidence: "All benchmarks of the gateway were met at the review.",
};
const designate = (client: Client, key?: string) =>
  client("POST", `${path}/designations`, { body: SUSTAINING, ...(key ? { key } : {}) });

describe("a designation", () => {
  test("by a network is answered with its address, read there, and seen by everyone who reads the partnership", async () => {
    const made = await designate(network);
    expect(made).toMatchObject({
      status: 201,
      version: '"4"',
      location: `/v1${path}/designations/1`,
      body: { ...SUSTAINING, number: 1, revision: 1, decidedBy: { isNetwork: true } },
    });
    const read = await funder("GET", `${path}/designations/1`);
    expect(read).toMatchObject({ status: 200, body: made.body, version: '"4"' });
    expect((await backbone("GET", `${path}/designations`)).body.items).toEqual([made.body]);
  });

  test("by a funder is shown to it and to the backbone, and to nobody else", async () => {
    const made = await designate(funder);
    expect(made).toMatchObject({
      status: 201,
      body: { decidedBy: { organisationId: funderId, isNetwork: false } },
    });
    expect((await funder("GET", `${path}/designations`)).body.items).toEqual([made.body]);
    expect((await backbone("GET", `${path}/designations`)).body.items).toEqual([made.body]);
    expect((await network("GET", `${path}/designations`)).body.items).toEqual([]);
    expect((await network("GET", `${path}/designations/1`)).status).toBe(404);
  });

  test("repeated with its idempotency key is made once", async () => {
    const first = await designate(network, "once");
    expect(await designate(network, "once")).toEqual(first);
    expect(await designate(network)).toMatchObject({
      status: 409,
      body: { code: "already_exists", number: 1 },
    });
  });

  test("is refused to the backbone, to a stranger as if nothing were there, and to a role that decides nothing", async () => {
    expect(await designate(backbone)).toMatchObject({ status: 403 });
    expect(await designate(signedIn(table, newId("org"), { kind: "network" }))).toMatchObject({
      status: 404,
    });
    const dataLead = signedIn(table, funderId, { kind: "funder", roles: ["data-lead"] });
    expect(await designate(dataLead)).toMatchObject({ status: 403 });
    expect((await backbone("GET", path)).version).toBe('"3"');
  });

  test("of one that the partnership shares itself with no longer is written no more", async () => {
    await designate(funder);
    const { version } = await backbone("GET", path);
    await backbone("DELETE", `${path}/shares/${funderId}?reason=Ended`, { ifMatch: version });
    expect(await designate(funder)).toMatchObject({ status: 404 });
    const withdrawal = { body: { reason: "Too late" } };
    expect((await funder("POST", `${path}/designations/1/withdrawal`, withdrawal)).status).toBe(404);
  });
});

describe("a withdrawal", () => {
  const body = { reason: "The figures it rested on were corrected" };

  test("keeps the designation with the reason, in the list and in the history, whose chain holds", async () => {
    await designate(network);
    const withdrawn = await network("POST", `${path}/designations/1/withdrawal`, { body });
    expect(withdrawn).toMatchObject({ status: 200, body: { revision: 2, withdrawal: body }, version: '"5"' });
    expect((await funder("GET", `${path}/designations`)).body.items).toEqual([withdrawn.body]);
    const history = (await backbone("GET", `${path}/history`)).body.items.slice(-2);
    expect(history).toMatchObject([
      { action: "partnership.designated" },
      { action: "partnership.designation-withdrawn", reason: body.reason },
    ]);
    expect(await historyFaults(table, path.slice("/partnerships/".length))).toEqual([]);
  });

  test("is for the organisation that designated, once", async () => {
    await designate(network);
    const withdrawal = `${path}/designations/1/withdrawal`;
    expect((await funder("POST", withdrawal, { body })).status).toBe(403);
    expect((await network("POST", withdrawal, { body, key: "w" })).status).toBe(200);
    expect((await network("POST", withdrawal, { body, key: "w" })).body).toMatchObject({ revision: 2 });
    expect(await network("POST", withdrawal, { body })).toMatchObject({
      status: 409,
      body: { code: "conflict" },
    });
    expect((await designate(network)).status).toBe(201);
  });
});
