import { expect, test } from "vitest";
import { anIndicator, signedIn } from "../measurement/harbour.ts";
import { aSetting } from "../partnerships/setting.ts";
import { visitorsOf } from "./practice-visitors.ts";

const at = aSetting();
const visitors = visitorsOf(at);
const measuring = () => signedIn(at.current.table, at.current.ownerId);
const BASELINE = { period: { start: "2024-01-01", end: "2024-12-31", kind: "calendar-year" }, value: 49 };
const TARGET = { period: { start: "2029-09-01", end: "2030-08-31", kind: "school-year" }, value: 65 };

test("a target is raised without moving the years that were not touched, nor the targets of groups", async () => {
  const { partnershipId, path } = at.current;
  const owner = measuring();
  const indicator = `/indicators/${await anIndicator(owner, partnershipId)}`;
  const group = { dimensions: { sex: "female" }, target: TARGET };
  const targets = [group, { dimensions: {}, baseline: BASELINE, target: TARGET }];
  const set = await owner("PUT", `${indicator}/targets`, { body: { targets }, ifMatch: '"1"' });
  expect(set.status, JSON.stringify(set.body)).toBe(200);
  const changed = { "target.value": "70", reason: "Reached early" };
  const sent = await visitors.keeper().fillIn(`${path}${indicator}/target`, changed);
  expect(sent.status, sent.html).toBe(303);
  expect((await owner("GET", indicator)).body.targets).toEqual([
    { dimensions: {}, baseline: BASELINE, target: { ...TARGET, value: 70 } },
    group,
  ]);
  const later = { "target.year": "2030", "target.value": "72", reason: "A year later" };
  expect((await visitors.keeper().fillIn(`${path}${indicator}/target`, later)).status).toBe(303);
  expect((await owner("GET", indicator)).body.targets[0].target).toEqual({
    period: { start: "2030-07-01", end: "2031-06-30", kind: "school-year" },
    value: 72,
  });
});
