import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { exchangeRateRoutes } from "../../../functions/api/routes/exchange-rates.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { rateOn, ratePk } from "../../../shared/investments/exchange-rates/exchange-rate.store.ts";
import { recordRates } from "../../../shared/investments/exchange-rates/record-rates.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
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

const rate = (on: string, value: string, given: Record<string, string> = {}) => ({
  ...{ from: "USD", to: "EUR", on, rate: value, source: "ECB reference rate" },
  ...given,
});

function record(organisationId: string, rates: ReturnType<typeof rate>[], reason?: string) {
  return recordRates(
    { table },
    { organisationId, rates, reason, author: anAuthor(organisationId), now: NOW },
  );
}

describe("exchange rates on a real engine", () => {
  it("give the rate of the latest day on or before a day, of this organisation and these currencies", async () => {
    const organisationId = newId("org");
    await record(organisationId, [
      rate("2025-12-31", "0.91"),
      rate("2026-01-31", "0.92"),
      rate("2026-01-31", "149.5", { to: "JPY" }),
    ]);
    await record(newId("org"), [rate("2026-01-15", "0.5")]);
    const on = async (day: string, to = "EUR") =>
      (await rateOn(table, { organisationId, from: "USD", to, on: day }))?.rate;
    expect(await on("2025-12-30")).toBeUndefined();
    expect(await on("2025-12-31")).toBe("0.91");
    expect(await on("2026-01-30")).toBe("0.91");
    expect(await on("2026-02-28")).toBe("0.92");
    expect(await on("2026-02-28", "JPY")).toBe("149.5");
    expect(await rateOn(table, { organisationId, from: "EUR", to: "USD", on: "2026-02-28" })).toBeUndefined();
  });

  it("are corrected by a new revision with a reason, and only so", async () => {
    const organisationId = newId("org");
    const day = "2026-01-31";
    const outcomes = async (value: string, reason?: string) =>
      (await record(organisationId, [rate(day, value)], reason)).map(({ outcome, revision }) => [
        outcome,
        revision,
      ]);
    expect(await outcomes("0.92")).toEqual([["recorded", 1]]);
    expect(await outcomes("0.920")).toEqual([["unchanged", 1]]);
    expect(await outcomes("0.93")).toEqual([["rejected", undefined]]);
    expect(await outcomes("0.93", "It was mistyped")).toEqual([["revised", 2]]);
    const items = await queryAll(table, {
      partition: ratePk({ organisationId, from: "USD", to: "EUR", on: day }),
    });
    const changes = items.filter(({ sk }) => sk.startsWith("H#")).map(toChange);
    expect(changes.map(({ reason }) => reason)).toEqual([undefined, "It was mistyped"]);
    expect(checkHistory(changes, items)).toEqual([]);
  });

  it("are answered one by one: a day to come and a day given twice are rejected, the others are not", async () => {
    const answers = await record(newId("org"), [
      rate("2026-01-31", "0.92"),
      rate("2026-01-31", "0.93"),
      rate("2026-03-02", "0.94"),
      rate("2026-03-01", "0.95"),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["recorded", "rejected", "rejected", "recorded"]);
    expect(answers[1]?.detail).toContain("twice");
    expect(answers[2]?.detail).toContain("still to come");
  });

  it("take one of several who record different rates of one day at once", async () => {
    const organisationId = newId("org");
    const values = ["0.91", "0.92", "0.93", "0.94"];
    const answers = await Promise.all(
      values.map((value) => record(organisationId, [rate("2026-01-31", value)])),
    );
    const outcomes = answers.flat().map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(["recorded", "rejected", "rejected", "rejected"]);
  });
});

describe("/v1/exchange-rates", () => {
  function call(principal: Principal, method: string, path: string, body?: unknown) {
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
      exchangeRateRoutes,
    );
    const headers = { "content-type": "application/json" };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return app.request(`/v1/exchange-rates${path}`, { method, headers, ...sent });
  }

  it("records rates, lists them from the latest day a page at a time, and shows their history", async () => {
    const principal = aPrincipal({ organisationId: newId("org"), roles: ["finance"] });
    const rates = ["2026-01-31", "2026-02-28", "2026-01-15"].map((on) => rate(on, "0.92"));
    const made = await call(principal, "POST", "", { rates });
    expect([made.status, await made.json()]).toMatchObject([
      200,
      { rates: [{ outcome: "recorded", revision: 1 }, { outcome: "recorded" }, { outcome: "recorded" }] },
    ]);
    const first = await call(principal, "GET", "?from=USD&to=EUR&limit=2");
    const page = (await first.json()) as { items: { on: string }[]; next: string };
    expect(page.items.map(({ on }) => on)).toEqual(["2026-02-28", "2026-01-31"]);
    const rest = await call(principal, "GET", `?from=USD&to=EUR&limit=2&cursor=${page.next}`);
    expect(await rest.json()).toMatchObject({ items: [{ on: "2026-01-15", revision: 1 }] });
    const changes = await call(principal, "GET", "/USD/EUR/2026-01-31/changes");
    expect(await changes.json()).toMatchObject({ items: [{ version: 1, action: "exchange-rate.record" }] });
  });

  it("names the place of what it refuses, and lets no programme officer record", async () => {
    const principal = aPrincipal({ organisationId: newId("org") });
    const refused = await call(principal, "POST", "", { rates: [rate("2026-01-31", "0")] });
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { errors: [{ pointer: "/rates/0/rate" }] },
    ]);
    const officer = aPrincipal({ roles: ["programme-officer"] });
    expect((await call(officer, "POST", "", { rates: [rate("2026-01-31", "1")] })).status).toBe(403);
  });
});
