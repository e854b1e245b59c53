import { beforeAll, expect, it } from "vitest";
import { tableOfSuite } from "../../support/suite.ts";
import { makeReleasesWorld, type ReleasesWorld, release } from "./releases-world.ts";

const table = tableOfSuite();
const RECORDED = "2026-06-01T09:00:00.000Z";
let made: ReleasesWorld;
let now = RECORDED;

beforeAll(async () => {
  made = await makeReleasesWorld(table, () => now);
}, 60_000);

it("may read the work now: a share that has ended opens no report of the time when it stood", async () => {
  const of = { kind: "partnership", subjectId: made.partnershipId, sections: ["outcomes"] };
  const asOf = "2026-06-01T12:00:00.000Z";
  now = "2026-06-02T09:00:00.000Z";
  const asked = { ...of, asOf, audience: [made.secondId] };
  expect((await release(made.world, "backbone", asked)).audience).toEqual([made.secondId]);
  const path = `/partnerships/${made.partnershipId}`;
  const { version } = await made.world.send("backbone", { path });
  const ending = `${path}/shares/${made.secondId}?reason=${encodeURIComponent("It funds it no more")}`;
  const ended = { method: "DELETE", path: ending, ifMatch: Number(version) };
  expect((await made.world.call("backbone", ended)).status).toBe(204);
  const body = { ...asked, title: "The year before", authors: ["Cedar County"] };
  const refused = await made.world.call("backbone", { method: "POST", path: "/report-releases", body });
  expect([refused.status, await refused.json()]).toMatchObject([
    422,
    { errors: [{ pointer: "/audience/0" }] },
  ]);
});
