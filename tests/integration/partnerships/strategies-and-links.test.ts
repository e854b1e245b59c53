import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lineOfSight, readableBy, readPartnership } from "../../../shared/partnerships/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, type Client, HARBOUR, historyFaults, NAVIGATORS, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let backbone: Client;
let partnershipId: string;
let path: string;
let strategyId: string;
let system: string;
let outcome: string;

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
  ownerId = newId("org");
  backbone = signedIn(table, ownerId);
  partnershipId = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
  path = `/partnerships/${partnershipId}`;
  strategyId = (await backbone("POST", `${path}/strategies`, { body: NAVIGATORS })).body.id;
  system = await anIndicator(table, { partnershipId, ownerId, level: "system" });
  outcome = await anIndicator(table, { partnershipId, ownerId, level: "core" });
});

function link(fromId: string, toId: string, kind = "shifts") {
  const hypothesis = "Families that a navigator accompanies are enrolled before the school year begins.";
  const body = { kind, fromId, toId, hypothesis, evidence: "emerging", expectedLagMonths: 12 };
  return backbone("POST", `${path}/links`, { body });
}

describe("strategies", () => {
  test("a strategy is read inside its partnership, at its own address, and by other contexts as a fact", async () => {
    const { body } = await backbone("GET", path);
    expect(body.strategies).toMatchObject([{ ...NAVIGATORS, id: strategyId, status: "active" }]);
    const alone = await backbone("GET", `${path}/strategies/${strategyId}`);
    expect(alone).toMatchObject({ status: 200, version: '"2"', body: body.strategies[0] });
    expect(await readableBy(table, partnershipId, ownerId)).toEqual({
      ok: true,
      value: { partnershipId, ownerId, version: 2, strategyIds: [strategyId] },
    });
  });

  test("a strategy that ends before it starts is refused at that field, and nothing moves", async () => {
    const body = { ...NAVIGATORS, status: "ended", endedOn: "2024-08-31" };
    const refused = await backbone("POST", `${path}/strategies`, { body });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/endedOn" }] } });
    const change = { reason: "Over", status: "ended", endedOn: "2024-08-31" };
    const target = `${path}/strategies/${strategyId}`;
    expect((await backbone("PATCH", target, { body: change, ifMatch: '"2"' })).status).toBe(422);
    expect((await backbone("GET", path)).version).toBe('"2"');
  });

  test("a strategy is ended for a reason, and its links stay in place", async () => {
    await link(strategyId, system);
    const body = { reason: "County took over", status: "ended", endedOn: "2026-06-30" };
    const ended = await backbone("PATCH", `${path}/strategies/${strategyId}`, { body, ifMatch: '"3"' });
    expect(ended).toMatchObject({ status: 200, version: '"4"', body: { status: "ended" } });
    expect((await backbone("GET", path)).body.links).toHaveLength(1);
  });

  test("an idempotency key answers the strategy that its first use made", async () => {
    const body = { name: "Tutors", kind: "universal" };
    const first = await backbone("POST", `${path}/strategies`, { body, key: "tutors" });
    const second = await backbone("POST", `${path}/strategies`, { body, key: "tutors" });
    expect(second).toEqual(first);
    expect((await backbone("GET", path)).body.strategies).toHaveLength(2);
  });

  test("a strategy that is not there is not found", async () => {
    const nowhere = `${path}/strategies/${newId("str")}`;
    expect((await backbone("GET", nowhere)).status).toBe(404);
    const body = { reason: "Renamed", name: "Tutors" };
    expect((await backbone("PATCH", nowhere, { body, ifMatch: '"2"' })).status).toBe(404);
  });
});

describe("links", () => {
  test("from strategy through system to outcome, and directly, make the line of sight", async () => {
    const made = [
      await link(strategyId, system),
      await link(system, outcome, "contributes-to"),
      await link(strategyId, outcome, "contributes-to"),
    ];
    expect(made.map(({ status, body }) => [status, body.direct])).toEqual([
      [201, false],
      [201, false],
      [201, true],
    ]);
    const partnership = await readPartnership(table, partnershipId);
    if (!partnership) throw new Error("The partnership is gone.");
    const { strategies } = lineOfSight({ ...partnership, indicatorIds: [system, outcome] });
    expect(strategies).toMatchObject([
      {
        strategy: { id: strategyId },
        systems: [{ indicatorId: system, outcomes: [{ indicatorId: outcome }] }],
        direct: [{ indicatorId: outcome, link: { evidence: "emerging", expectedLagMonths: 12 } }],
      },
    ]);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("a contributing indicator may stand where an outcome does", async () => {
    const contributing = await anIndicator(table, { partnershipId, ownerId, level: "contributing" });
    expect((await link(system, contributing, "contributes-to")).status).toBe(201);
  });

  test("an indicator of the wrong level, of another partnership or of nobody is refused alike", async () => {
    const elsewhere = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
    const foreign = await anIndicator(table, { partnershipId: elsewhere, ownerId, level: "system" });
    const refusals = [
      await link(strategyId, outcome),
      await link(strategyId, foreign),
      await link(strategyId, newId("ind")),
      await link(strategyId, await anIndicator(table, { partnershipId, ownerId, level: "performance" })),
    ];
    for (const { status, body } of refusals) {
      expect(status).toBe(422);
      expect(body.errors).toEqual(refusals[0]?.body.errors);
    }
    expect(refusals[0]?.body.errors).toMatchObject([{ pointer: "/toId" }]);
    const other = await anIndicator(table, { partnershipId, ownerId, level: "core" });
    const wrongStart = await link(outcome, other, "contributes-to");
    expect(wrongStart).toMatchObject({ status: 422, body: { errors: [{ pointer: "/fromId" }] } });
    expect((await backbone("GET", path)).version).toBe('"2"');
  });

  test("a performance measure stands at no end, and the refusal says so", async () => {
    const measure = await anIndicator(table, { partnershipId, ownerId, level: "performance" });
    const { status, body } = await link(strategyId, measure, "contributes-to");
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      {
        pointer: "/toId",
        detail:
          "This partnership has no such indicator of the level core or contributing. A performance measure stands in no line of sight.",
      },
    ]);
    expect((await link(measure, outcome, "contributes-to")).body.errors).toMatchObject([
      { pointer: "/fromId" },
    ]);
  });

  test("the same two ends are not linked again", async () => {
    const first = await link(strategyId, system);
    const again = await link(strategyId, system);
    expect(again).toMatchObject({
      status: 409,
      body: { code: "already_exists", linkId: first.body.id },
    });
  });

  test("a link is removed with a reason and the version one read; the history keeps what it said", async () => {
    const { body } = await link(strategyId, system);
    const target = `${path}/links/${body.id}`;
    expect((await backbone("GET", target)).body).toEqual(body);
    expect((await backbone("DELETE", target, { ifMatch: '"3"' })).status).toBe(400);
    expect((await backbone("DELETE", `${target}?reason=Wrong`)).status).toBe(428);
    expect((await backbone("DELETE", `${target}?reason=Wrong`, { ifMatch: '"2"' })).status).toBe(412);
    const removed = await backbone("DELETE", `${target}?reason=Wrong`, { ifMatch: '"3"' });
    expect(removed).toMatchObject({ status: 204, version: '"4"' });
    expect((await backbone("GET", target)).status).toBe(404);
    const { items } = (await backbone("GET", `${path}/history`)).body;
    expect(items[3]).toMatchObject({ action: "link.removed", reason: "Wrong" });
    expect(items[3]?.parts[0]?.before.hypothesis).toBe(body.hypothesis);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });
});

describe("two who write at once", () => {
  test("of two changes of the version both read, one is made and the other is told the new version", async () => {
    const change = (name: string) =>
      backbone("PATCH", path, { body: { reason: "Renamed", name }, ifMatch: '"2"' });
    const answers = await Promise.all([change("Bay Promise"), change("Shore Promise")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const [refused] = answers.filter(({ status }) => status === 412);
    expect(refused?.body).toMatchObject({ code: "version_conflict", currentVersion: 3 });
    const [made] = answers.filter(({ status }) => status === 200);
    expect((await backbone("GET", path)).body.name).toBe(made?.body.name);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("additions that named no version are all made, one after another", async () => {
    const add = (name: string) =>
      backbone("POST", `${path}/strategies`, { body: { name, kind: "universal" } });
    const answers = await Promise.all(["Tutors", "Buses", "Mentors"].map(add));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ version }) => version))).toEqual(new Set(['"3"', '"4"', '"5"']));
    expect((await backbone("GET", path)).body.strategies).toHaveLength(4);
    expect(await historyFaults(table, partnershipId)).toEqual([]);
  });

  test("of two equal links made at once there is one", async () => {
    const answers = await Promise.all([link(strategyId, system), link(strategyId, system)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await backbone("GET", path)).body.links).toHaveLength(1);
  });
});
