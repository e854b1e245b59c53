import { describe, expect, it } from "vitest";
import { reportReminders, trancheReminder } from "../../../shared/investments/reminders/due-reminders.ts";
import type { ListedRequirement } from "../../../shared/investments/requirements/requirement.store.ts";
import { addDays } from "../../../shared/platform/time.ts";
import { aDue, aListed, COMMITMENT, FUNDER, GRANTEE } from "./builders.ts";

const DUE_ON = "2026-12-10";

describe("a tranche", () => {
  const on = (today: string, overrides = {}) => trancheReminder(aDue(overrides), { id: FUNDER, today });

  it("is told of to those of the funder who pay and who answer for the grant", () => {
    expect(on("2026-12-03", { label: "Second year" })).toEqual([
      {
        organisationId: FUNDER,
        roles: ["finance", "programme-officer"],
        what: "Payment 2 (Second year), 5000.00 USD open",
        reminder: {
          about: "tranche",
          commitmentId: COMMITMENT,
          trancheNumber: 2,
          dueOn: DUE_ON,
          threshold: 7,
          isLate: false,
          remindedOn: "2026-12-03",
        },
      },
    ]);
  });

  it("is late from the day after its day, and not before", () => {
    const lateOn = (days: number) => on(addDays(DUE_ON, days))[0]?.reminder.isLate;
    expect([-1, 0, 1].map(lateOn)).toEqual([false, false, true]);
  });

  it("that is paid or released is not reminded of", () => {
    expect(on(DUE_ON, { paidMinor: 500_000 })).toEqual([]);
    expect(on(DUE_ON, { paidMinor: 100_000, releasedMinor: 400_000 })).toEqual([]);
    expect(on(DUE_ON, { paidMinor: 499_999 })).toHaveLength(1);
  });
});

describe("a report", () => {
  /** Whom it is told to so many days after its day, and at which thresholds. */
  function told(
    days: number,
    overrides: Partial<ListedRequirement> = {},
    responsible: string | undefined = GRANTEE,
  ) {
    const today = addDays(DUE_ON, days);
    return reportReminders(aListed(overrides), {
      funder: { id: FUNDER, today },
      responsible: responsible === undefined ? undefined : { id: responsible, today },
    }).map(({ organisationId, roles, reminder }) => {
      const who = organisationId === FUNDER ? "funder" : "grantee";
      return `${who} ${roles.join("+")} ${reminder.threshold}${reminder.isLate ? " late" : ""}`;
    });
  }

  it("is told of to those who hold the role it belongs to, and once it is late to the funder too", () => {
    expect(told(-7)).toEqual(["grantee data-lead 7"]);
    expect(told(0)).toEqual(["grantee data-lead 0"]);
    expect(told(1)).toEqual(["grantee data-lead -1 late", "funder programme-officer -1 late"]);
    const responsible = { organisationId: GRANTEE, name: "Cedar", role: "finance" as const };
    expect(told(-30, { responsible })).toEqual(["grantee finance 30"]);
  });

  it("is told of to the funder alone where nobody else can be", () => {
    const nobody = { name: "A partner without an account", role: "data-lead" as const };
    const today = addDays(DUE_ON, -7);
    const reminders = reportReminders(aListed({ responsible: nobody }), {
      funder: { id: FUNDER, today },
      responsible: undefined,
    });
    expect(reminders.map(({ organisationId, roles }) => [organisationId, ...roles])).toEqual([
      [FUNDER, "programme-officer"],
    ]);
  });

  it("that the funder itself owes is told of once", () => {
    expect(told(7, {}, FUNDER)).toEqual(["funder data-lead -7 late"]);
  });

  it.each(["submitted", "accepted", "waived"] as const)("that is %s is not reminded of", (status) => {
    expect(told(1, { status })).toEqual([]);
    expect(told(-7, { status })).toEqual([]);
  });

  it("that was returned is", () => {
    expect(told(-7, { status: "returned" })).toEqual(["grantee data-lead 7"]);
  });

  it("is late by the day where each of them is", () => {
    const reminders = reportReminders(aListed(), {
      funder: { id: FUNDER, today: DUE_ON },
      responsible: { id: GRANTEE, today: addDays(DUE_ON, 1) },
    });
    expect(reminders.map(({ organisationId, reminder }) => [organisationId, reminder.threshold])).toEqual([
      [GRANTEE, -1],
    ]);
  });
});
