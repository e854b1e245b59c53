import { describe, expect, it } from "vitest";
import { decideAdvance } from "../../../../shared/investments/advance-tranche.ts";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import type { LedgerEntry } from "../../../../shared/investments/ledger-entry.ts";
import { decidePayment } from "../../../../shared/investments/pay-tranche.ts";
import { decideReversal } from "../../../../shared/investments/reverse-entry.ts";
import { aCommitment, aGround, MATCH_CONDITION, usd } from "../../../support/commitments.ts";
import { decided } from "../decided.ts";

type Paid = { readonly state: CommitmentState; readonly entry: LedgerEntry };

function pay(state: CommitmentState, on: string, amount = "100.00"): Paid {
  const made = decided(decidePayment(state, { trancheNumber: 1, on, amount: usd(amount) }, aGround()));
  const [entry] = made.entries ?? [];
  if (!entry) throw new Error("A payment made no entry.");
  return { state: made.next, entry };
}

function reverse({ state, entry }: Paid): CommitmentState {
  return decided(decideReversal(state, entry, { id: "pay_reversal", on: "2026-03-01", reason: "Wrong" }))
    .next;
}

const lastPaidOn = ({ tranches }: CommitmentState) => tranches[0]?.lastPaidOn;

describe("the day of a tranche's latest payment", () => {
  it("is that of the latest one, in whatever order they are entered", async () => {
    const state = await aCommitment();
    expect(lastPaidOn(state)).toBeUndefined();
    const later = pay(state, "2026-02-20").state;
    expect(lastPaidOn(later)).toBe("2026-02-20");
    expect(lastPaidOn(pay(later, "2026-02-10").state)).toBe("2026-02-20");
    expect(lastPaidOn(pay(later, "2026-02-25").state)).toBe("2026-02-25");
  });

  it("is unknown when that payment is reversed, until the right one is entered", async () => {
    const first = pay(await aCommitment(), "2026-02-10");
    const second = pay(first.state, "2026-02-20");
    const undone = reverse(second);
    expect(lastPaidOn(undone)).toBeUndefined();
    expect(lastPaidOn(pay(undone, "2026-02-15").state)).toBe("2026-02-15");
    expect(lastPaidOn(reverse({ ...first, state: second.state }))).toBe("2026-02-20");
  });

  it("is that of an advance too", async () => {
    const tranches = [{ dueOn: "2026-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }];
    const state = await aCommitment({ tranches });
    const { ids: _, payer: __, ...ground } = aGround();
    const advance = {
      trancheNumber: 1,
      amount: usd("100.00"),
      on: "2026-02-14",
      note: "Bridge",
      proposalId: "prp_1",
    };
    const made = decided(decideAdvance(state, { ...ground, ...advance, entryId: "pay_1" }));
    expect(lastPaidOn(made.next)).toBe("2026-02-14");
  });
});
