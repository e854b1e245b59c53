import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../../functions/api/app.ts";
import { accountingRoutes } from "../../../functions/api/routes/accounting.ts";
import { loadCommitment } from "../../../shared/investments/commitment.store.ts";
import { newId } from "../../../shared/platform/id.ts";
import { ok } from "../../../shared/platform/result.ts";
import { queryAll } from "../../../shared/platform/table.ts";
import { putIf } from "../../../shared/platform/transaction.ts";
import { aPrincipal } from "../../support/commitments.ts";
import { NO_PAGES } from "../../support/no-pages.ts";
import { countingRounds } from "../reporting/rounds.ts";
import { type Harbour, makeHarbour, NOW, recordRate, reportIn } from "./accounting-world.ts";

let harbour: Harbour;
beforeAll(async () => {
  harbour = await makeHarbour();
});
afterAll(() => harbour.stop());

type Caller = Parameters<typeof aPrincipal>[0];

async function get(path: string, caller: Caller = {}, accept = "application/json", table = harbour.table) {
  const principal = aPrincipal({ organisationId: harbour.funderId, ...caller });
  const app = createApp(
    {
      ...NO_PAGES,
      table,
      files: { presignUpload: () => Promise.reject(new Error("Nothing is uploaded here.")) },
      authenticate: async () => ok(principal),
      clock: () => NOW,
      newId,
      cursorSecret: "secret",
    },
    accountingRoutes,
  );
  const response = await app.request(`/v1${path}`, { headers: { accept } });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const body = isJson ? JSON.parse(text) : {};
  return { status: response.status, link: response.headers.get("link"), text, body };
}

const usd = (amount: string) => ({ amount, currency: "USD" });

describe("the accounts of a commitment", () => {
  it("show every view of its money, and what moved of each in every fiscal year", async () => {
    const { status, body } = await get(`/commitments/${harbour.matchedId}/accounting`);
    expect(status).toBe(200);
    const totals = Object.fromEntries(
      body.views.map(({ name, total }: { name: string; total: { amount: string } }) => [name, total.amount]),
    );
    // 4 M on signature and 6 M on a match, 2 M of it advanced of which 0.5 M came back, met on 1 September 2026.
    expect(totals).toEqual({
      plan: "10000000.00",
      agreed: "10000000.00",
      accrual: "9500000.00",
      payable: "4000000.00",
      cash: "6000000.00",
      "cash-net": "5500000.00",
      expenditure: "0.00",
      match: "0.00",
    });
    const cash = body.views.find(({ name }: { name: string }) => name === "cash");
    expect(cash.byFiscalYear).toEqual([
      { fiscalYear: 2026, amount: usd("6000000.00") },
      { fiscalYear: 2027, amount: usd("0.00") },
    ]);
    expect(body.payout).toEqual({
      taxYearStartMonth: 1,
      years: [{ taxYear: 2026, paid: usd("6000000.00"), recovered: usd("500000.00") }],
    });
    expect(body.match).toMatchObject({ required: usd("2000000.00"), short: usd("2000000.00") });
    expect(body.granteeReport).toMatchObject({
      a: usd("5500000.00"),
      c: usd("5500000.00"),
      h: usd("10000000.00"),
    });
  });

  it("roll what is payable forward, and say when it falls due", async () => {
    const { body } = await get(`/commitments/${harbour.matchedId}/accounting`);
    expect(body.rollForward).toMatchObject({
      ...{ fiscalYear: 2027, start: "2026-07-01", end: "2026-09-30" },
      opening: usd("0.00"),
      lines: { conditionsMet: usd("6000000.00"), advancesCleared: usd("-2000000.00") },
      closing: usd("4000000.00"),
    });
    const before = await get(`/commitments/${harbour.matchedId}/accounting?fiscalYear=2026`);
    expect(before.body.rollForward).toMatchObject({
      end: "2026-06-30",
      lines: { committed: usd("4000000.00"), paidOnPromise: usd("-4000000.00") },
      closing: usd("0.00"),
    });
    expect(body.maturity.maturities["within-a-year"].payable).toEqual(usd("4000000.00"));
    expect(body.maturity).toMatchObject({ unscheduled: usd("0.00"), carrying: usd("4000000.00") });
  });

  it("unwind the discount of what is due in years, and repeat the totals in the reporting currency", async () => {
    const { body } = await get(`/commitments/${harbour.longId}/accounting`);
    const [amortisation] = body.amortisations;
    expect(amortisation).toMatchObject({ rate: "0.04", presentValue: usd("8903644.66") });
    expect(
      amortisation.byTwelveMonths.map((row: { accretion: { amount: string } }) => row.accretion.amount),
    ).toEqual(["356145.79", "290391.62", "222007.28", "150887.57", "76923.08"]);
    expect(amortisation.byFiscalYear.at(-1).closing).toEqual(usd("0.00"));
    expect(body.reporting).toMatchObject({ currency: "EUR", rate: "0.5", on: "2026-08-31" });
    expect(body.reporting.totals.plan).toEqual({ amount: "5000000.00", currency: "EUR" });
  });

  it("say why they are not in the reporting currency: no rate, or a rate that no amount can be kept at", async () => {
    const { table, funderId, longId } = harbour;
    const reporting = async () => (await get(`/commitments/${longId}/accounting`)).body.reporting;
    await reportIn(table, funderId, { currency: "GBP", ifMatch: 1 });
    expect(await reporting()).toEqual({ currency: "GBP", unknown: "no-rate-yet" });
    const rate = "999999999999";
    await recordRate(table, funderId, { to: "GBP", rate });
    const recorded = { rate, on: "2026-08-31", source: "Our bank" };
    expect(await reporting()).toEqual({ currency: "GBP", unknown: "too-large", ...recorded });
    await reportIn(table, funderId, { currency: "USD", ifMatch: 2 });
    expect(await reporting()).toBeUndefined();
    await reportIn(table, funderId, { currency: "EUR", ifMatch: 3 });
  });

  it("are the partnership's to read too, without what is the funder's own, and nobody else's", async () => {
    const path = `/commitments/${harbour.longId}/accounting`;
    const owner = await get(path, { organisationId: harbour.ownerId, roles: ["viewer"] });
    expect(owner.status).toBe(200);
    expect(owner.body.reporting).toBeUndefined();
    expect((await get(path, { organisationId: newId("org") })).status).toBe(404);
    expect((await get(`/commitments/${newId("cmt")}/accounting`)).status).toBe(404);
  });

  it("refuse a year that has not begun", async () => {
    const { status, body } = await get(`/commitments/${harbour.longId}/accounting?fiscalYear=2028`);
    expect([status, body]).toMatchObject([400, { errors: [{ parameter: "fiscalYear" }] }]);
  });
});

describe("a reconciliation", () => {
  it("leads from one view to the other line by line", async () => {
    const { body } = await get(`/commitments/${harbour.matchedId}/reconciliation?from=accrual&to=cash`);
    expect(body).toMatchObject({
      from: { name: "accrual", total: usd("9500000.00") },
      to: { name: "cash", total: usd("6000000.00") },
      difference: usd("-3500000.00"),
      lines: [
        { name: "payable", amount: usd("-4000000.00") },
        { name: "refundedOfPaid", amount: usd("500000.00") },
      ],
    });
  });

  it("of one year explains that year alone", async () => {
    const path = `/commitments/${harbour.matchedId}/reconciliation?from=accrual&to=cash&fiscalYear=2026`;
    expect((await get(path)).body).toMatchObject({
      from: { total: usd("4000000.00") },
      to: { total: usd("6000000.00") },
      lines: [{ name: "advanced", amount: usd("2000000.00") }],
    });
  });

  it("asks for views that there are", async () => {
    const { status, body } = await get(`/commitments/${harbour.longId}/reconciliation?from=accrual&to=gold`);
    expect([status, body]).toMatchObject([400, { errors: [{ parameter: "to" }] }]);
  });
});

type Entry = {
  on: string;
  kind: string;
  commitmentId: string;
  lines: {
    account: string;
    code: string;
    isMemo: boolean;
    debit?: { amount: string };
    credit?: { amount: string };
  }[];
};

async function everyPage(path: string): Promise<{ items: Entry[]; pages: number }> {
  const items: Entry[] = [];
  let pages = 0;
  for (let next: string | undefined = ""; next !== undefined; pages++) {
    const { status, body } = await get(`${path}${next === "" ? "" : `&cursor=${next}`}`);
    expect(status).toBe(200);
    items.push(...body.items);
    next = body.next;
  }
  return { items, pages };
}

const balance = (items: Entry[], account: string) =>
  items
    .flatMap(({ lines }) => lines.filter((line) => line.account === account))
    .reduce((sum, { debit, credit }) => sum + Number(debit?.amount ?? 0) - Number(credit?.amount ?? 0), 0);

describe("the journal of a whole book", () => {
  const span = "from=2026-01-01&to=2026-12-31";

  it("holds every entry once, by day, a page at a time", async () => {
    const { items, pages } = await everyPage(`/journal?${span}&limit=3`);
    expect(pages).toBeGreaterThan(12);
    const days = items.map(({ on }) => on);
    expect(days).toEqual([...days].sort());
    const ledgers = await Promise.all(
      harbour.ids.map((id) => queryAll(harbour.table, { partition: `CMT#${id}`, prefix: "L#" })),
    );
    expect(items).toHaveLength(ledgers.flat().length);
  });

  it("balances, and comes to what the accounts of its commitments say", async () => {
    const { items } = await everyPage(`/journal?${span}&limit=100`);
    const matched = items.filter(({ commitmentId }) => commitmentId === harbour.matchedId);
    expect(balance(matched, "cash")).toBe(-5_500_000);
    expect(balance(matched, "grants-payable")).toBe(-4_000_000);
    expect(balance(matched, "grant-expense")).toBe(9_500_000);
    expect(balance(matched, "grant-advances")).toBe(0);
    expect(balance(matched, "conditional-grants")).toBe(0);
  });

  it("carries the funder's accounts, and a commitment's own where it has them", async () => {
    const { items } = await everyPage(`/journal?${span}&limit=100`);
    const codesOf = (id: string) =>
      new Set(
        items
          .filter(({ commitmentId }) => commitmentId === id)
          .flatMap(({ lines }) => lines.filter(({ account }) => account === "grant-expense"))
          .map(({ code }) => code),
      );
    expect(codesOf(harbour.matchedId)).toEqual(new Set(["5100"]));
    expect(codesOf(harbour.longId)).toEqual(new Set(["5150"]));
  });

  it("keeps to the days that were asked for, and to one's own book", async () => {
    const { items } = await everyPage("/journal?from=2026-01-21&to=2026-04-01&limit=100");
    expect(items.map(({ on, kind }) => [on, kind])).toEqual([["2026-04-01", "advance"]]);
    const stranger = await get(`/journal?${span}`, { organisationId: newId("org") });
    expect(stranger.body.items).toEqual([]);
    expect((await get(`/journal?${span}`, { roles: ["viewer"] })).status).toBe(403);
    expect((await get("/journal?from=2024-01-01&to=2026-12-31")).status).toBe(400);
    expect((await get("/journal?from=2026-02-01&to=2026-01-01")).status).toBe(400);
  });

  it("as CSV has a row a line, its cells guarded against being taken for formulas", async () => {
    const { status, text, link } = await get(`/journal?${span}&limit=2`, {}, "text/csv");
    const rows = text.split("\r\n");
    expect(status).toBe(200);
    expect(rows[0]).toMatch(/^date,valueDate,kind,account,accountCode,debit,credit,currency,memo,/);
    expect(link).toContain('rel="next"');
    const all = await get(`/journal?${span}&limit=100`, {}, "text/csv");
    expect(all.text).toContain(",grant-expense,5150,8903644.66,,USD,no,");
    expect(all.text).toContain(`,"'=HYPERLINK(""https://bad.example"")",`);
    expect(all.text).toContain(",department=Early years,");
    expect(all.text).not.toMatch(/[,"]=HYPERLINK/);
  });

  it("is completed by the unwinding of discounts, commitment by commitment", async () => {
    const { items } = await everyPage("/journal/unwindings?from=2026-01-15&to=2027-01-15&limit=1");
    expect(items.map(({ commitmentId, on }) => [commitmentId, on])).toEqual([[harbour.longId, "2027-01-15"]]);
    expect(balance(items, "discount-expense")).toBe(356_145.79);
    const csv = await get("/journal/unwindings?from=2026-01-15&to=2027-01-15", {}, "text/csv");
    expect(csv.text).toContain(",discount-unwinding,discount-expense,discount-expense,356145.79,,USD,no,");
  });
});

describe("what accounting costs", () => {
  it.each([
    ["the accounts of a commitment, with a reporting currency", "/commitments/{id}/accounting", 3],
    ["a reconciliation", "/commitments/{id}/reconciliation?from=plan&to=cash", 2],
    ["a page of the journal", "/journal?from=2026-01-01&to=2026-12-31&limit=2", 2],
    ["a page of unwindings", "/journal/unwindings?from=2026-01-01&to=2026-12-31", 2],
  ])("%s: as many rounds as it says", async (_what, path, rounds) => {
    const counted = countingRounds(harbour.table);
    const asked = path.replace("{id}", harbour.longId);
    expect((await get(asked, {}, "application/json", counted.table)).status).toBe(200);
    expect(counted.rounds()).toBe(rounds);
  });
});

describe("a ledger that is too long to be computed from in one request", () => {
  it("is refused with its length, and its discount is left out of the unwindings with a caveat", async () => {
    const id = harbour.tooLongId;
    const loaded = await loadCommitment(harbour.table, id);
    const head = loaded?.items.find(({ sk }) => sk === "C#HEAD");
    if (!head) throw new Error("The commitment is not there.");
    await putIf(harbour.table, { ...head, entries: 1001 }, { expression: "attribute_exists(pk)" });
    const { status, body } = await get(`/commitments/${id}/accounting`);
    expect([status, body]).toMatchObject([409, { entries: 1001 }]);
    const { items } = await everyPage("/journal/unwindings?from=2026-01-15&to=2027-01-15");
    expect(items.filter(({ commitmentId }) => commitmentId === id)).toMatchObject([
      { lines: [], caveat: "Its ledger is too long to be computed from in one request." },
    ]);
  });
});
