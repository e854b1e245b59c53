import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import { putPlaces } from "../../../shared/measurement/places/write-places.ts";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import {
  type PartnershipProgress,
  PartnershipProgressSchema,
} from "../../../shared/reporting/progress-view.ts";
import { readProgress } from "../../../shared/reporting/read-progress.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aRow, type Cedar, observe, recordCedarCounty } from "./cedar-county.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let cedar: Cedar;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  cedar = await recordCedarCounty(table);
  await observe(table, cedar, [
    aRow(cedar.systemId, 2021, [49, 100]),
    aRow(cedar.systemId, 2024, [60, 100]),
    aRow(cedar.outcomeId, 2021, [490, 1000]),
    aRow(cedar.outcomeId, 2024, [540, 1000]),
    aRow(cedar.outcomeId, 2024, [4, 37], { housing: "without-housing" }),
    aRow(cedar.outcomeId, 2024, [536, 963], { housing: "housed" }),
  ]);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

async function read(organisationId: string, on = table): Promise<PartnershipProgress> {
  const principal: Principal = {
    kind: "person",
    id: newId("per"),
    organisationId,
    organisationKind: "funder",
    roles: ["viewer"],
  };
  const { partnershipId } = cedar;
  const options = { minimum: 1, above: 0.5 };
  const found = await readProgress(on, { partnershipId, principal, options, now: systemClock() });
  if (!found.ok) throw new Error(found.problem.code);
  return PartnershipProgressSchema().parse(found.value);
}

describe("the progress of a partnership", () => {
  it("is read in one round, by the partnership and by whom it is shared with, protected for those", async () => {
    const counted = countingRounds(table);
    const own = await read(cedar.backboneId, counted.table);
    expect(counted.rounds()).toBe(1);
    expect(own).toMatchObject({ name: "Cedar County Promise", protected: false });
    expect(own.coreIndicators.items.map(({ id }) => id)).toEqual([cedar.outcomeId]);
    expect(own.gaps.items).toMatchObject([{ dimensionKey: "housing", verdict: "nothing-to-compare" }]);
    const shared = await read(cedar.funderId);
    expect(shared).toMatchObject({ protected: true, gaps: { items: [{ verdict: "protected" }] } });
    await expect(read(newId("org"))).rejects.toThrow("not_found");
  });

  it("counts no indicator of a comparison place", async () => {
    const author = { principalId: newId("per"), organisationId: cedar.backboneId };
    const places = [{ code: "09001", name: "Cedar County", kind: "county", comparison: true }];
    const call = { partnershipId: cedar.partnershipId, reason: "A peer only", ifMatch: 0, author };
    const put = await putPlaces({ table }, { ...call, places, now: systemClock() });
    expect(put.ok).toBe(true);
    expect(await read(cedar.backboneId)).toMatchObject({
      coreIndicators: { items: [], classifiable: 0, status: "too-few" },
      leftOut: [{ id: cedar.outcomeId, why: "comparison-place" }],
    });
  });
});
