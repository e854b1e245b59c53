import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideAdvance } from "../../../shared/investments/advance-tranche.ts";
import { decideStatus, StatusChangeSchema } from "../../../shared/investments/change-status.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import { COMMITMENT_STATUSES, nextStatuses } from "../../../shared/investments/commitment-status.ts";
import { byMonth, FLOW_KINDS } from "../../../shared/investments/flows.ts";
import type { LedgerEntry } from "../../../shared/investments/ledger-entry.ts";
import { decideConditionMet } from "../../../shared/investments/meet-condition.ts";
import { decidePayment } from "../../../shared/investments/pay-tranche.ts";
import { decideRefund } from "../../../shared/investments/refund-tranche.ts";
import { decideForfeiture, decideRelease } from "../../../shared/investments/release-tranche.ts";
import { decideExpenditure } from "../../../shared/investments/report-expenditure.ts";
import { decideReversal } from "../../../shared/investments/reverse-entry.ts";
import { addEntry, committedMinor, NO_TOTALS, payableMinor } from "../../../shared/investments/totals.ts";
import { isConditional, openMinor } from "../../../shared/investments/tranche.ts";
import { decideWaiver } from "../../../shared/investments/waive-tranche.ts";
import type { Decision } from "../../../shared/investments/work-on-commitment.ts";
import { formatAmount, sumMinor } from "../../../shared/platform/money.ts";
import { fail, type Result } from "../../../shared/platform/result.ts";
import { aCommitment, aGround, MATCH_CONDITION, someSettings, usd } from "../../support/commitments.ts";

/** One command of a random life: what is tried, in which tranche, how much, on which day of which month. */
const command = fc.record({
  kind: fc.constantFrom(
    "pay",
    "pay",
    "refund",
    "release",
    "meet",
    "waive",
    "advance",
    "forfeit",
    "reverse",
    "spend",
    "status",
  ),
  trancheNumber: fc.integer({ min: 1, max: 3 }),
  minor: fc.integer({ min: 1, max: 45_000_000 }),
  month: fc.integer({ min: 1, max: 12 }),
  status: fc.constantFrom(...COMMITMENT_STATUSES),
  pick: fc.nat(),
});
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const settings = someSettings({ discountRates: [{ from: "2020-01-01", rate: "0.04" }] });

describe("whatever happens to a commitment", () => {
  it("keeps every invariant of its money, in 1,000 random lives of up to 40 commands", async () => {
    const start = await aCommitment({
      tranches: [
        { dueOn: "2026-02-01", amount: usd("300000.00") },
        { dueOn: "2027-02-01", amount: usd("300000.00"), condition: MATCH_CONDITION },
        { dueOn: "2027-08-01", amount: usd("400000.00"), rule: { kind: "date", on: "2026-06-01" } },
      ],
    });
    const agreed = agreementOf(start);
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let state = start;
        const ledger: LedgerEntry[] = [...agreed];
        const reversed = new Set<string>();
        for (const [index, one] of commands.entries()) {
          const before = state.commitment.status;
          const decision = decide(state, one, { ledger, reversed, id: `pay_${index}` });
          if (!decision.ok) continue;
          state = decision.value.next;
          ledger.push(...(decision.value.entries ?? []));
          const after = state.commitment.status;
          expect(after === before || nextStatuses(before).includes(after)).toBe(true);
        }
        checkMoney(state, ledger);
        checkTranches(state);
      }),
      { numRuns: 1_000 },
    );
  });
});

function decide(
  state: CommitmentState,
  one: Command,
  at: { ledger: readonly LedgerEntry[]; reversed: Set<string>; id: string },
): Result<Decision> {
  const { trancheNumber, minor } = one;
  const on = `2026-${String(one.month).padStart(2, "0")}-15`;
  let more = 0;
  const ids = { first: at.id, more: () => `${at.id}_${more++}` };
  const ground = { ...aGround({ settings, now: `${on}T12:00:00.000Z` }), ids };
  const input = { trancheNumber, on, amount: usd(formatAmount(minor, "USD")) };
  const reason = "it happened";
  switch (one.kind) {
    case "pay":
      return decidePayment(state, input, ground);
    case "refund":
      return decideRefund(state, { ...input, reason }, at.id);
    case "release":
      return decideRelease(state, { ...input, reason }, at.id);
    case "meet":
      return decideConditionMet(state, {
        ...ground,
        trancheNumber,
        input: { metOn: on, evidence: "seen", reason },
      });
    case "waive":
      return decideWaiver(state, { ...ground, trancheNumber, on, note: reason, proposalId: "prp_1" });
    case "advance":
      return decideAdvance(state, { ...ground, ...input, entryId: at.id, proposalId: "prp_1", note: reason });
    case "forfeit":
      return decideForfeiture(state, { trancheNumber, on, reason }, at.id);
    case "spend":
      return decideExpenditure(state, { on, amount: input.amount }, at.id);
    case "status":
      return decideStatus(state, StatusChangeSchema().parse({ status: one.status, on, reason }), ground);
    default: {
      const entry = at.ledger[one.pick % at.ledger.length];
      // The marker in the table keeps an entry from being reversed twice; here the test remembers.
      if (!entry || at.reversed.has(entry.id)) return fail({ code: "conflict", detail: "Reversed before." });
      const undone = decideReversal(state, entry, { id: at.id, on, reason });
      if (undone.ok) at.reversed.add(entry.id);
      return undone;
    }
  }
}

function checkMoney({ commitment, tranches }: CommitmentState, ledger: readonly LedgerEntry[]): void {
  const { totals, flows } = commitment;
  expect(ledger.map(({ sequence }) => sequence)).toEqual(ledger.map((_, index) => index + 1));
  expect(totals).toEqual(ledger.reduce(addEntry, NO_TOTALS));
  expect(committedMinor(totals) + totals.releasedMinor).toBe(totals.firstAgreedMinor);
  expect(totals.paidMinor).toBeLessThanOrEqual(totals.unconditionalMinor + totals.advancedMinor);
  expect(totals.paidMinor).toBeLessThanOrEqual(committedMinor(totals));
  expect(totals.refundedMinor).toBeLessThanOrEqual(totals.paidMinor);
  expect(totals.advancedMinor).toBeLessThanOrEqual(totals.conditionalMinor);
  expect(payableMinor(totals)).toBeGreaterThanOrEqual(0);
  for (const minor of Object.values(totals)) expect(minor).toBeGreaterThanOrEqual(0);
  const scheduled = sumMinor(tranches.map((tranche) => tranche.amountMinor - tranche.releasedMinor));
  expect(scheduled).toBe(committedMinor(totals));
  const levels = {
    committed: committedMinor(totals),
    recognised: totals.unconditionalMinor,
    paid: totals.paidMinor,
    advanced: totals.advancedMinor,
    refunded: totals.refundedMinor,
  };
  for (const kind of FLOW_KINDS) expect(sumMinor(Object.values(byMonth(flows, kind)))).toBe(levels[kind]);
}

function checkTranches({ commitment: { totals }, tranches }: CommitmentState): void {
  const sum = (name: "paidMinor" | "advancedMinor" | "refundedMinor" | "releasedMinor") =>
    sumMinor(tranches.map((tranche) => tranche[name]));
  expect(sum("paidMinor")).toBe(totals.paidMinor);
  expect(sum("advancedMinor")).toBe(totals.advancedMinor);
  expect(sum("refundedMinor")).toBe(totals.refundedMinor);
  expect(sum("releasedMinor")).toBe(totals.releasedMinor);
  const conditional = tranches.filter(isConditional);
  expect(sumMinor(conditional.map((each) => each.amountMinor - each.releasedMinor))).toBe(
    totals.conditionalMinor,
  );
  for (const tranche of tranches) {
    expect(openMinor(tranche)).toBeGreaterThanOrEqual(0);
    if (isConditional(tranche)) expect(tranche.paidMinor).toBe(tranche.advancedMinor);
    else expect(tranche.advancedMinor).toBe(0);
  }
}

/** The entries that the agreement of the start made, told from its totals: they are not part of the state. */
function agreementOf({ commitment }: CommitmentState): LedgerEntry[] {
  const { amountMinor, currency, totals } = commitment;
  const base = { on: "2026-01-15", currency, amountMinor: 0, conditionalMinor: 0 };
  return [
    {
      ...base,
      id: "pay_a",
      sequence: 1,
      kind: "commitment",
      amountMinor,
      conditionalMinor: totals.conditionalMinor,
    },
    { ...base, id: "pay_b", sequence: 2, kind: "recognition", amountMinor: totals.unconditionalMinor },
  ];
}
