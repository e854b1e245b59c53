import { describe, expect, it } from "vitest";
import {
  blockedFrom,
  blockingReasons,
  withBlockedFrom,
} from "../../../../shared/investments/requirements/blocking.ts";
import {
  REQUIREMENT_STATUSES,
  type Requirement,
} from "../../../../shared/investments/requirements/requirement.ts";
import { aRequirement, owing } from "./builders.ts";

async function from(requirement: Partial<Requirement>) {
  return blockedFrom(await owing([aRequirement(requirement)]));
}

describe("a report that is due on 30 June with 14 days of grace", () => {
  it("blocks payments from 15 July on", async () => {
    expect(await from({})).toBe("2026-07-15");
    const state = await owing([aRequirement()]);
    expect(blockingReasons(state, "2026-07-14")).toEqual([]);
    expect(blockingReasons(state, "2026-07-15")).toEqual([
      {
        code: "report-overdue",
        detail: "Report 1 (Annual report), due on 2026-06-30, is not submitted.",
        sinceOn: "2026-07-15",
        requirementNumber: 1,
      },
    ]);
  });

  it("without grace blocks from the day after", async () => {
    expect(await from({ graceDays: 0 })).toBe("2026-07-01");
  });

  it("blocks nothing where that was not agreed", async () => {
    expect(await from({ isBlocking: false })).toBeUndefined();
  });

  it.each(REQUIREMENT_STATUSES)("blocks while it is awaited, and not otherwise: %s", async (status) => {
    expect(await from({ status })).toBe(
      status === "open" || status === "returned" ? "2026-07-15" : undefined,
    );
  });

  it("says where it was returned and did not come again", async () => {
    const state = await owing([aRequirement({ status: "returned" })]);
    expect(blockingReasons(state, "2026-08-01")[0]?.detail).toBe(
      "Report 1 (Annual report), due on 2026-06-30, was returned and is not submitted again.",
    );
  });
});

describe("expenditure responsibility", () => {
  const kind = "expenditure-responsibility" as const;

  it("makes its report block whatever was agreed, under a name of its own", async () => {
    const state = await owing([aRequirement({ kind, isBlocking: false, graceDays: 0 })]);
    expect(blockingReasons(state, "2026-07-01")).toMatchObject([
      { code: "expenditure-responsibility-report-missing", sinceOn: "2026-07-01" },
    ]);
  });

  it("blocks from the start while no pre-grant inquiry is recorded", async () => {
    const expenditureResponsibility = { isRequired: true };
    const state = await owing([], { expenditureResponsibility });
    expect(blockingReasons(state, "2026-01-01")).toMatchObject([
      { code: "expenditure-responsibility-inquiry-missing", sinceOn: "2026-01-01" },
    ]);
    expect(blockingReasons(state, "2025-12-31")).toEqual([]);
    const early = await owing([], { expenditureResponsibility, agreedOn: "2025-11-20" });
    expect(blockedFrom(early)).toBe("2025-11-20");
  });

  it("blocks nothing once the inquiry is recorded, or where it does not apply", async () => {
    const done = { isRequired: true, inquiryOn: "2025-12-01" };
    expect(blockedFrom(await owing([], { expenditureResponsibility: done }))).toBeUndefined();
    const none = { isRequired: false };
    expect(blockedFrom(await owing([], { expenditureResponsibility: none }))).toBeUndefined();
  });
});

describe("several reasons", () => {
  it("stand by the day they hold from, and the head keeps the earliest day", async () => {
    const state = await owing([
      aRequirement({ number: 1, dueOn: "2026-09-30" }),
      aRequirement({ number: 2, dueOn: "2026-03-31" }),
      aRequirement({ number: 3, dueOn: "2026-06-30" }),
    ]);
    const numbers = blockingReasons(state, "2026-08-01").map((reason) => reason.requirementNumber);
    expect(numbers).toEqual([2, 3]);
    expect(withBlockedFrom(state).commitment.blockedFromOn).toBe("2026-04-15");
  });

  it("leave nothing on the head once they are gone", async () => {
    const blocked = withBlockedFrom(await owing([aRequirement()]));
    const free = withBlockedFrom({ ...blocked, requirements: [aRequirement({ status: "accepted" })] });
    expect(blocked.commitment.blockedFromOn).toBe("2026-07-15");
    expect(free.commitment).not.toHaveProperty("blockedFromOn");
  });
});
