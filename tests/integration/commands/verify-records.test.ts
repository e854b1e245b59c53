import { afterAll, beforeAll, expect, it } from "vitest";
import { verifyRecords } from "../../../infra/commands/verify-records.ts";
import { commitmentPk } from "../../../shared/investments/index.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeFundedPartnership, makeWorld, record, type World } from "../../support/world.ts";

const EXISTS = { expression: "attribute_exists(pk)" };
let engine: TestEngine;
let table: Table;
let world: World;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  world = await makeWorld(table, {
    funder: await aTenant(table, "funder"),
    backbone: await aTenant(table, "partnership"),
  });
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

it("finds and locates whatever was altered behind the history, and nothing where all is intact", async () => {
  const { commitmentId, indicatorIds } = await makeFundedPartnership(world);
  const [indicatorId = ""] = indicatorIds;
  const row = { indicatorId, period: schoolYear(2024), dimensions: {}, denominator: 100 };
  await record(world, [{ ...row, numerator: 40 }]);
  expect((await verifyRecords(table)).faults).toEqual([]);

  const [head] = await queryAll(table, { partition: commitmentPk(commitmentId), prefix: "C#HEAD" });
  const [change] = await queryAll(table, { partition: commitmentPk(commitmentId), prefix: "H#" });
  const [set] = await queryAll(table, { partition: `IND#${indicatorId}`, prefix: "O#" });
  if (!head || !change || !set) throw new Error("The table does not hold what was written.");

  await putIf(table, { ...head, title: "Another title" }, EXISTS);
  expect((await verifyRecords(table)).faults).toMatchObject([{ pk: head.pk, sk: head.sk }]);
  await putIf(table, head, EXISTS);

  await putIf(table, { ...change, action: "commitment.cancelled" }, EXISTS);
  expect((await verifyRecords(table)).faults).toMatchObject([{ pk: change.pk, sk: change.sk }]);
  await putIf(table, change, EXISTS);

  await putIf(table, { ...set, cells: String(set.cells).replace("40", "60") }, EXISTS);
  expect((await verifyRecords(table)).faults).toMatchObject([{ pk: set.pk, sk: set.sk }]);
});
