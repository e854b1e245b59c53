import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aPartnership, type Client, signedIn } from "./harbour.ts";

let engine: TestEngine;
let table: Table;
let owner: Client;
let partnershipId: string;

beforeAll(async () => {
  engine = await startEngine();
  const dynamo = makeClient(engine.endpoint);
  table = { client: dynamo, name: (await makeTables(dynamo, aPrefix())).records };
  const ownerId = newId("org");
  owner = signedIn(table, ownerId);
  partnershipId = await aPartnership(table, ownerId);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

const PLACE = { placeCode: "09001", placeName: "Harbour County" };
const make = (body: object) => owner("POST", `/partnerships/${partnershipId}/indicators`, { body });

describe("the catalogue", () => {
  test("is read a page at a time, all of it once", async () => {
    const ids: string[] = [];
    let cursor = "";
    do {
      const { status, body } = await owner("GET", `/catalogue?limit=30${cursor}`);
      expect(status).toBe(200);
      expect(body.sets).toHaveLength(3);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      cursor = body.next === undefined ? "" : `&cursor=${body.next}`;
    } while (cursor);
    expect(ids).toHaveLength(77);
    expect(new Set(ids).size).toBe(77);
  });

  test("is filtered by level, outcome and set; what is none of them is refused", async () => {
    const found = await owner(
      "GET",
      "/catalogue?level=adjacent&set=education-to-workforce&outcome=employment",
    );
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual(["technology-access"]);
    for (const query of ["level=outcome", "outcome=happiness", "set=mine"])
      expect(await owner("GET", `/catalogue?${query}`)).toMatchObject({ status: 400 });
  });

  test("gives an entry by its id and version", async () => {
    expect((await owner("GET", "/catalogue/per-pupil-funding")).body).toMatchObject({
      version: "2026-1",
      level: "system",
      unit: "currency",
      currency: "USD",
      denominatorDefinition: "Students enrolled, kindergarten to grade 12",
    });
    expect(await owner("GET", "/catalogue/per-pupil-funding?version=1")).toMatchObject({ status: 404 });
    expect(await owner("GET", "/catalogue/happiness")).toMatchObject({ status: 404 });
  });
});

describe("an indicator of a catalogue entry", () => {
  test("has its definition, and keeps the entry's id and version", async () => {
    const made = await make({ catalogueId: "per-pupil-funding", ...PLACE });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: "Spending per pupil, kindergarten to grade 12",
      level: "system",
      outcomeId: "high-school-graduation",
      accountability: "population",
      unit: "currency",
      currency: "USD",
      aggregation: "weighted",
      overTime: "flow",
      seriesBreaks: [],
      catalogue: { id: "per-pupil-funding", version: "2026-1", localVariation: [] },
    });
    expect((await owner("GET", `/indicators/${made.body.id}`)).body).toEqual(made.body);
  });

  test("says what is its own, when it is made and whenever that changes", async () => {
    const made = await make({
      catalogueId: "chronic-absence",
      frequency: "monthly",
      window: "The month",
      ...PLACE,
    });
    expect(made.body.catalogue.localVariation).toEqual(["window", "frequency"]);
    const path = `/indicators/${made.body.id}`;
    const patch = (body: object, version: number) =>
      owner("PATCH", path, { body: { ...body, reason: "As agreed" }, ifMatch: `"${version}"` });
    const nearer = await patch({ frequency: "yearly", name: "Absence" }, 1);
    expect(nearer.body.catalogue.localVariation).toEqual(["window"]);
    const same = await patch({ window: "The school year" }, 2);
    expect(same.body.catalogue.localVariation).toEqual([]);
  });

  test("is refused with a pointer where the entry is not there, or what is stated does not fit it", async () => {
    const pointers = async (body: object) => {
      const { status, body: problem } = await make({ ...PLACE, ...body });
      expect(status).toBe(422);
      return problem.errors.map(({ pointer }: { pointer: string }) => pointer);
    };
    expect(await pointers({ catalogueId: "happiness" })).toEqual(["/catalogueId"]);
    expect(await pointers({ catalogueId: "chronic-absence", catalogueVersion: "1" })).toEqual([
      "/catalogueId",
    ]);
    expect(await pointers({ catalogueId: "chronic-absence", performanceKind: "howWell" })).toEqual([
      "/performanceKind",
    ]);
    expect(await pointers({ catalogueId: "No Such Form" })).toEqual(["/catalogueId"]);
    expect(await pointers({ name: "Absence", level: "outcome" })).toEqual([
      "/level",
      "/polarity",
      "/numeratorDefinition",
      "/denominatorDefinition",
      "/frequency",
      "/source",
      "/unit",
    ]);
  });
});
