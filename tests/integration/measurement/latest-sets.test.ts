import { afterAll, beforeAll, expect, test } from "vitest";
import { findLatestSets } from "../../../shared/measurement/latest-sets.store.ts";
import { findLatestSet, putSet } from "../../../shared/measurement/observation.store.ts";
import { type SetKey, setKey } from "../../../shared/measurement/observation-ref.ts";
import { nextRevision, type SetFacts, type SetRecord } from "../../../shared/measurement/observation-set.ts";
import { newId } from "../../../shared/platform/id.ts";
import { inParallel } from "../../../shared/platform/in-parallel.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { schoolYear } from "../../../shared/platform/time.ts";
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

function aKey(indicatorId: string, placeCode: string, dimensionKey = "race-ethnicity"): SetKey {
  return setKey({ indicatorId, period: schoolYear(2024), placeCode, dimensionKey });
}

/** Puts so many revisions of a set. */
async function put(key: SetKey, revisions: number): Promise<void> {
  const place = { code: key.placeCode };
  const version = {
    partnershipId: newId("prt"),
    ownerId: newId("org"),
    indicatorVersion: 1,
    ownPlace: false,
  };
  const facts: SetFacts = { key, place, period: schoolYear(2024), unit: "count", ...version };
  const by = { principalId: newId("per"), organisationId: facts.ownerId };
  let latest: SetRecord | undefined;
  for (let value = 1; value <= revisions; value++) {
    const cells = { asian: { value, status: "ok" } } as const;
    const provenance = { by, now: "2026-11-23T12:00:00.000Z", protectedAtSource: false };
    latest = nextRevision(latest, facts, { ...provenance, cells });
    await putSet(table, latest);
  }
}

/** The same, each asked for by itself. */
function oneByOne(keys: readonly SetKey[]) {
  return inParallel(keys, 10, (key) => findLatestSet(table, key));
}

test("sets of a range that holds nothing are absent", async () => {
  const id = newId("ind");
  const keys = Array.from({ length: 20 }, (_, n) => aKey(id, `Place ${n}`));
  expect(await findLatestSets(table, keys)).toEqual(keys.map(() => undefined));
});

test("each of many sets is found as if it were asked for by itself, with others and older revisions between them", async () => {
  const [id, other] = [newId("ind"), newId("ind")];
  // "Place 1", "Place 10" and "Place 1#race-ethnicity" begin alike; "é" and an astral letter sort by bytes.
  const names = [
    "1",
    "1#race-ethnicity",
    "é",
    "\u{1F3EB}",
    "\uFF21",
    ...Array.from({ length: 35 }, (_, n) => `${n + 2}`),
  ];
  const stored = names.map((name, n) => ({ key: aKey(id, `Place ${name}`), revisions: n % 4 }));
  await inParallel(stored, 10, ({ key, revisions }) => put(key, revisions));
  await inParallel(names.slice(0, 20), 10, (name) => put(aKey(id, `Place ${name}`, "sex"), 1));
  const elsewhere = names.slice(0, 10).map((name) => aKey(other, `Place ${name}`));
  await put(elsewhere[3] ?? aKey(other, "Place"), 2);
  const keys = [...stored.map(({ key }) => key), ...elsewhere].toReversed();
  const found = await findLatestSets(table, keys);
  expect(found).toEqual(await oneByOne(keys));
  const revisions = found.map((set) => set?.revision ?? 0).toReversed();
  expect(revisions.slice(0, 40)).toEqual(stored.map((set) => set.revisions));
});

test("places that differ in case alone are two places", async () => {
  const id = newId("ind");
  const [upper, lower] = [aKey(id, "Cove"), aKey(id, "cove")];
  await put(lower, 2);
  expect(await findLatestSet(table, upper)).toBe(undefined);
  await put(upper, 1);
  expect((await oneByOne([upper, lower])).map((set) => set?.revision)).toEqual([1, 2]);
});

test("sets that a range does not reach, because many others lie before them, are found all the same", async () => {
  const id = newId("ind");
  const keys = Array.from({ length: 8 }, (_, n) => aKey(id, n < 4 ? `Place a${n}` : `Place z${n}`));
  await inParallel(keys, 8, (key) => put(key, 2));
  const between = Array.from({ length: 30 }, (_, n) => aKey(id, `Place m${n}`));
  await inParallel(between, 10, (key) => put(key, 1));
  const found = await findLatestSets(table, keys);
  expect(found.map((set) => set?.revision)).toEqual(keys.map(() => 2));
  expect(found).toEqual(await oneByOne(keys));
});
