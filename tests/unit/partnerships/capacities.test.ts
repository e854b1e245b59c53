import { describe, expect, it } from "vitest";
import {
  type CapacityResponse,
  shownSpans,
  spansOf,
} from "../../../shared/partnerships/capacities/capacity-assessment.ts";
import { capacityChanges } from "../../../shared/partnerships/capacities/capacity-change.ts";
import { CAPACITY_LISTS } from "../../../shared/partnerships/capacities/capacity-list.ts";
import { NewSupportSchema, type Support } from "../../../shared/partnerships/capacities/support.ts";
import { anId, RECORDED_AT } from "./builders.ts";

const says = (rating: number, capacity = "equity"): CapacityResponse => ({
  role: "a parent",
  ratings: [{ capacity, rating }],
});

describe("what respondents say together", () => {
  it("is how many said what, and places in an order: the lower of two in the middle, never an average", () => {
    expect(spansOf([says(1), says(5), says(4), says(2)])).toEqual([
      { capacity: "equity", respondents: 4, counts: [1, 1, 0, 1, 1], lowest: 1, median: 2, highest: 5 },
    ]);
    expect(spansOf([says(3)])).toMatchObject([{ median: 3, lowest: 3, highest: 3 }]);
    expect(spansOf([])).toEqual([]);
  });

  it("is shown to others from three respondents of a capacity on", () => {
    const spans = spansOf([says(1), says(2), says(3), says(4, "data-and-information")]);
    expect(shownSpans(spans, true)).toHaveLength(2);
    expect(shownSpans(spans, false).map(({ capacity }) => capacity)).toEqual(["equity"]);
  });
});

describe("change beside what went in", () => {
  const [list] = CAPACITY_LISTS;
  if (!list) throw new Error("There is no list.");
  const held = (n: number, heldOn: string, rating: number) => ({
    id: `cap_${String(n).padStart(26, "0")}`,
    heldOn,
    spans: spansOf([says(rating)]),
  });
  const support = (changes: Partial<Support>): Support => ({
    kind: "coaching",
    capacities: ["equity"],
    on: "2026-02-01",
    hours: 1.5,
    givenBy: "A network",
    description: "Coaching",
    visibility: "funders",
    id: `spt_${"0".repeat(26)}`,
    partnershipId: anId("prt"),
    recordedBy: anId("org"),
    createdAt: RECORDED_AT,
    ...changes,
  });
  const of = (key: string, ...given: Parameters<typeof capacityChanges>) =>
    capacityChanges(...given).find((one) => one.key === key);

  it("goes from the first assessment to the last, in the order of their days", () => {
    const assessments = [held(2, "2026-06-01", 4), held(1, "2025-06-01", 2), held(3, "2025-12-01", 5)];
    const equity = of("equity", list, assessments, []);
    expect(equity?.change).toEqual({ from: 2, to: 4, steps: 2 });
    expect(equity?.assessments.map(({ heldOn }) => heldOn)).toEqual([
      "2025-06-01",
      "2025-12-01",
      "2026-06-01",
    ]);
    expect(of("data-and-information", list, assessments, [])?.change).toBeNull();
    expect(of("equity", list, assessments.slice(0, 1), [])?.change).toBeNull();
    expect(capacityChanges(list, [], [])).toHaveLength(7);
  });

  it("adds hours, and money by currency to the cent; what was reversed counts no more", () => {
    const usd = (amount: string) => ({ amount, currency: "USD" });
    const reversed = { at: RECORDED_AT, reason: "Twice" };
    const given = [
      support({}),
      support({ kind: "investment", hours: undefined, amount: usd("0.10") }),
      support({ capacities: ["equity", "policy-and-advocacy"], amount: usd("0.20") }),
      support({ amount: { amount: "5", currency: "JPY" }, hours: undefined }),
      support({ amount: usd("1000.00"), reversed }),
    ];
    expect(of("equity", list, [], given)?.supports).toEqual({
      entries: 4,
      hours: 3,
      amounts: [{ amount: "5", currency: "JPY" }, usd("0.30")],
    });
    expect(of("policy-and-advocacy", list, [], given)?.supports.entries).toBe(1);
  });

  it("of nothing that was given is refused", () => {
    const { hours: _, ...without } = support({});
    expect(NewSupportSchema().safeParse(without).success).toBe(false);
  });
});
