import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { anIndicator, aPartnership, aRow, type Client, meter, signedIn, summarise } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let ownerId: string;
let owner: Client;
let funder: Client;
let partnershipId: string;
let readiness: string;
let reading: string;

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
  readiness = await anIndicator(owner, partnershipId, { name: "Ready for kindergarten" });
  reading = await anIndicator(owner, partnershipId);
});

async function record(rows: readonly unknown[]) {
  await owner("POST", "/observations", { body: { observations: rows, reason: "Restated" } });
  for (const id of [readiness, reading]) await summarise(table, id);
}
const cohorts = (client: Client, more = "", steps = `${readiness}:0,${reading}:4:end`) =>
  client("GET", `/partnerships/${partnershipId}/cohorts?entryYears=2015-2016&steps=${steps}${more}`);

describe("the cohorts of a partnership", () => {
  test("are lined up over indicators, protected for others, in two rounds", async () => {
    const small = { dimensions: { sex: "female" }, numerator: 4 };
    await record([
      aRow(readiness, { startYear: 2015, numerator: 49, denominator: 100 }),
      aRow(reading, { startYear: 2018, numerator: 60, denominator: 100 }),
      aRow(reading, { startYear: 2018, ...small }),
    ]);
    const requests = meter(table.client, ["BatchGetItemCommand", "QueryCommand", "GetItemCommand"]);
    const own = await cohorts(owner);
    expect(requests.requests).toBe(3);
    expect(own.body).toMatchObject({
      steps: [
        { name: "Ready for kindergarten", offsetYears: 0, by: "start" },
        { offsetYears: 4, by: "end" },
      ],
      cohorts: [
        {
          entryYear: 2015,
          figures: [
            { step: 0, value: 49 },
            { step: 1, value: 60 },
          ],
        },
        { entryYear: 2016, figures: [] },
      ],
      caveats: [{ code: "population-cohort" }],
    });
    const girls = await cohorts(owner, "&subgroup=sex:female");
    expect(girls.body.cohorts[0].figures).toMatchObject([{ step: 1, numerator: 4 }]);
    const seen = await cohorts(funder, "&subgroup=sex:female");
    expect(seen.body).toMatchObject({ protected: true });
    expect(seen.body.cohorts[0].figures).toMatchObject([{ step: 1, numerator: null, status: "c" }]);
  });

  test("can be read as they were recorded by an instant", async () => {
    const on = (day: number) => signedIn(table, ownerId, { clock: () => `2027-01-0${day}T12:00:00.000Z` });
    const post = (day: number, numerator: number) =>
      on(day)("POST", "/observations", {
        body: { observations: [aRow(readiness, { startYear: 2015, numerator })], reason: "Restated" },
      });
    await post(2, 51);
    await post(4, 60);
    await record([aRow(readiness, { startYear: 2015, dimensions: { sex: "female" }, numerator: 20 })]);
    const numerators = async (day: number) => {
      const { body } = await cohorts(on(9), `&asOf=2027-01-0${day}T12:00:00Z`);
      return body.cohorts[0].figures.map(({ numerator }: { numerator: number }) => numerator);
    };
    expect([await numerators(1), await numerators(3), await numerators(5)]).toEqual([[], [51], [60]]);
  });

  test("are refused for an indicator of elsewhere, and not there for strangers", async () => {
    const elsewhere = `${reading}:0,${newId("ind")}:4`;
    const at = async (steps: string) => {
      const { status, body } = await cohorts(owner, "", steps);
      return [status, ...body.errors.map(({ parameter }: { parameter: string }) => parameter)];
    };
    expect(await at(elsewhere)).toEqual([400, "steps"]);
    expect(await at("nothing")).toEqual([400, "steps/0/indicatorId", "steps/0/offsetYears"]);
    expect(await cohorts(signedIn(table, newId("org")))).toMatchObject({ status: 404 });
  });
});
