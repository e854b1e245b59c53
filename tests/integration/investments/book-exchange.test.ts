import { afterAll, beforeAll, expect, it } from "vitest";
import { recordRates } from "../../../shared/investments/exchange-rates/record-rates.ts";
import { ledgerPage } from "../../../shared/investments/ledger.store.ts";
import { payTranche } from "../../../shared/investments/pay-tranche.ts";
import { changeFunderSettings } from "../../../shared/investments/settings/change-funder-settings.ts";
import { FunderSettingsChangeSchema } from "../../../shared/investments/settings/funder-settings.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { anAuthor, aPrincipal, FUNDER, NOW, recordCommitment } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";

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

const gbp = (amount: string) => ({ amount, currency: "GBP" });

it("an entry in another currency keeps the rate of its day, whatever is recorded of that day later", async () => {
  const tranches = [{ dueOn: "2026-02-01", amount: gbp("1000.00") }];
  const { state } = await recordCommitment(table, { amount: gbp("1000.00"), tranches });
  const by = { organisationId: FUNDER, author: anAuthor(), now: NOW };
  const change = FunderSettingsChangeSchema().parse({
    reportingCurrency: "USD",
    reason: "We report in dollars",
  });
  await changeFunderSettings({ table }, { ...by, change, ifMatch: 0 });
  const rate = (value: string) => [{ from: "GBP", to: "USD", on: "2026-02-28", rate: value, source: "Test" }];
  await recordRates({ table }, { ...by, rates: rate("1.25"), reason: undefined });
  const { id } = state.commitment;
  const pay = (on: string) =>
    payTranche(
      { table, newId },
      {
        id,
        principal: aPrincipal(),
        author: anAuthor(),
        now: NOW,
        entryId: newId("pay"),
        input: { trancheNumber: 1, on, amount: gbp("100.00") },
      },
    );
  expect(await pay("2026-03-01")).toMatchObject({
    value: { entry: { exchange: { currency: "USD", rate: "1.25", on: "2026-02-28" } } },
  });
  await recordRates({ table }, { ...by, rates: rate("1.5"), reason: "A slip of the pen" });
  // Before the first rate there is none, and the entry says so by silence.
  await pay("2026-02-27");
  const { entries } = await ledgerPage(table, { id, limit: 10 });
  expect(entries.filter(({ kind }) => kind === "payment").map(({ exchange }) => exchange?.rate)).toEqual([
    "1.25",
    undefined,
  ]);
});
