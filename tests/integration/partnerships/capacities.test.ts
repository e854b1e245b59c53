import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anOrganisation, type Client, HARBOUR, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let base: string;
let backbone: Client;
let network: Client;
let funder: Client;
let stranger: Client;

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
  base = `/partnerships/${(await backbone("POST", "/partnerships", { body: HARBOUR })).body.id}`;
  const [networkId, funderId] = [await anOrganisation(table), await anOrganisation(table)];
  network = signedIn(table, networkId, { kind: "network" });
  funder = signedIn(table, funderId, { kind: "funder" });
  stranger = signedIn(table, newId("org"), { kind: "network" });
  const body = { reason: "Works with us" };
  await backbone("PUT", `${base}/shares/${networkId}`, { body, ifMatch: '"1"' });
  await backbone("PUT", `${base}/shares/${funderId}`, { body, ifMatch: '"2"' });
});

const open = async (changes: object = {}) => {
  const body = { title: "Spring", heldOn: "2026-04-15", visibility: "funders", ...changes };
  return `/capacity-assessments/${(await backbone("POST", `${base}/capacity-assessments`, { body })).body.id}`;
};
const respond = (client: Client, at: string, rating: number, key?: string) => {
  const ratings = [{ capacity: "equity", rating, note: "A wise owl said so" }];
  const body = { role: "a parent", ratings };
  return client("POST", `${at}/responses`, { body, ...(key ? { key } : {}) });
};
const SUPPORT = {
  kind: "coaching",
  capacities: ["equity"],
  on: "2026-05-06",
  hours: 3.5,
  givenBy: "The network",
  description: "A day with the leadership table",
  visibility: "partnership",
};
const log = (client: Client, changes: object = {}) =>
  client("POST", `${base}/capacity-supports`, { body: { ...SUPPORT, ...changes } });

describe("an assessment of capacities", () => {
  test("brings several respondents together, at once too; others see that from three on, and never who said what", async () => {
    const at = await open();
    await Promise.all([respond(backbone, at, 2, "a"), respond(network, at, 4, "b")]);
    expect((await funder("GET", at)).body).toMatchObject({ responses: 2, spans: [] });
    expect((await respond(backbone, at, 2, "a")).status).toBe(201);
    await respond(funder, at, 3);
    const own = await backbone("GET", at);
    expect(own.body).toMatchObject({
      responses: 3,
      spans: [{ capacity: "equity", lowest: 2, median: 3, highest: 4 }],
    });
    expect(own.body).toHaveProperty("given.length", 3);
    const seen = await funder("GET", at);
    expect(seen.body).toMatchObject({ spans: [{ respondents: 3, counts: [0, 1, 1, 1, 0] }] });
    expect(JSON.stringify(seen)).not.toContain("wise owl");
    const history = await backbone("GET", `${at}/history`);
    expect(JSON.stringify(history)).not.toContain("wise owl");
    expect((await verifyRecords(table)).faults).toEqual([]);
  });

  test("is the backbone's alone, or whose its visibility says", async () => {
    const at = await open({ visibility: "partnership" });
    for (const client of [funder, stranger]) {
      expect((await client("GET", at)).status).toBe(404);
      expect((await respond(client, at, 1)).status).toBe(404);
    }
    expect((await funder("GET", `${base}/capacity-assessments`)).body.items).toEqual([]);
    const wider = (visibility: string, ifMatch: string) =>
      backbone("PUT", `${at}/visibility`, { body: { visibility, reason: "Agreed" }, ifMatch });
    expect((await wider("funders", '"1"')).status).toBe(200);
    expect((await funder("GET", at)).status).toBe(200);
    expect((await stranger("GET", at)).status).toBe(404);
    expect((await wider("public", '"2"')).status).toBe(200);
    expect((await stranger("GET", at)).status).toBe(200);
    expect((await respond(stranger, at, 1)).status).toBe(404);
    expect((await funder("GET", `${at}/history`)).status).toBe(404);
  });

  test("that is closed is answered no more", async () => {
    const at = await open();
    const closing = { body: { reason: "All have answered" } };
    expect((await funder("POST", `${at}/closing`, closing)).status).toBe(404);
    expect((await backbone("POST", `${at}/closing`, closing)).body.status).toBe("closed");
    expect((await respond(backbone, at, 1)).status).toBe(409);
    expect((await backbone("POST", `${at}/closing`, closing)).status).toBe(409);
  });
});

describe("what went into capacities", () => {
  test("is logged by the backbone, and by the network or funder that gave it; each sees what is theirs", async () => {
    const logged = await log(network);
    expect(logged.status).toBe(201);
    const at = `/capacity-supports/${logged.body.id}`;
    for (const client of [backbone, network]) expect((await client("GET", at)).status).toBe(200);
    expect((await funder("GET", at)).status).toBe(404);
    expect((await funder("GET", `${base}/capacity-supports`)).body.items).toEqual([]);
    expect((await log(stranger)).status).toBe(404);
    expect((await log(backbone, { on: "2099-01-01" })).status).toBe(422);
    expect((await log(backbone, { capacities: ["charm"] })).body).toMatchObject({
      errors: [{ pointer: "/capacities/0" }],
    });
    const reversal = { body: { reason: "Another day" } };
    expect((await funder("POST", `${at}/reversal`, reversal)).status).toBe(404);
    expect((await backbone("POST", `${at}/reversal`, reversal)).status).toBe(403);
    expect((await network("POST", `${at}/reversal`, reversal)).body).toMatchObject({
      reversed: reversal.body,
    });
    expect((await network("POST", `${at}/reversal`, reversal)).status).toBe(409);
  });

  test("stands beside the change between two days, as far as one may see either", async () => {
    const [first, second] = [await open({ heldOn: "2025-04-15" }), await open()];
    for (const rating of [1, 2, 2]) await respond(backbone, first, rating);
    for (const rating of [4, 3, 4]) await respond(backbone, second, rating);
    await log(network);
    await log(backbone, { visibility: "funders", hours: 1, on: "2026-04-15" });
    await log(backbone, { visibility: "funders", on: "2024-01-01" });
    const at = `${base}/capacities?from=2025-01-01&to=2026-12-31`;
    const equity = async (client: Client) => {
      const { capacities } = (await client("GET", at)).body as unknown as { capacities: { key: string }[] };
      return capacities.find(({ key }) => key === "equity");
    };
    expect(await equity(backbone)).toMatchObject({
      change: { from: 2, to: 4, steps: 2 },
      supports: { entries: 2, hours: 4.5, amounts: [] },
    });
    expect(await equity(funder)).toMatchObject({ change: { steps: 2 }, supports: { entries: 1, hours: 1 } });
    expect((await stranger("GET", at)).status).toBe(404);
    expect((await backbone("GET", `${base}/capacities?from=2026-01-01&to=2025-01-01`)).status).toBe(400);
  });
});
