import { describe, expect, test } from "vitest";
import { BigBetViewSchema } from "../../../../shared/investments/big-bets/big-bet-view.ts";
import { bigBetView } from "../../../../shared/investments/big-bets/show-big-bet.ts";
import {
  aBigBet,
  aContribution,
  aMember,
  anAdmission,
  anId,
  BACKBONE,
  CONVENOR,
  type CommitmentFacts,
  SECOND,
  THIRD,
} from "./builders.ts";

const RECORDED = { version: 4, recordedAt: "2026-03-05T09:00:00.000Z" };
const usd = (amount: string) => ({ amount, currency: "USD" });

const funders = [anAdmission(), anAdmission({ ...THIRD, admittedOn: "2026-04-01" })];
const COMMITMENTS: readonly CommitmentFacts[] = [
  {
    id: anId("cmt", 1),
    funder: CONVENOR,
    phase: "design",
    status: "closed",
    unconditionalMinor: 100_000_000,
  },
  {
    id: anId("cmt", 2),
    funder: CONVENOR,
    conditionalMinor: 3_000_000_000,
    unconditionalMinor: 1_000_000_000,
  },
  {
    id: anId("cmt", 3),
    funder: SECOND,
    unconditionalMinor: 2_000_000_000,
    paidMinor: 500_000_000,
    match: { basis: "award", sharePercent: "10" },
    contributions: [aContribution()],
  },
  { id: anId("cmt", 4), funder: SECOND, currency: "EUR", unconditionalMinor: 700_000_000 },
  { id: anId("cmt", 5), funder: THIRD, status: "intended", unconditionalMinor: 900_000_000 },
  { id: anId("cmt", 6), funder: THIRD, status: "draft", currency: "GBP", unconditionalMinor: 1 },
];
const members = COMMITMENTS.map(aMember);

function seenBy(by: string, bet: Record<string, unknown> = {}, admitted = funders) {
  const view = bigBetView(aBigBet(bet, { funders: admitted }), RECORDED, { by, members });
  return BigBetViewSchema().parse(view);
}

describe("the shared part of a big bet", () => {
  test("is the same for everyone who may read it", () => {
    const { funders: _funders, own: _own, ...shared } = seenBy(CONVENOR.organisationId);
    for (const reader of [SECOND.organisationId, THIRD.organisationId, BACKBONE]) {
      const { funders: _, own: __, ...same } = seenBy(reader);
      expect(same).toEqual(shared);
    }
  });

  test("keeps target, raised, gap, intended, match and leverage apart, and other currencies from all of them", () => {
    const view = seenBy(BACKBONE, { leverageAspiredMinor: 50_000_000_000 });
    expect(view).toMatchObject({ target: usd("100000000.00"), leverageAspired: usd("500000000.00") });
    expect(view.money).toEqual({
      raised: usd("61000000.00"),
      conditional: usd("30000000.00"),
      unconditional: usd("31000000.00"),
      paid: usd("5000000.00"),
      refunded: usd("0.00"),
      intended: usd("9000000.00"),
      match: { required: usd("2000000.00"), verified: usd("1000000.00"), contributed: usd("1000000.00") },
      gap: usd("39000000.00"),
      surplus: usd("0.00"),
      otherCurrencies: [
        {
          currency: "EUR",
          raised: { amount: "7000000.00", currency: "EUR" },
          conditional: { amount: "0.00", currency: "EUR" },
          unconditional: { amount: "7000000.00", currency: "EUR" },
          paid: { amount: "0.00", currency: "EUR" },
          refunded: { amount: "0.00", currency: "EUR" },
          intended: { amount: "0.00", currency: "EUR" },
          match: {
            required: { amount: "0.00", currency: "EUR" },
            verified: { amount: "0.00", currency: "EUR" },
            contributed: { amount: "0.00", currency: "EUR" },
          },
        },
      ],
    });
  });

  test("has a surplus beyond the target, and no gap", () => {
    const { money } = seenBy(BACKBONE, { targetMinor: 6_000_000_000 });
    expect(money).toMatchObject({ gap: usd("0.00"), surplus: usd("1000000.00") });
  });

  test("counts nothing of an organisation that takes no part, whatever its commitments say", () => {
    const view = seenBy(CONVENOR.organisationId, {}, [anAdmission(THIRD)]);
    expect(view.money).toMatchObject({ raised: usd("41000000.00"), otherCurrencies: [] });
    expect(JSON.stringify(view)).not.toContain("River");
  });
});

describe("the own part of a big bet", () => {
  test("is one's own commitments with their terms, drafts included, and nobody else's", () => {
    const own = (reader: string) => seenBy(reader).own.map(({ commitmentId }) => commitmentId);
    expect(own(CONVENOR.organisationId)).toEqual([anId("cmt", 1), anId("cmt", 2)]);
    expect(own(SECOND.organisationId)).toEqual([anId("cmt", 3), anId("cmt", 4)]);
    expect(own(THIRD.organisationId)).toEqual([anId("cmt", 5), anId("cmt", 6)]);
    expect(own(BACKBONE)).toEqual([]);
    expect(seenBy(SECOND.organisationId).own[0]).toMatchObject({
      phase: "scale",
      status: "agreed",
      startOn: "2026-07-01",
      endOn: "2031-06-30",
      amount: usd("20000000.00"),
      paid: usd("5000000.00"),
      matchRequired: usd("2000000.00"),
      matchVerified: usd("1000000.00"),
    });
  });
});

describe("of the others, a reader", () => {
  test("sees names, and phases from agreed on; its own amount, and nobody else's", () => {
    expect(seenBy(SECOND.organisationId).funders).toEqual([
      { name: CONVENOR.name, phases: ["design", "scale"] },
      {
        ...SECOND,
        phases: ["scale"],
        admittedOn: "2026-03-02",
        agreesToShow: false,
        added: [{ amount: "7000000.00", currency: "EUR" }, usd("20000000.00")],
      },
      { name: THIRD.name, phases: [] },
    ]);
    expect(JSON.stringify(seenBy(SECOND.organisationId))).not.toContain("GBP");
  });

  test("sees no amounts as convenor or as the partnership's owner either; the convenor sees whom it admitted", () => {
    expect(seenBy(BACKBONE).funders).toEqual([
      { name: CONVENOR.name, phases: ["design", "scale"] },
      { name: SECOND.name, phases: ["scale"] },
      { name: THIRD.name, phases: [] },
    ]);
    const [convenor, ...others] = seenBy(CONVENOR.organisationId).funders;
    expect(convenor?.added).toEqual([usd("41000000.00")]);
    expect(others).toEqual([
      { ...SECOND, phases: ["scale"], admittedOn: "2026-03-02", agreesToShow: false },
      { ...THIRD, phases: [], admittedOn: "2026-04-01", agreesToShow: false },
    ]);
  });

  test("sees what each adds once the convenor turned it on and every admitted funder agreed", () => {
    const all = funders.map((funder) => ({ ...funder, agreesToShow: true }));
    const allButOne = all.map((funder, index) => ({ ...funder, agreesToShow: index > 0 }));
    const added = (isOn: boolean, admitted: typeof funders) => {
      const { amountsShown, funders: shown } = seenBy(BACKBONE, { showsAmounts: isOn }, admitted);
      return { amountsShown, added: shown.map((funder) => funder.added) };
    };
    const hidden = { amountsShown: false, added: [undefined, undefined, undefined] };
    expect(added(true, allButOne)).toEqual(hidden);
    expect(added(false, all)).toEqual(hidden);
    expect(added(true, all)).toEqual({
      amountsShown: true,
      added: [[usd("41000000.00")], [{ amount: "7000000.00", currency: "EUR" }, usd("20000000.00")], []],
    });
  });
});
