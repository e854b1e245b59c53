import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bigBetPk } from "../../../shared/investments/big-bets/big-bet.store.ts";
import { projectBigBetMembers } from "../../../shared/investments/big-bets/member.store.ts";
import { readBigBet } from "../../../shared/investments/big-bets/read-big-bet.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { systemClock } from "../../../shared/platform/time.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import type { CommitmentFacts } from "../../unit/investments/big-bets/builders.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { aMember, aSharedPartnership, commit, type Member, signedIn } from "./bet-world.ts";

let engine: TestEngine;
let table: Table;
let clock = systemClock;
let convenor: Member;
let second: Member;
let backbone: Member;
let stranger: Member;
let partnershipId: string;

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
  clock = systemClock;
  const now = () => clock();
  [convenor, second, stranger, backbone] = await Promise.all([
    aMember(table, "funder", { clock: now }),
    aMember(table, "funder", { clock: now }),
    aMember(table, "funder"),
    aMember(table, "partnership", { clock: now }),
  ]);
  partnershipId = await aSharedPartnership(backbone, convenor);
});

const usd = (amount: string) => ({ amount, currency: "USD" });
const plan = (overrides: object = {}) => ({
  title: "Every child ready by 2032",
  purpose: "Full-day pre-K in all wards.",
  plan: "Two wards for a year, then all twelve.",
  partnershipId,
  startOn: "2026-07-01",
  endOn: "2032-06-30",
  target: usd("100000000.00"),
  leverageAspired: usd("500000000.00"),
  ...overrides,
});

async function aBet(overrides: object = {}): Promise<string> {
  const created = await convenor.call("POST", "/big-bets", { body: plan(overrides) });
  expect(created.status).toBe(201);
  return `/big-bets/${created.body.id}`;
}

async function version(path: string): Promise<number> {
  return (await convenor.call("GET", path)).body.version;
}

async function admit(path: string, funder: Member): Promise<void> {
  const body = { reason: "Joins by letter" };
  const sent = { body, version: await version(path) };
  const admitted = await convenor.call("PUT", `${path}/funders/${funder.id}`, sent);
  expect(admitted.status).toBe(200);
}

/** Stores a commitment to a bet and brings it into the bet, as the stream does. */
async function commits(path: string, funder: Member, facts: CommitmentFacts) {
  const change = await commit(table, funder, { bigBetId: path.split("/")[2] ?? "", ...facts });
  expect(await projectBigBetMembers(table, [change])).toEqual([]);
  return change;
}

describe("a big bet", () => {
  test("is recorded for who convenes it, and read back as it was answered", async () => {
    const created = await convenor.call("POST", "/big-bets", { body: plan() });
    expect(created).toMatchObject({
      status: 201,
      version: '"1"',
      location: `/v1/big-bets/${created.body.id}`,
      body: {
        ...plan(),
        convenor: { organisationId: convenor.id, name: "A funder" },
        showsAmounts: false,
        milestones: [],
        funders: [],
        own: [],
        money: { raised: usd("0.00"), gap: usd("100000000.00"), surplus: usd("0.00"), otherCurrencies: [] },
      },
    });
    const read = await convenor.call("GET", `/big-bets/${created.body.id}`);
    expect(read).toEqual({ status: 200, version: '"1"', location: null, body: created.body });
  });

  test("with fields that do not fit together is refused with a pointer to each, and not written", async () => {
    const body = plan({
      endOn: "2026-06-30",
      target: usd("0.00"),
      leverageAspired: { amount: "1.00", currency: "EUR" },
    });
    const refused = await convenor.call("POST", "/big-bets", { body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }) => pointer)).toEqual([
      "/endOn",
      "/target/amount",
      "/leverageAspired/currency",
    ]);
    expect((await convenor.call("GET", "/big-bets")).body.items).toEqual([]);
  });

  test("rests on a partnership that its convenor may read", async () => {
    const refused = await stranger.call("POST", "/big-bets", { body: plan() });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/partnershipId" }] } });
  });

  test("sent twice with one idempotency key is recorded once", async () => {
    const sent = { body: plan(), key: newId("job") };
    const [first, again] = [
      await convenor.call("POST", "/big-bets", sent),
      await convenor.call("POST", "/big-bets", sent),
    ];
    expect(again).toEqual(first);
    expect((await convenor.call("GET", "/big-bets")).body.items).toHaveLength(1);
  });

  test("changes with a reason and the version one read; null takes away; its currency stays", async () => {
    const path = await aBet({ designLeftOut: { reason: "The plan exists since 2024" } });
    const body = {
      reason: "Agreed by all",
      target: usd("150000000.00"),
      leverageAspired: null,
      designLeftOut: null,
    };
    const changed = await convenor.call("PATCH", path, { body, version: 1 });
    expect(changed).toMatchObject({ status: 200, version: '"2"', body: { target: usd("150000000.00") } });
    expect(changed.body).not.toHaveProperty("leverageAspired");
    expect(changed.body).not.toHaveProperty("designLeftOut");
    expect((await convenor.call("GET", path)).body).toEqual(changed.body);
    const target = { amount: "1.00", currency: "EUR" };
    const foreign = await convenor.call("PATCH", path, { body: { reason: "Other", target }, version: 2 });
    expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: "/target/currency" }] } });
    expect(await convenor.call("PATCH", path, { body, version: 1 })).toMatchObject({
      status: 412,
      body: { currentVersion: 2 },
    });
    expect((await convenor.call("PATCH", path, { body })).status).toBe(428);
  });

  test("is convened by a backbone as well; each by the roles that write what its kind keeps", async () => {
    const path = async (
      member: Member,
      kind: "funder" | "partnership",
      role: "data-lead" | "programme-officer",
    ) => {
      const call = signedIn(table, { id: member.id, kind, roles: [role] });
      return (await call("POST", "/big-bets", { body: plan() })).status;
    };
    expect(await path(backbone, "partnership", "data-lead")).toBe(201);
    expect(await path(backbone, "partnership", "programme-officer")).toBe(403);
    expect(await path(convenor, "funder", "programme-officer")).toBe(201);
    expect(await path(convenor, "funder", "data-lead")).toBe(403);
  });
});

describe("the milestones of a plan", () => {
  test("are added, changed, achieved and taken back; each change raises the revision", async () => {
    const path = await aBet();
    const first = { title: "Twelve wards open", description: "All of them", dueOn: "2028-06-30" };
    const added = await convenor.call("POST", `${path}/milestones`, { body: first });
    expect(added).toMatchObject({
      status: 200,
      body: { milestones: [{ ...first, number: 1, revision: 1 }] },
    });
    await convenor.call("POST", `${path}/milestones`, { body: { title: "Evaluated" } });
    const one = `${path}/milestones/1`;
    const moved = await convenor.call("PATCH", one, {
      body: { reason: "Two wards later", dueOn: "2028-12-31", description: null },
      version: 3,
    });
    expect(moved.body.milestones[0]).toEqual({
      title: "Twelve wards open",
      dueOn: "2028-12-31",
      number: 1,
      revision: 2,
    });
    const achievement = { achievedOn: "2026-01-31", evidence: "Licences of all wards" };
    const achieved = await convenor.call("POST", `${one}/achievement`, {
      body: { ...achievement, reason: "Seen by us" },
    });
    expect(achieved.body.milestones[0]).toMatchObject({ ...achievement, revision: 3 });
    const back = await convenor.call("POST", `${one}/achievement`, {
      body: { achievedOn: null, reason: "One licence was withdrawn" },
      version: 5,
    });
    expect(back.body.milestones).toEqual([
      { title: "Twelve wards open", dueOn: "2028-12-31", number: 1, revision: 4 },
      { title: "Evaluated", number: 2, revision: 1 },
    ]);
  });

  test("sent twice with one idempotency key are added once, and answered with the bet", async () => {
    const path = await aBet();
    const sent = { body: { title: "Open" }, key: newId("job") };
    await convenor.call("POST", `${path}/milestones`, sent);
    const again = await convenor.call("POST", `${path}/milestones`, sent);
    expect(again).toMatchObject({ status: 200, version: '"2"', body: { milestones: [{ number: 1 }] } });
  });

  test("are achieved by evidence, on a day that has come, where there are such", async () => {
    const path = await aBet();
    await convenor.call("POST", `${path}/milestones`, { body: { title: "Open" } });
    const achieve = async (number: number, body: object) =>
      convenor.call("POST", `${path}/milestones/${number}/achievement`, {
        body: { evidence: "Licences", reason: "Seen by us", achievedOn: "2026-01-31", ...body },
        version: 2,
      });
    expect(await achieve(1, { evidence: undefined })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/evidence" }] },
    });
    expect(await achieve(1, { achievedOn: "2999-01-01" })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/achievedOn" }] },
    });
    expect((await achieve(2, {})).status).toBe(404);
    expect((await achieve(1, {})).status).toBe(200);
  });
});

describe("who sees a big bet", () => {
  test("a stranger gets the same 404 for it as for one that does not exist, whatever is asked", async () => {
    const path = await aBet();
    const nowhere = `/big-bets/${newId("bet")}`;
    const reason = "Let me in";
    for (const [method, suffix, sent] of [
      ["GET", "", {}],
      ["GET", "/history", {}],
      ["PATCH", "", { body: { reason, title: "Mine" }, version: 1 }],
      ["POST", "/milestones", { body: { title: "Mine" } }],
      ["PUT", `/funders/${stranger.id}`, { body: { reason }, version: 1 }],
      ["PUT", `/funders/${stranger.id}/showing`, { body: { reason, agreesToShow: true }, version: 1 }],
      ["DELETE", `/funders/${second.id}?reason=Out+with+it`, { version: 1 }],
    ] as const) {
      const refused = await stranger.call(method, path + suffix, sent);
      expect(refused).toMatchObject({ status: 404, body: { code: "not_found" } });
      const { instance: _, requestId: __, ...same } = { instance: "", requestId: "", ...refused.body };
      expect(await stranger.call(method, nowhere + suffix, sent)).toMatchObject({ status: 404, body: same });
    }
  });

  test("an admitted funder and the partnership's owner read and list it, and change nothing of it", async () => {
    const path = await aBet();
    await admit(path, second);
    for (const reader of [second, backbone]) {
      expect((await reader.call("GET", path)).body).toMatchObject({ title: plan().title, version: 2 });
      expect((await reader.call("GET", "/big-bets")).body.items).toEqual([]);
      const joined = await reader.call("GET", "/big-bets?role=joined");
      expect(joined.body.items).toMatchObject([{ title: plan().title, version: 2 }]);
      expect((await reader.call("GET", `${path}/history`)).status).toBe(404);
      const body = { reason: "Better so", title: "Mine" };
      expect((await reader.call("PATCH", path, { body, version: 2 })).status).toBe(404);
    }
    expect((await convenor.call("GET", "/big-bets?role=joined")).body.items).toEqual([]);
    expect((await convenor.call("GET", "/big-bets")).body.items).toHaveLength(1);
  });

  test("lists are paged, with cursors that serve their own list only", async () => {
    const paths = [await aBet(), await aBet(), await aBet()];
    for (const path of paths) await admit(path, second);
    const ids = paths.map((path) => path.split("/")[2]);
    const first = await second.call("GET", "/big-bets?role=joined&limit=2");
    expect(first.body.items.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const next = (first.body as unknown as { next: string }).next;
    const rest = await second.call("GET", `/big-bets?role=joined&limit=2&cursor=${next}`);
    expect(rest.body.items.map(({ id }) => id)).toEqual(ids.slice(2));
    expect((await backbone.call("GET", `/big-bets?role=joined&cursor=${next}`)).body.code).toBe(
      "invalid_cursor",
    );
  });

  test("the partnership's owner, admitted as a funder too, has it in its list once", async () => {
    const path = await aBet();
    await admit(path, backbone);
    expect((await backbone.call("GET", "/big-bets?role=joined")).body.items).toHaveLength(1);
  });
});

describe("admitting funders", () => {
  test("takes an organisation that signs in here and is not the convenor", async () => {
    const path = await aBet();
    const put = (id: string) =>
      convenor.call("PUT", `${path}/funders/${id}`, { body: { reason: "Joins by letter" }, version: 1 });
    expect((await put(newId("org"))).status).toBe(404);
    expect(await put(convenor.id)).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await put(second.id)).body.funders).toMatchObject([
      { organisationId: second.id, agreesToShow: false },
    ]);
  });

  test("ends with a reason: the funder finds nothing any more, and what it intended is not counted", async () => {
    const path = await aBet();
    await admit(path, second);
    await commits(path, second, { status: "intended", unconditionalMinor: 500_000_000 });
    expect((await convenor.call("GET", path)).body.money).toMatchObject({ intended: usd("5000000.00") });
    const bare = await convenor.call("DELETE", `${path}/funders/${second.id}`, { version: 2 });
    expect(bare).toMatchObject({ status: 400, body: { errors: [{ parameter: "reason" }] } });
    const leave = `${path}/funders/${second.id}?reason=Withdrew`;
    expect(await convenor.call("DELETE", leave, { version: 2 })).toMatchObject({
      status: 204,
      version: '"3"',
    });
    expect((await second.call("GET", path)).status).toBe(404);
    expect((await second.call("GET", "/big-bets?role=joined")).body.items).toEqual([]);
    expect((await convenor.call("GET", path)).body.money).toMatchObject({ intended: usd("0.00") });
    expect((await convenor.call("DELETE", leave, { version: 3 })).status).toBe(404);
    const history = await convenor.call("GET", `${path}/history`);
    expect(history.body.items.map(({ action, reason }) => [action, reason])).toEqual([
      ["big-bet.created", undefined],
      ["big-bet.funder-admitted", "Joins by letter"],
      ["big-bet.funder-removed", "Withdrew"],
    ]);
  });

  test("does not end while a commitment of that funder is agreed or further, even if the read model is behind", async () => {
    const path = await aBet();
    await admit(path, second);
    const { after } = await commits(path, second, { status: "approved", unconditionalMinor: 100 });
    // Agreed, and the stream has not brought it yet.
    await commit(table, second, {
      id: String(after.id),
      bigBetId: path.split("/")[2] ?? "",
      unconditionalMinor: 100,
    });
    const leave = `${path}/funders/${second.id}?reason=Withdrew`;
    const refused = await convenor.call("DELETE", leave, { version: 2 });
    expect(refused).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await second.call("GET", path)).status).toBe(200);
  });

  test("each funder alone says whether its amounts are shown; a new one hides them until it agrees", async () => {
    const path = await aBet({ showsAmounts: true });
    await admit(path, second);
    await commits(path, second, { phase: "design", unconditionalMinor: 300_000_000 });
    const added = async () => {
      const { amountsShown, funders } = (await backbone.call("GET", path)).body;
      return { amountsShown, added: funders.map((funder) => funder.added) };
    };
    expect(await added()).toEqual({ amountsShown: false, added: [undefined] });
    const body = { agreesToShow: true, reason: "Agreed by our board" };
    const own = `${path}/funders/${second.id}/showing`;
    expect((await convenor.call("PUT", own, { body, version: 2 })).status).toBe(404);
    expect((await second.call("PUT", own, { body, version: 2 })).status).toBe(200);
    expect(await added()).toEqual({ amountsShown: true, added: [[usd("3000000.00")]] });
    await admit(path, stranger);
    expect(await added()).toEqual({ amountsShown: false, added: [undefined, undefined] });
  });
});

describe("reading a big bet", () => {
  test("takes one round, whatever its members hold", async () => {
    const path = await aBet();
    await admit(path, second);
    for (const unconditionalMinor of [100, 200, 300]) await commits(path, second, { unconditionalMinor });
    const counting = countingRounds(table);
    const read = await readBigBet(counting.table, path.split("/")[2] ?? "", { organisationId: second.id });
    expect(read.ok && read.value.money?.raised).toEqual(usd("6.00"));
    expect(read.ok && read.value.own).toHaveLength(3);
    expect(counting.rounds()).toBe(1);
  });

  test("as it was recorded at an instant shows plan, milestones and funders of then, to who may read it now", async () => {
    clock = () => "2026-03-01T09:00:00.000Z";
    const path = await aBet();
    clock = () => "2026-04-01T09:00:00.000Z";
    await admit(path, second);
    clock = () => "2026-05-01T09:00:00.000Z";
    await convenor.call("POST", `${path}/milestones`, { body: { title: "Open" } });
    const asOf = async (instant: string, reader = second) => reader.call("GET", `${path}?asOf=${instant}`);
    const march = await asOf("2026-03-15T00:00:00Z");
    expect(march).toMatchObject({ status: 200, version: '"1"', body: { milestones: [], funders: [] } });
    expect(march.body).not.toHaveProperty("money");
    const april = await asOf("2026-04-15T00:00:00Z");
    expect(april).toMatchObject({
      version: '"2"',
      body: { milestones: [], funders: [{ name: "A funder" }] },
    });
    expect((await asOf("2026-02-01T00:00:00Z")).status).toBe(404);
    expect((await asOf("2026-04-15T00:00:00Z", stranger)).status).toBe(404);
    expect((await asOf("2026-05-01T08:59:30Z")).status).toBe(400);
  });

  test("what is stored is the sum of its history", async () => {
    const path = await aBet();
    await admit(path, second);
    await convenor.call("POST", `${path}/milestones`, { body: { title: "Open" } });
    await commits(path, second, { phase: "design", unconditionalMinor: 100 });
    await convenor.call("PATCH", path, {
      body: { reason: "Said better", leverageAspired: null },
      version: 3,
    });
    const items = await queryAll(table, { partition: bigBetPk(path.split("/")[2] ?? "") });
    const changes = items.filter((item) => item.sk.startsWith("H#")).map(toChange);
    expect(changes.map(({ version: made }) => made)).toEqual([1, 2, 3, 4]);
    expect(checkHistory(changes, items)).toEqual([]);
  });
});

describe("a commitment to a big bet", () => {
  test("is for the partnership whose plan the bet is, when it is made and when it moves", async () => {
    const path = await aBet();
    const other = await aSharedPartnership(backbone, convenor);
    const body = (linked: string) => ({
      title: "A year to plan",
      recipient: { name: "Harbour Promise" },
      partnershipId: linked,
      startOn: "2026-07-01",
      endOn: "2027-06-30",
      status: "intended",
      amount: usd("1000000.00"),
      bigBet: { id: path.split("/")[2], phase: "design" },
    });
    const elsewhere = { status: 422, body: { errors: [{ pointer: "/bigBet/id" }] } };
    expect(await convenor.call("POST", "/commitments", { body: body(other) })).toMatchObject(elsewhere);
    const made = await convenor.call("POST", "/commitments", { body: body(partnershipId) });
    expect(made.status).toBe(201);
    const own = `/commitments/${made.body.id}`;
    const move = { partnershipId: other, reason: "Another place asks for it" };
    expect(await convenor.call("PATCH", own, { body: move, version: 1 })).toMatchObject(elsewhere);
    const leave = { ...move, bigBet: null };
    expect((await convenor.call("PATCH", own, { body: leave, version: 1 })).status).toBe(200);
  });
});
