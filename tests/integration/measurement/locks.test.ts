import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { previewObservations } from "../../../functions/jobs/preview-observations.ts";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let owner: Client;
let funder: Client;
let partnershipId: string;
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
  partnershipId = await aPartnership(table, ownerId, [funderId]);
  id = await anIndicator(owner, partnershipId);
});

const post = (observations: readonly unknown[], more: object = {}) =>
  owner("POST", "/observations", { body: { observations, reason: "Restated", ...more } });
const under = (path: string) => `/partnerships/${partnershipId}/${path}`;
const lock = (fields: object = {}, client = owner) =>
  client("POST", under("period-locks"), {
    body: { through: "2025-06-30", reason: "Reported to the state", ...fields },
  });
const except = (fields: object = {}, client = owner) =>
  client("POST", under("period-lock-exceptions"), {
    body: {
      from: "2024-07-01",
      through: "2025-06-30",
      until: new Date(Date.now() + 3_600_000).toISOString(),
      reason: "The state restated the year",
      ...fields,
    },
  });
const end = (path: string, client = owner) =>
  client("POST", under(path), { body: { reason: "Nobody needs it any more" } });
const outcomes = ({ body }: { body: { results: readonly { outcome: string }[] } }) =>
  body.results.map(({ outcome }) => outcome);

describe("a locked period", () => {
  test("takes no row that would change something, and names the lock at it; what is recorded already is unchanged", async () => {
    await post([aRow(id)]);
    const { body } = await lock();
    const answer = await post([
      aRow(id),
      aRow(id, { dimensions: { sex: "female" } }),
      aRow(id, { startYear: 2025 }),
    ]);
    expect(outcomes(answer)).toEqual(["unchanged", "rejected", "recorded"]);
    expect(answer.body.results[1].errors).toEqual([
      {
        pointer: "/observations/1/period",
        code: "period_locked",
        detail: `Periods through 2025-06-30 are locked by ${body.id}: "Reported to the state". Ask for an exception, or have the lock lifted.`,
      },
    ]);
    const whole = await post([aRow(id, { numerator: 60 }), aRow(id, { startYear: 2026 })], {
      mode: "all-or-nothing",
    });
    expect(whole).toMatchObject({ status: 422, body: { errors: [{ code: "period_locked" }] } });
  });

  test("is told by the preview of an import as well", async () => {
    await lock();
    const author = { principalId: newId("per"), organisationId: ownerId };
    const at = { indicatorId: id, period: schoolYear(2024), place: { code: "09001" }, dimensions: {} };
    const row = { ...at, numerator: 51, denominator: 102, status: "ok" } as const;
    const preview = await previewObservations(table, {
      rows: [row],
      author,
      ownerId,
      now: new Date().toISOString(),
      source: "A file",
      protectedAtSource: false,
    });
    expect(preview).toMatchObject([{ outcome: "rejected", errors: [{ code: "period_locked" }] }]);
  });

  test("of one indicator leaves the others open, and may be lifted for a reason", async () => {
    const other = await anIndicator(owner, partnershipId);
    const { body } = await lock({ indicatorId: id });
    expect(outcomes(await post([aRow(id), aRow(other)]))).toEqual(["rejected", "recorded"]);
    const lifted = await end(`period-locks/${body.id}/lifting`);
    expect(lifted.body.lifted).toMatchObject({ reason: "Nobody needs it any more" });
    expect(outcomes(await post([aRow(id)]))).toEqual(["recorded"]);
    expect((await owner("GET", under("period-locks"))).body.locks).toEqual([]);
    expect((await owner("GET", under(`period-locks/${body.id}`))).body).toEqual(lifted.body);
    expect((await end(`period-locks/${body.id}/lifting`)).status).toBe(404);
    const history = await owner("GET", under("period-lock-history"));
    expect(history.body.items).toMatchObject([
      { action: "period-lock.set", reason: "Reported to the state", by: { organisationId: ownerId } },
      { action: "period-lock.lifted", reason: "Nobody needs it any more" },
    ]);
  });

  test("takes rows by an exception until that is withdrawn, and each revision is in its log", async () => {
    await lock();
    const { body: exception } = await except({ indicatorId: id });
    const recorded = await post([aRow(id), aRow(id, { startYear: 2023 })]);
    expect(outcomes(recorded)).toEqual(["recorded", "rejected"]);
    const ref = recorded.body.results[0].observation;
    expect((await owner("GET", `/observations/${ref}`)).body.exceptionId).toBe(exception.id);
    await post([aRow(id, { numerator: 60 })]);
    const path = under(`period-lock-exceptions/${exception.id}`);
    const first = await owner("GET", `${path}/uses?limit=1`);
    expect(first.body.items).toMatchObject([{ observation: ref, by: { organisationId: ownerId } }]);
    const second = await owner("GET", `${path}/uses?limit=1&cursor=${first.body.next}`);
    expect(second.body.items).toMatchObject([{ observation: ref.replace(/1$/, "2"), reason: "Restated" }]);
    expect((await end(`period-lock-exceptions/${exception.id}/withdrawal`)).status).toBe(200);
    expect(outcomes(await post([aRow(id, { numerator: 70 })]))).toEqual(["rejected"]);
    expect((await owner("GET", path)).body.withdrawn).toMatchObject({ reason: "Nobody needs it any more" });
    const faults = (await verifyRecords(table)).faults.filter(
      ({ pk }) => pk === `MSR#${partnershipId}` || pk === `IND#${id}`,
    );
    expect(faults).toEqual([]);
  });

  test("is not held open by an exception that ends in the past, or for an indicator that is not there", async () => {
    const past = await except({ until: "2020-01-01T00:00:00Z" });
    expect(past).toMatchObject({ status: 422, body: { errors: [{ pointer: "/until" }] } });
    const unknown = await lock({ indicatorId: newId("ind") });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: "/indicatorId" }] } });
  });

  test("is the partnership's own affair: others find nothing, and change nothing", async () => {
    const refused = { status: 404, body: { detail: "There is no such partnership." } };
    expect(await lock({}, funder)).toMatchObject(refused);
    const { body } = await lock();
    for (const client of [funder, signedIn(table, newId("org"))]) {
      expect(await client("GET", under("period-locks"))).toMatchObject(refused);
      expect(await client("GET", under(`period-locks/${body.id}`))).toMatchObject(refused);
      expect(await lock({}, client)).toMatchObject(refused);
      expect(await except({}, client)).toMatchObject(refused);
      expect((await end(`period-locks/${body.id}/lifting`, client)).status).toBe(404);
    }
    expect((await lock({}, signedIn(table, ownerId, { roles: ["programme-officer"] }))).status).toBe(403);
    expect((await owner("GET", under("period-locks"))).body.locks).toHaveLength(1);
  });

  test("keeps what several set at once", async () => {
    const made = await Promise.all([2021, 2022, 2023].map((year) => lock({ through: `${year}-06-30` })));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await owner("GET", under("period-locks"))).body.locks).toHaveLength(3);
  });
});
