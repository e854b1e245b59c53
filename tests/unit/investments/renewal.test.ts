import { describe, expect, it } from "vitest";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { commitmentView } from "../../../shared/investments/commitment-view.ts";
import { decideRenewal } from "../../../shared/investments/renewal.ts";
import { aCommitment, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const AT = { id: "pay_renewal", on: "2026-03-01" };
const shown = (state: CommitmentState) =>
  commitmentView(state, { version: 1, recordedAt: "2026-03-01T12:00:00.000Z" });

describe("a renewal in view", () => {
  it("is an intention that follows its amount, and is in no total but that", async () => {
    const first = decided(decideRenewal(await aCommitment(), { renewal: { amount: usd("500.00") } }, AT));
    expect(first.entries).toMatchObject([{ kind: "intention", amountMinor: 50_000, on: "2026-03-01" }]);
    const less = { amount: usd("200.00"), note: "Half a year" };
    const second = decided(decideRenewal(first.next, { renewal: less }, AT));
    expect(second.entries).toMatchObject([{ kind: "intention", amountMinor: -30_000 }]);
    const { renewal, totals, amount } = shown(second.next);
    expect(renewal).toEqual({ state: "intended", ...less });
    expect(totals).toMatchObject({ committed: usd("1000000.00"), intended: usd("200.00") });
    expect(amount).toEqual(usd("1000000.00"));
    const gone = decided(decideRenewal(second.next, { renewal: null }, AT));
    expect(shown(gone.next)).not.toHaveProperty("renewal");
    expect(gone.next.commitment.totals.intendedMinor).toBe(0);
  });

  it("may be in words alone: then nothing is booked", async () => {
    const { next, entries } = decided(
      decideRenewal(await aCommitment(), { renewal: { note: "Perhaps" } }, AT),
    );
    expect(entries).toEqual([]);
    expect(shown(next).renewal).toEqual({ state: "intended", note: "Perhaps" });
  });

  it("is none of what was terminated or cancelled, and is in the commitment's currency", async () => {
    const state = await aCommitment();
    const over = { ...state, commitment: { ...state.commitment, status: "terminated" as const } };
    expect(decideRenewal(over, { renewal: { note: "Perhaps" } }, AT)).toMatchObject({
      problem: { code: "conflict", detail: "It is terminated: a renewal of it is not in view." },
    });
    expect(decideRenewal(over, { renewal: null }, AT).ok).toBe(true);
    const euros = { amount: { amount: "1.00", currency: "EUR" } };
    expect(decideRenewal(state, { renewal: euros }, AT)).toMatchObject({
      problem: { errors: [{ pointer: "/renewal/amount/currency" }] },
    });
  });
});
