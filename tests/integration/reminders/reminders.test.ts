import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Principal } from "../../../shared/identity/principal.ts";
import { payTranche } from "../../../shared/investments/index.ts";
import { newId } from "../../../shared/platform/id.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { usd } from "../../support/commitments.ts";
import { aWorld, must, type World } from "../identity/world.ts";
import {
  addressOf,
  anOrganisation,
  aPostOffice,
  callOf,
  promise,
  remindersOf,
  run,
} from "./reminders-world.ts";

let world: World;
let funder: Principal;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  funder = await anOrganisation(world, { roles: ["programme-officer"] });
});

it("tells a funder of what is due within a month and of what is late, the latest first, and of it once", async () => {
  const dueOn = ["2026-11-14", "2026-11-23", "2026-11-28", "2026-12-20", "2027-02-01"];
  const id = await promise(world, funder, { dueOn });
  await run(world, "2026-11-23");
  const { items } = await remindersOf(world, funder);
  expect(items.map((item) => [item.dueOn, item.threshold, item.isLate])).toEqual([
    ["2026-12-20", 30, false],
    ["2026-11-28", 7, false],
    ["2026-11-23", 0, false],
    ["2026-11-14", -7, true],
  ]);
  expect(new Set(items.map(({ commitmentId }) => commitmentId))).toEqual(new Set([id]));
  const again = await run(world, "2026-11-23");
  expect(again.reminders).toBe(0);
  await run(world, "2026-11-30");
  const { items: all } = await remindersOf(world, funder);
  const next = all.filter(({ remindedOn }) => remindedOn === "2026-11-30");
  expect(next.map(({ dueOn: day, threshold }) => [day, threshold])).toEqual([
    ["2026-11-28", 0],
    ["2026-11-23", -7],
  ]);
});

it("writes to those who pay, once, of all that falls due", async () => {
  await promise(world, funder, { dueOn: ["2026-11-23", "2026-11-28"] });
  const post = aPostOffice();
  await run(world, "2026-11-23", post);
  await run(world, "2026-11-23", post);
  await run(world, "2026-11-24", post);
  const mails = post.sent.filter(({ to }) => to === addressOf(funder, "programme-officer"));
  expect(mails.map(({ subject }) => subject)).toEqual(["2 payments due"]);
  expect(mails[0]?.text).toContain(
    "- Payment 1, 100.00 USD open; Cedar County place grant (Harbor Fund): due today, 2026-11-23.",
  );
});

it("says nothing of a tranche that was paid", async () => {
  const id = await promise(world, funder, { dueOn: ["2026-11-25"] });
  const input = { trancheNumber: 1, on: "2026-11-01", amount: usd("100.00") };
  const call = callOf(funder, id, "2026-11-01T00:00:00.000Z");
  must(await payTranche(world, { ...call, entryId: newId("pay"), input }));
  await run(world, "2026-11-23");
  expect((await remindersOf(world, funder)).items).toEqual([]);
});

it("asks which day it is where the funder is", async () => {
  const east = await anOrganisation(world, { timeZone: "Pacific/Auckland" });
  const west = await anOrganisation(world, { timeZone: "America/Los_Angeles" });
  await promise(world, east, { dueOn: ["2026-11-24"] });
  await promise(world, west, { dueOn: ["2026-11-24"] });
  await run(world, "2026-11-23", undefined, "12:00:00");
  const seen = await Promise.all([east, west].map((who) => remindersOf(world, who)));
  expect(seen.map(({ items: [first] }) => [first?.threshold, first?.remindedOn])).toEqual([
    [0, "2026-11-24"],
    [7, "2026-11-23"],
  ]);
});

it("pages, shows nobody else's, and lets each reminder go after 400 days", async () => {
  await promise(world, funder, { dueOn: ["2026-11-24", "2026-11-25", "2026-11-26"] });
  await run(world, "2026-11-23", aPostOffice());
  const first = await remindersOf(world, funder, "?limit=2");
  const rest = await remindersOf(world, funder, `?limit=2&cursor=${first.next}`);
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
  expect((await remindersOf(world, await anOrganisation(world))).items).toEqual([]);
  const [stored] = await queryAll(world.table, { partition: `ORG#${funder.organisationId}#REM#2026-11` });
  const day = 24 * 60 * 60;
  expect(Number(stored?.expiresAt) - Date.parse("2026-11-23T06:00:00Z") / 1000).toBe(400 * day);
});
