import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitmentPk } from "../../../shared/investments/index.ts";
import { projectPortfolio } from "../../../shared/investments/portfolio/project-portfolio.ts";
import { stopSharing } from "../../../shared/partnerships/stop-sharing.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { newId } from "../../../shared/platform/id.ts";
import { getItem, type Table } from "../../../shared/platform/table.ts";
import { schoolYear, systemClock } from "../../../shared/platform/time.ts";
import { type Need, NeedSchema } from "../../../shared/reporting/need-view.ts";
import { NeedQuerySchema, readNeed } from "../../../shared/reporting/read-need.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aTenant } from "../../support/tenants.ts";
import { makeWorld, type World } from "../../support/world.ts";
import { observe } from "./cedar-county.ts";
import { countingRounds } from "./rounds.ts";

let engine: TestEngine;
let table: Table;
let world: World;
const made: Record<"harbour" | "mill" | "unshared", string> = { harbour: "", mill: "", unshared: "" };

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  world = await makeWorld(table, {
    funder: await aTenant(table, "funder"),
    backbone: await aTenant(table, "partnership"),
  });
  made.harbour = await fund("Harbour", { amount: "900.00", children: [90, 300] });
  made.mill = await fund("Mill town", { amount: "100.00", children: [3, 20] });
  made.unshared = await fund("Lantern", { amount: "10.00", children: [90, 300] });
  const author = { principalId: world.backbone.id, organisationId: world.backbone.organisationId };
  const share = { partnershipId: made.unshared, organisationId: world.funder.organisationId };
  await stopSharing({ table, newId }, { ...share, author, reason: "The grant is over.", now: systemClock() });
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** A partnership of one strategy for one outcome, with figures of one year, that the funder gives money to. */
async function fund(
  name: string,
  given: { amount: string; children: readonly [number, number] },
): Promise<string> {
  const make = async (path: string, body: object) =>
    (await world.send("backbone", { method: "POST", path, body })).id;
  const place = { placeCode: name.toLowerCase().replace(" ", "-"), placeName: name };
  const partnershipId = await make("/partnerships", { name, purpose: "That all children read.", ...place });
  const base = `/partnerships/${partnershipId}`;
  const strategyId = await make(`${base}/strategies`, { name: "Tutors", kind: "universal" });
  const indicatorId = await make(`${base}/indicators`, {
    name: "Third graders reading",
    level: "core",
    outcomeId: "early-grade-reading",
    polarity: "higher",
    unit: "percent",
    numeratorDefinition: "Third graders who read",
    denominatorDefinition: "Third graders tested",
    frequency: "yearly",
    source: "State assessment",
    ...place,
  });
  const link = { kind: "contributes-to", fromId: strategyId, toId: indicatorId };
  await make(`${base}/links`, {
    ...link,
    hypothesis: "It helps",
    evidence: "emerging",
    expectedLagMonths: 12,
  });
  const { version } = await world.send("backbone", { path: base });
  const path = `${base}/shares/${world.funder.organisationId}`;
  await world.send("backbone", { method: "PUT", path, body: { reason: "It funds us" }, ifMatch: version });
  const [numerator, denominator] = given.children;
  const row = { indicatorId, period: schoolYear(2024), dimensions: {}, numerator, denominator };
  await observe(table, { backboneId: world.backbone.organisationId }, [row]);
  const amount = { amount: given.amount, currency: "USD" };
  const terms = { title: name, recipient: { name }, startOn: "2026-01-01", endOn: "2028-12-31" };
  const body = { ...terms, partnershipId, amount, allocations: [{ strategyId, amount }] };
  const { id } = await world.send("funder", { method: "POST", path: "/commitments", body });
  const after = await getItem(table, headKey(commitmentPk(id)));
  if (!after) throw new Error("The commitment is not there.");
  const [failed] = await projectPortfolio(table, [{ after }]);
  if (failed) throw failed.error;
  return partnershipId;
}

async function ask(query = "", who: "funder" | "backbone" = "funder"): Promise<Need> {
  const path = `/portfolio/need?outcomeId=early-grade-reading${query}`;
  return NeedSchema().parse(await world.send(who, { path }));
}

describe("GET /v1/portfolio/need", () => {
  it("sets money for each child beside need, place by place, and hides what could lead to a child", async () => {
    const { places } = await ask();
    expect(places.map(({ place }) => place.name)).toEqual(["Harbour", "Mill town"]);
    expect(places[0]).toMatchObject({
      children: { value: 300, status: "ok" },
      need: { basis: "level", figure: { value: 30, status: "ok" } },
      money: [{ committed: { amount: "900.00" }, perChild: { amount: { amount: "3.00" }, status: "ok" } }],
    });
    expect(places[1]).toMatchObject({
      children: { value: null, status: "c" },
      need: { figure: { value: null, status: "c" } },
      money: [{ committed: { amount: "100.00" }, perChild: { status: "c" } }],
    });
  });

  it("lists a partnership that is not shared any more by id and money alone", async () => {
    expect((await ask()).leftOut).toEqual([
      { partnershipId: made.unshared, why: "not-shared", committed: [{ amount: "10.00", currency: "USD" }] },
    ]);
  });

  it("lists no comparison place among a partnership's own", async () => {
    const path = `/partnerships/${made.mill}/places`;
    const say = (comparison: boolean, ifMatch: number) => {
      const places = [{ code: "mill-town", name: "Mill town", kind: "city", comparison }];
      const body = { places, reason: "The atlas" };
      return world.send("backbone", { method: "PUT", path, body, ifMatch });
    };
    await say(true, 0);
    const beside = await ask();
    expect(beside.places.map(({ place }) => place.name)).toEqual(["Harbour"]);
    expect(beside.leftOut).toMatchObject([
      { partnershipId: made.mill, name: "Mill town", why: "comparison-place" },
      { partnershipId: made.unshared },
    ]);
    await say(false, 1);
    expect((await ask()).places).toHaveLength(2);
  });

  it("shows a named reader what a data use agreement opens, and logs it", async () => {
    const { organisationId, id } = world.funder;
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const path = `/partnerships/${made.mill}/data-use-agreements`;
    const body = {
      parties: [{ organisationId, principalIds: [id] }],
      dimensionKeys: [],
      purpose: "Where to fund next",
      from: day(-1),
      through: day(1),
      minimumCell: 1,
    };
    const agreement = await world.send("backbone", { method: "POST", path, body });
    const opened = await ask();
    expect(opened.dataUseAgreements).toEqual([{ id: agreement.id, version: 1 }]);
    expect(opened.places[1]).toMatchObject({
      children: { value: 20, status: "ok" },
      money: [{ perChild: { amount: { amount: "5.00" }, status: "ok" } }],
    });
    const reads = await world.send("backbone", { path: `/data-use-agreements/${agreement.id}/reads` });
    expect(reads.items).toMatchObject([
      { shownIn: "need", by: { principalId: id }, figures: [{ cells: 1 }] },
    ]);
    const end = { ended: true, reason: "Over" };
    const one = `/data-use-agreements/${agreement.id}`;
    await world.send("backbone", { method: "PATCH", path: one, body: end, ifMatch: 1 });
    const after = await ask();
    expect(after).not.toHaveProperty("dataUseAgreements");
    expect(after.places[1]).toMatchObject({ children: { value: null, status: "c" } });
  });

  it("takes three rounds, however many partnerships are on the page", async () => {
    const counted = countingRounds(table);
    const query = NeedQuerySchema().parse({ outcomeId: "early-grade-reading" });
    const deps = { table: counted.table, cursorSecret: "secret" };
    expect((await readNeed(deps, { principal: world.funder, query, now: systemClock() })).ok).toBe(true);
    expect(counted.rounds()).toBe(3);
  });

  it("goes through the partnerships a page at a time, or asks for one", async () => {
    const first = await ask("&limit=2");
    const second = await ask(`&limit=2&cursor=${encodeURIComponent(first.next ?? "")}`);
    const seen = [first, second].flatMap(({ places, leftOut }) => [
      ...places.map(({ partnership }) => partnership.id),
      ...leftOut.map(({ partnershipId }) => partnershipId),
    ]);
    expect(seen.toSorted()).toEqual(Object.values(made).toSorted());
    expect(second).not.toHaveProperty("next");
    const one = await ask(`&partnershipId=${made.mill}`);
    expect(one.places.map(({ partnership }) => partnership.id)).toEqual([made.mill]);
    expect(one.leftOut).toEqual([]);
  });

  it("shows nothing to who funds nothing, and knows only outcomes of the catalogue", async () => {
    expect(await ask("", "backbone")).toEqual({ outcomeId: "early-grade-reading", places: [], leftOut: [] });
    await expect(world.send("funder", { path: "/portfolio/need?outcomeId=happiness" })).rejects.toThrow(
      "no such outcome in the catalogue",
    );
  });
});
