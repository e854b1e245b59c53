import { afterAll, beforeAll, beforeEach } from "vitest";
import { newId } from "../../../shared/platform/id.ts";
import type { Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import {
  type Answer,
  anIndicator,
  anOrganisation,
  type Client,
  HARBOUR,
  NAVIGATORS,
  signedIn,
} from "./harbour.ts";

/** A partnership of its own for each test: who keeps it, a funder it is shared with, and somebody who has nothing to do with it. */
export type Setting = {
  readonly table: Table;
  readonly ownerId: string;
  readonly backbone: Client;
  readonly reader: Client;
  readonly stranger: Client;
  readonly partnershipId: string;
  readonly path: string;
  readonly strategyId: string;
  readonly outcome: string;
  /** Sends something below the partnership's address, as its backbone. */
  readonly add: (path: string, body: object) => Promise<Answer>;
};

/** Starts an engine for the file, and gives each test its own setting in `current`. */
export function aSetting(): { readonly current: Setting } {
  let engine: TestEngine;
  let table: Table;
  const setting: { current: Setting } = { current: undefined as never };
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
    setting.current = await newSetting(table);
  });
  return setting;
}

/** A partnership with a strategy and an indicator, kept by one organisation and shared with another. */
export async function newSetting(table: Table): Promise<Setting> {
  const ownerId = newId("org");
  const backbone = signedIn(table, ownerId);
  const partnershipId = (await backbone("POST", "/partnerships", { body: HARBOUR })).body.id;
  const path = `/partnerships/${partnershipId}`;
  const strategyId = (await backbone("POST", `${path}/strategies`, { body: NAVIGATORS })).body.id;
  const readerId = await anOrganisation(table);
  const share = { body: { reason: "Funds it" }, ifMatch: '"2"' };
  await backbone("PUT", `${path}/shares/${readerId}`, share);
  return {
    table,
    ownerId,
    backbone,
    reader: signedIn(table, readerId, { kind: "funder" }),
    stranger: signedIn(table, newId("org")),
    partnershipId,
    path,
    strategyId,
    outcome: await anIndicator(table, { partnershipId, ownerId, level: "core" }),
    add: (below, body) => backbone("POST", `${path}/${below}`, { body }),
  };
}

/** The pointers of a problem document, in order. */
export function pointers({ body }: Answer): string[] {
  return (body.errors ?? []).map(({ pointer }) => pointer);
}
