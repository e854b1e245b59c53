import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planOf } from "../../../../shared/investments/amendments/plan-snapshot.ts";
import { toDatedPlan } from "../../../../shared/investments/amendments/proposal.parts.ts";
import { decideApprovalOf } from "../../../../shared/investments/amendments/proposal-decision.ts";
import { decideProposal } from "../../../../shared/investments/amendments/propose.ts";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { nextStatuses } from "../../../../shared/investments/commitment-status.ts";
import type { LedgerEntry } from "../../../../shared/investments/ledger-entry.ts";
import { decideConditionMet } from "../../../../shared/investments/meet-condition.ts";
import { decidePayment } from "../../../../shared/investments/pay-tranche.ts";
import { decideRefund } from "../../../../shared/investments/refund-tranche.ts";
import { decideRelease } from "../../../../shared/investments/release-tranche.ts";
import { NO_FACTS } from "../../../../shared/investments/rule-facts.ts";
import { divideByShares, shareUnits } from "../../../../shared/investments/shares.ts";
import { addEntry, committedMinor } from "../../../../shared/investments/totals.ts";
import { isConditional, openMinor } from "../../../../shared/investments/tranche.ts";
import type { Decision } from "../../../../shared/investments/work-on-commitment.ts";
import type { PartWrite } from "../../../../shared/platform/history.ts";
import { formatAmount, sumMinor } from "../../../../shared/platform/money.ts";
import { ok, type Result } from "../../../../shared/platform/result.ts";
import { addDays, addMonths } from "../../../../shared/platform/time.ts";
import {
  aCommitment,
  aGround,
  MATCH_CONDITION,
  OTHER_STRATEGY,
  partnershipFacts,
  STRATEGY,
  someSettings,
  usd,
} from "../../../support/commitments.ts";
import { APPROVER, aProposal } from "./proposals.ts";

const KINDS = [
  "no-cost-extension",
  "reallocation",
  "supplement",
  "reduction",
  "re-plan",
  "re-scope",
  "payee-change",
  "suspension",
  "resumption",
  "termination",
  "waiver",
  "advance",
] as const;

/** One step of a random life; each amendment is proposed, and approved at once or after what comes between. */
const step = fc.record({
  kind: fc.constantFrom(
    ...KINDS,
    "resumption",
    "pay",
    "pay",
    "pay",
    "refund",
    "refund",
    "release",
    "meet",
    "approve",
  ),
  number: fc.integer({ min: 1, max: 4 }),
  other: fc.integer({ min: 1, max: 4 }),
  minor: fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 40_000_000 })),
  percent: fc.integer({ min: 1, max: 60 }),
  waits: fc.boolean(),
  /** Ends are rare, so that lives get long. */
  ends: fc.integer({ min: 0, max: 9 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const settings = someSettings({ discountRates: [{ from: "2020-01-01", rate: "0.04" }] });
const facts = { ...NO_FACTS, partnership: partnershipFacts() };
const dollars = (minor: number) => usd(formatAmount(minor, "USD"));

describe("whatever is amended, paid, refunded and released", () => {
  it("keeps every invariant of the money, and the first plan, in 250 random lives of up to 40 steps", async () => {
    const start = await aCommitment({
      partnershipId: partnershipFacts().partnershipId,
      tranches: [
        { dueOn: "2026-02-01", amount: usd("300000.00") },
        { dueOn: "2027-02-01", amount: usd("300000.00"), condition: MATCH_CONDITION },
        { dueOn: "2027-08-01", amount: usd("400000.00"), rule: { kind: "date", on: "2026-06-01" } },
      ],
      allocations: [
        { strategyId: STRATEGY, sharePercent: "33.3333" },
        { strategyId: OTHER_STRATEGY, amount: usd("100000.01") },
      ],
      milestones: [{ title: "The first school opens" }],
      budget: [
        { category: "salaries", amount: usd("700000.00") },
        { category: "travel", amount: usd("300000.00") },
      ],
    });
    const approved = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 12, maxLength: 40 }), (steps) => {
        const life: Life = { state: start, entries: [], attached: [] };
        for (const [index, one] of steps.entries()) {
          const before = life.state.commitment.status;
          const decision = decide(life.state, one, addDays("2026-03-01", index));
          if (!decision.ok) continue;
          const { action, next, entries = [], attached = [] } = decision.value;
          approved.set(action, (approved.get(action) ?? 0) + 1);
          life.state = next;
          life.entries.push(...entries);
          life.attached.push(...attached);
          const after = next.commitment.status;
          expect(after === before || nextStatuses(before).includes(after)).toBe(true);
        }
        checkMoney(start, life);
        checkPlans(start, life);
      }),
      { numRuns: 250 },
    );
    // A property that no amendment ever passed would prove nothing.
    expect([...approved.keys()].sort()).toEqual(
      [...KINDS, "condition-met", "payment", "proposed", "refund", "release"]
        .map((kind) => `commitment.${kind}`)
        .sort(),
    );
  }, 60_000);
});

type Life = { state: CommitmentState; readonly entries: LedgerEntry[]; readonly attached: PartWrite[] };

function decide(state: CommitmentState, one: Step, on: string): Result<Decision> {
  const ground = aGround({ settings, facts, now: `${on}T15:00:00.000Z` });
  const { number: trancheNumber, minor } = one;
  const input = { trancheNumber, on, amount: dollars(minor), reason: "it happened" };
  switch (one.kind) {
    case "pay":
      return decidePayment(state, { trancheNumber, on, amount: input.amount }, ground);
    case "refund":
      return decideRefund(state, input, ground.ids.first);
    case "release":
      return decideRelease(state, input, ground.ids.first);
    case "meet":
      return decideConditionMet(state, {
        ...ground,
        trancheNumber,
        input: { metOn: on, evidence: "seen", reason: input.reason },
      });
    case "approve": {
      const [waiting] = state.proposals;
      if (!waiting) return ok({ action: "commitment.proposed", next: state });
      return approved(decideApprovalOf(state, waiting, { ...ground, principal: APPROVER }));
    }
    default: {
      const asked = askedFor(state, { ...one, kind: one.kind }, on);
      const proposal = { ...aProposal({ ...asked, effectiveOn: on }), proposedAt: ground.now };
      const proposed = decideProposal(state, proposal, ground);
      if (!proposed.ok || one.waits) return proposed;
      return approved(decideApprovalOf(proposed.value.next, proposal, { ...ground, principal: APPROVER }));
    }
  }
}

function approved(settled: ReturnType<typeof decideApprovalOf>): Result<Decision> {
  return settled.ok ? ok(settled.value.decision) : settled;
}

/** A proposal that fits the state more often than chance alone would make it. */
function askedFor(
  { commitment, tranches }: CommitmentState,
  { kind, number, other, minor, percent, ends }: Step & { readonly kind: (typeof KINDS)[number] },
  on: string,
) {
  const amountOf = (at: number) => tranches.find((tranche) => tranche.number === at)?.amountMinor ?? 0;
  const changed = (at: number, by: number) => ({
    number: at,
    amount: dollars(Math.max(amountOf(at) + by, 0)),
  });
  switch (kind) {
    case "no-cost-extension":
      return {
        kind,
        endOn: addMonths(commitment.endOn ?? on, percent),
        tranches: [{ number, dueOn: addMonths(on, percent) }],
        milestones: [{ number: 1, dueOn: addMonths(on, percent) }],
      };
    case "reallocation":
      return {
        kind,
        allocations: [
          { strategyId: STRATEGY, amount: dollars(minor) },
          { strategyId: OTHER_STRATEGY, sharePercent: `${percent}` },
        ],
        budget: [
          { category: "salaries", amount: usd("600000.00") },
          { category: "travel", amount: usd("400000.00") },
        ],
      };
    case "supplement":
      return percent % 2 === 0
        ? { kind, amount: dollars(minor), tranches: [changed(number, minor)] }
        : {
            kind,
            amount: dollars(minor),
            added: [
              {
                dueOn: addMonths(on, percent),
                amount: dollars(minor),
                ...(percent % 3 === 0 ? { condition: MATCH_CONDITION } : {}),
              },
            ],
          };
    case "reduction":
      return { kind, amount: dollars(minor), tranches: [changed(number, -minor)] };
    case "re-plan":
      return { kind, tranches: [changed(number, -minor), changed(other, minor)] };
    case "re-scope":
      return {
        kind,
        title: `Place grant ${minor}`,
        addedMilestones: [{ title: "One more" }],
        tranches: [
          {
            number,
            ...(percent % 2 === 0 ? { rule: { kind: "milestone", milestone: 1 } } : {}),
            condition: MATCH_CONDITION,
          },
        ],
      };
    case "payee-change":
      return { kind, recipient: { name: `Payee ${percent}` } };
    case "termination":
      // Refused by its day unless it is meant.
      return { kind, effectiveOn: ends === 0 ? on : "2020-01-01" };
    case "waiver":
      return { kind, trancheNumber: number };
    case "advance":
      return { kind, trancheNumber: number, amount: dollars(minor) };
    default:
      return { kind };
  }
}

function checkMoney(start: CommitmentState, { state, entries }: Life): void {
  const { commitment, tranches, allocations } = state;
  const { totals } = commitment;
  expect(totals).toEqual(entries.reduce(addEntry, start.commitment.totals));
  const sum = (name: "paidMinor" | "advancedMinor" | "refundedMinor" | "releasedMinor") =>
    sumMinor(tranches.map((tranche) => tranche[name]));
  expect(sum("paidMinor")).toBe(totals.paidMinor);
  expect(sum("advancedMinor")).toBe(totals.advancedMinor);
  expect(sum("refundedMinor")).toBe(totals.refundedMinor);
  expect(sum("releasedMinor")).toBe(totals.releasedMinor);
  const parts = tranches.map((each) => openMinor(each) + each.paidMinor + each.releasedMinor);
  expect(sumMinor(parts)).toBe(committedMinor(totals) + totals.releasedMinor);
  expect(sumMinor(parts)).toBe(commitment.amountMinor);
  const adjusted = sumMinor(
    entries.filter(({ kind }) => kind === "adjustment").map((each) => each.amountMinor),
  );
  expect(committedMinor(totals) + totals.releasedMinor).toBe(totals.firstAgreedMinor + adjusted);
  const conditional = tranches.filter(isConditional).map((each) => each.amountMinor - each.releasedMinor);
  expect(sumMinor(conditional)).toBe(totals.conditionalMinor);
  expect(totals.paidMinor).toBeLessThanOrEqual(totals.unconditionalMinor + totals.advancedMinor);
  for (const tranche of tranches) expect(openMinor(tranche)).toBeGreaterThanOrEqual(0);
  for (const minor of Object.values(totals)) expect(minor).toBeGreaterThanOrEqual(0);
  const recognised = entries.filter(({ kind }) => kind === "recognition").map((each) => each.amountMinor);
  const givenUp = entries
    .filter(({ kind }) => kind === "release")
    .map((each) => each.amountMinor - each.conditionalMinor);
  expect(totals.unconditionalMinor).toBe(
    start.commitment.totals.unconditionalMinor + sumMinor(recognised) - sumMinor(givenUp),
  );
  const shares = allocations.filter(({ sharePercent }) => sharePercent !== undefined);
  expect(shares.map(({ amountMinor }) => amountMinor)).toEqual(
    divideByShares(
      committedMinor(totals),
      shares.map(({ sharePercent = "0" }) => shareUnits(sharePercent)),
    ),
  );
  expect(sumMinor(allocations.map(({ amountMinor }) => amountMinor))).toBeLessThanOrEqual(
    committedMinor(totals),
  );
}

/** The plans that were kept, in their order: the first one as it was agreed, the others as many as there were amendments. */
function checkPlans(start: CommitmentState, { state, attached }: Life): void {
  const kept = attached
    .flatMap(({ after }) => (after?.type === "plan" ? [after] : []))
    .toSorted((a, b) => (a.sk < b.sk ? -1 : 1));
  const { amendments } = state.commitment;
  expect(kept).toHaveLength(amendments ? amendments.count + 1 : 0);
  const [first] = kept;
  if (!first) return;
  expect(first.sk).toBe("X#PLAN#0000-00-00#000");
  const { plan } = toDatedPlan(first.attributes);
  // What is done without an amendment shows in the plan as well: here what was released and paid before the first one.
  const { tranches, allocations, status, ...agreed } = planOf(start);
  expect(plan).toMatchObject(agreed);
  expect(plan.tranches.map(({ released: _, ...each }) => each)).toEqual(tranches);
  expect(plan.allocations.map(({ strategyId }) => strategyId)).toEqual(
    allocations.map((each) => each.strategyId),
  );
  const last = kept.at(-1);
  expect(last && toDatedPlan(last.attributes)).toMatchObject({ sinceOn: amendments?.latestOn });
}
