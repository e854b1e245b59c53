import { expect, it } from "vitest";
import { scorecardFacts } from "../../../functions/jobs/scorecard-facts.ts";
import { tableOfSuite } from "../../support/suite.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeFundedPartnership, makeWorld } from "../../support/world.ts";

const table = tableOfSuite();

it("finds a systems change that was chosen among however many are recorded since, and none that is withheld", async () => {
  const funder = await aTenant(table, "funder");
  const world = await makeWorld(table, { funder, backbone: await aTenant(table, "partnership") });
  const { partnershipId } = await makeFundedPartnership(world);
  const change = async (statusOn: string, more: object = {}) => {
    const body = {
      title: `Of ${statusOn}`,
      lever: { list: "four-levers@2021", code: "practices" },
      level: { list: "system-levels@1", code: "city" },
      ...{ status: "proposed", statusOn, ...more },
    };
    const path = `/partnerships/${partnershipId}/systems-changes`;
    return String((await world.send("backbone", { method: "POST", path, body })).id);
  };
  const oldest = await change("2020-01-15");
  const withheld = await change("2020-01-16", { visibility: "partnership" });
  for (let day = 0; day < 101; day++)
    await change(new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10));
  const { systemsChanges } = await scorecardFacts(table)(partnershipId, {
    releaseId: "rel_01JD0000000000000000000001",
    title: { en: "Harbour" },
    strategies: [],
    systemsChanges: [{ id: oldest }, { id: withheld }],
    showsMoney: false,
    showsGateways: false,
  });
  expect([...systemsChanges]).toEqual([
    [oldest, { title: "Of 2020-01-15", status: "proposed", statusOn: "2020-01-15" }],
  ]);
}, 60_000);
