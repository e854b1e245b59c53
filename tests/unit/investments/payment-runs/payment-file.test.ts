import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../../shared/investments/ledger-entry.ts";
import { bankFile, ledgerFile } from "../../../../shared/investments/payment-runs/payment-file.ts";
import { runView } from "../../../../shared/investments/payment-runs/payment-run-view.ts";
import { someSettings } from "../../../support/commitments.ts";
import { aFinishedRun, COMMITMENT, entryIdOf, paid, RUN, refused } from "./builders.ts";

const payee = { organisationId: "org_01JD0000000000000000000007", name: '=HYPERLINK("x"), Inc.' };
const loaded = aFinishedRun([
  paid(1, 40_000_000),
  refused(2),
  paid(3, 1_250, { payee, fundCode: "+F", accountingCodes: { project: "P-1", department: "410" } }),
]);
const NONE = new Map<string, string>();

function entry(number: number, amountMinor: number): LedgerEntry {
  return {
    id: entryIdOf(number),
    sequence: number,
    kind: "payment",
    on: "2026-03-01",
    currency: "USD",
    amountMinor,
    conditionalMinor: 0,
    trancheNumber: number,
  };
}

describe("the file for the bank", () => {
  test("holds what was paid, a line a payment, and ends with count and sum", () => {
    expect(bankFile(loaded, NONE).split("\r\n")).toEqual([
      "record,count,valueDate,payeeName,payeeId,amount,currency,reference,commitment,fundCode",
      `payment,1,2026-03-01,Cedar County Promise,,400000.00,USD,01JD0000000000000000000001-001,${COMMITMENT},`,
      `payment,1,2026-03-01,"'=HYPERLINK(""x""), Inc.",${payee.organisationId},12.50,USD,01JD0000000000000000000001-003,${COMMITMENT},'+F`,
      `control,2,,,,400012.50,USD,${RUN},,`,
      "",
    ]);
  });

  test("names the day on which the bank shall pay, where it is another than that of the books", () => {
    const later = aFinishedRun([paid(1, 100)], { valueOn: "2026-03-05" });
    expect(bankFile(later, NONE)).toContain("payment,1,2026-03-05,");
  });

  test("leaves out what was reversed since, as its control says, which the run shows alike", () => {
    const reversals = new Map([[entryIdOf(1), entryIdOf(9)]]);
    const lines = bankFile(loaded, reversals).split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[2]).toBe(`control,1,,,,12.50,USD,${RUN},,`);
    const view = runView(loaded, reversals);
    expect(view.control).toEqual({ count: 1, sum: { amount: "12.50", currency: "USD" } });
    expect(view.items[0]).toMatchObject({ status: "paid", reversedBy: entryIdOf(9) });
  });

  test("of a run that paid nothing is its control alone", () => {
    expect(bankFile(aFinishedRun([refused(1)]), NONE).split("\r\n")[1]).toBe(
      `control,0,,,,0.00,USD,${RUN},,`,
    );
  });
});

describe("the file for the ledger", () => {
  const entries = new Map([entry(1, 40_000_000), entry(3, 1_250)].map((each) => [each.id, each]));
  const settings = someSettings({ accounts: { "grants-payable": "2100", cash: "=1000" } });

  test("books each payment, payable against cash, by the funder's accounts, and balances", () => {
    const [header, ...lines] = ledgerFile(loaded, { entries, settings }).split("\r\n");
    expect(header).toBe(
      "record,count,entry,date,valueDate,account,accountCode,debit,credit,currency,payeeName,payeeId,reference,commitment,tranche,fundCode,accountingCodes",
    );
    const cells = lines.map((line) => line.split(",").slice(0, 10).join(","));
    expect(cells).toEqual([
      `booking,1,${entryIdOf(1)},2026-03-01,2026-03-01,grants-payable,2100,400000.00,0.00,USD`,
      `booking,1,${entryIdOf(1)},2026-03-01,2026-03-01,cash,'=1000,0.00,400000.00,USD`,
      `booking,1,${entryIdOf(3)},2026-03-01,2026-03-01,grants-payable,2100,12.50,0.00,USD`,
      `booking,1,${entryIdOf(3)},2026-03-01,2026-03-01,cash,'=1000,0.00,12.50,USD`,
      "control,4,,,,,,400012.50,400012.50,USD",
      "",
    ]);
    expect(lines[2]).toMatch(/,3,'\+F,department=410; project=P-1$/);
  });

  test("takes an account's own name where the funder gave none", () => {
    expect(ledgerFile(loaded, { entries, settings: someSettings() })).toContain(
      ",grants-payable,grants-payable,400000.00,",
    );
  });

  test("takes the commitment's own account first, as the journal does, and does not say it twice", () => {
    const accountingCodes = { cash: "1099", department: "410" };
    const own = aFinishedRun([paid(3, 1_250, { payee, accountingCodes })]);
    const [, , line] = ledgerFile(own, { entries, settings }).split("\r\n");
    expect(line).toContain(",cash,1099,0.00,12.50,USD,");
    expect(line).toMatch(/,department=410$/);
  });

  test("is not made where an entry that the run paid by is not there", () => {
    expect(() => ledgerFile(loaded, { entries: new Map(), settings })).toThrow(entryIdOf(1));
  });
});
