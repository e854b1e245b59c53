import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { reminderRoutes } from "../../../functions/api/routes/reminders.ts";
import { remindAll } from "../../../functions/reminders/remind.ts";
import { createOrganisation } from "../../../shared/identity/create-organisation.ts";
import { NewOrganisationSchema } from "../../../shared/identity/organisation.ts";
import { createCommitment, payTranche } from "../../../shared/investments/index.ts";
import type { Reminder } from "../../../shared/investments/reminder.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { aNewCommitment, aPrincipal, usd } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { aWorld, must, type World } from "../identity/world.ts";

let world: World;
let funder: ReturnType<typeof aPrincipal>;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  funder = await aFunder("UTC");
});

async function aFunder(timeZone: string) {
  const id = newId("org");
  const organisation = NewOrganisationSchema().parse({ name: "Harbor Fund", kind: "funder", timeZone });
  const by = { principalId: id, organisationId: id };
  must(await createOrganisation(world, { organisation, by, now: "2026-01-01T00:00:00.000Z", id }));
  return aPrincipal({ organisationId: id });
}

async function promise(dueOn: readonly string[], of = funder): Promise<string> {
  const organisationId = of.organisationId;
  const id = newId("cmt");
  const tranches = dueOn.map((day) => ({ dueOn: day, amount: usd("100.00") }));
  const amount = usd(`${100 * dueOn.length}.00`);
  must(
    await createCommitment(world, {
      id,
      input: aNewCommitment({ amount, tranches }),
      funder: { organisationId, name: "Harbor Fund", fiscalYearStartMonth: 1 },
      author: { principalId: of.id, organisationId },
      now: "2026-01-01T00:00:00.000Z",
    }),
  );
  return id;
}

async function remindersOf(who: typeof funder, query = ""): Promise<{ items: Reminder[]; next?: string }> {
  const deps = {
    ...world,
    clock: () => "2026-12-01T00:00:00.000Z",
    authenticate: async () => ok(who),
    ...NO_PAGES,
    files: { presignUpload: () => Promise.reject(new Error("Not reached.")) },
  };
  const response = await createApp(deps, reminderRoutes).request(`/v1/reminders${query}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { items: Reminder[]; next?: string };
}

it("tells a funder of what is due within a month and of what is late, the latest first, and of it once", async () => {
  const id = await promise(["2026-11-14", "2026-11-23", "2026-11-28", "2026-12-20", "2027-02-01"]);
  await remindAll(world.table, "2026-11-23T06:00:00Z");
  const { items } = await remindersOf(funder);
  expect(items.map(({ dueOn, threshold, isLate }) => [dueOn, threshold, isLate])).toEqual([
    ["2026-12-20", 30, false],
    ["2026-11-28", 7, false],
    ["2026-11-23", 0, false],
    ["2026-11-14", -7, true],
  ]);
  expect(new Set(items.map(({ commitmentId }) => commitmentId))).toEqual(new Set([id]));
  const again = await remindAll(world.table, "2026-11-23T06:00:00Z");
  expect(again.reminders).toBe(0);
  await remindAll(world.table, "2026-11-30T06:00:00Z");
  const next = (await remindersOf(funder)).items.filter(({ remindedOn }) => remindedOn === "2026-11-30");
  expect(next.map(({ dueOn, threshold }) => [dueOn, threshold])).toEqual([
    ["2026-11-28", 0],
    ["2026-11-23", -7],
  ]);
});

it("says nothing of a tranche that was paid", async () => {
  const id = await promise(["2026-11-25"]);
  const author = { principalId: funder.id, organisationId: funder.organisationId };
  const input = { trancheNumber: 1, on: "2026-11-01", amount: usd("100.00") };
  const call = {
    id,
    principal: funder,
    author,
    now: "2026-11-01T00:00:00.000Z",
    entryId: newId("pay"),
    input,
  };
  must(await payTranche(world, call));
  await remindAll(world.table, "2026-11-23T06:00:00Z");
  expect((await remindersOf(funder)).items).toEqual([]);
});

it("asks which day it is where the funder is", async () => {
  const east = await aFunder("Pacific/Auckland");
  const west = await aFunder("America/Los_Angeles");
  await promise(["2026-11-24"], east);
  await promise(["2026-11-24"], west);
  await remindAll(world.table, "2026-11-23T12:00:00Z");
  const thresholds = await Promise.all([east, west].map(async (who) => (await remindersOf(who)).items));
  expect(thresholds.map(([first]) => [first?.threshold, first?.remindedOn])).toEqual([
    [0, "2026-11-24"],
    [7, "2026-11-23"],
  ]);
});

it("pages, shows nobody else's, and lets each reminder go after 400 days", async () => {
  await promise(["2026-11-24", "2026-11-25", "2026-11-26"]);
  await remindAll(world.table, "2026-11-23T06:00:00Z");
  const first = await remindersOf(funder, "?limit=2");
  const rest = await remindersOf(funder, `?limit=2&cursor=${first.next}`);
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
  expect((await remindersOf(await aFunder("UTC"))).items).toEqual([]);
  const [stored] = await queryAll(world.table, { partition: `ORG#${funder.organisationId}#REM#2026-11` });
  const day = 24 * 60 * 60;
  expect(Number(stored?.expiresAt) - Date.parse("2026-11-23T06:00:00Z") / 1000).toBe(400 * day);
});
