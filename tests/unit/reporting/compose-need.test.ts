import { describe, expect, it } from "vitest";
import type { Funding } from "../../../shared/investments/index.ts";
import type { LoadedPartnership } from "../../../shared/partnerships/index.ts";
import { composeNeed, type NeedFacts } from "../../../shared/reporting/compose-need.ts";
import { NeedSchema } from "../../../shared/reporting/need-view.ts";
import { anId, aStrategy } from "../partnerships/builders.ts";
import {
  aLoadedPartnership,
  aSummary,
  aTarget,
  IDS,
  percentCell,
  readingSummary,
  valueCell,
} from "./builders.ts";

const READING = "early-grade-reading";
const usd = (amount: string) => ({ amount, currency: "USD" });

/** Four million dollars to the universal readers, one to the targeted navigators, half a million to no strategy. */
const FUNDING: Funding = {
  partnershipId: anId("prt"),
  sums: {
    USD: { [IDS.readers]: 400_000_000, [IDS.navigators]: 100_000_000, unallocated: 50_000_000 },
  },
};

function aPartnership(populations: readonly string[] = ["English-learner"]): LoadedPartnership {
  const partnership = aLoadedPartnership();
  return {
    ...partnership,
    strategies: [
      aStrategy({ id: IDS.readers, name: "Every child reads by 8", kind: "universal" }),
      aStrategy({ id: IDS.navigators, name: "Navigators", kind: "targeted", populations: [...populations] }),
      aStrategy({ id: IDS.unfunded, name: "Safe routes to school", kind: "targeted" }),
    ],
  };
}

function need(facts: Partial<NeedFacts> = {}) {
  const all = { funding: FUNDING, partnership: aPartnership(), summaries: [readingSummary()], ...facts };
  return NeedSchema().parse(composeNeed(READING, [all]));
}

function onlyPlace(facts: Partial<NeedFacts> = {}) {
  const [place] = need(facts).places;
  if (!place) throw new Error("There is no place.");
  return place;
}

const groupOf = (category: string, facts: Partial<NeedFacts> = {}) =>
  onlyPlace(facts).groups.find((group) => group.category === category);

describe("money beside need, by place", () => {
  it("is what goes to the strategies that lead to the outcome, for each child of its latest period", () => {
    expect(onlyPlace()).toMatchObject({
      partnership: { name: "Cedar County Promise" },
      place: { code: "09001", name: "Cedar County" },
      children: { value: 1000, label: "2024-25", status: "ok" },
      latest: { value: 54 },
      need: {
        basis: "distance-from-target",
        figure: { value: 11, unit: "percentage-points" },
        target: { value: 65 },
      },
      money: [
        {
          currency: "USD",
          committed: usd("5000000.00"),
          universal: usd("4000000.00"),
          targeted: usd("1000000.00"),
          perChild: { amount: usd("5000.00"), status: "ok" },
        },
      ],
      strategies: [
        { id: IDS.readers, committed: [usd("4000000.00")], groups: [] },
        { id: IDS.navigators, committed: [usd("1000000.00")], groups: ["english-learner"] },
      ],
    });
  });

  it("counts no strategy that leads elsewhere", () => {
    const partnership = {
      ...aPartnership(),
      links: aPartnership().links.filter(({ fromId }) => fromId !== IDS.navigators),
    };
    expect(onlyPlace({ partnership }).money).toMatchObject([
      { committed: usd("4000000.00"), targeted: usd("0.00") },
    ]);
  });

  it("is above 0 while the target is not reached, whichever way is better", () => {
    const lower = aSummary(IDS.reading, {
      definition: { outcomeId: READING, polarity: "lower", targets: [aTarget([2021, 30], [2028, 10])] },
      sets: { all: { 2024: { all: percentCell(250, 1000) } } },
    });
    expect(onlyPlace({ summaries: [lower] }).need?.figure.value).toBe(15);
  });

  it("is told by the level where there is no target, or no way is better", () => {
    const level = (definition: Parameters<typeof aSummary>[1]["definition"]) => {
      const sets = { all: { 2024: { all: percentCell(250, 1000) } } };
      const summaries = [aSummary(IDS.reading, { definition: { outcomeId: READING, ...definition }, sets })];
      return onlyPlace({ summaries }).need;
    };
    expect(level({ targets: [] })).toMatchObject({ basis: "level", figure: { value: 25 } });
    expect(level({ polarity: "neutral", targets: [aTarget([2021, 30], [2028, 10])] })?.basis).toBe("level");
  });

  it("keeps currencies apart", () => {
    const funding = { ...FUNDING, sums: { ...FUNDING.sums, EUR: { [IDS.readers]: 100_001 } } };
    expect(
      onlyPlace({ funding }).money.map(({ currency, perChild }) => [currency, perChild.amount?.amount]),
    ).toEqual([
      ["EUR", "1.00"],
      ["USD", "5000.00"],
    ]);
  });
});

describe("money beside need, by group", () => {
  it("is only that of targeted strategies whose populations name the group, by key or label", () => {
    for (const name of ["english-learner", "English learner", "ENGLISH LEARNER"]) {
      const group = groupOf("english-learner", { partnership: aPartnership([name]) });
      expect(group).toMatchObject({
        children: { value: 180 },
        money: [{ currency: "USD", targeted: usd("1000000.00"), perChild: { amount: usd("5555.56") } }],
        strategyIds: [IDS.navigators],
      });
    }
    expect(
      groupOf("english-learner", { partnership: aPartnership(["children who learn English"]) }),
    ).toMatchObject({
      money: [],
      strategyIds: [],
    });
    expect(groupOf("english-fluent")).toMatchObject({ money: [], strategyIds: [] });
  });

  it("takes everybody's target for a group that has none of its own", () => {
    expect(groupOf("english-learner")?.need).toMatchObject({
      basis: "distance-from-target-of-all",
      figure: { value: 25 },
    });
    const own = readingSummary();
    const target = { ...aTarget([2021, 30], [2028, 50]), dimensions: { language: "english-learner" } };
    const definition = own.definition && { ...own.definition, targets: [...own.definition.targets, target] };
    const summaries = [{ ...own, ...(definition ? { definition } : {}) }];
    expect(groupOf("english-learner", { summaries })?.need).toMatchObject({
      basis: "distance-from-target",
      figure: { value: 10 },
    });
  });

  it("hides the money for each child with the children, and what would tell their number", () => {
    // By housing one cell has a count of 4: the whole breakdown is withheld.
    const hidden = groupOf("without-housing", { partnership: aPartnership(["without-housing", "housed"]) });
    expect(hidden).toMatchObject({
      children: { value: null, status: "c" },
      latest: { value: null, status: "c" },
      need: { figure: { value: null, status: "c" } },
      money: [{ targeted: usd("1000000.00"), perChild: { status: "c" } }],
    });
    expect(hidden?.money[0]?.perChild).not.toHaveProperty("amount");
    expect(hidden?.children).not.toHaveProperty("denominator");
  });

  it("says that there is no number of children where none was recorded, or none is", () => {
    const summary = (cell: ReturnType<typeof valueCell>) =>
      aSummary(IDS.reading, {
        definition: { outcomeId: READING },
        sets: { all: { 2024: { all: cell } } },
        protectedAtSource: true,
      });
    const perChild = (cell: ReturnType<typeof valueCell>) =>
      onlyPlace({ summaries: [summary(cell)] }).money[0]?.perChild;
    expect(perChild(valueCell(54))).toEqual({ status: "x" });
    expect(perChild({ numerator: 0, denominator: 0, value: 0, status: "ok" })).toEqual({ status: "z" });
  });
});

describe("partnerships that are left out", () => {
  it("are listed with the reason and with what one committed to them, unallocated money too", () => {
    const { places, leftOut } = need({ partnership: undefined, summaries: [] } as never);
    expect(places).toEqual([]);
    expect(leftOut).toEqual([
      { partnershipId: FUNDING.partnershipId, why: "not-shared", committed: [usd("5500000.00")] },
    ]);
    expect(need({ summaries: [] }).leftOut).toMatchObject([
      { name: "Cedar County Promise", why: "no-link-to-outcome" },
    ]);
    const { definition: _, ...waiting } = readingSummary();
    expect(need({ summaries: [waiting] }).leftOut).toMatchObject([{ why: "not-summarised" }]);
  });
});
