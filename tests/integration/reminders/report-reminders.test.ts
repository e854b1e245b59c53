import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { changeOrganisation } from "../../../shared/identity/change-organisation.ts";
import type { Principal } from "../../../shared/identity/principal.ts";
import { changeRequirement } from "../../../shared/investments/requirements/change-requirement.ts";
import {
  acceptRequirement,
  returnRequirement,
} from "../../../shared/investments/requirements/decide-requirement.ts";
import { submitRequirement } from "../../../shared/investments/requirements/submit-requirement.ts";
import { addDays } from "../../../shared/platform/time.ts";
import { aWorld, must, type World } from "../identity/world.ts";
import {
  addressOf,
  anOrganisation,
  aPostOffice,
  callOf,
  owed,
  type PostOffice,
  remindersOf,
  run,
  somebody,
} from "./reminders-world.ts";

const DUE_ON = "2026-09-30";

let world: World;
let funder: Principal;
let grantee: Principal;
let post: PostOffice;

beforeEach(async () => {
  world = await aWorld();
  funder = await anOrganisation(world, { roles: ["programme-officer", "finance"] });
  grantee = await anOrganisation(world, { kind: "partnership", roles: ["data-lead", "viewer"] });
  post = aPostOffice();
});
afterEach(() => world.stop());

/** A run on each of some days, counted from the due day. */
async function runFrom(first: number, last: number, before?: (day: number) => Promise<void>) {
  for (let day = first; day <= last; day++) {
    await before?.(day);
    await run(world, addDays(DUE_ON, day), post);
  }
}

/** What an organisation was reminded of, as it was: "due day, threshold, on which day". */
async function toldTo(who: Principal): Promise<string[]> {
  const { items } = await remindersOf(world, who);
  return items.toReversed().map(({ dueOn, threshold, remindedOn }) => `${dueOn} ${threshold} ${remindedOn}`);
}

/** The mails to an address: which day of the report they tell of, and how. */
function mailsTo(address: string): string[] {
  return post.sent
    .filter(({ to }) => to === address)
    .map(
      ({ text }) => /(?:due|was due) (?:on |today, )(\S+?)[,.](?: (in|\d+)[^.]*)?/.exec(text)?.[0] ?? text,
    );
}

const SIX = [
  "2026-09-30 30 2026-08-31",
  "2026-09-30 7 2026-09-23",
  "2026-09-30 0 2026-09-30",
  "2026-09-30 -1 2026-10-01",
  "2026-09-30 -7 2026-10-07",
  "2026-09-30 -30 2026-10-30",
];

describe("a report that nobody hands in, from 31 days before its day to 31 after", () => {
  it("is told of exactly six times to the organisation that owes it, and three times to the funder", async () => {
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    await runFrom(-31, 31);
    expect(await toldTo(grantee)).toEqual(SIX);
    expect(await toldTo(funder)).toEqual(SIX.slice(3));
    expect(mailsTo(addressOf(grantee, "data-lead"))).toEqual([
      "due on 2026-09-30, in 30 days",
      "due on 2026-09-30, in 7 days",
      "due today, 2026-09-30.",
      "was due on 2026-09-30, 1 day ago",
      "was due on 2026-09-30, 7 days ago",
      "was due on 2026-09-30, 30 days ago",
    ]);
    expect(mailsTo(addressOf(funder, "programme-officer"))).toHaveLength(3);
    expect(post.sent).toHaveLength(9);
    const { items } = await remindersOf(world, grantee);
    expect(items[0]).toMatchObject({
      about: "report",
      requirementNumber: 1,
      title: "Annual report",
      responsibleName: "Cedar County Promise",
      sentAt: "2026-10-30T06:00:00Z",
    });
  });

  it("is told of six times also where each day sees two runs, and where a day sees none", async () => {
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    for (let day = -31; day <= 31; day++) {
      // On these days the run is missed, and the next one catches up.
      if ([-30, 7].includes(day)) continue;
      await run(world, addDays(DUE_ON, day), post);
      await run(world, addDays(DUE_ON, day), post);
    }
    expect(await toldTo(grantee)).toEqual([
      "2026-09-30 30 2026-09-01",
      ...SIX.slice(1, 4),
      "2026-09-30 -7 2026-10-08",
      ...SIX.slice(5),
    ]);
    expect(mailsTo(addressOf(grantee, "data-lead"))).toHaveLength(6);
    expect(post.sent).toHaveLength(9);
  });

  it("starts anew for the new day when its day is moved, and says no more of the old one", async () => {
    const id = await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    const input = { dueOn: "2026-10-20", reason: "Their audit is late" };
    await runFrom(-31, 51, async (day) => {
      if (day !== -3) return;
      const call = callOf(funder, id, `${addDays(DUE_ON, day)}T00:00:00.000Z`);
      must(await changeRequirement(world, { ...call, requirementNumber: 1, input }));
    });
    expect(await toldTo(grantee)).toEqual([
      ...SIX.slice(0, 2),
      "2026-10-20 30 2026-09-27",
      "2026-10-20 7 2026-10-13",
      "2026-10-20 0 2026-10-20",
      "2026-10-20 -1 2026-10-21",
      "2026-10-20 -7 2026-10-27",
      "2026-10-20 -30 2026-11-19",
    ]);
    expect(mailsTo(addressOf(grantee, "data-lead"))).toHaveLength(8);
  });

  it("is not told of again once it was handed in, and never after it was accepted", async () => {
    const id = await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    const call = (who: Principal, day: number) => ({
      ...callOf(who, id, `${addDays(DUE_ON, day)}T00:00:00.000Z`),
      requirementNumber: 1,
    });
    await runFrom(-31, 31, async (day) => {
      if (day === -2) must(await submitRequirement(world, { ...call(grantee, day), input: {} }));
      if (day === 3)
        must(await returnRequirement(world, { ...call(funder, day), input: { comment: "No figures" } }));
      if (day === 8) must(await submitRequirement(world, { ...call(grantee, day), input: {} }));
      if (day === 9) must(await acceptRequirement(world, { ...call(funder, day), input: {} }));
    });
    expect(await toldTo(grantee)).toEqual([
      ...SIX.slice(0, 2),
      // It came back on the third day after its day: late by then.
      "2026-09-30 -1 2026-10-03",
      "2026-09-30 -7 2026-10-07",
    ]);
    expect(mailsTo(addressOf(grantee, "data-lead"))).toHaveLength(4);
  });
});

describe("who is written to", () => {
  it("is who holds the role on that day, and not who held it when the report was agreed", async () => {
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    await run(world, addDays(DUE_ON, -30), post);
    const successor = await somebody(world, grantee, { role: "data-lead", email: "successor@cedar.example" });
    await run(world, addDays(DUE_ON, -29), post);
    expect(mailsTo(successor)).toEqual([]);
    await run(world, addDays(DUE_ON, -7), post);
    expect(mailsTo(successor)).toEqual(["due on 2026-09-30, in 7 days"]);
  });

  it("is an administrator where nobody holds the role", async () => {
    const other = await anOrganisation(world, { kind: "partnership", roles: ["administrator", "viewer"] });
    await owed(world, funder, { by: other, dueOn: DUE_ON });
    await run(world, DUE_ON, post);
    expect(post.sent.map(({ to }) => to)).toEqual([addressOf(other, "administrator")]);
  });

  it("is the funder where the organisation that owes it is a name, or is closed", async () => {
    await owed(world, funder, { dueOn: DUE_ON });
    await owed(world, funder, { by: grantee, dueOn: addDays(DUE_ON, 7) });
    must(
      await changeOrganisation(world, {
        principal: grantee,
        organisationId: grantee.organisationId,
        ifMatch: 1,
        change: { status: "closed", reason: "It merged" },
        now: "2026-02-01T00:00:00.000Z",
      }),
    );
    await run(world, DUE_ON, post);
    expect(await toldTo(funder)).toEqual([`${DUE_ON} 0 ${DUE_ON}`, `2026-10-07 7 ${DUE_ON}`]);
    expect(await toldTo(grantee)).toEqual([]);
    expect(post.sent.map(({ to, subject }) => [to, subject])).toEqual([
      [addressOf(funder, "programme-officer"), "2 reports due"],
    ]);
  });

  it("gets one mail of all, also of what they owe in two organisations to two funders", async () => {
    const second = await anOrganisation(world, { kind: "partner" });
    const otherFunder = await anOrganisation(world);
    const both = "ada@cedar.example";
    await somebody(world, grantee, { role: "data-lead", email: both });
    await somebody(world, second, { role: "data-lead", email: both });
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    await owed(world, otherFunder, { by: second, dueOn: addDays(DUE_ON, 7) });
    await run(world, DUE_ON, post);
    expect(post.sent.filter(({ to }) => to === both).map(({ subject }) => subject)).toEqual([
      "2 reports due",
    ]);
  });

  it("is told on the day it is where they are", async () => {
    const east = await anOrganisation(world, {
      kind: "partnership",
      timeZone: "Pacific/Auckland",
      roles: ["data-lead"],
    });
    await owed(world, funder, { by: east, dueOn: DUE_ON });
    await run(world, DUE_ON, post, "12:00:00");
    expect(await toldTo(east)).toEqual([`${DUE_ON} -1 ${addDays(DUE_ON, 1)}`]);
    expect(await toldTo(funder)).toEqual([]);
  });
});

describe("a run that does not get through", () => {
  it("is repaired by the next one: what was recorded and not mailed is mailed, once", async () => {
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    await run(world, addDays(DUE_ON, -7));
    expect([await toldTo(grantee), post.sent]).toEqual([[`${DUE_ON} 7 2026-09-23`], []]);
    const next = await run(world, addDays(DUE_ON, -6), post);
    expect(next).toMatchObject({ reminders: 0, mails: 1 });
    expect(post.sent.map(({ text }) => /due on[^.]*/.exec(text)?.[0])).toEqual([
      "due on 2026-09-30, in 6 days",
    ]);
    expect(await run(world, addDays(DUE_ON, -6), post)).toMatchObject({ mails: 0 });
  });

  it("writes again only to those whom it did not reach", async () => {
    const other = await somebody(world, grantee, { role: "data-lead", email: "other@cedar.example" });
    await owed(world, funder, { by: grantee, dueOn: DUE_ON });
    post.failing.add(other);
    await expect(run(world, DUE_ON, post)).rejects.toThrow("The network is down.");
    expect(post.sent.map(({ to }) => to)).toEqual([addressOf(grantee, "data-lead")]);
    expect((await remindersOf(world, grantee)).items[0]).not.toHaveProperty("sentAt");
    post.failing.clear();
    expect(await run(world, DUE_ON, post)).toMatchObject({ reminders: 0, mails: 1 });
    expect(post.sent.map(({ to }) => to)).toEqual([addressOf(grantee, "data-lead"), other]);
    expect((await remindersOf(world, grantee)).items[0]).toMatchObject({ sentAt: `${DUE_ON}T06:00:00Z` });
  });

  it("is none for an address that is refused: the others are told, and that one is tried the next day", async () => {
    const gone = await somebody(world, grantee, { role: "data-lead", email: "gone@cedar.example" });
    await owed(world, funder, { by: grantee, dueOn: addDays(DUE_ON, 3) });
    post.refusing.add(gone);
    expect(await run(world, DUE_ON, post)).toMatchObject({ mails: 1 });
    post.refusing.clear();
    expect(await run(world, addDays(DUE_ON, 1), post)).toMatchObject({ mails: 1 });
    expect(post.sent.map(({ to }) => to)).toEqual([addressOf(grantee, "data-lead"), gone]);
  });
});
