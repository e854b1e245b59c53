import { describe, expect, it } from "vitest";
import { decideStatus } from "../../../shared/investments/change-status.ts";
import type { CommitmentState } from "../../../shared/investments/commitment.ts";
import {
  COMMITMENT_STATUSES,
  type CommitmentStatus,
  iatiStatus,
  isBinding,
  nextStatuses,
  statusesBefore,
} from "../../../shared/investments/commitment-status.ts";
import { decideRelease } from "../../../shared/investments/release-tranche.ts";
import { committedMinor } from "../../../shared/investments/totals.ts";
import { aCommitment, aGround, MATCH_CONDITION, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const ON = "2026-03-01";
const to = (status: (typeof COMMITMENT_STATUSES)[number]) => ({ status, on: ON, reason: "as decided" });

describe("the life of a commitment", () => {
  it("has no way out of closed, terminated and cancelled", () => {
    const terminal = COMMITMENT_STATUSES.filter((status) => nextStatuses(status).length === 0);
    expect(terminal).toEqual(["closed", "terminated", "cancelled"]);
  });

  it("goes from draft to closed one step at a time", () => {
    const line = ["draft", "intended", "approved", "agreed", "active", "closing", "closed"] as const;
    for (const [index, status] of line.slice(0, -1).entries())
      expect(nextStatuses(status)).toContain(line[index + 1]);
    expect(statusesBefore("suspended")).toEqual(["active"]);
    expect(statusesBefore("active")).toEqual(["agreed", "suspended"]);
  });

  it("counts as committed from agreed on, and has the IATI status of each step", () => {
    expect(COMMITMENT_STATUSES.filter(isBinding)).toEqual([
      "agreed",
      "active",
      "suspended",
      "closing",
      "closed",
      "terminated",
    ]);
    expect(COMMITMENT_STATUSES.map((status) => [status, iatiStatus(status)])).toEqual([
      ["draft", 1],
      ["intended", 1],
      ["approved", 1],
      ["agreed", 2],
      ["active", 2],
      ["suspended", 6],
      ["closing", 3],
      ["closed", 4],
      ["terminated", 5],
      ["cancelled", 5],
    ]);
  });

  it("refuses every step that is not drawn, for each pair of statuses", async () => {
    const state = await aCommitment();
    for (const from of COMMITMENT_STATUSES)
      for (const wanted of COMMITMENT_STATUSES) {
        if (nextStatuses(from).includes(wanted)) continue;
        const there = { ...state, commitment: { ...state.commitment, status: from } };
        expect(decideStatus(there, to(wanted), aGround()), `${from} to ${wanted}`).toMatchObject({
          problem: { code: "conflict" },
        });
      }
  });

  it("goes on, never back in time: no step lies before the approval or the agreement that led to it", async () => {
    const step = (status: CommitmentStatus, on: string) => ({ status, on, reason: "as decided" });
    const approved = await aCommitment({ status: "approved", approvedOn: "2026-01-10" });
    expect(decideStatus(approved, step("agreed", "2026-01-09"), aGround())).toMatchObject({
      problem: {
        code: "validation_failed",
        detail: "The board approved it on 2026-01-10: say that day or a later one.",
        errors: [{ pointer: "/on" }],
      },
    });
    const agreed = decided(decideStatus(approved, step("agreed", "2026-01-10"), aGround())).next;
    expect(decideStatus(agreed, step("active", "2026-01-09"), aGround())).toMatchObject({
      problem: {
        code: "validation_failed",
        detail: "It was agreed on 2026-01-10: say that day or a later one.",
      },
    });
    expect(decideStatus(agreed, step("active", "2026-01-10"), aGround()).ok).toBe(true);
  });

  it("leaves suspending, resuming and terminating to two people", async () => {
    const state = await aCommitment();
    const active = { ...state, commitment: { ...state.commitment, status: "active" as const } };
    const suspended = { ...state, commitment: { ...state.commitment, status: "suspended" as const } };
    for (const refused of [
      decideStatus(active, to("suspended"), aGround()),
      decideStatus(active, to("terminated"), aGround()),
      decideStatus(suspended, to("active"), aGround()),
    ])
      expect(refused).toMatchObject({ problem: { detail: expect.stringContaining("second person") } });
  });

  it("holds the table to the statuses from which a step may be made", async () => {
    const state = await aCommitment();
    const { guard } = decided(decideStatus(state, to("active"), aGround()));
    expect(guard).toEqual({
      expression: "#status IN (:status0, :status1)",
      names: { "#status": "status" },
      values: { ":status0": "agreed", ":status1": "suspended" },
    });
  });

  it("keeps the board's day, ends the intention and writes the agreement when it is agreed", async () => {
    const intended = await aCommitment({ status: "intended" });
    expect(intended.commitment.totals).toMatchObject({ intendedMinor: 100_000_000, unconditionalMinor: 0 });
    const approved = decided(decideStatus(intended, to("approved"), aGround())).next;
    expect(approved.commitment).toMatchObject({ approvedOn: ON, totals: { intendedMinor: 100_000_000 } });
    const { next, entries } = decided(decideStatus(approved, to("agreed"), aGround()));
    expect(entries?.map(({ kind, amountMinor, sequence }) => [sequence, kind, amountMinor])).toEqual([
      [2, "commitment", 100_000_000],
      [3, "intention", -100_000_000],
      [4, "recognition", 100_000_000],
    ]);
    expect(next.commitment).toMatchObject({
      agreedOn: ON,
      totals: { intendedMinor: 0, unconditionalMinor: 100_000_000, firstAgreedMinor: 100_000_000 },
    });
  });

  it("closes only when every tranche is paid or released and no report is outstanding", async () => {
    const state = await aCommitment();
    const closing = { ...state, commitment: { ...state.commitment, status: "closing" as const } };
    expect(decideStatus(closing, to("closed"), aGround())).toMatchObject({ problem: { code: "conflict" } });
    const released = releaseAll(closing);
    const owed = { ...released, requirements: [aRequirement("submitted")] };
    expect(decideStatus(owed, to("closed"), aGround())).toMatchObject({
      problem: { detail: "Reports are outstanding: Final report. Accept or waive them first." },
    });
    const done = { ...released, requirements: [aRequirement("accepted")] };
    expect(decided(decideStatus(done, to("closed"), aGround())).next.commitment).toMatchObject({
      status: "closed",
      endedOn: ON,
    });
  });

  it("is cancelled only when nothing is committed", async () => {
    const state = await aCommitment({
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00") },
        { dueOn: "2027-02-01", amount: usd("600000.00"), condition: MATCH_CONDITION },
      ],
    });
    expect(decideStatus(state, to("cancelled"), aGround())).toMatchObject({ problem: { code: "conflict" } });
    const released = releaseAll(state);
    expect(committedMinor(released.commitment.totals)).toBe(0);
    expect(decideStatus(released, to("cancelled"), aGround()).ok).toBe(true);
  });

  it("is cancelled while it is only intended, and intends nothing any more", async () => {
    const intended = await aCommitment({ status: "intended" });
    const { next } = decided(decideStatus(intended, to("cancelled"), aGround()));
    expect(next.commitment.totals.intendedMinor).toBe(0);
  });
});

function releaseAll(state: CommitmentState): CommitmentState {
  return state.tranches.reduce((each, { number, amountMinor }) => {
    const amount = usd((amountMinor / 100).toFixed(2));
    const input = { trancheNumber: number, on: ON, amount, reason: "not needed" };
    return decided(decideRelease(each, input, `pay_${number}`)).next;
  }, state);
}

function aRequirement(status: "submitted" | "accepted") {
  return {
    number: 1,
    revision: 1,
    kind: "narrative" as const,
    title: "Final report",
    dueOn: "2028-01-31",
    firstDueOn: "2028-01-31",
    graceDays: 0,
    isBlocking: false,
    responsible: { name: "Cedar County Promise", role: "data-lead" as const },
    documentIds: [],
    status,
  };
}
