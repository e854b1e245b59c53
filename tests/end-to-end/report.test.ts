import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf } from "../support/client.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, aProgramme, type Programme, schoolYear, share, usd } from "../support/programme.ts";
import { aMember, eventually, startTarget, succeed, type Target } from "../support/target.ts";

let target: Target;
let backbone: Client;
let funder: Client;
let stranger: Client;
let programme: Programme;
let commitmentId: string;
let report: Answer;

const SMALL = { "race-ethnicity": "native" };

beforeAll(async () => {
  target = await startTarget();
  backbone = clientOf(target, await aMember(target, "partnership"));
  const member = await aMember(target, "funder", { fiscalYearStartMonth: 7 });
  funder = clientOf(target, member);
  stranger = clientOf(target, await aMember(target, "funder"));
  programme = await aProgramme(backbone);
  await share(backbone, programme.partnershipId, member.id);
  await measure();
  commitmentId = await commit();
  report = await eventually(
    () => funder.get(`/commitments/${commitmentId}/report`),
    ({ status, body }) => status === 200 && body.indicators.length === 2 && latestOf(body, "core") === 54,
  );
});
afterAll(() => target?.stop());

type Indicator = { id: string; level: string; latest?: { value: number; from: string[] } };
const indicatorOf = (body: { indicators: Indicator[] }, level: string) =>
  body.indicators.find((indicator) => indicator.level === level);
const latestOf = (body: { indicators: Indicator[] }, level: string) =>
  indicatorOf(body, level)?.latest?.value;

async function measure(): Promise<void> {
  const { readinessId, seatsId } = programme;
  const cell = (start: number, dimensions: object, numerator: number, denominator: number) => ({
    indicatorId: readinessId,
    period: schoolYear(start),
    dimensions,
    numerator,
    denominator,
  });
  const observations = [
    cell(2022, {}, 245, 500),
    cell(2024, {}, 270, 500),
    cell(2022, { sex: "female" }, 130, 250),
    cell(2022, { sex: "male" }, 115, 250),
    cell(2024, { sex: "female" }, 145, 250),
    cell(2024, { sex: "male" }, 125, 250),
    cell(2024, { "race-ethnicity": "white" }, 266, 493),
    cell(2024, SMALL, 4, 7),
    { indicatorId: seatsId, period: schoolYear(2022), numerator: 150, denominator: 500 },
    { indicatorId: seatsId, period: schoolYear(2024), numerator: 240, denominator: 500 },
  ];
  const answer = await succeed(backbone.post("/observations", { observations }));
  if (answer.body.counts.recorded !== observations.length) throw new Error(answer.text);
  const targets = [
    {
      dimensions: {},
      baseline: { period: schoolYear(2022), value: 49 },
      target: { period: schoolYear(2028), value: 65 },
    },
  ];
  await succeed(backbone.put(`/indicators/${readinessId}/targets`, { targets }, 1));
}

async function commit(): Promise<string> {
  const allocations = [{ strategyId: programme.strategyId, amount: usd("7000000.00") }];
  const renewal = { amount: usd("5000000.00"), note: "In view" };
  const body = aCommitmentBody({ partnershipId: programme.partnershipId, allocations, renewal });
  const { id } = (await succeed(funder.post("/commitments", body))).body;
  const pay = (on: string, amount: string, trancheNumber: number) =>
    succeed(funder.post(`/commitments/${id}/payments`, { trancheNumber, on, amount: usd(amount) }));
  await pay("2025-07-15", "3000000.00", 1);
  await pay("2026-07-15", "1250000.25", 2);
  const refund = { trancheNumber: 1, on: "2026-05-01", amount: usd("50000.00"), reason: "Unspent" };
  await succeed(funder.post(`/commitments/${id}/refunds`, refund));
  const release = { trancheNumber: 2, on: "2026-08-01", amount: usd("250000.00"), reason: "Not needed" };
  await succeed(funder.post(`/commitments/${id}/releases`, release));
  return id;
}

const cents = (value: { amount: string }) => Math.round(Number(value.amount) * 100);

describe("the report's money", () => {
  it("reconciles to the cent, intended apart", () => {
    const { money } = report.body;
    expect(money).toMatchObject({
      committed: usd("9750000.00"),
      conditional: usd("4000000.00"),
      unconditional: usd("5750000.00"),
      paid: usd("4250000.25"),
      refunded: usd("50000.00"),
      netPaid: usd("4200000.25"),
      payable: usd("1499999.75"),
      released: usd("250000.00"),
      firstAgreed: usd("10000000.00"),
      intended: usd("0.00"),
      renewal: { amount: usd("5000000.00") },
    });
    for (const check of report.body.reconciliation) expect(check).not.toMatchObject({ holds: false });
  });

  it("is told by the funder's fiscal year, from July, and the years sum to the whole", () => {
    const years: readonly { label: string; start: string; paid: { amount: string } }[] =
      report.body.money.byFiscalYear;
    expect(years.map(({ label }) => label)).toEqual(["FY2026", "FY2027", "FY2028"]);
    expect(years[0]).toMatchObject({
      start: "2025-07-01",
      paid: usd("3000000.00"),
      refunded: usd("50000.00"),
    });
    expect(years[1]).toMatchObject({ start: "2026-07-01", paid: usd("1250000.25") });
    expect(years.reduce((sum, year) => sum + cents(year.paid), 0)).toBe(cents(report.body.money.paid));
  });

  it("is divided among strategies, with the share that is not", () => {
    expect(report.body.allocations).toMatchObject({
      items: [{ strategyId: programme.strategyId, amount: usd("7000000.00"), share: "71.79" }],
      unallocated: { amount: usd("2750000.00"), share: "28.21" },
    });
  });
});

describe("the report's outcomes", () => {
  it("stand behind the strategy that is funded, with baseline, latest, target, change and progress", () => {
    expect(indicatorOf(report.body, "core")).toMatchObject({
      id: programme.readinessId,
      baseline: { value: 49 },
      latest: { value: 54, numerator: 270, denominator: 500 },
      target: { value: 65 },
      change: { value: 5, unit: "percentage-points" },
      percentOfTargetedChange: { value: 31.25 },
      progress: { class: "improving" },
    });
    expect(report.body.strategies).toMatchObject([{ id: programme.strategyId }]);
    expect(report.body.lineOfSight.length).toBeGreaterThan(0);
    expect(JSON.stringify(report.body.lineOfSight)).toContain("Seats make children ready.");
  });

  it("show the gap between subgroups, and what became of it", () => {
    const outcome = report.body.indicators.find((one: Indicator) => one.level === "core");
    expect(outcome.largestGap).toMatchObject({
      dimensionKey: "sex",
      difference: { value: 8 },
      servedBest: { category: "female" },
      servedLeast: { category: "male" },
    });
  });

  it("withhold a whole breakdown with a small cell, and nothing of it is anywhere in the report", () => {
    const shown = JSON.stringify(report.body);
    for (const leak of [
      '"numerator":4,',
      '"denominator":7,',
      '"numerator":266',
      '"denominator":493',
      "57.142857",
    ])
      expect(shown).not.toContain(leak);
    const outcome = report.body.indicators.find((one: Indicator) => one.level === "core");
    const byRace = JSON.stringify(
      outcome.breakdowns.filter((one: { dimensionKey: string }) => one.dimensionKey === "race-ethnicity"),
    );
    expect(byRace).toContain('"c"');
  });

  it("name for every figure the revisions behind it, and their owner can open these", async () => {
    const from = indicatorOf(report.body, "core")?.latest?.from ?? [];
    expect(from).toHaveLength(1);
    const opened = await succeed(backbone.get(`/observations/${from[0]}`));
    expect(opened.body.cells).toMatchObject([{ numerator: 270, denominator: 500 }]);
    expect((await funder.get(`/observations/${from[0]}`)).status).toBe(404);
  });
});

describe("the report", () => {
  it("is the same for the partnership that it is about, and for nobody else", async () => {
    const theirs = await succeed(backbone.get(`/commitments/${commitmentId}/report`));
    expect(theirs.body.money).toEqual(report.body.money);
    const refused = await stranger.get(`/commitments/${commitmentId}/report`);
    expect(refused.body).toMatchObject({ status: 404, code: "not_found" });
  });

  it("has the same content hash while nothing changes", async () => {
    const again = await succeed(funder.get(`/commitments/${commitmentId}/report`));
    expect(again.body.contentHash).toBe(report.body.contentHash);
  });

  it("is a page to print, with the same figures", async () => {
    const page = await funder.get(`/commitments/${commitmentId}/report`, { accept: "text/html" });
    expect(page.status).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.text).toMatch(/^<!doctype html>/i);
    for (const text of ["Readers and homes", "Full-day pre-K", "Kindergarten readiness", "4,250,000.25"])
      expect(page.text).toContain(text);
    // The site's own script by its address, and none in the page.
    expect(page.text).not.toMatch(/<script(?! type="module" src="\/script-[0-9a-f]{16}\.js"><\/script>)/);
  });

  it("of a commitment without a partnership is its money, and says why the rest is empty", async () => {
    const alone = await succeed(stranger.post("/commitments", aCommitmentBody()));
    const { body } = await succeed(stranger.get(`/commitments/${alone.body.id}/report`));
    expect(body.money.committed).toEqual(usd("10000000.00"));
    expect(body.indicators).toEqual([]);
    expect(body.notes.length).toBeGreaterThan(0);
  });
});

describe("the portfolio", () => {
  it("sums what is committed by fiscal year and status, once the stream has told it", async () => {
    const portfolio = await eventually(
      () => funder.get("/portfolio"),
      ({ body }) => body.currencies[0]?.total.paid.amount === "4250000.25",
    );
    expect(portfolio.body.currencies).toMatchObject([
      {
        currency: "USD",
        total: {
          commitments: 1,
          committed: usd("9750000.00"),
          conditional: usd("4000000.00"),
          released: usd("250000.00"),
          intended: usd("5000000.00"),
        },
        rows: [{ fiscalYear: 2025, status: "active" }],
        paidByFiscalYear: [
          { fiscalYear: 2026, paid: usd("3000000.00") },
          { fiscalYear: 2027, paid: usd("1250000.25") },
        ],
      },
    ]);
  });

  it("says what is due between two days", async () => {
    const due = await succeed(funder.get("/due?from=2026-07-01&to=2027-12-31"));
    expect(due.body.items).toMatchObject([
      { commitmentId, trancheNumber: 2, dueOn: "2026-07-15", state: "part-paid" },
      { commitmentId, trancheNumber: 3, dueOn: "2027-07-15", state: "conditional" },
    ]);
    expect((await funder.get("/due?from=2026-07-01&to=2025-01-01")).status).toBe(400);
    expect((await succeed(stranger.get("/due?from=2025-07-01&to=2025-07-14"))).body.items).toEqual([]);
  });
});
