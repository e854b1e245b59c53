import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { COMMITMENT_STATUSES } from "../../../../shared/investments/commitment-status.ts";
import { contributionOf } from "../../../../shared/investments/portfolio/contribution.ts";
import { plus, type Sums } from "../../../../shared/investments/portfolio/sums.ts";
import { aCommitment, MATCH_CONDITION, usd } from "../../../support/commitments.ts";
import { aCondition, aTranche, cellsOf, withHead } from "./builders.ts";

let agreed: CommitmentState;
beforeAll(async () => {
  agreed = await aCommitment();
});

describe("what a commitment adds to its portfolio", () => {
  it("stands in the fiscal year it was agreed in, by its own start of the year", () => {
    const inYear = (agreedOn: string, fiscalYearStartMonth: number) =>
      cellsOf(withHead(agreed, { agreedOn, fiscalYearStartMonth }))[0]?.fiscalYear;
    expect(inYear("2026-06-30", 7)).toBe(2026);
    expect(inYear("2026-07-01", 7)).toBe(2027);
    expect(inYear("2026-07-01", 1)).toBe(2026);
  });

  it("is only intended before it is agreed, and has a budget in the year it starts", async () => {
    const [cell] = cellsOf(await aCommitment({ status: "intended", agreedOn: undefined }));
    expect(cell).toMatchObject({ fiscalYear: 2026, status: "intended" });
    expect(cell?.cell.figures).toEqual({ count: 1, intendedMinor: 100_000_000, budgetMinor: 100_000_000 });
    expect(cell?.cell).not.toHaveProperty("conduct");
    expect(cell?.cell.due).toEqual({
      "2026#7": { planMinor: 40_000_000 },
      "2027#7": { planMinor: 60_000_000 },
    });
  });

  it("has no budget where the plan was dropped, and keeps that of an agreement that was cancelled", () => {
    const { agreedOn: _, ...never } = agreed.commitment;
    const dropped = { ...agreed, commitment: { ...never, status: "cancelled" as const } };
    expect(cellsOf(dropped)[0]?.cell.figures).not.toHaveProperty("budgetMinor");
    expect(cellsOf(dropped)[0]?.cell).not.toHaveProperty("due");
    expect(cellsOf(withHead(agreed, { status: "cancelled" }))[0]?.cell.figures).toMatchObject({
      budgetMinor: 100_000_000,
    });
  });

  it("sums what moved by its fiscal years", () => {
    const flows = {
      "2026-06": { committed: 700, paid: 100 },
      "2026-07": { paid: 50, refunded: 5 },
      "2027-01": { paid: 1 },
    };
    expect(cellsOf(withHead(agreed, { flows }))[0]?.cell.flows).toEqual({
      "2026": { committed: 700, paid: 100 },
      "2027": { paid: 51, refunded: 5 },
    });
  });

  it("expects of each conditional tranche its likelihood, half a cent up, and half where none is stated", () => {
    const condition = aCondition();
    const tranches = [
      aTranche({ number: 1, amountMinor: 33, condition, likelihoodPercent: 50 }),
      aTranche({ number: 2, amountMinor: 33, condition }),
      aTranche({ number: 3, amountMinor: 1_000, condition, likelihoodPercent: 0 }),
      aTranche({ number: 4, amountMinor: 70, paidMinor: 20, releasedMinor: 10 }),
      aTranche({ number: 5, amountMinor: 70, paidMinor: 70 }),
    ];
    expect(cellsOf({ ...agreed, tranches })[0]?.cell.due).toEqual({
      "2026#7": {
        tranches: 5,
        budgetMinor: 1_206,
        releasedMinor: 10,
        open: {
          "2026-02": {
            tranches: 4,
            unconditionalMinor: 40,
            conditionalMinor: 1_066,
            likelyMinor: 34,
            assumed: 1,
          },
        },
      },
    });
  });

  it("forecasts nothing of what does not bind, and nothing below zero of what was overpaid", async () => {
    const planned = await aCommitment({
      status: "approved",
      approvedOn: "2026-01-10",
      agreedOn: undefined,
    });
    for (const due of Object.values(cellsOf(planned)[0]?.cell.due ?? {}))
      expect(due).not.toHaveProperty("open");
    const overpaid = { ...agreed, tranches: [aTranche({ paidMinor: 150_000 })] };
    expect(cellsOf(overpaid)[0]?.cell.due).toEqual({ "2026#7": { tranches: 1, budgetMinor: 100_000 } });
  });

  it("knows a recipient by its organisation, else by its name whatever its capitals", () => {
    const keys = (recipient: CommitmentState["commitment"]["recipient"]) =>
      Object.keys(contributionOf(withHead(agreed, { recipient }))).filter((key) => key.startsWith("RCP#"));
    expect(keys({ name: "Cedar County Promise" })).toEqual(keys({ name: " cedar county PROMISE" }));
    expect(keys({ organisationId: "org_01JD0000000000000000000007", name: "Anything" })).toEqual([
      "RCP#USD#org_01JD0000000000000000000007",
    ]);
  });

  it("touches no more items than one transaction writes, as wide as a commitment can be, before and after", async () => {
    const strategies = (from: number) =>
      Array.from({ length: 25 }, (_, index) => ({ strategyId: `str_${from + index}`, amountMinor: 1 }));
    const outcomeIds = (from: string) => Array.from({ length: 10 }, (_, index) => `${from}-${index}`);
    const wide = (from: number, currency: string) => ({
      ...withHead(agreed, {
        currency,
        outcomeIds: outcomeIds(`outcome-${from}`),
        place: { code: `place-${from}`, name: "Place" },
        partnershipId: `prt_${from}`,
        recipient: { name: `Recipient ${from}` },
      }),
      allocations: strategies(from),
    });
    const difference = plus(contributionOf(wide(0, "USD")), contributionOf(wide(100, "EUR")), -1);
    // Beside these: its source, and the concentration of two currencies.
    expect(Object.keys(difference).length + 3).toBeLessThanOrEqual(100);
  });

  it("is taken out again whole, whatever became of the commitment in between", async () => {
    const conditional = await aCommitment({
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00") },
        { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
      ],
    });
    const state = fc
      .record({
        of: fc.constantFrom(agreed, conditional),
        status: fc.constantFrom(...COMMITMENT_STATUSES),
        currency: fc.constantFrom("USD", "EUR"),
        outcomeIds: fc.subarray(["employment", "early-grade-reading"]),
        allocated: fc.nat(100_000_000),
      })
      .map(({ of, allocated, ...head }) => ({
        ...withHead(of, head),
        allocations: [{ strategyId: "str_1", amountMinor: allocated }],
      }));
    fc.assert(
      fc.property(fc.array(state, { maxLength: 5 }), state, state, (others, before, after) => {
        const all = (states: readonly CommitmentState[]) =>
          states.reduce<Sums>((sums, each) => plus(sums, contributionOf(each)), {});
        const moved = plus(contributionOf(after), contributionOf(before), -1);
        expect(plus(all([before, ...others]), moved)).toEqual(all([...others, after]));
      }),
    );
  });
});
