import { describe, expect, test } from "vitest";
import {
  type BigBetFacts,
  bigBetStillAsRead,
  checkBigBet,
} from "../../../../shared/investments/big-bets/big-bet-facts.ts";
import { COMMITMENT_STATUSES, isBinding } from "../../../../shared/investments/commitment-status.ts";
import { aBetCommitment, anId, CONVENOR, type CommitmentFacts, SECOND, THIRD } from "./builders.ts";

function facts(overrides: Partial<BigBetFacts> = {}): BigBetFacts {
  return {
    bigBetId: anId("bet"),
    pk: `BET#${anId("bet")}`,
    version: 7,
    partnershipId: anId("prt"),
    currency: "USD",
    milestones: [],
    admitted: [CONVENOR.organisationId, SECOND.organisationId],
    designGrants: [],
    isDesignLeftOut: false,
    ...overrides,
  };
}

function check(commitment: CommitmentFacts, about: BigBetFacts | undefined = facts()) {
  return checkBigBet(aBetCommitment(commitment).commitment, about);
}

const VERSION_CHECK = {
  check: { pk: `BET#${anId("bet")}`, sk: "C#HEAD" },
  condition: { expression: "version = :version", values: { ":version": 7 } },
};

describe("a commitment that names a big bet", () => {
  test("may, where its funder convened the bet or was admitted; the transaction checks the version that says so", () => {
    for (const funder of [CONVENOR, SECOND])
      expect(check({ funder, phase: "design" })).toEqual({ ok: true, value: [VERSION_CHECK] });
    expect(bigBetStillAsRead(undefined)).toEqual([]);
  });

  test.each([
    ["another funder", check({ funder: THIRD, phase: "design" })],
    ["the plan of another partnership", check({ phase: "design", partnershipId: anId("prt", 2) })],
    ["facts of another bet", check({ phase: "design" }, facts({ bigBetId: anId("bet", 2) }))],
    ["no facts, because the bet cannot be read", checkBigBet(aBetCommitment().commitment, undefined)],
  ])("is refused at the bet's id for %s", (_, refused) => {
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: "validation_failed", errors: [{ pointer: "/bigBet/id" }] },
    });
  });

  test("may be linked to the partnership whose plan it is, or to none yet", () => {
    for (const linked of [{ partnershipId: anId("prt") }, {}])
      expect(check({ phase: "design", ...linked })).toEqual({ ok: true, value: [VERSION_CHECK] });
  });

  test("that names none is nobody's concern", () => {
    expect(check({ bigBetId: null, funder: THIRD })).toEqual({ ok: true, value: [] });
  });

  test("may be in another currency than the target: it is listed apart", () => {
    expect(check({ currency: "EUR", phase: "design" }).ok).toBe(true);
  });
});

describe("a scale grant without a design grant", () => {
  test.each(COMMITMENT_STATUSES.map((status) => ({ status, isRefused: isBinding(status) })))(
    "that is $status is refused: $isRefused",
    ({ status, isRefused }) => {
      expect(check({ status, phase: "scale" }).ok).toBe(!isRefused);
    },
  );

  test("is a conflict that says what to do", () => {
    expect(check({ phase: "scale" })).toMatchObject({ ok: false, problem: { code: "conflict" } });
  });

  test("is agreed where the plan says that the design phase is left out", () => {
    const left = facts({ isDesignLeftOut: true });
    expect(check({ phase: "scale" }, left)).toEqual({ ok: true, value: [VERSION_CHECK] });
  });

  test("cannot be its own design grant", () => {
    expect(check({ phase: "scale" }, facts({ designGrants: [anId("cmt")] })).ok).toBe(false);
  });
});

test("after a design grant, the transaction that agrees a scale grant checks that the design grant still stands", () => {
  const checked = check({ phase: "scale" }, facts({ designGrants: [anId("cmt"), anId("cmt", 9)] }));
  expect(checked).toMatchObject({
    ok: true,
    value: [
      VERSION_CHECK,
      {
        check: { pk: `CMT#${anId("cmt", 9)}`, sk: "C#HEAD" },
        condition: { values: { ":bet": anId("bet"), ":design": "design", ":status0": "agreed" } },
      },
    ],
  });
});
