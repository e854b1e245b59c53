import { type DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PROJECTIONS } from "../../../functions/projections/projections.ts";
import { rebuildReadModels } from "../../../functions/projections/rebuild-read-models.ts";
import { bigBetPk } from "../../../shared/investments/big-bets/big-bet.store.ts";
import { bigBetStillAsRead, checkBigBet } from "../../../shared/investments/big-bets/big-bet-facts.ts";
import {
  concernsBigBet,
  isBigBetMember,
  projectBigBetMembers,
  readMembers,
} from "../../../shared/investments/big-bets/member.store.ts";
import { bigBetFacts } from "../../../shared/investments/big-bets/read-big-bet-facts.ts";
import { commitmentPk } from "../../../shared/investments/commitment.store.ts";
import { headKey } from "../../../shared/platform/aggregate.ts";
import { canonicalJson } from "../../../shared/platform/canonical-json.ts";
import { newId } from "../../../shared/platform/id.ts";
import { scanPages } from "../../../shared/platform/scan.ts";
import { getItem, type Item, type Table } from "../../../shared/platform/table.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import {
  aBetCommitment,
  aContribution,
  type CommitmentFacts,
} from "../../unit/investments/big-bets/builders.ts";
import { aMember, aSharedPartnership, commit, type Member, store } from "./bet-world.ts";

let engine: TestEngine;
let table: Table;
let convenor: Member;
let second: Member;
let partnershipId: string;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
  convenor = await aMember(table, "funder");
  second = await aMember(table, "funder");
  partnershipId = await aSharedPartnership(await aMember(table, "partnership"), convenor);
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

/** A bet to which the second funder is admitted. */
async function aBet(overrides: object = {}): Promise<string> {
  const body = {
    title: "Ready by 2032",
    purpose: "Pre-K in all wards.",
    plan: "Two wards, then all.",
    partnershipId,
    startOn: "2026-07-01",
    endOn: "2032-06-30",
    target: { amount: "100000000.00", currency: "USD" },
    ...overrides,
  };
  const { id } = (await convenor.call("POST", "/big-bets", { body })).body;
  const admission = { body: { reason: "Joins by letter" }, version: 1 };
  expect((await convenor.call("PUT", `/big-bets/${id}/funders/${second.id}`, admission)).status).toBe(200);
  return id;
}

/** Every member of every bet, as one canonical text. */
async function allMembers(): Promise<string> {
  const owned: Item[] = [];
  for await (const items of scanPages(table)) owned.push(...items.filter(isBigBetMember));
  return canonicalJson(owned.sort((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1)));
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const rank = (index: number) => (index * 7919 + seed * 104_729) % 10_007;
  return items
    .map((item, index) => ({ item, rank: rank(index) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** The table, where something happens before the first command of a kind is sent. */
function beforeFirst(kind: typeof TransactWriteItemsCommand, happens: () => Promise<void>): Table {
  let hasHappened = false;
  const send = async (command: Parameters<DynamoDBClient["send"]>[0]) => {
    if (!hasHappened && command instanceof kind) {
      hasHappened = true;
      await happens();
    }
    return table.client.send(command);
  };
  const client = new Proxy(table.client, {
    get: (target, name) => (name === "send" ? send : Reflect.get(target, name)),
  });
  return { ...table, client };
}

describe("what a bet counts", () => {
  test("follows a commitment from one bet to another and out of both, in whatever order the stream brings it", async () => {
    const [first, other] = [await aBet(), await aBet()];
    const facts = { unconditionalMinor: 100_000 };
    const [moving, leaving, staying] = [newId("cmt"), newId("cmt"), newId("cmt")];
    const life: CommitmentFacts[] = [
      { id: moving, bigBetId: first, ...facts },
      { id: leaving, bigBetId: first, status: "intended", ...facts },
      { id: staying, bigBetId: first, phase: "design", ...facts },
      { id: moving, bigBetId: other, ...facts },
      { id: leaving, bigBetId: null, status: "intended", ...facts },
      { id: staying, bigBetId: first, phase: "design", ...facts, paidMinor: 40_000 },
      { id: staying, bigBetId: first, phase: "design", ...facts, contributions: [aContribution()] },
    ];
    const changes: { before?: Item; after: Item }[] = [];
    for (const each of life) changes.push(await commit(table, second, each));
    expect(changes.every(concernsBigBet)).toBe(true);

    for (const change of changes) expect(await projectBigBetMembers(table, [change])).toEqual([]);
    const inOrder = await allMembers();
    const ids = async (bet: string) =>
      (await readMembers(table, bet)).map(({ commitmentId }) => commitmentId);
    expect([await ids(first), await ids(other)]).toEqual([[staying], [moving]]);
    expect(await readMembers(table, first)).toMatchObject([
      { phase: "design", unconditionalMinor: 100_000, paidMinor: 0, match: [{ amountMinor: 100_000_000 }] },
    ]);

    for (const seed of [1, 2, 3]) await projectBigBetMembers(table, shuffled([...changes, ...changes], seed));
    for (const change of shuffled(changes, 4)) await projectBigBetMembers(table, [change]);
    await Promise.all(shuffled(changes, 5).map((change) => projectBigBetMembers(table, [change])));
    expect(await allMembers()).toBe(inOrder);

    const members = PROJECTIONS.filter(({ name }) => name === "big-bet-members");
    const { dropped, replayed } = await rebuildReadModels(table, members);
    expect({ dropped, replayed }).toEqual({ dropped: 2, replayed: 2 });
    expect(await allMembers()).toBe(inOrder);
  });

  test("is not written again where nothing changed, nor by an older state that comes late", async () => {
    const bet = await aBet();
    const id = newId("cmt");
    const early = await commit(table, second, { id, bigBetId: bet, unconditionalMinor: 100 });
    const late = await commit(table, second, { id, bigBetId: bet, unconditionalMinor: 300 });
    await projectBigBetMembers(table, [late]);
    await projectBigBetMembers(table, [early]);
    expect(await readMembers(table, bet)).toMatchObject([{ unconditionalMinor: 300 }]);
  });

  test("of a commitment that moves on while it is being told is what it moved on to", async () => {
    const [bet, other] = [await aBet(), await aBet()];
    const id = newId("cmt");
    const early = await commit(table, second, { id, bigBetId: bet, unconditionalMinor: 100 });
    const overtaken = beforeFirst(TransactWriteItemsCommand, async () => {
      await commit(table, second, { id, bigBetId: other, unconditionalMinor: 100 });
    });
    expect(await projectBigBetMembers(overtaken, [early])).toEqual([]);
    expect(await readMembers(table, bet)).toEqual([]);
    expect(await readMembers(table, other)).toHaveLength(1);
  });

  test("of one commitment that cannot be read fails alone; the rest of the batch is counted", async () => {
    const bet = await aBet();
    const good = await commit(table, second, { bigBetId: bet, unconditionalMinor: 100 });
    const gone = { after: { ...good.after, pk: "CMT#gone", id: newId("cmt") } };
    const failed = await projectBigBetMembers(table, [gone, good]);
    expect(failed.map(({ change }) => change)).toEqual([gone]);
    expect(await readMembers(table, bet)).toHaveLength(1);
  });

  test("is no concern of commitments outside bets, and not of what lies beside a head", async () => {
    const outside = await commit(table, second, { bigBetId: null, unconditionalMinor: 100 });
    const inside = await commit(table, second, { bigBetId: await aBet(), unconditionalMinor: 100 });
    expect(concernsBigBet(outside)).toBe(false);
    expect(concernsBigBet({ after: { ...inside.after, sk: "C#TRANCHE#001" } })).toBe(false);
    expect(concernsBigBet(inside)).toBe(true);
  });
});

describe("the facts of a bet", () => {
  async function factsOf(bet: string, reader = second) {
    const facts = await bigBetFacts(table, bet, reader.id);
    if (!facts.ok) throw new Error(facts.problem.detail);
    return facts.value;
  }

  test("say who may commit and what of the plan stands, to who may read it; others find nothing", async () => {
    const bet = await aBet({ designLeftOut: { reason: "The plan exists" } });
    await convenor.call("POST", `/big-bets/${bet}/milestones`, { body: { title: "Open" } });
    expect(await factsOf(bet)).toEqual({
      bigBetId: bet,
      pk: bigBetPk(bet),
      version: 3,
      partnershipId,
      currency: "USD",
      milestones: [{ title: "Open", number: 1, revision: 1 }],
      admitted: [convenor.id, second.id],
      designGrants: [],
      isDesignLeftOut: true,
    });
    const stranger = await aMember(table, "funder");
    for (const missing of [bet, newId("bet")])
      expect(await bigBetFacts(table, missing, stranger.id)).toMatchObject({
        ok: false,
        problem: { code: "not_found" },
      });
  });

  test("name design grants that are agreed by now, however late the read model is", async () => {
    const bet = await aBet();
    const design = { id: newId("cmt"), bigBetId: bet, phase: "design", unconditionalMinor: 100 } as const;
    await projectBigBetMembers(table, [await commit(table, second, { ...design, status: "approved" })]);
    expect((await factsOf(bet)).designGrants).toEqual([]);
    await commit(table, second, design);
    expect((await factsOf(bet)).designGrants).toEqual([design.id]);
    await commit(table, second, { ...design, status: "cancelled" });
    expect((await factsOf(bet)).designGrants).toEqual([]);
  });

  test("hold in the transaction: a scale grant is not agreed where its design grant was cancelled meanwhile", async () => {
    const bet = await aBet();
    const design = { id: newId("cmt"), bigBetId: bet, phase: "design", unconditionalMinor: 100 } as const;
    await projectBigBetMembers(table, [await commit(table, second, design)]);
    const facts = await factsOf(bet, convenor);
    const funder = { organisationId: convenor.id, name: convenor.name };
    const scale = (id = newId("cmt")) =>
      aBetCommitment({ id, bigBetId: bet, funder, unconditionalMinor: 900 });
    const checked = checkBigBet(scale().commitment, facts);
    if (!checked.ok) throw new Error(checked.problem.detail);
    expect(await store(table, scale(), checked.value)).toBe(true);
    await commit(table, second, { ...design, status: "cancelled" });
    expect(await store(table, scale(), checked.value)).toBe(false);
    await commit(table, second, { ...design, phase: "scale" });
    expect(await store(table, scale(), checked.value)).toBe(false);
  });

  test("hold in the transaction: nothing rests on a bet that changed meanwhile, an admission that ended included", async () => {
    const bet = await aBet();
    const facts = await factsOf(bet);
    const funder = { organisationId: second.id, name: second.name };
    const design = aBetCommitment({
      id: newId("cmt"),
      bigBetId: bet,
      funder,
      phase: "design",
      unconditionalMinor: 9,
    });
    const removed = await convenor.call("DELETE", `/big-bets/${bet}/funders/${second.id}?reason=Withdrew`, {
      version: facts.version,
    });
    expect(removed.status).toBe(204);
    expect(await store(table, design, bigBetStillAsRead(facts))).toBe(false);
    const again = await factsOf(bet, convenor);
    expect(checkBigBet(design.commitment, again).ok).toBe(false);
  });

  test("of two writers, one that agrees and one that removes the funder, the table lets one through", async () => {
    for (let round = 0; round < 5; round++) {
      const bet = await aBet();
      const id = newId("cmt");
      const planned = { id, bigBetId: bet, phase: "design", unconditionalMinor: 9 } as const;
      await projectBigBetMembers(table, [await commit(table, second, { ...planned, status: "approved" })]);
      const facts = await factsOf(bet);
      const funder = { organisationId: second.id, name: second.name };
      const [agreed, removed] = await Promise.all([
        store(table, aBetCommitment({ ...planned, funder }), bigBetStillAsRead(facts)),
        convenor.call("DELETE", `/big-bets/${bet}/funders/${second.id}?reason=Withdrew`, {
          version: facts.version,
        }),
      ]);
      expect([agreed, removed.status]).toEqual(agreed ? [true, 409] : [false, 204]);
    }
  });
});

describe("a commitment made by the API", () => {
  const terms = (bet: string, phase: "design" | "scale", overrides: object = {}) => ({
    title: "Pre-K in all wards",
    recipient: { name: "Harbour Promise" },
    startOn: "2026-07-01",
    endOn: "2031-06-30",
    agreedOn: "2026-06-20",
    amount: { amount: "2000000.00", currency: "USD" },
    bigBet: { id: bet, phase },
    ...overrides,
  });

  async function told(id: string): Promise<void> {
    const after = await getItem(table, headKey(commitmentPk(id)));
    expect(await projectBigBetMembers(table, after ? [{ after }] : [])).toEqual([]);
  }

  test("for scale is refused until one for design is agreed, and then counts in the bet", async () => {
    const bet = await aBet();
    const scale = terms(bet, "scale");
    const early = await second.call("POST", "/commitments", { body: scale });
    expect(early).toMatchObject({ status: 409, body: { code: "conflict" } });
    const approved = terms(bet, "scale", {
      status: "approved",
      approvedOn: "2026-06-01",
      agreedOn: undefined,
    });
    const planned = await second.call("POST", "/commitments", { body: approved });
    expect(planned.status).toBe(201);
    const agree = { body: { status: "agreed", on: "2026-06-20", reason: "Signed by both" } };
    const path = `/commitments/${planned.body.id}/status`;
    expect((await second.call("POST", path, agree)).status).toBe(409);

    const design = await convenor.call("POST", "/commitments", { body: terms(bet, "design") });
    expect(design.status).toBe(201);
    await told(design.body.id);
    expect((await second.call("POST", path, agree)).status).toBe(200);
    await told(planned.body.id);
    const read = await second.call("GET", `/big-bets/${bet}`);
    expect(read.body.money).toMatchObject({
      raised: { amount: "4000000.00" },
      gap: { amount: "96000000.00" },
      intended: { amount: "0.00" },
    });
    expect(read.body.own).toMatchObject([
      { commitmentId: planned.body.id, phase: "scale", status: "agreed" },
    ]);
    expect(read.body.funders).toMatchObject([{ phases: ["design"] }, { phases: ["scale"] }]);
  });

  test("of a funder that is not admitted is refused as if there were no such bet", async () => {
    const bet = await aBet();
    const stranger = await aMember(table, "funder");
    for (const id of [bet, newId("bet")]) {
      const refused = await stranger.call("POST", "/commitments", { body: terms(id, "design") });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/bigBet/id" }] } });
    }
  });
});
