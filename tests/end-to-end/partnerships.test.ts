import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import { aCommitmentBody, aProgramme, type Programme, share, usd } from "../support/programme.ts";
import { aMember, type Member, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let funder: Client;
let funderMember: Member;
let stranger: Client;
let programme: Programme;

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  funderMember = await aMember(target, "funder");
  funder = clientOf(target, funderMember);
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
});
afterAll(() => target?.stop());

const base = () => `/partnerships/${programme.partnershipId}`;

describe("a partnership", () => {
  it("shows its strategies and its links, from strategy to systems indicator to outcome", async () => {
    const { body } = await succeed(backbone.get(base()));
    const names = body.strategies.map((strategy: { name: string }) => strategy.name);
    expect(names).toEqual(["Full-day pre-K", "Family navigators"]);
    expect(body.links).toMatchObject([
      { kind: "shifts", fromId: programme.strategyId, toId: programme.seatsId, direct: false },
      {
        kind: "contributes-to",
        fromId: programme.seatsId,
        toId: programme.readinessId,
        expectedLagMonths: 12,
      },
    ]);
  });

  it("links only what makes sense, each two once", async () => {
    const link = { hypothesis: "So it is.", evidence: "none", expectedLagMonths: 6 };
    const { strategyId, seatsId, readinessId } = programme;
    const post = (body: object) => backbone.post(`${base()}/links`, { ...link, ...body });
    const twice = await post({ kind: "shifts", fromId: strategyId, toId: seatsId });
    expect(twice.body).toMatchObject({ status: 409, code: "already_exists" });
    expect((await post({ kind: "shifts", fromId: seatsId, toId: readinessId })).status).toBe(422);
    expect((await post({ kind: "shifts", fromId: strategyId, toId: readinessId })).status).toBe(422);
    const nowhere = { kind: "shifts", fromId: strategyId, toId: "ind_01ARZ3NDEKTSV4RRFFQ69G5FAV" };
    expect(pointersIn(await post(nowhere))).toEqual(["/toId"]);
    const direct = await succeed(post({ kind: "contributes-to", fromId: strategyId, toId: readinessId }));
    expect(direct.body.direct).toBe(true);
    const path = `${base()}/links/${direct.body.id}`;
    expect((await backbone.remove(`${path}?reason=Wrong`)).status).toBe(428);
    expect((await backbone.remove(`${path}?reason=Wrong`, versionIn(direct))).status).toBe(204);
    expect((await backbone.get(path)).status).toBe(404);
  });

  it("ends a strategy on a day, for a reason, on the version that was read", async () => {
    const added = await succeed(backbone.post(`${base()}/strategies`, { name: "Pilot", kind: "universal" }));
    const path = `${base()}/strategies/${added.body.id}`;
    const version = versionIn(added);
    const dayless = await backbone.patch(path, { status: "ended", reason: "Done" }, version);
    expect(pointersIn(dayless)).toEqual(["/endedOn"]);
    const ending = { status: "ended", endedOn: "2026-06-30", reason: "Done" };
    expect((await succeed(backbone.patch(path, ending, version))).body.status).toBe("ended");
    expect((await backbone.patch(path, ending, version)).body).toMatchObject({ status: 412 });
  });

  it("keeps its history, for its backbone", async () => {
    const { body } = await succeed(backbone.get(`${base()}/history`));
    expect(body.items[0]).toMatchObject({ version: 1, action: "partnership.created" });
    expect((await stranger.get(`${base()}/history`)).status).toBe(404);
  });
});

describe("a share", () => {
  it("opens a partnership to an organisation, and its end closes it", async () => {
    expect((await funder.get(base())).body).toMatchObject({ status: 404, code: "not_found" });
    await share(backbone, programme.partnershipId, funderMember.id);
    expect((await succeed(funder.get(base()))).body.name).toBe("Harbour Promise");
    const listed = await succeed(funder.get("/partnerships?role=shared"));
    expect(listed.body.items).toMatchObject([{ id: programme.partnershipId }]);
    expect((await funder.get(`/indicators/${programme.readinessId}`)).status).toBe(200);
    const shares = await succeed(backbone.get(`${base()}/shares`));
    const path = `${base()}/shares/${funderMember.id}?reason=Over`;
    expect((await backbone.remove(path, versionIn(shares))).status).toBe(204);
    expect((await funder.get(base())).status).toBe(404);
    expect((await funder.get(`/indicators/${programme.readinessId}`)).status).toBe(404);
  });

  it("lets nobody write but the backbone", async () => {
    await share(backbone, programme.partnershipId, funderMember.id);
    const strategy = { name: "Mine now", kind: "universal" };
    expect((await funder.post(`${base()}/strategies`, strategy)).status).toBe(404);
    const body = { reason: "A friend" };
    expect((await funder.put(`${base()}/shares/${funderMember.id}`, body, 1)).status).toBe(404);
    expect((await stranger.put(`${base()}/shares/${funderMember.id}`, body, 1)).status).toBe(404);
  });

  it("is given to an organisation that exists", async () => {
    const { body } = await succeed(backbone.get(base()));
    const path = `${base()}/shares/org_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
    expect((await backbone.put(path, { reason: "Nobody" }, body.version)).status).toBe(404);
  });
});

describe("allocations", () => {
  const part = (amount: string) => ({ strategyId: programme.strategyId, amount: usd(amount) });

  it("divide a commitment among strategies of its partnership, and leave a share open", async () => {
    await share(backbone, programme.partnershipId, funderMember.id);
    const { partnershipId, otherStrategyId } = programme;
    const body = aCommitmentBody({ partnershipId, allocations: [part("5000000.00")] });
    const made = await succeed(funder.post("/commitments", body));
    expect(made.body.unallocated).toEqual(usd("5000000.00"));
    const path = `/commitments/${made.body.id}/allocations`;
    const both = [part("5000000.00"), { strategyId: otherStrategyId, amount: usd("5000000.00") }];
    const divided = await succeed(funder.put(path, { allocations: both, reason: "Agreed anew" }, 1));
    expect(divided.body.unallocated).toEqual(usd("0.00"));
    const over = [part("10000000.01")];
    expect(pointersIn(await funder.put(path, { allocations: over, reason: "Too much" }, 2))).toEqual([
      "/allocations",
    ]);
    const twice = [part("1.00"), part("2.00")];
    const refused = await funder.put(path, { allocations: twice, reason: "Twice" }, 2);
    expect(pointersIn(refused)).toEqual(["/allocations/1/strategyId"]);
    const less = await funder.put(path, { allocations: [part("4999999.99")], reason: "Less" }, 2);
    expect(less.status).toBe(409);
    expect(less.body.detail).toContain("propose an amendment");
    const euros = [{ ...part("1.00"), amount: { amount: "1.00", currency: "EUR" } }];
    const foreign = await funder.put(path, { allocations: euros, reason: "Euros" }, 2);
    expect(pointersIn(foreign)).toEqual(["/allocations/0/amount/currency"]);
  });

  it("are read by the partnership that receives them, and by no other", async () => {
    const { partnershipId } = programme;
    const made = await succeed(funder.post("/commitments", aCommitmentBody({ partnershipId })));
    expect((await backbone.get(`/commitments/${made.body.id}`)).status).toBe(200);
    const listed = await succeed(backbone.get(`/commitments?partnershipId=${partnershipId}`));
    expect(listed.body.items.map((item: { id: string }) => item.id)).toContain(made.body.id);
    expect((await stranger.get(`/commitments/${made.body.id}`)).status).toBe(404);
    const payment = { trancheNumber: 1, on: "2026-01-01", amount: usd("1.00") };
    expect((await backbone.post(`/commitments/${made.body.id}/payments`, payment)).status).toBe(404);
  });

  it("to a partnership that is not shared are refused", async () => {
    const body = aCommitmentBody({ partnershipId: programme.partnershipId });
    expect(pointersIn(await stranger.post("/commitments", body))).toEqual(["/partnershipId"]);
  });
});
