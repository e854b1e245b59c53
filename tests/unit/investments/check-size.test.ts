import { describe, expect, it } from "vitest";
import { decideContribution } from "../../../shared/investments/change-contributions.ts";
import { checkSize } from "../../../shared/investments/check-size.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { decideExpenditure } from "../../../shared/investments/report-expenditure.ts";
import { aCommitment, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const MOST = usd("900000000000.00");
const detailOf = (state: CommitmentState) => {
  const size = checkSize(state);
  return size.ok ? undefined : size.problem.detail;
};

describe("the size of a commitment", () => {
  it("may be the largest amount that is taken", async () => {
    const largest = { amount: MOST, tranches: [{ dueOn: "2026-02-01", amount: MOST }] };
    expect(detailOf(await aCommitment(largest))).toBeUndefined();
  });

  it("is refused where a total would be beyond it, amounts that are each within it", async () => {
    const report = { on: "2026-02-01", amount: MOST, reference: "Accounts" };
    const once = decided(decideExpenditure(await aCommitment(), report, "pay_1")).next;
    expect(detailOf(once)).toBeUndefined();
    const twice = decided(decideExpenditure(once, report, "pay_2")).next;
    expect(detailOf(twice)).toBe(
      "A total of the commitment would be too large. At most 900000000000.00 USD are kept.",
    );
  });

  it("is refused where the match would be beyond it, by its terms or by what is given", async () => {
    const match = { basis: "project", sharePercent: "99.9999" };
    await expect(aCommitment({ match })).rejects.toThrow(
      "The match that its terms require would be too large.",
    );
    const given = (reference: string) => ({
      contributor: { name: "The county" },
      kind: "cash" as const,
      amount: MOST,
      on: "2026-02-01",
      reference,
    });
    const once = decided(decideContribution(await aCommitment(), given("A"))).next;
    expect(detailOf(once)).toBeUndefined();
    const twice = decided(decideContribution(once, given("B"))).next;
    expect(detailOf(twice)).toContain("The contributions to its match would be too large.");
    const [first, second] = twice.contributions;
    const rejected = {
      ...twice,
      contributions: [first, { ...second, status: "rejected" }],
    } as CommitmentState;
    expect(detailOf(rejected)).toBeUndefined();
  });
});
