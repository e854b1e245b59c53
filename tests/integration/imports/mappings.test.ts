import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import { mappingPk } from "../../../shared/interchange/import-mapping.store.ts";
import type { ImportMapping } from "../../../shared/interchange/import-mapping.ts";
import type { Change } from "../../../shared/platform/history.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { aMapping } from "../../unit/interchange/observation-files.ts";
import { aMember } from "../identity/world.ts";
import { aMeasuredPartnership, anImportWorld, anIndicator, type ImportWorld } from "./import-world.ts";

let world: ImportWorld;
let lead: Principal;
let partnershipId: string;
let indicatorId: string;

beforeAll(async () => {
  world = await anImportWorld();
  ({ lead, partnershipId, indicatorId } = await aMeasuredPartnership(world));
});
afterAll(() => world.stop());

const FILE = "District,Group,Cohort,Graduates,Rate\nHarbour,Asian,100,80,80.0\n";

const aBody = (overrides: object = {}) => ({
  name: "Graduation, state files",
  mapping: aMapping(),
  source: "State files",
  indicatorId,
  ...overrides,
});

type Refused = { errors: { pointer: string }[] };

async function save(overrides: object = {}): Promise<ImportMapping> {
  const body = aBody(overrides);
  const made = await world.call<ImportMapping>(lead, "POST", "/import-mappings", { body });
  expect(made.status).toBe(201);
  return made.body;
}

const change = (id: string, version: number, body: object, who = lead) =>
  world.call<ImportMapping>(who, "PUT", `/import-mappings/${id}`, {
    body,
    headers: { "if-match": `"${version}"` },
  });

const remove = (id: string, version: number, who = lead) =>
  world.call(who, "DELETE", `/import-mappings/${id}`, { headers: { "if-match": `"${version}"` } });

const importing = (options: object) => ({ kind: "observations-csv", options });

describe("a saved mapping", () => {
  it("is read as it was saved, by its organisation alone", async () => {
    const saved = await save({ description: "Since 2015" });
    expect(saved).toMatchObject({ version: 1, name: "Graduation, state files", description: "Since 2015" });
    const path = `/import-mappings/${saved.id}`;
    expect((await world.call(lead, "GET", path)).body).toEqual(saved);
    const listed = await world.call<{ items: ImportMapping[] }>(lead, "GET", "/import-mappings");
    expect(listed.body.items).toContainEqual(saved);
    const stranger = await aMember(world, { kind: "partnership" });
    const { id, version: _, changedAt: _at, indicatorId: _indicator, ...fields } = saved;
    for (const answer of [
      await world.call(stranger, "GET", path),
      await world.call(stranger, "GET", `${path}/history`),
      await change(id, 1, fields, stranger),
      await remove(id, 1, stranger),
    ])
      expect(answer.status).toBe(404);
    const theirs = await world.call<{ items: unknown[] }>(stranger, "GET", "/import-mappings");
    expect(theirs.body.items).toEqual([]);
  });

  it("is changed under the version that was read, each version kept in a chain that verifies", async () => {
    const { id } = await save();
    const wider = aBody({ name: "Graduation", mapping: aMapping({ delimiter: ";" }) });
    expect(await change(id, 1, wider)).toMatchObject({
      status: 200,
      body: { version: 2, name: "Graduation" },
    });
    expect((await change(id, 1, aBody())).status).toBe(412);
    const history = await world.call<{ items: Change[] }>(lead, "GET", `/import-mappings/${id}/history`);
    expect(history.body.items.map(({ action }) => action)).toEqual([
      "import-mapping.created",
      "import-mapping.changed",
    ]);
    const read = await world.call(lead, "GET", `/import-mappings/${id}`);
    expect(read.body).toMatchObject({ mapping: { delimiter: ";" } });
    const items = await queryAll(world.table, { partition: mappingPk(id) });
    expect(checkHistory(items.filter(({ type }) => type === "change").map(toChange), items)).toEqual([]);
  });

  it("fits the indicators that it names, or is refused where it does not", async () => {
    const theirs = await aMeasuredPartnership(world);
    const cases = [
      [aBody({ indicatorId: theirs.indicatorId }), "/indicatorId"],
      [aBody({ mapping: aMapping({ unit: "count" }) }), "/mapping/unit"],
      [aBody({ indicatorIds: [indicatorId] }), "/indicatorId"],
      [aBody({ source: undefined }), "/source"],
    ] as const;
    for (const [body, pointer] of cases) {
      const refused = await world.call<Refused>(lead, "POST", "/import-mappings", { body });
      expect(refused.status).toBe(422);
      expect(refused.body.errors.map((error) => error.pointer)).toEqual([pointer]);
    }
  });
});

describe("an import by a saved mapping", () => {
  it("copies it with its version, so that it stays what it is when the mapping changes or goes", async () => {
    const { id } = await save();
    const waiting = await world.call(lead, "POST", "/imports", { body: importing({ mappingId: id }) });
    expect(waiting.body.options).toMatchObject({ mappingFrom: { id, version: 1 }, source: "State files" });
    await change(id, 1, aBody({ mapping: aMapping({ value: "Another" }) }));
    expect((await remove(id, 2)).status).toBe(204);
    world.files.set(`imports/${waiting.body.id}`, new TextEncoder().encode(FILE));
    await world.call(lead, "POST", `/imports/${waiting.body.id}/start`);
    await world.settle(waiting.body.id);
    const done = await world.call(lead, "GET", `/imports/${waiting.body.id}`);
    expect(done.body).toMatchObject({ status: "done", progress: { new: 1 } });
    const gone = await world.call(lead, "POST", "/imports", { body: importing({ mappingId: id }) });
    expect(gone).toMatchObject({ status: 422, body: { errors: [{ pointer: "/options/mappingId" }] } });
  });

  it("may say another source and another indicator than the mapping", async () => {
    const { id } = await save();
    const other = await anIndicator(world, { lead, partnershipId });
    const options = { mappingId: id, source: "State files, 2019", indicatorId: other };
    const { body } = await world.call(lead, "POST", "/imports", { body: importing(options) });
    expect(body.options).toMatchObject({ source: "State files, 2019", indicatorId: other });
  });

  it("says what is missing where neither knows it, and takes no mapping beside", async () => {
    const { id } = await save({ indicatorId: undefined });
    const pointersOf = async (options: object) => {
      const refused = await world.call<Refused>(lead, "POST", "/imports", { body: importing(options) });
      expect(refused.status).toBe(422);
      return refused.body.errors.map(({ pointer }) => pointer);
    };
    expect(await pointersOf({ mappingId: id })).toEqual(["/options/indicatorId"]);
    expect(await pointersOf({ mappingId: id, mapping: aMapping(), indicatorId })).toEqual([
      "/options/mappingId",
    ]);
    expect(await pointersOf({})).toEqual(["/options/mapping", "/options/source", "/options/indicatorId"]);
  });

  it("finds none of another organisation", async () => {
    const { id } = await save();
    const other = await aMeasuredPartnership(world);
    const options = { mappingId: id, indicatorId: other.indicatorId };
    const refused = await world.call<Refused>(other.lead, "POST", "/imports", { body: importing(options) });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/options/mappingId" }] } });
  });
});

describe("a proposal of a mapping", () => {
  it("holds what is recognised, and says what is left to decide", async () => {
    const body = { titles: ["District", "Year", "Notes"], rows: [["Harbour", "2018-19", ""]] };
    const proposed = await world.call<{ mapping: object; notes: string[] }>(
      lead,
      "POST",
      "/import-mappings/suggestions",
      { body },
    );
    expect(proposed).toMatchObject({
      status: 200,
      body: {
        mapping: { place: { column: "District" }, period: { column: "Year", style: "school-year" } },
        notes: ["Say which column holds the figures."],
      },
    });
  });
});
