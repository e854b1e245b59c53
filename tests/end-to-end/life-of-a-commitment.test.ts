import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn, versionIn } from "../support/client.ts";
import { aColleague, inPerson } from "../support/colleague.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import {
  aMember,
  eventually,
  hasSecondPerson,
  startTarget,
  succeed,
  type Target,
} from "../support/target.ts";

let target: Target;
/** Two people of the funder, who never do both halves of one deed; and who owns the partnership. */
let officer: Client;
let finance: Client;
let backbone: Client;
let stranger: Client;
let programme: Programme;
let responsible: { organisationId: string; name: string };
let id: string;

beforeAll(async () => {
  if (!hasSecondPerson) return;
  target = await startTarget();
  const funder = await aMember(target, "funder");
  const owner = await aMember(target, "partnership");
  officer = inPerson(target, funder);
  finance = await aColleague(target, funder, ["finance"]);
  backbone = clientOf(target, owner);
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, funder.id);
  responsible = { organisationId: owner.id, name: owner.name };
  const approvalLimits = [
    { role: "administrator", upTo: usd("400000.00") },
    { role: "finance", upTo: usd("500000.00") },
  ];
  const settings = { approvalLimits, approvalRequiredFrom: [usd("500000.00")], reason: "Four eyes" };
  await succeed(officer.put("/funder-settings", settings, 0));
});
afterAll(() => target?.stop());

type Money = { readonly amount: string };
type Entry = {
  readonly id: string;
  readonly sequence: number;
  readonly kind: string;
  readonly on: string;
  readonly amount: Money;
  readonly conditional: Money;
  readonly cleared?: Money;
  readonly trancheNumber?: number;
  readonly reverses?: { readonly id: string; readonly kind: string };
};
type Sums = Record<string, number>;

const at = (path = "") => `/commitments/${id}${path}`;
const read = async () => (await succeed(officer.get(at()))).body;
const tranche = async (number: number) => (await read()).tranches[number - 1];
const standing = async () => (await succeed(officer.get(at("/payment-standing")))).body;
const cents = ({ amount }: Money) => Math.round(Number(amount) * 100);
const pay = (by: Client, trancheNumber: number, amount: string, on = "2025-06-02") =>
  by.post(at("/payments"), { trancheNumber, on, amount: usd(amount) });
const step = (status: string, on: string) =>
  officer.post(at("/status"), { status, on, reason: `It is ${status}` });
const because = { reasonCode: "adaptive-management", reason: "As both sides see it now" };
const propose = (body: object) => officer.post(at("/proposals"), { ...because, ...body });

/** Proposes as one person and approves as another: the proposal as it was decided. */
async function agree(body: object) {
  const proposal = await succeed(propose(body));
  const path = at(`/proposals/${proposal.body.id}/approval`);
  expect((await officer.post(path, {})).body).toMatchObject({ status: 409, code: "second_person_required" });
  return (await succeed(finance.post(path, {}))).body;
}

async function ledger(): Promise<Entry[]> {
  const entries: Entry[] = [];
  let cursor = "";
  do {
    const { body } = await succeed(officer.get(at(`/ledger?limit=5${cursor}`)));
    entries.push(...body.items);
    cursor = body.next === undefined ? "" : `&cursor=${encodeURIComponent(body.next)}`;
  } while (cursor !== "");
  return entries;
}

/** What an entry moves, in cents, as the ledger's kinds are described. */
function moved(entry: Entry): Sums {
  const amount = cents(entry.amount);
  const conditional = cents(entry.conditional);
  const promised = { conditional, unconditional: amount - conditional };
  const owed = {
    conditional: -amount,
    unconditional: amount,
    advanced: entry.cleared === undefined ? 0 : -cents(entry.cleared),
  };
  const moves: Record<string, Sums> = {
    intention: { intended: amount },
    commitment: { firstAgreed: amount, ...promised },
    adjustment: promised,
    "condition-met": owed,
    waiver: owed,
    recognition: {},
    payment: { paid: amount },
    advance: { paid: amount, advanced: conditional },
    refund: { refunded: amount },
    release: { conditional: -conditional, unconditional: conditional - amount, released: amount },
  };
  const kind = entry.reverses?.kind ?? entry.kind;
  return moves[kind] ?? expect.fail(`There is an entry of kind ${kind}.`);
}

/** The totals that a ledger comes to. */
function fold(entries: readonly Entry[]): Sums {
  const sums: Sums = {};
  for (const entry of entries)
    for (const [name, minor] of Object.entries(moved(entry)))
      sums[name] = (sums[name] ?? 0) + (entry.kind === "reversal" ? -minor : minor);
  const of = (name: string) => sums[name] ?? 0;
  return {
    ...sums,
    committed: of("conditional") + of("unconditional"),
    payable: of("unconditional") - of("paid") + of("advanced"),
    netPaid: of("paid") - of("refunded"),
  };
}

/** The totals of the commitment in cents, those of nothing left out, once they are what its ledger comes to. */
async function totals(): Promise<Sums> {
  const [{ totals: shown }, entries] = await Promise.all([read(), ledger()]);
  const sums = fold(entries);
  const isThere = ([, minor]: readonly [string, number]) => minor !== 0;
  const stated = Object.entries<Money>(shown).map(([name, money]) => [name, cents(money)] as const);
  expect(Object.fromEntries(stated.filter(isThere))).toEqual(
    Object.fromEntries(Object.entries(sums).filter(isThere)),
  );
  expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
  return Object.fromEntries(stated.filter(isThere));
}

const refused = (answer: Answer, code: string) => expect(answer.body).toMatchObject({ status: 409, code });

/** One million dollars: half at once, a fifth under a payment rule, three tenths under a donor condition. */
const draft = (rule: object) => ({
  ...aCommitmentBody({
    title: "Readers by eight",
    status: "draft",
    agreedOn: undefined,
    startOn: "2025-01-01",
    endOn: "2027-12-31",
    partnershipId: programme.partnershipId,
    amount: usd("900000.00"),
  }),
  milestones: [{ title: "The tutoring plan is adopted", dueOn: "2025-04-01" }],
  requirements: [
    {
      kind: "narrative",
      title: "First half year",
      schedule: { frequency: "on-days", days: [{ dueOn: "2099-07-31" }] },
      responsible,
    },
  ],
  tranches: [{ dueOn: "2025-02-15", amount: usd("900000.00"), rule }],
  allocations: [{ strategyId: programme.strategyId, sharePercent: "60" }],
});
const READY = () => ({
  kind: "measure",
  indicatorId: programme.readinessId,
  comparison: "at-least",
  value: 50,
  by: "2025-06-30",
});
const RULE = () => ({
  kind: "all",
  of: [
    { kind: "milestone", milestone: 1 },
    { kind: "report-accepted", requirement: 1 },
    { kind: "match-verified", atLeast: usd("100000.00") },
    READY(),
  ],
});
const SCHEDULE = () => ({
  amount: usd("1000000.00"),
  tranches: [
    { dueOn: "2025-02-15", amount: usd("500000.00") },
    { dueOn: "2025-06-01", amount: usd("200000.00"), rule: RULE() },
    {
      dueOn: "2025-12-01",
      amount: usd("300000.00"),
      condition: {
        barrier: { kind: "performance", description: "Eighty tutors are trained." },
        rightOfRelease: true,
      },
    },
  ],
  reason: "The board gave a million",
});

describe.skipIf(!hasSecondPerson)("a commitment", () => {
  beforeEach(({ task }) => {
    // Each test tells the next part of one life.
    if (task.suite?.tasks.some(({ result }) => result?.state === "fail"))
      expect.fail("An earlier part failed.");
  });

  it("is planned, never on a population indicator alone, nor with a date that comes anyway", async () => {
    const date = { kind: "date", on: "2025-03-01" };
    for (const alone of [
      READY(),
      { kind: "any", of: [READY(), date] },
      { kind: "all", of: [READY(), date] },
    ]) {
      const answer = await officer.post("/commitments", draft(alone));
      expect(answer.body).toMatchObject({ status: 422, code: "validation_failed" });
      expect(pointersIn(answer)).toEqual(["/tranches/0/rule"]);
    }
    const made = await succeed(officer.post("/commitments", draft(RULE())));
    expect(made.body).toMatchObject({ status: "draft", iatiStatus: 1, unallocatedPercent: "40.00" });
    id = made.body.id;
    expect(await totals()).toEqual({});
    const planned = await succeed(officer.put(at("/schedule"), SCHEDULE(), versionIn(made)));
    expect(planned.body.amount).toEqual(usd("1000000.00"));
    expect(
      planned.body.tranches.map(({ isConditional }: { isConditional: boolean }) => isConditional),
    ).toEqual([false, false, true]);
  });

  it("is intended and counts nowhere, approved by the board, and committed once it is agreed", async () => {
    refused(await step("agreed", "2025-01-05"), "conflict");
    await succeed(step("intended", "2025-01-05"));
    expect(await totals()).toEqual({ intended: 100_000_000 });
    await succeed(step("approved", "2025-01-20"));
    expect(await read()).toMatchObject({ approvedOn: "2025-01-20", iatiStatus: 1 });
    for (const day of ["2025-01-19", "2199-01-01"])
      expect(pointersIn(await step("agreed", day))).toEqual(["/on"]);
    await succeed(step("agreed", "2025-02-01"));
    expect(await read()).toMatchObject({ status: "agreed", agreedOn: "2025-02-01", iatiStatus: 2 });
    expect(await totals()).toEqual({
      committed: 100_000_000,
      conditional: 30_000_000,
      unconditional: 70_000_000,
      payable: 70_000_000,
      firstAgreed: 100_000_000,
    });
    const late = await officer.put(at("/schedule"), SCHEDULE(), (await read()).version);
    expect(late.body.detail).toContain("amendment");
  });

  it("says of each tranche all that blocks it, and of a rule clause by clause why", async () => {
    const { payable, payableNow, tranches } = await standing();
    expect([payable, payableNow]).toEqual([usd("700000.00"), usd("0.00")]);
    expect(
      tranches.map(({ blockedBy }: { blockedBy: { code: string }[] }) => blockedBy.map(({ code }) => code)),
    ).toEqual([["approval-missing"], ["payment-rule-not-fulfilled"], ["donor-condition-open"]]);
    expect(tranches[1].blockedBy[0].finding).toMatchObject({
      isMet: false,
      why: "0 of 4 are fulfilled, 4 are needed.",
      of: [
        { kind: "milestone", isMet: false, why: "“The tutoring plan is adopted” is not achieved yet." },
        { kind: "report-accepted", isMet: false, why: "“First half year”, due on 2099-07-31, is open." },
        { kind: "match-verified", isMet: false, why: "0.00 of 100000.00 USD are verified." },
        {
          kind: "measure",
          isMet: false,
          why: expect.stringContaining("only once the partnership has consented"),
        },
      ],
    });
    const answer = await pay(officer, 2, "1.00");
    refused(answer, "condition_not_met");
    expect(answer.body.blockedBy).toMatchObject([{ finding: { of: [{}, {}, {}, {}] } }]);
  });

  it("pays what was approved within limits by one person, by another; of two payments exactly one", async () => {
    const approvals = [1, 9].map((trancheNumber) => ({
      commitmentId: id,
      trancheNumber,
      amount: usd("500000.00"),
    }));
    const many = await officer.post("/approvals", { approvals });
    expect(many.status).toBe(207);
    expect(many.body.items).toMatchObject([
      {
        status: "refused",
        problem: { code: "approval_limit_exceeded", errors: [{ pointer: "/approvals/0/amount/amount" }] },
      },
      { status: "refused", problem: { code: "not_found", errors: [{ pointer: "/approvals/1" }] } },
    ]);
    const approved = await succeed(finance.post(at("/tranches/1/approvals"), { amount: usd("500000.00") }));
    expect(approved.body.tranches[0]).toMatchObject({
      state: "approved",
      approval: { left: usd("500000.00") },
    });
    refused(await pay(finance, 1, "500000.00"), "second_person_required");
    const both = await Promise.all([pay(officer, 1, "500000.00"), pay(officer, 1, "500000.00")]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await read()).toMatchObject({ status: "active", tranches: [{ state: "paid" }, {}, {}] });
    expect(await totals()).toMatchObject({ paid: 50_000_000, payable: 20_000_000, netPaid: 50_000_000 });
  });

  it("lets a rule be fulfilled part by part, a population indicator only by the partnership's consent", async () => {
    const { readinessId } = programme;
    const row = { indicatorId: readinessId, period: schoolYear(2024), numerator: 60, denominator: 100 };
    await succeed(backbone.post("/observations", { observations: [row] }));
    const achieved = { evidence: "Minutes of the board", reason: "It was adopted" };
    const path = at("/milestones/1/achievement");
    expect(pointersIn(await officer.post(path, { ...achieved, achievedOn: "2199-01-01" }))).toEqual([
      "/achievedOn",
    ]);
    await succeed(officer.post(path, { ...achieved, achievedOn: "2025-04-02" }));
    await succeed(backbone.post(at("/requirements/1/submission"), { note: "Forty tutors" }));
    await succeed(officer.post(at("/requirements/1/acceptance"), { comment: "Thank you" }));
    const given = {
      contributor: { name: "The city" },
      kind: "cash",
      on: "2025-05-01",
      reference: "Letter 7",
    };
    await succeed(officer.post(at("/match-contributions"), { ...given, amount: usd("100000.00") }));
    refused(
      await officer.post(at("/match-contributions"), { ...given, amount: usd("1.00") }),
      "already_exists",
    );
    const seen = { status: "verified", on: "2025-05-10", evidence: "Bank statement", reason: "Seen" };
    await succeed(officer.post(at("/match-contributions/1/decision"), seen));

    const consent = { consents: true, on: "2025-05-12", reason: "Our children, our figure" };
    const toConsent = at("/tranches/2/consent");
    const without = await officer.post(at("/tranches/2/evaluations"));
    expect(without.body.finding).toMatchObject({ isMet: false, why: "3 of 4 are fulfilled, 4 are needed." });
    expect((await officer.post(toConsent, consent)).status).toBe(404);
    expect((await stranger.post(toConsent, consent)).status).toBe(404);
    expect(pointersIn(await backbone.post(toConsent, { ...consent, on: "2199-01-01" }))).toEqual(["/on"]);
    await succeed(backbone.post(toConsent, consent));
    const evaluated = await eventually(
      () => succeed(officer.post(at("/tranches/2/evaluations"))),
      ({ body }) => body.finding.isMet,
    );
    const [milestone, report, match, measure] = evaluated.body.finding.of;
    expect([milestone, report, match].map(({ evidence: [first] }) => [first.ref, first.version])).toEqual([
      ["milestone:1", "2"],
      ["requirement:1", "3"],
      ["match:1", "2"],
    ]);
    expect(measure.evidence).toMatchObject([{ ref: expect.stringContaining(readinessId), says: "60" }]);
    expect(await tranche(2)).toMatchObject({ consentedOn: "2025-05-12", ruleState: { isMet: true } });
    await succeed(pay(finance, 2, "150000.00"));
    const kept = await succeed(officer.get(at("/tranches/2/evaluations")));
    expect(kept.body.items[0]).toMatchObject({
      cause: "payment",
      on: "2025-06-02",
      finding: { isMet: true },
    });
    expect(await totals()).toMatchObject({ paid: 65_000_000, payable: 5_000_000 });
  });

  it("advances and waives by two people only, and shows neither as met", async () => {
    refused(await pay(officer, 3, "1.00"), "condition_not_met");
    const advance = {
      kind: "advance",
      trancheNumber: 3,
      amount: usd("100000.00"),
      effectiveOn: "2025-06-10",
    };
    expect(await agree(advance)).toMatchObject({ status: "approved" });
    const advanced = await tranche(3);
    expect(advanced).toMatchObject({ state: "advanced", advanced: usd("100000.00"), isConditional: true });
    expect(await totals()).toMatchObject({
      conditional: 30_000_000,
      advanced: 10_000_000,
      payable: 5_000_000,
    });

    expect(await agree({ kind: "waiver", trancheNumber: 3, effectiveOn: "2025-07-01" })).toMatchObject({
      status: "approved",
    });
    const waived = await tranche(3);
    expect(waived).toMatchObject({ state: "part-paid", waivedOn: "2025-07-01", isConditional: false });
    expect([advanced.conditionMetOn, waived.conditionMetOn]).toEqual([undefined, undefined]);
    expect(await totals()).toEqual({
      committed: 100_000_000,
      unconditional: 100_000_000,
      paid: 75_000_000,
      netPaid: 75_000_000,
      payable: 25_000_000,
      firstAgreed: 100_000_000,
    });
    expect((await ledger()).map(({ kind }) => kind)).not.toContain("condition-met");
  });

  it("is extended and reallocated by amendment, and its plan of any day can be read back", async () => {
    const { strategyId, otherStrategyId } = programme;
    const less = { allocations: [{ strategyId, sharePercent: "50" }], reason: "Less" };
    const refusal = await officer.put(at("/allocations"), less, (await read()).version);
    expect(refusal.body).toMatchObject({ code: "conflict", detail: expect.stringContaining("60 %") });
    const extension = { kind: "no-cost-extension", endOn: "2028-12-31", effectiveOn: "2025-08-01" };
    const touching = await propose({ ...extension, amount: usd("1.00") });
    expect(pointersIn(touching)).toEqual(["/amount"]);
    const extended = await agree({ ...extension, tranches: [{ number: 3, dueOn: "2026-06-01" }] });
    expect([extended.before.endOn, extended.after.endOn]).toEqual(["2027-12-31", "2028-12-31"]);
    await agree({
      kind: "reallocation",
      effectiveOn: "2025-08-15",
      allocations: [
        { strategyId, sharePercent: "33.3333" },
        { strategyId: otherStrategyId, sharePercent: "33.3333" },
      ],
    });
    expect(await read()).toMatchObject({
      amendments: { count: 3, latestOn: "2025-08-15" },
      allocations: [{ amount: usd("333333.00") }, { amount: usd("333333.00") }],
      unallocated: usd("333334.00"),
      unallocatedPercent: "33.33",
    });
    const planOn = async (day: string) => (await succeed(officer.get(at(`/plan?on=${day}`)))).body.plan;
    const shares = ({ allocations }: { allocations: { sharePercent: string }[] }) =>
      allocations.map(({ sharePercent }) => sharePercent);
    const [before, between, after] = [
      await planOn("2025-07-31"),
      await planOn("2025-08-01"),
      await planOn("2025-08-15"),
    ];
    expect([before.endOn, between.endOn, after.endOn]).toEqual(["2027-12-31", "2028-12-31", "2028-12-31"]);
    expect([before, between, after].map(shares)).toEqual([["60"], ["60"], ["33.3333", "33.3333"]]);
    const early = await propose({ ...extension, endOn: "2029-12-31", effectiveOn: "2025-08-14" });
    expect(pointersIn(early)).toEqual(["/effectiveOn"]);
    await totals();
  });

  it("pays nothing from the moment it is suspended, and goes on when it is resumed", async () => {
    refused(await step("suspended", "2025-09-01"), "conflict");
    await agree({ kind: "suspension", effectiveOn: "2025-09-01" });
    expect(await read()).toMatchObject({ status: "suspended", iatiStatus: 6 });
    refused(await pay(finance, 2, "1.00"), "conflict");
    refused(
      await propose({ kind: "advance", trancheNumber: 3, amount: usd("1.00"), effectiveOn: "2025-09-01" }),
      "conflict",
    );
    const { payable, payableNow, tranches } = await standing();
    expect([payable, payableNow]).toEqual([usd("250000.00"), usd("0.00")]);
    expect(tranches[1].blockedBy).toMatchObject([
      { code: "commitment-status", detail: "The commitment is suspended." },
    ]);
    await agree({ kind: "resumption", effectiveOn: "2025-09-02" });
    await succeed(pay(finance, 2, "50000.00", "2025-09-03"));
    expect(await tranche(2)).toMatchObject({ state: "paid", ruleMetOn: "2025-06-02" });
    expect(await totals()).toMatchObject({ paid: 80_000_000, payable: 20_000_000 });
  });

  it("takes money back beside what was paid, and undoes an entry once", async () => {
    const back = { trancheNumber: 1, on: "2025-09-10", reason: "Unspent" };
    const more = await finance.post(at("/refunds"), { ...back, amount: usd("500000.01") });
    expect([more.body.code, pointersIn(more)]).toEqual(["amount_exceeded", ["/amount/amount"]]);
    await succeed(finance.post(at("/refunds"), { ...back, amount: usd("20000.50") }));
    expect(await totals()).toMatchObject({ paid: 80_000_000, refunded: 2_000_050, netPaid: 77_999_950 });
    const wrong = (await succeed(pay(finance, 3, "1000.00", "2025-09-11"))).body;
    const undo = (on: string) =>
      finance.post(at(`/ledger/${wrong.id}/reversal`), { on, reason: "Paid twice" });
    expect(pointersIn(await undo("2025-09-10"))).toEqual(["/on"]);
    const tries = await Promise.all([undo("2025-09-12"), undo("2025-09-12"), undo("2025-09-12")]);
    const [won, ...others] = tries.filter(({ status }) => status === 201);
    expect(others).toEqual([]);
    expect(won?.body).toMatchObject({ kind: "reversal", reverses: { id: wrong.id, kind: "payment" } });
    const again = await undo("2025-09-12");
    expect(again.body).toMatchObject({
      code: "conflict",
      detail: `It was reversed already, by ${won?.body.id}.`,
    });
    expect(await totals()).toMatchObject({ paid: 80_000_000, payable: 20_000_000 });
  });

  it("ends early by two people: what is open is released, and what was paid stays", async () => {
    refused(await step("terminated", "2025-10-01"), "conflict");
    const ended = await agree({
      kind: "termination",
      refundPlan: "What is unspent, by spring",
      effectiveOn: "2025-10-01",
    });
    expect(ended.after).toMatchObject({ status: "terminated" });
    const { status, iatiStatus, endedOn, tranches, unallocatedPercent } = await read();
    expect({ status, iatiStatus, endedOn, unallocatedPercent }).toEqual({
      status: "terminated",
      iatiStatus: 5,
      endedOn: "2025-10-01",
      unallocatedPercent: "33.33",
    });
    expect(tranches.map(({ state }: { state: string }) => state)).toEqual(["paid", "paid", "paid"]);
    expect(await totals()).toEqual({
      committed: 80_000_000,
      unconditional: 80_000_000,
      paid: 80_000_000,
      refunded: 2_000_050,
      netPaid: 77_999_950,
      released: 20_000_000,
      firstAgreed: 100_000_000,
    });
    refused(await pay(finance, 3, "1.00", "2025-10-02"), "conflict");
    refused(await step("active", "2025-10-02"), "conflict");
    const [payment] = (await ledger()).filter(({ kind }) => kind === "payment");
    refused(
      await finance.post(at(`/ledger/${payment?.id}/reversal`), { on: "2025-10-03", reason: "Wrong" }),
      "conflict",
    );
    const back = { trancheNumber: 2, on: "2025-11-01", amount: usd("10000.00"), reason: "Unspent" };
    await succeed(finance.post(at("/refunds"), back));
    expect(await totals()).toMatchObject({ refunded: 3_000_050, netPaid: 76_999_950 });
    const { body } = await succeed(officer.get(at("/amendments")));
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      "termination",
      "resumption",
      "suspension",
      "reallocation",
      "no-cost-extension",
      "waiver",
      "advance",
    ]);
  });
});
