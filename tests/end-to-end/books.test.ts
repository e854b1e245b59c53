import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, clientOf, pointersIn } from "../support/client.ts";
import { aColleague, inPerson } from "../support/colleague.ts";
import type { Answer } from "../support/http-call.ts";
import { aCommitmentBody, usd } from "../support/programme.ts";
import {
  aMember,
  hasSecondPerson,
  type Member,
  startTarget,
  succeed,
  type Target,
} from "../support/target.ts";

let target: Target;
let funder: Client;

beforeAll(async () => {
  target = await startTarget();
  [, funder] = await aBook();
});
afterAll(() => target?.stop());

/** A funder with an empty book and calendar fiscal years. */
async function aBook(): Promise<[Member, Client]> {
  const made = await aMember(target, "funder", { fiscalYearStartMonth: 1 });
  return [made, clientOf(target, made)];
}

const settle = (by: Client, settings: object, version = 0) =>
  by.put("/funder-settings", { reason: "As the board decided", ...settings }, version);
const commit = async (by: Client, body: object): Promise<string> =>
  (await succeed(by.post("/commitments", body))).body.id;

type Money = { readonly amount: string; readonly currency: string };
type Line = { readonly account: string; readonly debit?: Money; readonly credit?: Money };
type Booking = { readonly kind?: string; readonly lines: readonly Line[] };
type Named = { readonly name: string; readonly total: Money };

function cents({ amount }: Money): number {
  return Math.round(Number(amount) * 100);
}

/** Every page of a list. */
async function everything<T>(by: Client, path: string): Promise<T[]> {
  const items: T[] = [];
  let cursor = "";
  do {
    const { body } = await succeed(by.get(`${path}${cursor}`));
    items.push(...body.items);
    cursor = body.next === undefined ? "" : `&cursor=${body.next}`;
  } while (cursor !== "");
  return items;
}

/** Debits less credits of each account, in cents. */
function balances(bookings: readonly Booking[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { account, debit, credit } of bookings.flatMap(({ lines }) => lines))
    sums[account] = (sums[account] ?? 0) + (debit ? cents(debit) : 0) - (credit ? cents(credit) : 0);
  return sums;
}

/** A promise of ten million over five years in arrears, made on 15 January 2025. */
const LONG = {
  ...aCommitmentBody({ startOn: "2025-01-15", endOn: "2030-01-15", agreedOn: "2025-01-15" }),
  tranches: [2026, 2027, 2028, 2029, 2030].map((year) => ({
    dueOn: `${year}-01-15`,
    amount: usd("2000000.00"),
  })),
};

describe("how a book is run", () => {
  it("is the defaults until it is recorded, is put as a whole, and keeps its history", async () => {
    const [, own] = await aBook();
    const before = await succeed(own.get("/funder-settings"));
    expect(before.body).toMatchObject({ version: 0, bigBetThreshold: usd("1000000.00"), accounts: {} });
    expect((await settle(own, {}, 1)).status).toBe(412);
    const first = await succeed(settle(own, { accounts: { cash: "1010" }, taxYearStartMonth: 7 }));
    expect(first.headers.etag).toBe('"1"');
    const second = await succeed(settle(own, { accounts: { cash: "1020" } }, 1));
    expect(second.body).toMatchObject({ version: 2, accounts: { cash: "1020" } });
    expect(second.body).not.toHaveProperty("taxYearStartMonth");
    const { body } = await succeed(own.get("/funder-settings/changes"));
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual(
      Array.from({ length: 2 }, () => "funder-settings.change"),
    );
    const invalid = await settle(own, { discountRates: [{ from: "2025-01-01", rate: "4 %" }] }, 2);
    expect(pointersIn(invalid)).toEqual(["/discountRates/0/rate"]);
  });
});

describe("the threshold of a big bet", () => {
  it("is a setting by which a funder's own commitments are told apart, and listed", async () => {
    const [, own] = await aBook();
    const smaller = {
      amount: usd("999999.99"),
      tranches: [{ dueOn: "2025-07-15", amount: usd("999999.99") }],
    };
    const large = await commit(own, aCommitmentBody());
    const small = await commit(own, aCommitmentBody(smaller));
    const short = await commit(own, aCommitmentBody({ endOn: "2026-06-30" }));
    const verdict = async (id: string) => (await succeed(own.get(`/commitments/${id}`))).body.isBigBet;
    expect([await verdict(large), await verdict(small), await verdict(short)]).toEqual(["yes", "no", "no"]);
    const listed = async () => {
      const { body } = await succeed(own.get("/commitments?isBigBet=yes"));
      return body.items.map(({ id }: { id: string }) => id);
    };
    expect(await listed()).toEqual([large]);
    await succeed(settle(own, { bigBetThreshold: usd("500000.00") }));
    expect(await listed()).toEqual([large, small]);
    await succeed(settle(own, { bigBetThreshold: { amount: "500000.00", currency: "EUR" } }, 1));
    expect(await verdict(large)).toBe("unknown");
  });
});

describe.skipIf(!hasSecondPerson)("ten million, four on signature and six on a verified match", () => {
  /** What the accounts and the journal say, in millions. */
  async function stand(by: Client, id: string) {
    const { body } = await succeed(by.get(`/commitments/${id}/accounting`));
    const inMillions = ({ amount }: Money) => Number(amount) / 1_000_000;
    const views = Object.fromEntries(body.views.map(({ name, total }: Named) => [name, inMillions(total)]));
    const booked = balances(await everything(by, "/journal?from=2025-01-01&to=2025-12-31"));
    const journal = Object.fromEntries(
      Object.entries(booked)
        .filter(([, minor]) => minor !== 0)
        .map(([account, minor]) => [account, minor / 100_000_000]),
    );
    const { accrual, payable, cash, match } = views;
    return { accrual, payable, cash, match, journal };
  }
  const DISCLOSED = { "conditional-grants": 6, "conditional-grants-contra": -6 };

  it("is booked day by day as the accounting rules have it", async () => {
    const [own, key] = await aBook();
    const colleague = await aColleague(target, own, ["finance"]);
    const officer = inPerson(target, own);
    const id = await commit(key, {
      ...aCommitmentBody({ startOn: "2025-01-15", agreedOn: "2025-01-15" }),
      tranches: [
        { dueOn: "2025-01-15", amount: usd("4000000.00") },
        {
          dueOn: "2025-10-01",
          amount: usd("6000000.00"),
          condition: {
            barrier: { kind: "match", description: "A verified match, one to one, reaches six million." },
            rightOfRelease: true,
          },
        },
      ],
    });
    const base = `/commitments/${id}`;
    const pay = (trancheNumber: number, on: string, amount: string) =>
      key.post(`${base}/payments`, { trancheNumber, on, amount: usd(amount) });

    await succeed(pay(1, "2025-01-15", "4000000.00"));
    const signed = { accrual: 4, payable: 0, cash: 4, match: 0 };
    expect(await stand(key, id)).toEqual({
      ...signed,
      journal: { "grant-expense": 4, cash: -4, ...DISCLOSED },
    });

    expect((await pay(2, "2025-04-01", "2000000.00")).body.code).toBe("condition_not_met");
    const proposal = await succeed(
      officer.post(`${base}/proposals`, {
        kind: "advance",
        trancheNumber: 2,
        amount: usd("2000000.00"),
        effectiveOn: "2025-04-01",
        reasonCode: "recipient-request",
        reason: "To begin before the match is whole",
      }),
    );
    const approval = `${base}/proposals/${proposal.body.id}/approval`;
    expect((await officer.post(approval, {})).body.code).toBe("second_person_required");
    await succeed(colleague.post(approval, {}));
    expect(await stand(key, id)).toEqual({
      ...signed,
      cash: 6,
      journal: { "grant-expense": 4, "grant-advances": 2, cash: -6, ...DISCLOSED },
    });

    const given = { contributor: { name: "The county" }, kind: "cash", reference: "Budget, line 114" };
    await succeed(
      key.post(`${base}/match-contributions`, { ...given, amount: usd("6000000.00"), on: "2025-05-01" }),
    );
    const seen = {
      status: "verified",
      on: "2025-06-01",
      evidence: "Award letter",
      reason: "Seen in records",
    };
    await succeed(key.post(`${base}/match-contributions/1/decision`, seen));
    const met = { metOn: "2025-06-01", evidence: "Six million verified", reason: "The match is whole" };
    await succeed(key.post(`${base}/tranches/2/condition-met`, met));
    expect(await stand(key, id)).toEqual({
      ...{ accrual: 10, payable: 4, cash: 6, match: 6 },
      journal: { "grant-expense": 10, "grants-payable": -4, cash: -6 },
    });

    await succeed(pay(2, "2025-10-01", "4000000.00"));
    expect(await stand(key, id)).toEqual({
      ...{ accrual: 10, payable: 0, cash: 10, match: 6 },
      journal: { "grant-expense": 10, cash: -10 },
    });
  });
});

const VIEWS = ["plan", "agreed", "accrual", "payable", "cash", "cash-net", "expenditure", "match"];

describe("a promise over five years", () => {
  let id: string;
  let own: Client;
  beforeAll(async () => {
    [, own] = await aBook();
    await succeed(settle(own, { discountRates: [{ from: "2025-01-01", rate: "0.04" }] }));
    id = await commit(own, LONG);
  });
  const YEAR = "from=2025-01-01&to=2025-12-31";

  it("is recognised at its present value, and its discount unwinds to the cent", async () => {
    const { body } = await succeed(own.get(`/commitments/${id}/accounting?fiscalYear=2025`));
    const [amortisation] = body.amortisations;
    expect(amortisation).toMatchObject({ rate: "0.04", presentValue: usd("8903644.66") });
    const rows: readonly Record<"accretion" | "closing", Money>[] = amortisation.byTwelveMonths;
    expect(rows.map(({ accretion, closing }) => [accretion.amount, closing.amount])).toEqual([
      ["356145.79", "7259790.45"],
      ["290391.62", "5550182.07"],
      ["222007.28", "3772189.35"],
      ["150887.57", "1923076.92"],
      ["76923.08", "0.00"],
    ]);
  });

  it("is in the journal what its accounts say, the unwinding included, and opens a year as it closed the last", async () => {
    const { body } = await succeed(own.get(`/commitments/${id}/accounting?fiscalYear=2025`));
    const { rollForward } = body;
    const booked = balances([
      ...(await everything<Booking>(own, `/journal?${YEAR}`)),
      ...(await everything<Booking>(own, `/journal/unwindings?${YEAR}`)),
    ]);
    const accrual = body.views.find(({ name }: Named) => name === "accrual");
    const expense: Money = accrual.byFiscalYear.find(
      ({ fiscalYear }: { fiscalYear: number }) => fiscalYear === 2025,
    ).amount;
    expect(booked).toEqual({
      "grant-expense": 890_364_466,
      "discount-expense": cents(expense) - 890_364_466,
      "grants-payable": -cents(rollForward.closing),
      "grants-payable-discount": cents(rollForward.discount.closing),
    });
    expect(rollForward.discount.unwound.amount).toMatch(/^34\d{4}\.\d\d$/);
    const next = (await succeed(own.get(`/commitments/${id}/accounting?fiscalYear=2026`))).body.rollForward;
    expect([next.opening, next.discount.opening]).toEqual([
      rollForward.closing,
      rollForward.discount.closing,
    ]);
  });

  it("is the same journal as CSV, page by page, each with its header", async () => {
    const items = await everything<Booking>(own, `/journal?${YEAR}`);
    const rows: Record<string, string>[] = [];
    let path: string | undefined = `/v1/journal?${YEAR}&limit=1`;
    while (path !== undefined) {
      const page: Answer = await own.get(path.slice("/v1".length), { accept: "text/csv" });
      expect(page.headers["content-type"]).toBe("text/csv; charset=utf-8");
      const read: Record<string, string>[] = parse(page.text, { columns: true });
      rows.push(...read);
      path = /<([^>]+)>; rel="next"/.exec(String(page.headers.link))?.[1];
    }
    const told = items.flatMap(({ kind, lines }) =>
      lines.map(({ account, debit, credit }) => [kind, account, debit?.amount ?? "", credit?.amount ?? ""]),
    );
    expect(rows.map(({ kind, account, debit, credit }) => [kind, account, debit, credit])).toEqual(told);
    expect(rows[0]).toMatchObject({ date: "2025-01-15", commitment: id, currency: "USD", memo: "no" });
  });

  it("reconciles between any two views, line by line", async () => {
    const pairs = VIEWS.flatMap((from) => VIEWS.map((to) => ({ from, to })));
    for (const { from, to } of pairs) {
      const { body } = await succeed(own.get(`/commitments/${id}/reconciliation?from=${from}&to=${to}`));
      const lines: readonly { amount: Money }[] = body.lines;
      const sum = lines.reduce((minor, { amount }) => minor + cents(amount), 0);
      const [before, after] = [cents(body.from.total), cents(body.to.total)];
      expect([from, to, before + sum, cents(body.difference)]).toEqual([from, to, after, sum]);
    }
  });
});

describe("an award that began before the book", () => {
  it("opens with what was paid, in no payout and against no cash; what is paid afterwards is both", async () => {
    const [, own] = await aBook();
    const opening = { on: "2024-12-31", paid: usd("3000000.00"), refunded: usd("1000.00") };
    const id = await commit(own, aCommitmentBody({ startOn: "2022-01-01", agreedOn: "2022-01-01", opening }));
    const payment = { trancheNumber: 2, on: "2025-07-15", amount: usd("2000000.00") };
    await succeed(own.post(`/commitments/${id}/payments`, payment));
    const { body } = await succeed(own.get(`/commitments/${id}/accounting?fiscalYear=2025`));
    expect(body.payout.years).toEqual([{ taxYear: 2025, paid: usd("2000000.00"), recovered: usd("0.00") }]);
    expect(body.rollForward).toMatchObject({ opening: usd("3000000.00"), closing: usd("1000000.00") });
    const opened = balances(await everything(own, "/journal?from=2024-12-31&to=2024-12-31"));
    expect(opened).toEqual({
      "grants-payable": 300_000_000,
      "opening-balances": -299_900_000,
      "grant-expense": -100_000,
    });
  });
});

describe("a closed period", () => {
  it("takes no booking, by any hand; it closes forward, and opens again for a reason of its own only", async () => {
    const [, own] = await aBook();
    const id = await commit(own, aCommitmentBody());
    const closed = { closedThroughOn: "2025-07-31" };
    await succeed(settle(own, closed));
    const pay = (on: string) =>
      own.post(`/commitments/${id}/payments`, { trancheNumber: 1, on, amount: usd("1000.00") });
    const refused = await pay("2025-07-31");
    expect(refused.body).toMatchObject({ status: 409, code: "period_closed" });
    expect(pointersIn(refused)).toEqual(["/on"]);
    const run = { on: "2025-07-31", currency: "USD", items: [{ commitmentId: id, trancheNumber: 1 }] };
    expect((await own.post("/payment-runs", run)).body.code).toBe("period_closed");
    expect((await own.post("/commitments", aCommitmentBody())).body.code).toBe("period_closed");
    await succeed(pay("2025-08-01"));
    expect(pointersIn(await settle(own, {}, 1))).toEqual(["/closedThroughOn"]);
    await succeed(settle(own, { reopenReason: "The auditor found a payment of July" }, 1));
    await succeed(pay("2025-07-31"));
    const { body } = await succeed(own.get("/funder-settings/changes"));
    expect(body.items.at(-1)).toMatchObject({
      action: "funder-settings.reopen",
      reason: "The auditor found a payment of July (As the board decided)",
    });
  });
});

describe("a payment run", () => {
  it("says beforehand what it would do, pays each once, and makes the file for the bank and for the ledger", async () => {
    const [, own] = await aBook();
    await succeed(settle(own, { accounts: { cash: "1010", "grants-payable": "2100" } }));
    const first = await commit(own, aCommitmentBody({ fiscalSponsor: { name: "Harbour Trust" } }));
    const second = await commit(own, aCommitmentBody({ accountingCodes: { cash: "1099" }, fundCode: "F-2" }));
    const items = [
      { commitmentId: first, trancheNumber: 1 },
      { commitmentId: second, trancheNumber: 2, amount: usd("1000.50") },
      { commitmentId: second, trancheNumber: 3 },
    ];
    const run = { on: "2026-01-10", valueOn: "2026-01-12", currency: "USD", items };
    const dry = await succeed(own.post("/payment-runs?dryRun=true", run));
    expect(dry.body.control).toEqual({ count: 2, sum: usd("3001000.50") });
    expect((await succeed(own.get("/payment-runs"))).body.items).toEqual([]);

    const headers = { "idempotency-key": `run-${first}` };
    const made = await succeed(own.post("/payment-runs", run, headers));
    const outcomes = made.body.items.map(
      ({ status, problem }: { status: string; problem?: { code: string } }) => problem?.code ?? status,
    );
    expect(outcomes).toEqual(["paid", "paid", "condition_not_met"]);
    expect(made.body).toMatchObject({ status: "done-with-refusals", control: dry.body.control });
    const again = await succeed(own.post("/payment-runs", run, headers));
    expect(again.body).toEqual(made.body);
    const resumed = await succeed(own.post(`/payment-runs/${made.body.id}/resume`));
    expect(resumed.body).toEqual(made.body);

    const file = (format: string) =>
      own.get(`/payment-runs/${made.body.id}/file?format=${format}`, { accept: "text/csv" });
    const bank = await succeed(file("bank"));
    expect(bank.headers["content-disposition"]).toBe(`attachment; filename="${made.body.id}-bank.csv"`);
    const number = made.body.id.slice("run_".length);
    expect(bank.text.trimEnd().split("\r\n")).toEqual([
      "record,count,valueDate,payeeName,payeeId,amount,currency,reference,commitment,fundCode",
      `payment,1,2026-01-12,Harbour Trust,,3000000.00,USD,${number}-001,${first},`,
      `payment,1,2026-01-12,Harbour Promise,,1000.50,USD,${number}-002,${second},F-2`,
      `control,2,,,,3001000.50,USD,${made.body.id},,`,
    ]);
    const ledger: Record<string, string>[] = parse((await succeed(file("ledger"))).text, { columns: true });
    const booked = ledger.map(({ accountCode, debit, credit }) => [accountCode, debit, credit]);
    expect(booked).toEqual([
      ["2100", "3000000.00", "0.00"],
      ["1010", "0.00", "3000000.00"],
      ["2100", "1000.50", "0.00"],
      ["1099", "0.00", "1000.50"],
      ["", "3001000.50", "3001000.50"],
    ]);

    const { entryId } = made.body.items[0];
    const undo = { on: "2026-01-13", reason: "The bank sent it back" };
    await succeed(own.post(`/commitments/${first}/ledger/${entryId}/reversal`, undo));
    expect((await succeed(file("bank"))).text).toContain(`control,1,,,,1000.50,USD,${made.body.id},,`);
    expect((await funder.get(`/payment-runs/${made.body.id}`)).status).toBe(404);
    expect((await funder.get(`/payment-runs/${made.body.id}/file`)).status).toBe(404);
  });
});

describe("the reporting currency", () => {
  it("is said to lack a rate until one is recorded; a rate is corrected for a reason, and an entry keeps its own", async () => {
    const gbp = (amount: string) => ({ amount, currency: "GBP" });
    await succeed(settle(funder, { reportingCurrency: "USD" }));
    const id = await commit(funder, {
      ...aCommitmentBody({ amount: gbp("1000.00") }),
      tranches: [{ dueOn: "2025-07-15", amount: gbp("1000.00") }],
    });
    const reporting = async () => (await succeed(funder.get(`/commitments/${id}/accounting`))).body.reporting;
    expect(await reporting()).toEqual({ currency: "USD", unknown: "no-rate-yet" });
    const record = async (rate: string, reason?: string) => {
      const rates = [{ from: "GBP", to: "USD", on: "2025-06-30", rate, source: "Our bank" }];
      const { body } = await succeed(funder.post("/exchange-rates", { rates, reason }));
      return body.rates[0].outcome;
    };
    expect(await record("1.25")).toBe("recorded");
    expect(await reporting()).toMatchObject({
      ...{ rate: "1.25", on: "2025-06-30", source: "Our bank" },
      totals: { plan: usd("1250.00"), cash: usd("0.00") },
    });
    const payment = { trancheNumber: 1, on: "2025-07-15", amount: gbp("400.00") };
    const entry = await succeed(funder.post(`/commitments/${id}/payments`, payment));
    const kept = { currency: "USD", rate: "1.25", on: "2025-06-30" };
    expect(entry.body.exchange).toEqual(kept);
    expect(await record("1.35")).toBe("rejected");
    expect(await record("1.35", "The bank had misprinted it")).toBe("revised");
    expect(await reporting()).toMatchObject({ totals: { plan: usd("1350.00"), cash: usd("540.00") } });
    const read = await succeed(funder.get(`/commitments/${id}/ledger/${entry.body.id}`));
    expect(read.body.exchange).toEqual(kept);
    const { body } = await succeed(funder.get("/exchange-rates/GBP/USD/2025-06-30/changes"));
    expect(body.items).toHaveLength(2);
    const stranger = clientOf(target, await aMember(target, "funder"));
    expect((await succeed(stranger.get("/exchange-rates?from=GBP&to=USD"))).body.items).toEqual([]);
  });
});
