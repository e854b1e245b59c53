import { describe, expect, it } from "vitest";
import {
  decideApprovalOf,
  decideRejection,
  decideWithdrawal,
} from "../../../../shared/investments/amendments/proposal-decision.ts";
import { decideProposal } from "../../../../shared/investments/amendments/propose.ts";
import { withoutProposals } from "../../../../shared/investments/amendments/visible-proposals.ts";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import {
  aCommitment,
  aGround,
  anAuthor,
  aPrincipal,
  MATCH_CONDITION,
  NOW,
  someSettings,
  usd,
} from "../../../support/commitments.ts";
import { decided } from "../decided.ts";
import { APPROVER, amend, amended, aProposal, expectRefusedAt, PROPOSER, refusal } from "./proposals.ts";

const payee = (effectiveOn: string, name = "New Promise") => ({
  kind: "payee-change" as const,
  effectiveOn,
  recipient: { name },
});

/** A commitment in which one payee change waits. */
async function waiting(effectiveOn = "2026-03-01") {
  const proposal = aProposal(payee(effectiveOn));
  const { next } = decided(decideProposal(await aCommitment(), proposal, aGround()));
  return { state: next, proposal };
}

describe("a proposal", () => {
  it("changes nothing while it waits", async () => {
    const before = await aCommitment();
    const proposal = aProposal(payee("2026-03-01"));
    const { next, entries, guard } = decided(decideProposal(before, proposal, aGround()));
    expect(next).toEqual({ ...before, proposals: [proposal] });
    expect(entries).toBeUndefined();
    expect(guard?.expression).toMatch(/^#status IN/);
  });

  it("is tried at once: what would be refused when it is approved is not even proposed", async () => {
    const early = amend(await aCommitment(), payee("2026-01-14"));
    expectRefusedAt(early, "/effectiveOn", /agreed on 2026-01-15/);
    const planned = await aCommitment({ status: "intended", agreedOn: undefined });
    expect(refusal(amend(planned, payee("2026-03-01"))).detail).toMatch(/is intended/);
    const settings = someSettings({ closedThroughOn: "2026-02-28" });
    const supplement = {
      kind: "supplement" as const,
      effectiveOn: "2026-02-28",
      amount: usd("1.00"),
      tranches: [{ number: 2, amount: usd("600001.00") }],
    };
    const closed = decideProposal(await aCommitment(), aProposal(supplement), aGround({ settings }));
    expect(refusal(closed)).toMatchObject({ code: "period_closed", errors: [{ pointer: "/effectiveOn" }] });
    const booksNothing = decideProposal(
      await aCommitment(),
      aProposal(payee("2026-02-28")),
      aGround({ settings }),
    );
    expect(booksNothing.ok).toBe(true);
  });

  it("may lie ahead, and is flagged for whoever decides", async () => {
    const extension = aProposal({
      kind: "no-cost-extension",
      endOn: "2029-01-01",
      effectiveOn: "2026-12-31",
    });
    const { next } = decided(decideProposal(await aCommitment(), extension, aGround()));
    expect(next.proposals).toMatchObject([{ flags: ["longer-than-12-months"] }]);
  });

  it("is one of at most 20", async () => {
    const before = await aCommitment();
    const proposals = Array.from({ length: 20 }, () => aProposal(payee("2026-03-01")));
    const full: CommitmentState = { ...before, proposals };
    const refused = refusal(decideProposal(full, aProposal(payee("2026-03-01")), aGround()));
    expect(refused.code).toBe("too_many_items");
  });
});

describe("an approval", () => {
  it("is a second person's: not the proposer's, and no API key's", async () => {
    const { state, proposal } = await waiting();
    const approve = (principal: Parameters<typeof aPrincipal>[0]) =>
      decideApprovalOf(state, proposal, { ...aGround(), principal: aPrincipal(principal) });
    expect(refusal(approve(PROPOSER))).toMatchObject({ code: "second_person_required" });
    expect(refusal(approve({ ...APPROVER, kind: "key" }))).toMatchObject({ code: "second_person_required" });
    expect(approve(APPROVER).ok).toBe(true);
  });

  it("waits for the day on which it takes effect, as it is where the funder is", async () => {
    const { state, proposal } = await waiting("2026-03-02");
    const at = (now: string) =>
      decideApprovalOf(state, proposal, { ...aGround({ now }), principal: APPROVER });
    expect(refusal(at("2026-03-02T04:59:59.000Z"))).toMatchObject({
      code: "conflict",
      errors: [{ pointer: "/effectiveOn" }],
    });
    expect(at("2026-03-02T05:00:00.000Z").ok).toBe(true);
  });

  it("is tried on the commitment as it is by then", async () => {
    const { state, proposal } = await waiting("2026-02-15");
    const { next } = amended(state, payee("2026-02-20", "Another Promise"));
    const late = decideApprovalOf(next, proposal, { ...aGround(), principal: APPROVER });
    expectRefusedAt(late, "/effectiveOn", /holds from 2026-02-20/);
  });

  it("of two that hold from one day keeps both plans, in their order", async () => {
    const first = amended(await aCommitment(), payee("2026-03-01", "First"));
    const second = amended(first.next, payee("2026-03-01", "Second"));
    const keys = [first, second].flatMap(({ attached = [] }) =>
      attached.flatMap(({ after }) => (after?.type === "plan" ? [after.sk] : [])),
    );
    expect(keys).toEqual(["X#PLAN#0000-00-00#000", "X#PLAN#2026-03-01#001", "X#PLAN#2026-03-01#002"]);
  });

  it("of an advance needs the limit of a payment", async () => {
    const state = await aCommitment({
      tranches: [{ dueOn: "2027-02-01", amount: usd("1000000.00"), condition: MATCH_CONDITION }],
    });
    const settings = someSettings({ approvalLimits: [{ role: "finance", upTo: usd("1000.00") }] });
    const advance = (amount: string) =>
      amend(state, { kind: "advance", trancheNumber: 1, amount: usd(amount) }, { settings });
    expect(refusal(advance("1000.01")).code).toBe("approval_limit_exceeded");
    expect(advance("1000.00").ok).toBe(true);
  });

  it("leaves the proposal as it was decided: by whom, when, with what it changed", async () => {
    const { state, proposal } = await waiting();
    const note = "The board agreed";
    const made = decideApprovalOf(state, proposal, { ...aGround(), principal: APPROVER, note });
    expect(made).toMatchObject({
      value: {
        decision: { action: "commitment.payee-change", next: { proposals: [] } },
        view: {
          ...proposal,
          commitmentId: state.commitment.id,
          status: "approved",
          decision: { by: APPROVER.id, at: NOW, note },
          before: { recipient: { name: "Cedar County Promise" } },
          after: { recipient: { name: "New Promise" } },
        },
      },
    });
  });
});

describe("a rejection and a withdrawal", () => {
  it("are of different people, change nothing, and are kept", async () => {
    const { state, proposal } = await waiting();
    const by = (principal: typeof PROPOSER) => ({ principal, now: NOW, note: "Not now" });
    expect(refusal(decideRejection(state, proposal, by(PROPOSER))).code).toBe("second_person_required");
    expect(refusal(decideWithdrawal(state, proposal, by(APPROVER))).code).toBe("forbidden");
    for (const [settled, status, person] of [
      [decideRejection(state, proposal, by(APPROVER)), "rejected", APPROVER],
      [decideWithdrawal(state, proposal, by(PROPOSER)), "withdrawn", PROPOSER],
    ] as const) {
      expect(settled).toMatchObject({
        value: {
          decision: { action: `commitment.proposal-${status}`, next: { ...state, proposals: [] } },
          view: { status, decision: { by: person.id, at: NOW, note: "Not now" } },
        },
      });
    }
  });
});

describe("the history as others than the funder read it", () => {
  const change = {
    version: 2,
    recordedAt: NOW,
    by: anAuthor(),
    reason: "Why",
    previousHash: "a",
    hash: "b",
    parts: [
      { sk: "C#HEAD", before: {}, after: {} },
      { sk: "C#PROP#1", before: null, after: {} },
      { sk: "X#PROP#1", before: null, after: {} },
    ],
  };

  it("tells that something was proposed and nothing of it, until it is decided", () => {
    const proposed = withoutProposals({ ...change, action: "commitment.proposed" });
    expect(proposed.parts.map(({ sk }) => sk)).toEqual(["C#HEAD"]);
    expect(proposed).not.toHaveProperty("reason");
    const decision = withoutProposals({ ...change, action: "commitment.payee-change" });
    expect(decision.parts.map(({ sk }) => sk)).toEqual(["C#HEAD", "X#PROP#1"]);
    expect(decision.reason).toBe("Why");
  });
});
