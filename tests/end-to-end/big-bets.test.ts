import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn } from "../support/client.ts";
import { aCommitmentBody, aProgramme, type Programme, share, usd } from "../support/programme.ts";
import { aMember, eventually, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let members: Record<"first" | "second" | "stranger" | "backbone", Member>;
let first: Client;
let second: Client;
let stranger: Client;
let backbone: Client;
let programme: Programme;
/** The bet that the first funder convenes; the second one is admitted. */
let bet: string;

beforeAll(async () => {
  target = await startTarget();
  members = {
    first: await aMember(target, "funder"),
    second: await aMember(target, "funder"),
    stranger: await aMember(target, "funder"),
    backbone: await aMember(target, "partnership"),
  };
  first = clientOf(target, members.first);
  second = clientOf(target, members.second);
  stranger = clientOf(target, members.stranger);
  backbone = clientOf(target, members.backbone);
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, members.first.id);
  await share(backbone, programme.partnershipId, members.second.id);
  bet = (await succeed(first.post("/big-bets", plan()))).body.id;
});
afterAll(() => target?.stop());

const plan = () => ({
  title: "Every child of the harbour wards ready by 2032",
  purpose: "Full-day pre-K in all wards.",
  plan: "Two wards for a year, then all twelve.",
  partnershipId: programme.partnershipId,
  startOn: "2025-07-01",
  endOn: "2032-06-30",
  target: usd("30000000.00"),
  leverageAspired: usd("90000000.00"),
});
const read = async (by: Client) => (await succeed(by.get(`/big-bets/${bet}`))).body;
const versioned = async (path: string, body: object, by = first) =>
  by.put(`/big-bets/${bet}${path}`, body, (await read(first)).version);

const commit = (by: Client, phase: "design" | "scale", given: object) =>
  by.post(
    "/commitments",
    aCommitmentBody({ partnershipId: programme.partnershipId, bigBet: { id: bet, phase }, ...given }),
  );
const inOne = (amount: string) => ({
  amount: usd(amount),
  tranches: [{ dueOn: "2025-07-15", amount: usd(amount) }],
});
/** What of the bet follows the commitments within seconds, once it says that so much is raised. */
const onceRaised = (by: Client, amount: string) =>
  eventually(
    () => read(by),
    ({ money }) => money.raised.amount === amount,
  );

describe("a big bet of two funders", () => {
  it("is seen by who convenes it, whose plan it is, and who was admitted, and by nobody else", async () => {
    expect((await second.get(`/big-bets/${bet}`)).status).toBe(404);
    await succeed(versioned(`/funders/${members.second.id}`, { reason: "Invests in the same plan" }));
    for (const by of [first, second, backbone])
      expect(await read(by)).toMatchObject({ title: plan().title, target: plan().target, milestones: [] });
    const missing = await stranger.get(`/big-bets/${bet}`);
    expect(missing.body).toMatchObject({ status: 404, code: "not_found" });
    expect((await succeed(second.get("/big-bets?role=joined"))).body.items).toMatchObject([{ id: bet }]);
    expect((await succeed(stranger.get("/big-bets?role=joined"))).body.items).toEqual([]);
  });

  it("takes commitments of its funders only, to its partnership only, and scale after design", async () => {
    const unadmitted = await commit(stranger, "design", { ...inOne("1.00"), partnershipId: undefined });
    expect(pointersIn(unadmitted)).toEqual(["/bigBet/id"]);
    const other = await aProgramme(backbone);
    await share(backbone, other.partnershipId, members.first.id);
    const elsewhere = await commit(first, "design", { ...inOne("1.00"), partnershipId: other.partnershipId });
    expect(pointersIn(elsewhere)).toEqual(["/bigBet/id"]);
    const tooEarly = await commit(second, "scale", inOne("1.00"));
    expect(tooEarly.body).toMatchObject({ status: 409, code: "conflict" });
    await succeed(commit(first, "design", inOne("1000000.00")));
    await onceRaised(first, "1000000.00");
  });

  it("keeps target, raised, gap, what is in view, match and leverage apart", async () => {
    const scale = await succeed(
      commit(second, "scale", {
        match: { basis: "award", sharePercent: "50" },
        tranches: [
          { dueOn: "2025-07-15", amount: usd("4000000.00") },
          {
            dueOn: "2026-07-15",
            amount: usd("6000000.00"),
            condition: {
              barrier: { kind: "match", description: "Local funders commit five million dollars." },
              rightOfRelease: true,
            },
          },
        ],
      }),
    );
    const given = { contributor: { name: "The county" }, kind: "cash", reference: "Budget, line 114" };
    const own = `/commitments/${scale.body.id}/match-contributions`;
    await succeed(second.post(own, { ...given, amount: usd("2000000.00"), on: "2025-09-01" }));
    const seen = {
      status: "verified",
      on: "2025-10-01",
      evidence: "Award letter",
      reason: "Seen in records",
    };
    await succeed(second.post(`${own}/1/decision`, seen));
    await succeed(
      commit(first, "scale", { ...inOne("8000000.00"), status: "intended", agreedOn: undefined }),
    );
    const { money, leverageAspired } = await eventually(
      () => read(backbone),
      (body) => body.money.intended.amount === "8000000.00" && body.money.match.verified.amount !== "0.00",
    );
    expect(money).toMatchObject({
      raised: usd("11000000.00"),
      conditional: usd("6000000.00"),
      unconditional: usd("5000000.00"),
      intended: usd("8000000.00"),
      match: {
        required: usd("5000000.00"),
        verified: usd("2000000.00"),
        contributed: usd("2000000.00"),
      },
      gap: usd("19000000.00"),
      surplus: usd("0.00"),
    });
    expect(leverageAspired).toEqual(usd("90000000.00"));
  });

  it("shows each funder its own terms, and of the other name and phases; amounts once all agreed", async () => {
    type Shown = { readonly name: string; readonly phases: readonly string[]; readonly added?: unknown };
    const shownTo = async (by: Client) => {
      const { own, funders } = await read(by);
      return {
        own: own.map(({ phase, amount }: { phase: string; amount: unknown }) => [phase, amount]),
        funders: funders.map(({ name, phases, added }: Shown) => [name, phases, added]),
      };
    };
    const { name: firstName } = members.first;
    const { name: secondName } = members.second;
    const ofFirst = [usd("1000000.00")];
    const ofSecond = [usd("10000000.00")];
    expect((await shownTo(first)).own).toEqual([
      ["design", usd("1000000.00")],
      ["scale", usd("8000000.00")],
    ]);
    expect(await shownTo(second)).toEqual({
      own: [["scale", usd("10000000.00")]],
      funders: [
        [firstName, ["design"], undefined],
        [secondName, ["scale"], ofSecond],
      ],
    });
    expect(await shownTo(backbone)).toEqual({
      own: [],
      funders: [
        [firstName, ["design"], undefined],
        [secondName, ["scale"], undefined],
      ],
    });
    const agreed = { agreesToShow: true, reason: "Our board agreed" };
    const showing = `/funders/${members.second.id}/showing`;
    expect((await versioned(showing, agreed)).status).toBe(404);
    await succeed(versioned(showing, agreed, second));
    const { version } = await read(first);
    const shows = { showsAmounts: true, reason: "All may know" };
    await succeed(first.patch(`/big-bets/${bet}`, shows, version));
    expect((await shownTo(backbone)).funders).toEqual([
      [firstName, ["design"], ofFirst],
      [secondName, ["scale"], ofSecond],
    ]);
  });

  it("lets payments of either funder rest on the one set of milestones, which the convenor keeps", async () => {
    const milestone = { title: "The plan is agreed", dueOn: "2026-06-30", reason: "As the plan has it" };
    await succeed(first.post(`/big-bets/${bet}/milestones`, milestone));
    const waiting = await succeed(
      commit(second, "scale", {
        ...inOne("500000.00"),
        tranches: [
          {
            dueOn: "2025-07-15",
            amount: usd("500000.00"),
            rule: { kind: "milestone", milestone: 1, of: "plan" },
          },
        ],
      }),
    );
    const pay = () =>
      second.post(`/commitments/${waiting.body.id}/payments`, {
        ...{ trancheNumber: 1, on: "2026-07-15", amount: usd("500000.00") },
      });
    expect((await pay()).body).toMatchObject({ status: 409, code: "condition_not_met" });
    const achieved = { achievedOn: "2026-06-20", evidence: "Minutes of the board", reason: "Seen by all" };
    const path = `/big-bets/${bet}/milestones/1/achievement`;
    expect((await second.post(path, achieved)).status).toBe(404);
    await succeed(first.post(path, achieved));
    await succeed(pay());
    expect((await read(second)).milestones).toMatchObject([{ number: 1, achievedOn: "2026-06-20" }]);
  });

  it("keeps a funder that has agreed to something, and tells its history to the convenor alone", async () => {
    const { version } = await read(first);
    const path = `/big-bets/${bet}/funders/${members.second.id}?reason=Withdrew`;
    expect((await first.remove(path, version)).body).toMatchObject({ status: 409, code: "conflict" });
    const history = await succeed(first.get(`/big-bets/${bet}/history`));
    expect(history.body.items.map(({ action }: { action: string }) => action)).toEqual([
      "big-bet.created",
      "big-bet.funder-admitted",
      "big-bet.showing-decided",
      "big-bet.changed",
      "big-bet.milestone-added",
      "big-bet.milestone-achieved",
    ]);
    for (const by of [second, backbone, stranger])
      expect((await by.get(`/big-bets/${bet}/history`)).status).toBe(404);
  });
});
