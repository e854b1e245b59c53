import { describe, expect, test } from "vitest";
import { decideApproval } from "../../../../shared/investments/approve-tranche.ts";
import { decidePayment } from "../../../../shared/investments/pay-tranche.ts";
import { decideItem } from "../../../../shared/investments/payment-runs/decide-item.ts";
import {
  type RunItem,
  referenceOf,
  toItems,
} from "../../../../shared/investments/payment-runs/payment-run.ts";
import { resultOf } from "../../../../shared/investments/payment-runs/work-through.ts";
import { aCommitment, aGround, aPrincipal, MATCH_CONDITION, usd } from "../../../support/commitments.ts";
import { decided } from "../decided.ts";
import { anItem, aRun, paid, RUN, refused, sentRun } from "./builders.ts";

async function decide(item: Partial<RunItem> = {}, commitment: Record<string, unknown> = {}) {
  const { ids: _, ...ground } = aGround();
  return decideItem(await aCommitment(commitment), anItem(item), { ...ground, run: aRun() });
}

describe("a run as it is sent", () => {
  const places = (overrides: object) =>
    sentRun(overrides).error?.issues.map((issue) => issue.path.join("/")) ?? [];
  const which = (trancheNumber: number) => ({
    commitmentId: "cmt_01JD0000000000000000000001",
    trancheNumber,
  });

  test("names each tranche once, in one currency, and at most a hundred", () => {
    expect(places({})).toEqual([]);
    expect(places({ items: [which(1), which(2), which(1)] })).toEqual(["items/2"]);
    expect(places({ items: [{ ...which(1), amount: { amount: "1.00", currency: "EUR" } }] })).toEqual([
      "items/0/amount/currency",
    ]);
    expect(places({ items: [] })).toEqual(["items"]);
    const many = (count: number) => Array.from({ length: count }, (_, index) => which(index + 1));
    expect(places({ items: many(100) })).toEqual([]);
    expect(places({ items: many(101) })).toEqual(["items"]);
  });

  test("gets numbers, ids of its entries, and references that a bank can carry, none of them twice", () => {
    let next = 0;
    const items = toItems([{ ...which(1), amount: usd("2.50") }, which(2)], () => `pay_${next++}`);
    expect(items).toEqual([
      { ...which(1), number: 1, entryId: "pay_0", amountMinor: 250 },
      { ...which(2), number: 2, entryId: "pay_1" },
    ]);
    const references = Array.from({ length: 100 }, (_, index) =>
      referenceOf({ id: RUN }, { number: index + 1 }),
    );
    expect(references[1]).toBe("01JD0000000000000000000001-002");
    expect(new Set(references).size).toBe(100);
    expect(references.filter((reference) => !/^[A-Z0-9-]{1,35}$/.test(reference))).toEqual([]);
  });
});

describe("an item of a run", () => {
  test("without an amount pays all that is open in its tranche", async () => {
    expect(await decide()).toMatchObject({
      ok: true,
      value: {
        payment: { amountMinor: 40_000_000 },
        decision: {
          entries: [
            {
              id: anItem().entryId,
              kind: "payment",
              runId: RUN,
              reference: "01JD0000000000000000000001-001",
              on: "2026-03-01",
            },
          ],
        },
      },
    });
  });

  test("without an amount pays what is approved, never more than is open", async () => {
    const principal = aPrincipal({ id: "per_approver" });
    const approve = async (amount: string) => {
      const asked = { ...aGround(), trancheNumber: 1, input: { amount: usd(amount) }, principal };
      return decided(decideApproval(await aCommitment(), asked)).next;
    };
    const { ids, ...ground } = aGround();
    const part = decideItem(await approve("150000.00"), anItem(), { ...ground, run: aRun() });
    expect(part).toMatchObject({ value: { payment: { amountMinor: 15_000_000 } } });
    const whole = await approve("400000.00");
    const input = { trancheNumber: 1, on: "2026-03-01", amount: usd("100000.00") };
    const { next } = decided(decidePayment(whole, input, { ...ground, ids }));
    expect(decideItem(next, anItem(), { ...ground, run: aRun() })).toMatchObject({
      value: { payment: { amountMinor: 30_000_000 } },
    });
  });

  test("pays the fiscal sponsor where there is one, and keeps fund and accounting codes", async () => {
    const terms = { fundCode: "F-12", accountingCodes: { department: "410" } };
    const organisationId = "org_01JD0000000000000000000007";
    expect(await decide({}, terms)).toMatchObject({
      value: { payment: { payee: { name: "Cedar County Promise" }, ...terms } },
    });
    const sponsored = { fiscalSponsor: { organisationId, name: "Bay Sponsors" } };
    expect(await decide({}, sponsored)).toMatchObject({
      value: { payment: { payee: { organisationId, name: "Bay Sponsors" } } },
    });
  });

  test.each([
    ["of a tranche there is not", { trancheNumber: 9 }, {}, "validation_failed"],
    ["of more than is open", { amountMinor: 40_000_001 }, {}, "amount_exceeded"],
    [
      "in another currency",
      {},
      { amount: euro("1000000.00"), tranches: euroTranches() },
      "validation_failed",
    ],
    [
      "under an open donor condition",
      {},
      { tranches: [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }] },
      "condition_not_met",
    ],
  ])("is refused %s", async (_what, item, commitment, code) => {
    expect(await decide(item, commitment)).toMatchObject({ ok: false, problem: { code } });
  });

  test("is refused where nothing is left", async () => {
    const { ids, ...ground } = aGround();
    const all = { trancheNumber: 1, on: "2026-03-01", amount: usd("400000.00") };
    const { next } = decided(decidePayment(await aCommitment(), all, { ...ground, ids }));
    expect(decideItem(next, anItem(), { ...ground, run: aRun() })).toMatchObject({
      problem: { code: "amount_exceeded", detail: "Nothing of tranche 1 is left to pay." },
    });
  });
});

test("a run says how it ended, what it paid, and seals its outcomes", () => {
  const all = resultOf([paid(1, 500), paid(2, 250)]);
  expect(all).toMatchObject({ status: "done", result: { paid: 2, refused: 0, paidMinor: 750 } });
  expect(resultOf([paid(1, 500), refused(2)])).toMatchObject({
    status: "done-with-refusals",
    result: { paid: 1, refused: 1, paidMinor: 500 },
  });
  const other = resultOf([paid(1, 500), paid(2, 250, { fundCode: "F-1" })]);
  expect(other.result?.outcomesHash).not.toBe(all.result?.outcomesHash);
});

function euro(amount: string) {
  return { amount, currency: "EUR" };
}
function euroTranches() {
  return [{ dueOn: "2026-02-01", amount: euro("1000000.00") }];
}
