import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Table } from "../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "./engine.ts";

/** An engine of a test file's own: there once its tests begin, stopped after them. */
export function engineOfSuite(): TestEngine {
  const engine = {} as TestEngine;
  beforeAll(async () => void Object.assign(engine, await startEngine()));
  afterAll(() => engine.stop());
  return engine;
}

/** A records table of a test file's own, on an engine that is the file's own too. */
export function tableOfSuite(engine: TestEngine = engineOfSuite()): Table {
  const table = {} as Table;
  beforeAll(async () => {
    const client = makeClient(engine.endpoint);
    const { records: name } = await makeTables(client, aPrefix());
    Object.assign(table, { client, name });
  });
  afterAll(() => table.client.destroy());
  return table;
}

/** What is made anew before every test of a file: one object for all of them, which holds what belongs to the present one. */
export function worldOfSuite<World extends object>(make: () => Promise<World>): World {
  const world = {} as World;
  beforeEach(async () => void Object.assign(world, await make()));
  return world;
}
