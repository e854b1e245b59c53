import { afterAll, beforeAll, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { loadCommitment } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { aPrincipal, recordCommitment, usd } from "../../support/commitments.ts";
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

function pay(commitmentId: string, amount: string): Promise<Response> {
  const app = createApp({
    ...NO_PAGES,
    table,
    files: { presignUpload: () => Promise.reject(new Error("Nothing is uploaded here.")) },
    authenticate: async () => ok(aPrincipal()),
    clock: systemClock,
    newId,
    cursorSecret: "secret",
  });
  const body = JSON.stringify({ trancheNumber: 1, on: "2026-03-01", amount: usd(amount) });
  const headers = { "content-type": "application/json", "idempotency-key": `pay-${commitmentId}` };
  const path = `/v1/commitments/${commitmentId}/payments`;
  return Promise.resolve(app.request(path, { method: "POST", headers, body }));
}

it("a payment that is sent five times at once is made once, and answered five times alike", async () => {
  const { state } = await recordCommitment(table);
  const { id } = state.commitment;
  const answers = await Promise.all(Array.from({ length: 5 }, () => pay(id, "400000.00")));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(new Set(answers.map(({ headers }) => headers.get("location"))).size).toBe(1);
  expect((await loadCommitment(table, id))?.state.commitment.totals.paidMinor).toBe(40_000_000);
  expect((await pay(id, "1.00")).status).toBe(422);
});
