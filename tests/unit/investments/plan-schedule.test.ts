import { describe, expect, it } from "vitest";
import { NewCommitmentSchema } from "../../../shared/investments/create-commitment.ts";
import { decideSchedule } from "../../../shared/investments/plan-schedule.ts";
import { aCommitment, aGround, usd } from "../../support/commitments.ts";
import { decided } from "./decided.ts";

const ground = { ...aGround(), entryId: "pay_1", on: "2026-03-01" };
const schedule = {
  amount: usd("900000.00"),
  tranches: [
    { dueOn: "2026-06-01", amount: usd("500000.00") },
    { dueOn: "2027-06-01", amount: usd("400000.00") },
  ],
  reason: "The plan is smaller",
};

describe("planning a schedule anew", () => {
  it("is possible until it is agreed, and the intention follows", async () => {
    const draft = await aCommitment({ status: "draft" });
    expect(decided(decideSchedule(draft, schedule, ground)).entries).toEqual([]);
    const intended = await aCommitment({ status: "intended" });
    const { next, entries } = decided(decideSchedule(intended, schedule, ground));
    expect(entries).toMatchObject([{ kind: "intention", amountMinor: -10_000_000 }]);
    expect(next.commitment).toMatchObject({ amountMinor: 90_000_000, totals: { intendedMinor: 90_000_000 } });
    expect(next.tranches.map(({ number, amountMinor }) => [number, amountMinor])).toEqual([
      [1, 50_000_000],
      [2, 40_000_000],
    ]);
    expect(decideSchedule(await aCommitment(), schedule, ground)).toMatchObject({
      problem: { code: "conflict", detail: expect.stringContaining("amendment") },
    });
  });

  it("is refused where the parts do not sum or are of nothing, or a rule names what is not there", async () => {
    const draft = await aCommitment({ status: "draft" });
    const more = { ...schedule, amount: usd("900000.01") };
    expect(decideSchedule(draft, more, ground)).toMatchObject({
      problem: { errors: [{ pointer: "/tranches" }] },
    });
    const nothing = {
      ...schedule,
      tranches: [...schedule.tranches, { dueOn: "2028-06-01", amount: usd("0.00") }],
    };
    expect(decideSchedule(draft, nothing, ground)).toMatchObject({
      problem: { errors: [{ pointer: "/tranches/2/amount/amount", detail: "Name an amount above zero." }] },
    });
    const rule = { kind: "report-accepted", requirement: 1 } as const;
    const ruled = { ...schedule, tranches: [{ dueOn: "2026-06-01", amount: usd("900000.00"), rule }] };
    expect(decideSchedule(draft, ruled, ground)).toMatchObject({
      problem: { errors: [{ pointer: "/tranches/0/rule", detail: "There is no reporting requirement 1." }] },
    });
  });
});

describe("a commitment that asks for reports from the first day", () => {
  it("numbers them in order, so that its payment rules may name them", async () => {
    const responsible = { name: "Cedar County Promise", role: "data-lead" };
    const state = await aCommitment({
      requirements: [
        {
          kind: "narrative",
          title: "Yearly report",
          schedule: { frequency: "yearly", firstPeriodOn: "2026-01-01", periods: 2, dueAfterDays: 60 },
          responsible,
        },
        {
          kind: "financial",
          title: "Final accounts",
          schedule: { frequency: "on-days", days: [{ dueOn: "2028-03-31" }] },
          isBlocking: true,
          responsible,
        },
      ],
      tranches: [
        { dueOn: "2026-02-01", amount: usd("400000.00") },
        {
          dueOn: "2027-03-15",
          amount: usd("600000.00"),
          rule: { kind: "report-accepted", requirement: 1 },
        },
      ],
    });
    expect(state.requirements.map(({ number, title, dueOn }) => [number, title, dueOn])).toEqual([
      [1, "Yearly report", "2027-03-01"],
      [2, "Yearly report", "2028-02-29"],
      [3, "Final accounts", "2028-03-31"],
    ]);
    expect(state.commitment.blockedFromOn).toBe("2028-04-01");
  });

  it("is refused at the report whose responsible organisation it does not name", async () => {
    const requirements = [
      {
        kind: "narrative",
        title: "Report",
        schedule: { frequency: "on-days", days: [{ dueOn: "2028-03-31" }] },
        responsible: { organisationId: "org_01JD0000000000000000000009", name: "A stranger" },
      },
    ];
    expect(NewCommitmentSchema().shape.requirements.safeParse(requirements).success).toBe(true);
    await expect(aCommitment({ requirements })).rejects.toThrow("/requirements/0/responsible/organisationId");
  });
});
