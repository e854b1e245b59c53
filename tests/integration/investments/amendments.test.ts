import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planOn } from "../../../shared/investments/amendments/read-proposals.ts";
import { commitmentPk, importAwards, ledgerPage, loadCommitment } from "../../../shared/investments/index.ts";
import { addEntry, NO_TOTALS } from "../../../shared/investments/totals.ts";
import { newId } from "../../../shared/platform/id.ts";
import { checkHistory, toChange } from "../../../shared/platform/read-history.ts";
import { queryAll, type Table } from "../../../shared/platform/table.ts";
import { type Client, pointersIn, versionIn } from "../../support/client.ts";
import { aFunder } from "../../support/commitments.ts";
import { aPrefix, makeClient, makeTables, startEngine, type TestEngine } from "../../support/engine.ts";
import { aCommitmentBody, aProgramme, type Programme, share, usd } from "../../support/programme.ts";
import { succeed } from "../../support/target.ts";
import { aTenant } from "../../support/tenants.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { aMember, type Member, NOW } from "./amendments-world.ts";

let engine: TestEngine;
let table: Table;

beforeAll(async () => {
  engine = await startEngine();
  const client = makeClient(engine.endpoint);
  table = { client, name: (await makeTables(client, aPrefix())).records };
});
afterAll(async () => {
  table.client.destroy();
  await engine.stop();
});

type World = {
  readonly officer: Member;
  readonly finance: Member;
  readonly director: Member;
  readonly backbone: Client;
  readonly programme: Programme;
  readonly id: string;
  readonly base: string;
};

/** A funder with three people, a partnership, and a commitment of ten million dollars to it, active since its first payment. */
async function aWorld(overrides: Record<string, unknown> = {}): Promise<World> {
  const organisationId = await aTenant(table, "funder");
  const person = (role: "programme-officer" | "finance" | "administrator") =>
    aMember(table, { organisationId, roles: [role] });
  const [officer, finance, director] = [
    person("programme-officer"),
    person("finance"),
    person("administrator"),
  ];
  const owner = {
    organisationId: await aTenant(table, "partnership"),
    organisationKind: "partnership" as const,
  };
  const backbone = aMember(table, owner).api;
  const programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, organisationId);
  const body = aCommitmentBody({
    partnershipId: programme.partnershipId,
    allocations: [{ strategyId: programme.strategyId, amount: usd("2000000.00") }],
    ...overrides,
  });
  const { id } = (await succeed(officer.api.post("/commitments", body))).body;
  const payment = { trancheNumber: 1, on: "2025-07-15", amount: usd("1000000.00") };
  await succeed(finance.api.post(`/commitments/${id}/payments`, payment));
  return { officer, finance, director, backbone, programme, id, base: `/commitments/${id}` };
}

const EXTENSION = {
  kind: "no-cost-extension",
  effectiveOn: "2026-02-01",
  reasonCode: "implementation-delay",
  reason: "Schools open later",
  endOn: "2029-06-30",
  tranches: [{ number: 3, dueOn: "2028-07-15" }],
};

async function proposed(by: Member, base: string, body: object = EXTENSION): Promise<string> {
  return (await succeed(by.api.post(`${base}/proposals`, body))).body.id;
}

async function faultsOf(id: string) {
  const items = await queryAll(table, { partition: commitmentPk(id) });
  const changes = items.filter((item) => item.sk.startsWith("H#")).map(toChange);
  return checkHistory(changes, items);
}

describe("a proposal on a real engine", () => {
  it("waits in the commitment and in its funder's inbox, and nowhere for anybody else", async () => {
    const { officer, finance, backbone, id, base } = await aWorld();
    const answer = await officer.api.post(`${base}/proposals`, EXTENSION);
    expect(answer.status).toBe(201);
    const view = {
      ...EXTENSION,
      id: expect.stringMatching(/^prp_/),
      commitmentId: id,
      commitmentTitle: "Readers and homes",
      status: "open",
      proposedBy: officer.principal.id,
      proposedAt: NOW,
    };
    expect(answer.body).toEqual(view);
    expect(answer.headers.location).toBe(`/v1${base}/proposals/${answer.body.id}`);
    const path = `${base}/proposals/${answer.body.id}`;
    const read = await finance.api.get(path);
    expect([read.body, versionIn(read)]).toEqual([answer.body, versionIn(answer)]);
    expect((await finance.api.get(base)).body).toMatchObject({ endOn: "2028-06-30", proposals: [view] });
    expect((await finance.api.get("/proposals")).body).toEqual({ items: [answer.body] });
    expect((await backbone.get(base)).body.proposals).toEqual([]);
    expect((await backbone.get(path)).status).toBe(404);
    expect((await backbone.get("/proposals")).body.items).toEqual([]);
    const history = (await backbone.get(`${base}/history`)).text;
    expect(history).toContain("commitment.proposed");
    expect(history).not.toContain(EXTENSION.reason);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("is refused where it does not fit, by place; and from an API key, who cannot decide one either", async () => {
    const { officer, finance, id, base } = await aWorld();
    const early = await officer.api.post(`${base}/proposals`, { ...EXTENSION, endOn: "2027-01-01" });
    expect([early.status, pointersIn(early)]).toEqual([422, ["/endOn"]]);
    const widened = await officer.api.post(`${base}/proposals`, { ...EXTENSION, amount: usd("1.00") });
    expect([widened.status, pointersIn(widened)]).toEqual([422, ["/amount"]]);
    const key = aMember(table, {
      ...officer.principal,
      id: newId("key"),
      kind: "key",
      roles: ["administrator"],
    });
    const byKey = await key.api.post(`${base}/proposals`, EXTENSION);
    expect([byKey.status, byKey.body.code]).toEqual([409, "second_person_required"]);
    const proposalId = await proposed(officer, base);
    const path = `${base}/proposals/${proposalId}`;
    const approval = await key.api.post(`${path}/approval`, {});
    const rejection = await key.api.post(`${path}/rejection`, { reason: "Not now" });
    for (const answer of [approval, rejection])
      expect([answer.status, answer.body.code]).toEqual([409, "second_person_required"]);
    expect((await finance.api.post(`${base}/proposals`, EXTENSION)).status).toBe(403);
    expect((await loadCommitment(table, id))?.state.proposals).toHaveLength(1);
  });

  it("is listed in the inbox over all commitments, page by page, the longest waiting first", async () => {
    const { officer, finance, base } = await aWorld();
    const first = await proposed(officer, base);
    const later = aMember(table, officer.principal, "2026-03-02T15:00:00.000Z");
    const other = (await succeed(officer.api.post("/commitments", aCommitmentBody()))).body.id;
    const second = await proposed(later, `/commitments/${other}`);
    const page = await finance.api.get("/proposals?limit=1");
    expect(page.body.items).toMatchObject([{ id: first }]);
    const next = await finance.api.get(`/proposals?limit=1&cursor=${page.body.next}`);
    expect(next.body.items).toMatchObject([{ id: second, commitmentId: other }]);
  });

  it("made twice with one key is made once", async () => {
    const { officer, finance, base } = await aWorld();
    const key = { "idempotency-key": "extension-1" };
    const first = await officer.api.post(`${base}/proposals`, EXTENSION, key);
    const again = await officer.api.post(`${base}/proposals`, EXTENSION, key);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const path = `${base}/proposals/${first.body.id}/approval`;
    const approval = { "idempotency-key": "approval-1" };
    const approved = await finance.api.post(path, {}, approval);
    const repeated = await finance.api.post(path, {}, approval);
    expect([approved.status, repeated.status]).toEqual([200, 200]);
    expect(repeated.body).toEqual(approved.body);
    expect(repeated.headers["idempotent-replayed"]).toBe("true");
  });
});

describe("a decision on a proposal", () => {
  it("is a second person's, takes effect at once, and is kept for all who read the commitment", async () => {
    const { officer, finance, backbone, id, base } = await aWorld();
    const path = `${base}/proposals/${await proposed(officer, base)}`;
    const own = aMember(table, { ...officer.principal, roles: ["administrator"] });
    const alone = await own.api.post(`${path}/approval`, {});
    expect([alone.status, alone.body.code]).toEqual([409, "second_person_required"]);
    const approved = await finance.api.post(`${path}/approval`, { note: "As discussed" });
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({
      status: "approved",
      decision: { by: finance.principal.id, at: NOW, note: "As discussed" },
      before: { endOn: "2028-06-30" },
      after: { endOn: "2029-06-30" },
    });
    expect((await backbone.get(base)).body).toMatchObject({
      endOn: "2029-06-30",
      amendments: { count: 1, latestOn: "2026-02-01" },
      proposals: [],
    });
    expect((await backbone.get(path)).body).toEqual(approved.body);
    expect((await backbone.get(`${base}/amendments`)).body.items).toEqual([approved.body]);
    expect((await finance.api.get("/proposals")).body.items).toEqual([]);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("of two who decide at once is one's, and the other is told that it is decided", async () => {
    const { officer, finance, director, id, base } = await aWorld();
    const path = `${base}/proposals/${await proposed(officer, base)}`;
    const answers = await Promise.all([
      finance.api.post(`${path}/approval`, {}),
      director.api.post(`${path}/approval`, {}),
      director.api.post(`${path}/rejection`, { reason: "Not now" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const status = answers.find((answer) => answer.status === 200)?.body.status;
    for (const late of answers.filter((answer) => answer.status === 409))
      expect(late.body).toMatchObject({
        code: "conflict",
        detail: expect.stringContaining(`was ${status} already`),
        proposalStatus: status,
      });
    expect((await officer.api.get(`${base}/amendments`)).body.items).toHaveLength(1);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("of a suspension and a termination at once never leaves what is terminal, whichever comes first", async () => {
    const { officer, finance, director, id, base } = await aWorld();
    const asked = { effectiveOn: "2026-02-01", reasonCode: "funder-decision", reason: "It ends here" };
    const suspension = await proposed(officer, base, { ...asked, kind: "suspension" });
    const termination = await proposed(officer, base, { ...asked, kind: "termination" });
    const [suspended, terminated] = await Promise.all([
      finance.api.post(`${base}/proposals/${suspension}/approval`, {}),
      director.api.post(`${base}/proposals/${termination}/approval`, {}),
    ]);
    expect(terminated.status).toBe(200);
    expect([200, 409]).toContain(suspended.status);
    const { state } = (await loadCommitment(table, id)) ?? {};
    expect(state?.commitment).toMatchObject({ status: "terminated", endedOn: "2026-02-01" });
    expect(await faultsOf(id)).toEqual([]);
  });

  it("of a termination while payments arrive keeps the totals equal to the ledger, and pays nothing after it", async () => {
    const { officer, finance, director, id, base } = await aWorld();
    const asked = { effectiveOn: "2026-03-01", reasonCode: "emergency", reason: "The partnership ends" };
    const proposalId = await proposed(officer, base, { ...asked, kind: "termination" });
    const payment = { trancheNumber: 1, on: "2026-03-01", amount: usd("100000.00") };
    const pay = () => finance.api.post(`${base}/payments`, payment);
    const [first, second, approval] = await Promise.all([
      pay(),
      pay(),
      director.api.post(`${base}/proposals/${proposalId}/approval`, {}),
    ]);
    expect(approval.status).toBe(200);
    expect((await pay()).status).toBe(409);
    const accepted = [first, second].filter(({ status }) => status === 201).length;
    const { state } = (await loadCommitment(table, id)) ?? {};
    const { entries } = await ledgerPage(table, { id, limit: 100 });
    const totals = entries.reduce(addEntry, NO_TOTALS);
    expect(state?.commitment.totals).toEqual(totals);
    const paidMinor = 100_000_000 + accepted * 10_000_000;
    expect(totals).toMatchObject({ paidMinor, unconditionalMinor: paidMinor, conditionalMinor: 0 });
    expect(totals.releasedMinor).toBe(1_000_000_000 - paidMinor);
    const sum = state?.allocations.reduce((all, each) => all + each.amountMinor, 0);
    expect(sum).toBe(paidMinor);
    expect(await faultsOf(id)).toEqual([]);
  });

  it("that rejects or withdraws changes nothing; what was withdrawn stays with the funder", async () => {
    const { officer, finance, backbone, base } = await aWorld();
    const rejected = `${base}/proposals/${await proposed(officer, base)}`;
    const withdrawn = `${base}/proposals/${await proposed(officer, base)}`;
    const reason = "Ask again in autumn";
    const rejection = await finance.api.post(`${rejected}/rejection`, { reason });
    expect(rejection.body).toMatchObject({ status: "rejected", decision: { note: reason } });
    const director = aMember(table, { ...finance.principal, id: newId("per"), roles: ["administrator"] });
    expect((await director.api.post(`${withdrawn}/withdrawal`, { reason })).status).toBe(403);
    const withdrawal = await officer.api.post(`${withdrawn}/withdrawal`, { reason });
    expect(withdrawal.body).toMatchObject({ status: "withdrawn" });
    expect((await officer.api.get(base)).body).toMatchObject({ endOn: "2028-06-30", proposals: [] });
    expect((await officer.api.get(`${base}/amendments`)).body.items).toHaveLength(2);
    expect((await backbone.get(`${base}/amendments`)).body.items).toEqual([rejection.body]);
    expect((await backbone.get(withdrawn)).status).toBe(404);
    const again = await finance.api.post(`${rejected}/approval`, {});
    expect(again.body).toMatchObject({ code: "conflict", proposalStatus: "rejected" });
    const unknown = await finance.api.post(`${base}/proposals/${newId("prp")}/approval`, {});
    expect(unknown.status).toBe(404);
    const stranger = aMember(table, { organisationId: await aTenant(table, "funder") });
    expect((await stranger.api.post(`${rejected}/approval`, {})).status).toBe(404);
  });
});

describe("what an amendment rests on elsewhere", () => {
  it("is the strategies of the partnership, as they are when it is approved", async () => {
    const { officer, finance, backbone, programme, base } = await aWorld();
    const reallocation = (strategyId: string) => ({
      kind: "reallocation",
      effectiveOn: "2026-02-01",
      reasonCode: "adaptive-management",
      reason: "Navigators reach more families",
      allocations: [{ strategyId, sharePercent: "25" }],
    });
    const unknown = await officer.api.post(`${base}/proposals`, reallocation(newId("str")));
    expect([unknown.status, pointersIn(unknown)]).toEqual([422, ["/allocations/0/strategyId"]]);
    const proposalId = await proposed(officer, base, reallocation(programme.otherStrategyId));
    // The partnership moves on in the meantime: its version is read anew.
    const strategies = `/partnerships/${programme.partnershipId}/strategies`;
    await succeed(backbone.post(strategies, { name: "Home visits", kind: "targeted" }));
    const approved = await finance.api.post(`${base}/proposals/${proposalId}/approval`, {});
    expect(approved.body.after.allocations).toEqual([
      { strategyId: programme.otherStrategyId, amount: usd("2500000.00"), sharePercent: "25" },
    ]);
    expect((await officer.api.get(base)).body.unallocated).toEqual(usd("7500000.00"));
  });

  it("is what a payment rule names: an indicator has to be there, and what fits is evaluated at once", async () => {
    const { officer, finance, base } = await aWorld();
    const reScope = (rule: object) => ({
      kind: "re-scope",
      effectiveOn: "2026-02-01",
      reasonCode: "adaptive-management",
      reason: "Pay by what is reached",
      addedMilestones: [{ title: "Four hundred seats" }],
      tranches: [{ number: 2, rule }],
    });
    const indicator = { indicatorId: newId("ind"), comparison: "at-least", value: 60, by: "2027-06-30" };
    const missing = await officer.api.post(`${base}/proposals`, reScope({ kind: "measure", ...indicator }));
    expect([missing.status, pointersIn(missing)]).toEqual([422, ["/tranches/0/rule"]]);
    const milestone = { kind: "milestone", milestone: 1 };
    const rule = { kind: "all", of: [milestone, { kind: "date", on: "2026-01-01" }] };
    const proposalId = await proposed(officer, base, reScope(rule));
    await succeed(finance.api.post(`${base}/proposals/${proposalId}/approval`, {}));
    const [, second] = (await officer.api.get(base)).body.tranches;
    expect(second).toMatchObject({ state: "blocked", ruleState: { isMet: false, evaluation: 1 } });
    const evaluations = await officer.api.get(`${base}/tranches/2/evaluations`);
    expect(evaluations.body.items).toMatchObject([{ cause: "amendment", number: 1 }]);
  });

  it("is a book that is open on the day", async () => {
    const { officer, finance, base } = await aWorld();
    const supplement = {
      kind: "supplement",
      effectiveOn: "2026-01-31",
      reasonCode: "recipient-request",
      reason: "One more year",
      amount: usd("500000.00"),
      added: [{ dueOn: "2028-09-01", amount: usd("500000.00") }],
    };
    const proposalId = await proposed(officer, base, supplement);
    const settings = { reason: "January is done", closedThroughOn: "2026-01-31" };
    await succeed(finance.api.put("/funder-settings", settings, 0));
    const closed = await finance.api.post(`${base}/proposals/${proposalId}/approval`, {});
    expect([closed.status, closed.body.code]).toEqual([409, "period_closed"]);
    const again = await officer.api.post(`${base}/proposals`, supplement);
    expect([again.body.code, pointersIn(again)]).toEqual(["period_closed", ["/effectiveOn"]]);
  });
});

describe("an import after an amendment", () => {
  it("undoes nothing that two people agreed on", async () => {
    const { officer, finance, director } = await aWorld();
    const { organisationId } = officer.principal;
    const award = {
      externalId: { scheme: "360giving", value: `360G-invented-${newId("job")}` },
      title: "A grant to the reading league",
      amountMinor: 1_000_000,
      currency: "USD",
      awardedOn: "2025-05-01",
      startOn: "2025-05-01",
      endOn: "2026-12-31",
      recipient: { name: "The Reading League" },
      disbursements: [],
      sourceHash: "one",
      source: "{}",
      flags: [],
    };
    const author = { principalId: director.principal.id, organisationId };
    const funder = aFunder({ organisationId });
    const run = (one: typeof award) =>
      importAwards({ table, newId }, { awards: [one], funder, author, now: NOW });
    const [imported] = await run(award);
    const base = `/commitments/${imported?.commitmentId}`;
    const { tranches, ...extension } = EXTENSION;
    const proposalId = await proposed(officer, base, extension);
    await succeed(finance.api.post(`${base}/proposals/${proposalId}/approval`, {}));
    const [again] = await run({ ...award, title: "Another title", sourceHash: "two" });
    expect(again).toMatchObject({ outcome: "rejected", problem: { code: "conflict" } });
    expect((await officer.api.get(base)).body).toMatchObject({ title: award.title, endOn: EXTENSION.endOn });
  });
});

describe("an amendment of the largest size", () => {
  const said = { effectiveOn: "2026-02-01", reasonCode: "other", reason: "All of it at once" };
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const tranches = (count: number) =>
    numbers(count).map(() => ({ dueOn: "2025-07-15", amount: usd("2000000.00") }));

  it("fits into one transaction: days of 60 tranches and 30 milestones", async () => {
    const { officer, finance, base } = await aWorld({
      amount: usd("120000000.00"),
      tranches: tranches(60),
      allocations: [],
      milestones: numbers(30).map((number) => ({ title: `Milestone ${number}` })),
    });
    const dueOn = "2027-01-01";
    const proposalId = await proposed(officer, base, {
      ...EXTENSION,
      tranches: numbers(60).map((number) => ({ number, dueOn })),
      milestones: numbers(30).map((number) => ({ number, dueOn })),
    });
    const approved = await finance.api.post(`${base}/proposals/${proposalId}/approval`, {});
    expect(approved.body.after.tranches).toHaveLength(60);
  });

  it("fits into one transaction: 30 tranches larger and 20 new, 30 smaller, and all released, each with 25 shares", async () => {
    const { officer, finance, programme, base } = await aWorld({
      amount: usd("60000000.00"),
      tranches: tranches(30),
      allocations: [],
    });
    const { strategyId } = programme;
    const allocations = numbers(25).map((number) => ({
      strategyId,
      sharePercent: "2",
      startOn: `2026-01-${String(number).padStart(2, "0")}`,
    }));
    const approve = async (body: object) => {
      const proposalId = await proposed(officer, base, { ...said, ...body });
      return succeed(finance.api.post(`${base}/proposals/${proposalId}/approval`, {}));
    };
    const sized = (amount: string) => numbers(30).map((number) => ({ number, amount: usd(amount) }));
    await approve({ kind: "reallocation", allocations });
    const added = tranches(20);
    await approve({ kind: "supplement", amount: usd("43000000.00"), tranches: sized("2100000.00"), added });
    await approve({ kind: "reduction", amount: usd("3000000.00"), tranches: sized("2000000.00") });
    const { body } = await approve({ kind: "termination" });
    expect(body.after.allocations[24]).toMatchObject({ amount: usd("20000.00"), sharePercent: "2" });
    expect((await officer.api.get(base)).body.totals.committed).toEqual(usd("1000000.00"));
  });
});

describe("the plan of a day", () => {
  it("is what the latest amendment up to it left, and before the first one what was agreed", async () => {
    const { officer, finance, backbone, id, base } = await aWorld();
    const never = await backbone.get(`${base}/plan`);
    expect(never.body).toMatchObject({ on: "2026-03-01", plan: { endOn: "2028-06-30", status: "active" } });
    const first = never.body.plan;
    const approve = async (body: object) =>
      succeed(finance.api.post(`${base}/proposals/${await proposed(officer, base, body)}/approval`, {}));
    const extended = await approve(EXTENSION);
    const renamed = await approve({
      kind: "payee-change",
      effectiveOn: "2026-02-15",
      reasonCode: "recipient-request",
      reason: "A new fiscal home",
      recipient: { name: "Harbour Promise, Inc." },
    });
    const on = async (day: string) => (await backbone.get(`${base}/plan?on=${day}`)).body;
    expect(await on("2026-01-31")).toEqual({ on: "2026-01-31", plan: first });
    expect(await on("2020-01-01")).toEqual({ on: "2020-01-01", plan: first });
    const afterFirst = {
      ...first,
      endOn: "2029-06-30",
      tranches: first.tranches.map((tranche: { number: number }) =>
        tranche.number === 3 ? { ...tranche, dueOn: "2028-07-15" } : tranche,
      ),
    };
    for (const day of ["2026-02-01", "2026-02-14"])
      expect(await on(day)).toEqual({
        on: day,
        sinceOn: "2026-02-01",
        proposalId: extended.body.id,
        plan: afterFirst,
      });
    const last = { sinceOn: "2026-02-15", proposalId: renamed.body.id };
    const recipient = { name: "Harbour Promise, Inc." };
    expect(await on("2026-02-15")).toMatchObject({ ...last, plan: { ...afterFirst, recipient } });
    expect((await backbone.get(`${base}/plan`)).body).toMatchObject({ on: "2026-03-01", ...last });
    const counting = countingRounds(table);
    await planOn(counting.table, { id, principal: officer.principal, on: "2026-02-10", now: NOW });
    expect(counting.rounds()).toBe(1);
  });

  it("that an amendment would begin before the latest one is refused, also when it was proposed before", async () => {
    const { officer, finance, base } = await aWorld();
    const payee = (effectiveOn: string) => ({
      kind: "payee-change",
      effectiveOn,
      reasonCode: "other",
      reason: "A new fiscal home",
      recipient: { name: `Home of ${effectiveOn}` },
    });
    const earlier = await proposed(officer, base, payee("2026-01-10"));
    const later = await proposed(officer, base, payee("2026-01-20"));
    await succeed(finance.api.post(`${base}/proposals/${later}/approval`, {}));
    const late = await finance.api.post(`${base}/proposals/${earlier}/approval`, {});
    expect([late.status, pointersIn(late)]).toEqual([422, ["/effectiveOn"]]);
    const ahead = await proposed(officer, base, payee("2026-03-02"));
    expect((await finance.api.post(`${base}/proposals/${ahead}/approval`, {})).status).toBe(409);
  });
});
