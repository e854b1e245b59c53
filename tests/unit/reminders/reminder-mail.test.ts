import { describe, expect, it } from "vitest";
import { reportReminders, trancheReminder } from "../../../shared/investments/reminders/due-reminders.ts";
import { reminderMail, type Told } from "../../../shared/investments/reminders/reminder-mail.ts";
import type { ListedRequirement } from "../../../shared/investments/requirements/requirement.store.ts";
import { aDue, aListed, FUNDER, GRANTEE } from "./builders.ts";

const person = { id: "per_01JD0000000000000000000001", email: "lead@cedar.example", name: "Ada Quay" };
const TODAY = "2026-12-03";

function report(overrides: Partial<ListedRequirement> = {}): Told[] {
  const party = { id: GRANTEE, today: TODAY };
  const funder = { id: FUNDER, today: "2026-12-03" };
  const [own] = reportReminders(aListed(overrides), { funder, responsible: party });
  return own ? [{ ...own, commitment: "Cedar County place grant (Harbor Fund)" }] : [];
}

function payment(): Told[] {
  return trancheReminder(aDue(), { id: FUNDER, today: TODAY }).map((each) => ({
    ...each,
    commitment: "Cedar County place grant (Harbor Fund)",
  }));
}

function mailOf(told: readonly Told[]) {
  return reminderMail(person, told, "https://grants.example");
}

describe("a mail of reminders", () => {
  it("tells of everything at once, what is late first", () => {
    const period = { start: "2025-07-01", end: "2026-06-30", kind: "fiscal-year" as const };
    const late = report({ number: 3, title: "Final accounts", dueOn: "2026-11-26", isBlocking: false });
    const { to, subject, text } = mailOf([...payment(), ...report({ period }), ...late]);
    expect({ to, subject }).toEqual({
      to: "lead@cedar.example",
      subject: "1 report late, 1 report due, 1 payment due",
    });
    expect(text).toBe(`Hello Ada Quay,

Late:
- Report "Final accounts", owed by Cedar County Promise; Cedar County place grant (Harbor Fund): was due on 2026-11-26, 7 days ago.

Due:
- Payment 2, 5000.00 USD open; Cedar County place grant (Harbor Fund): due on 2026-12-10, in 7 days.
- Report "Annual report", FY2026, owed by Cedar County Promise; Cedar County place grant (Harbor Fund): due on 2026-12-10, in 7 days. Payments wait for it from 2026-12-25 on.

Sign in to see them: https://grants.example

You get this because you answer for these in your organisation. You are reminded 30 and 7 days before a day, on it, and again while something is late.
`);
  });

  it("counts one day as a day, and says what waits already", () => {
    const yesterday = mailOf(report({ dueOn: "2026-12-02", graceDays: 0 }));
    expect(yesterday.subject).toBe("1 report late");
    expect(yesterday.text).toContain(
      "was due on 2026-12-02, 1 day ago. Payments have waited for it since 2026-12-03.",
    );
    expect(mailOf(report({ dueOn: TODAY })).text).toContain("due today, 2026-12-03.");
    expect(mailOf([...report({ dueOn: TODAY }), ...report({ number: 2, dueOn: TODAY })]).subject).toBe(
      "2 reports due",
    );
  });

  it("has the same id for the same news to the same person, in any order and on any day", () => {
    const [one, other] = [report(), report({ number: 2 })];
    const tomorrow = one.map((told) => ({
      ...told,
      reminder: { ...told.reminder, remindedOn: "2026-12-04" },
    }));
    const { id } = mailOf([...one, ...other]);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(mailOf([...other, ...one]).id).toBe(id);
    expect(mailOf([...tomorrow, ...other]).id).toBe(id);
    expect(mailOf(one).id).not.toBe(id);
    expect(reminderMail({ ...person, id: "per_2" }, [...one, ...other], "").id).not.toBe(id);
  });

  it("keeps each reminder on one line, whatever its title holds", () => {
    const { text } = mailOf(report({ title: "Annual\r\n\r\nBcc: everybody@cedar.example\nreport" }));
    expect(text).toContain(`- Report "Annual Bcc: everybody@cedar.example report", owed by`);
  });

  it("greets nobody by a name that is not known", () => {
    expect(reminderMail({ ...person, name: undefined }, report(), "").text).toMatch(/^Hello,\n/);
  });
});
