import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  gapAndSurplus,
  moneyByCurrency,
  moneyOf,
} from "../../../../shared/investments/big-bets/big-bet-money.ts";
import {
  COMMITMENT_STATUSES,
  isBinding,
  isPlanned,
} from "../../../../shared/investments/commitment-status.ts";
import { requiredMatchMinor } from "../../../../shared/investments/match-required.ts";
import { aBetCommitment, aContribution, aMember, anId } from "./builders.ts";

const member = fc
  .record({
    status: fc.constantFrom(...COMMITMENT_STATUSES),
    currency: fc.constantFrom("USD", "EUR", "JPY"),
    conditionalMinor: fc.nat(1_000_000_000),
    unconditionalMinor: fc.nat(1_000_000_000),
  })
  .map(aMember);

describe("what a bet amounts to", () => {
  test("is raised from agreed on, conditional and unconditional together; what is intended stands apart", () => {
    const sums = moneyOf([
      aMember({ conditionalMinor: 600, unconditionalMinor: 400, paidMinor: 300 }),
      aMember({ status: "active", unconditionalMinor: 50 }),
      aMember({ status: "intended", unconditionalMinor: 7_000 }),
      aMember({ status: "approved", conditionalMinor: 80_000 }),
      aMember({ status: "draft", unconditionalMinor: 900_000 }),
      aMember({ status: "cancelled", unconditionalMinor: 9_000_000 }),
    ]);
    expect(sums).toMatchObject({
      raisedMinor: 1050,
      conditionalMinor: 600,
      unconditionalMinor: 450,
      paidMinor: 300,
      intendedMinor: 87_000,
    });
  });

  test("never mixes currencies, and every member is in one sum only", () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 30 }), (members) => {
        const sums = moneyByCurrency(members);
        for (const currency of ["USD", "EUR", "JPY"]) {
          const own = members.filter((each) => each.currency === currency);
          const committed = own
            .filter(({ status }) => isBinding(status))
            .reduce((sum, each) => sum + each.conditionalMinor + each.unconditionalMinor, 0);
          const intended = own
            .filter(({ status }) => isPlanned(status) && status !== "draft")
            .reduce((sum, each) => sum + each.amountMinor, 0);
          expect(sums.get(currency)?.raisedMinor ?? 0).toBe(committed);
          expect(sums.get(currency)?.intendedMinor ?? 0).toBe(intended);
        }
      }),
    );
  });

  test("is the same in whatever order its members come", () => {
    fc.assert(
      fc.property(fc.array(member, { maxLength: 20 }), (members) => {
        expect([...moneyByCurrency([...members].reverse())]).toEqual([...moneyByCurrency(members)]);
      }),
    );
  });
});

describe("the gap to the target", () => {
  test("closes at the target and never goes below nothing: what is beyond is surplus", () => {
    expect(gapAndSurplus(1000, 400)).toEqual({ gapMinor: 600, surplusMinor: 0 });
    expect(gapAndSurplus(1000, 1000)).toEqual({ gapMinor: 0, surplusMinor: 0 });
    expect(gapAndSurplus(1000, 1250)).toEqual({ gapMinor: 0, surplusMinor: 250 });
  });

  test("with the surplus always gives back target less raised", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (target, raised) => {
        const { gapMinor, surplusMinor } = gapAndSurplus(target, raised);
        expect(gapMinor - surplusMinor).toBe(target - raised);
        expect(Math.min(gapMinor, surplusMinor)).toBe(0);
      }),
    );
  });
});

describe("match", () => {
  test("of 20 % on an award of 800,000 is 160,000 of the award, 200,000 of the whole project", () => {
    const required = (basis: "award" | "project", sharePercent: string, unconditionalMinor = 80_000_000) =>
      requiredMatchMinor(aBetCommitment({ unconditionalMinor, match: { basis, sharePercent } }).commitment);
    expect(required("award", "20")).toBe(16_000_000);
    expect(required("project", "20")).toBe(20_000_000);
    expect(required("project", "50")).toBe(80_000_000);
    expect(required("award", "33.3333", 100)).toBe(33);
    expect(required("award", "0.5", 100)).toBe(1);
    expect(required("project", "100")).toBe(0);
  });

  test("required of an intended commitment follows what it is meant to be, and is not counted before it is agreed", () => {
    const planned = { status: "intended", match: { basis: "award", sharePercent: "50" } } as const;
    const intended = aMember({ ...planned, unconditionalMinor: 600 });
    expect(intended.matchRequiredMinor).toBe(300);
    expect(moneyOf([intended]).matchRequiredMinor).toBe(0);
  });

  test("counts verified contributions only, and is never raised money", () => {
    const contributions = [
      aContribution({ amountMinor: 500 }),
      aContribution({ number: 2, reference: "Letter", amountMinor: 70, status: "raised" }),
      aContribution({ number: 3, reference: "Deed", amountMinor: 9, status: "rejected" }),
    ];
    const sums = moneyOf([aMember({ unconditionalMinor: 1000, contributions })]);
    expect(sums).toMatchObject({ raisedMinor: 1000, matchVerifiedMinor: 500, matchContributedMinor: 500 });
  });

  test("that two funders verified is required and verified by each, and was contributed once, at the larger amount", () => {
    const terms = { match: { basis: "award", sharePercent: "100" }, unconditionalMinor: 1000 } as const;
    const first = aMember({ ...terms, contributions: [aContribution({ amountMinor: 1000 })] });
    const contributor = { name: "  harbour county " };
    const second = aMember({
      ...terms,
      id: anId("cmt", 2),
      contributions: [
        aContribution({ amountMinor: 800, contributor }),
        aContribution({ number: 2, amountMinor: 200, reference: "Another" }),
      ],
    });
    expect(moneyOf([first, second])).toMatchObject({
      matchRequiredMinor: 2000,
      matchVerifiedMinor: 2000,
      matchContributedMinor: 1200,
    });
  });
});
