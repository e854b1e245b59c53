import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { settingsRoutes } from "../../../functions/api/routes/settings.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { changeFunderSettings } from "../../../shared/investments/settings/change-funder-settings.ts";
import { FunderSettingsChangeSchema } from "../../../shared/investments/settings/funder-settings.ts";
import { readFunderSettings, settingsPk } from "../../../shared/investments/settings/settings.store.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { transact } from "../../../shared/platform/transaction.ts";
import { anAuthor, aPrincipal, NOW } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { NO_PAGES } from "../../support/no-pages.ts";

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

function change(organisationId: string, ifMatch: number, given: Record<string, unknown> = {}) {
  const body = FunderSettingsChangeSchema().parse({ reason: "As the board decided", ...given });
  const author = anAuthor(organisationId);
  return changeFunderSettings({ table }, { organisationId, change: body, ifMatch, author, now: NOW });
}

describe("a funder's settings on a real engine", () => {
  it("are the defaults at version 0 until something is recorded", async () => {
    const { settings, version } = await readFunderSettings(table, newId("org"));
    expect(version).toBe(0);
    expect(settings).toEqual({
      bigBetThreshold: { amount: "1000000.00", currency: "USD" },
      approvalLimits: [],
      approvalRequiredFrom: [],
      discountRates: [],
      accounts: {},
    });
  });

  it("are read back as they were put, and give up what a later put leaves out", async () => {
    const id = newId("org");
    const discountRates = [{ from: "2026-01-01", rate: "0.04" }];
    expect(await change(id, 0, { discountRates, closedThroughOn: "2025-12-31" })).toMatchObject({
      value: { version: 1 },
    });
    const read = await readFunderSettings(table, id);
    expect(read).toMatchObject({ version: 1, settings: { discountRates, closedThroughOn: "2025-12-31" } });
    expect((await change(id, 1, { closedThroughOn: "2026-01-31" })).ok).toBe(true);
    expect((await readFunderSettings(table, id)).settings.discountRates).toEqual([]);
    const items = await queryAll(table, { partition: settingsPk(id) });
    expect(checkHistory(items.filter(({ sk }) => sk.startsWith("H#")).map(toChange), items)).toEqual([]);
  });

  it("take one of many writers who read the same version, be it 0", async () => {
    const id = newId("org");
    const first = await Promise.all(Array.from({ length: 6 }, () => change(id, 0)));
    expect(first.filter((each) => each.ok)).toHaveLength(1);
    for (const each of first.filter((one) => !one.ok))
      expect(each).toMatchObject({ problem: { code: "version_conflict", extra: { currentVersion: 1 } } });
    const next = await Promise.all(Array.from({ length: 6 }, () => change(id, 1)));
    expect(next.filter((each) => each.ok)).toHaveLength(1);
  });

  it("give a check that lets a transaction pass only while they are as they were read", async () => {
    const id = newId("org");
    const write = { put: { pk: `TEST#${id}`, sk: "C#HEAD" } };
    const unset = await readFunderSettings(table, id);
    expect(await transact(table, [unset.check, write])).toEqual({ done: true });
    await change(id, 0);
    expect(await transact(table, [unset.check, write])).toMatchObject({ done: false, failed: 0 });
    const first = await readFunderSettings(table, id);
    expect(await transact(table, [first.check, write])).toEqual({ done: true });
    await change(id, 1);
    expect(await transact(table, [first.check, write])).toMatchObject({ done: false, failed: 0 });
  });
});

describe("/v1/funder-settings", () => {
  function call(
    principal: Principal,
    method: string,
    options: { path?: string; body?: unknown; ifMatch?: string } = {},
  ) {
    const app = createApp(
      {
        ...NO_PAGES,
        table,
        files: { presignUpload: () => Promise.reject(new Error("Nothing is uploaded here.")) },
        authenticate: async () => ok(principal),
        clock: () => NOW,
        newId,
        cursorSecret: "secret",
      },
      settingsRoutes,
    );
    const headers = new Headers({ "content-type": "application/json" });
    if (options.ifMatch !== undefined) headers.set("if-match", options.ifMatch);
    const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
    return app.request(`/v1/funder-settings${options.path ?? ""}`, { method, headers, ...body });
  }

  it("goes from version 0 to 1 and on, tells who changed what, and asks for the version", async () => {
    const principal = aPrincipal({ organisationId: newId("org"), roles: ["finance"] });
    const unset = await call(principal, "GET");
    expect([unset.status, unset.headers.get("etag")]).toEqual([200, '"0"']);
    const body = { reason: "First settings", accounts: { cash: "1010" } };
    expect((await call(principal, "PUT", { body })).status).toBe(428);
    const put = await call(principal, "PUT", { body, ifMatch: '"0"' });
    expect([put.status, put.headers.get("etag")]).toEqual([200, '"1"']);
    expect(await put.json()).toMatchObject({ version: 1, accounts: { cash: "1010" } });
    expect((await call(principal, "PUT", { body, ifMatch: '"0"' })).status).toBe(412);
    const changes = await (await call(principal, "GET", { path: "/changes" })).json();
    expect(changes).toMatchObject({
      items: [{ version: 1, action: "funder-settings.change", reason: "First settings" }],
    });
  });

  it("is another organisation's own affair", async () => {
    const mine = aPrincipal({ organisationId: newId("org") });
    await call(mine, "PUT", { body: { reason: "Mine", accounts: { cash: "1" } }, ifMatch: '"0"' });
    const other = await call(aPrincipal({ organisationId: newId("org") }), "GET");
    expect(await other.json()).toMatchObject({ version: 0, accounts: {} });
  });

  it("is changed by an administrator or finance, and read by staff alone", async () => {
    const officer = aPrincipal({ organisationId: newId("org"), roles: ["programme-officer"] });
    const body = { reason: "Not mine to change" };
    expect((await call(officer, "PUT", { body, ifMatch: '"0"' })).status).toBe(403);
    expect((await call(officer, "GET")).status).toBe(200);
    expect((await call(aPrincipal({ roles: ["evaluator"] }), "GET")).status).toBe(403);
  });

  it("names the place of what it refuses", async () => {
    const principal = aPrincipal({ organisationId: newId("org") });
    const body = { reason: "Close", closedThroughOn: "2027-01-01" };
    const refused = await call(principal, "PUT", { body, ifMatch: '"0"' });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { errors: [{ pointer: "/closedThroughOn" }] },
    ]);
  });
});
