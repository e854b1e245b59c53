import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, anOrganisation, type Client, HARBOUR, NAVIGATORS, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function aPartnership(name: string, strategy: object = NAVIGATORS) {
  const ownerId = await anOrganisation(table);
  const client = signedIn(table, ownerId);
  const id = (await client("POST", "/partnerships", { body: { ...HARBOUR, name } })).body.id;
  const strategyId = (await client("POST", `/partnerships/${id}/strategies`, { body: strategy })).body.id;
  return { id, ownerId, client, strategyId };
}
const share = async ({ client, id }: { client: Client; id: string }, organisationId: string) => {
  const { version } = await client("GET", `/partnerships/${id}`);
  const body = { reason: "Learns with us" };
  const shared = await client("PUT", `/partnerships/${id}/shares/${organisationId}`, {
    body,
    ifMatch: version,
  });
  expect(shared.status).toBe(200);
};
const names = (answer: { body: { items: readonly { name: string }[] } }) =>
  answer.body.items.map(({ name }) => name);

test("partnerships stand side by side for whom they are shared with, page by page, and for nobody else", async () => {
  const networkId = await anOrganisation(table);
  const network = signedIn(table, networkId, { kind: "network" });
  const first = await aPartnership("Harbour Promise");
  const second = await aPartnership("Ridge Together", {
    name: "Homes",
    kind: "universal",
    sectors: ["housing"],
  });
  await aPartnership("Shared with nobody");
  await share(first, networkId);
  await share(second, networkId);

  const levels = ["system", "core"] as const;
  const [seats = "", ready = ""] = await Promise.all(
    levels.map((level) => anIndicator(table, { partnershipId: first.id, ownerId: first.ownerId, level })),
  );
  const link = { hypothesis: "It helps", evidence: "emerging", expectedLagMonths: 12 };
  const links = `/partnerships/${first.id}/links`;
  await first.client("POST", links, {
    body: { kind: "shifts", fromId: first.strategyId, toId: seats, ...link },
  });
  await first.client("POST", links, {
    body: { kind: "contributes-to", fromId: seats, toId: ready, ...link },
  });
  const gateway = { framework: "Theory of Action", reachedOn: "2025-05-01", evidence: "A review" };
  const designations = `/partnerships/${first.id}/designations`;
  await network("POST", designations, { body: { ...gateway, gateway: "Emerging" } });
  await network("POST", designations, {
    body: { ...gateway, gateway: "Sustaining", reachedOn: "2026-05-01" },
  });

  const all = await network("GET", "/network");
  expect(names(all)).toEqual(["Harbour Promise", "Ridge Together"]);
  expect(all.body.items[0]).toMatchObject({
    partnershipId: first.id,
    isOwn: false,
    strategies: [{ name: NAVIGATORS.name }],
    populations: NAVIGATORS.populations,
    systemsShifted: 1,
    outcomesLinked: 1,
    gateways: [{ framework: "Theory of Action", gateway: "Sustaining", reachedOn: "2026-05-01" }],
  });
  const page = await network("GET", "/network?limit=1");
  expect(names(page)).toEqual(["Harbour Promise"]);
  expect(names(await network("GET", `/network?limit=1&cursor=${page.body.next}`))).toEqual([
    "Ridge Together",
  ]);
  expect(names(await network("GET", "/network?sector=Housing"))).toEqual(["Ridge Together"]);
  expect(names(await network("GET", `/network?population=${NAVIGATORS.populations[0]}`))).toEqual([
    "Harbour Promise",
  ]);

  await share(second, first.ownerId);
  expect(names(await first.client("GET", "/network"))).toEqual(["Harbour Promise", "Ridge Together"]);
  const { version } = await second.client("GET", `/partnerships/${second.id}`);
  const ending = `/partnerships/${second.id}/shares/${networkId}?reason=Ended`;
  await second.client("DELETE", ending, { ifMatch: version });
  expect(names(await network("GET", "/network"))).toEqual(["Harbour Promise"]);
  expect(names(await signedIn(table, newId("org"))("GET", "/network"))).toEqual([]);
});
