import { afterAll, beforeAll, expect, it } from "vitest";
import {
  commitmentPk,
  payTranche,
  portfolioView,
  projectPortfolio,
  readPortfolio,
} from "../../../shared/investments/index.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { newId } from "../../../shared/platform/id.ts";
import { getItem, type Item, type Table } from "../../../shared/platform/table.ts";
import { anAuthor, aPrincipal, FUNDER, NOW, recordCommitment, usd } from "../../support/commitments.ts";
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

async function headOf(id: string): Promise<Item> {
  const head = await getItem(table, headKey(commitmentPk(id)));
  if (!head) throw new Error("The commitment is not there.");
  return head;
}

it("a head that comes twice, late or out of order moves the totals once", async () => {
  const { state } = await recordCommitment(table);
  const { id } = state.commitment;
  const agreed = await headOf(id);
  const input = { trancheNumber: 1, on: "2026-08-01", amount: usd("100.00") };
  const call = { id, principal: aPrincipal(), author: anAuthor(), now: NOW };
  await payTranche({ table, newId }, { ...call, entryId: newId("pay"), input });
  const paid = await headOf(id);
  const other = await headOf((await recordCommitment(table, { status: "intended" })).state.commitment.id);

  for (const batch of [[paid, agreed], [agreed], [other, paid, paid], [other], [agreed, other]])
    await projectPortfolio(table, batch);
  await Promise.all([projectPortfolio(table, [agreed]), projectPortfolio(table, [paid, other])]);

  const view = portfolioView(await readPortfolio(table, FUNDER));
  expect(view.currencies).toHaveLength(1);
  expect(view.currencies[0]).toMatchObject({
    currency: "USD",
    total: { commitments: 2, committed: usd("1000000.00"), paid: usd("100.00"), intended: usd("1000000.00") },
    rows: [
      { fiscalYear: 2026, status: "intended", committed: usd("0.00") },
      { fiscalYear: 2026, status: "active", committed: usd("1000000.00"), payable: usd("999900.00") },
    ],
    paidByFiscalYear: [{ fiscalYear: 2027, paid: usd("100.00") }],
  });
});
