import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CommitmentState } from "../../../../shared/investments/commitment.ts";
import { decideAddition } from "../../../../shared/investments/requirements/add-requirements.ts";
import {
  decideRequirementChange,
  RequirementChangeSchema,
} from "../../../../shared/investments/requirements/change-requirement.ts";
import { decideVerdict } from "../../../../shared/investments/requirements/decide-requirement.ts";
import {
  REQUIREMENT_STATUSES,
  type RequirementStatus,
} from "../../../../shared/investments/requirements/requirement.ts";
import { requirementView } from "../../../../shared/investments/requirements/requirement-view.ts";
import { decideSubmission } from "../../../../shared/investments/requirements/submit-requirement.ts";
import type { Result } from "../../../../shared/platform/result.ts";
import { aPrincipal } from "../../../support/commitments.ts";
import { aRequirement, GRANTEE, newRequirements, owing } from "./builders.ts";

const NOW = "2026-07-20T03:00:00.000Z";
const grantee = aPrincipal({ organisationId: GRANTEE, organisationKind: "partnership" });
const stranger = aPrincipal({ organisationId: "org_01JD0000000000000000000009" });

type Deed = "submitted" | "returned" | "accepted" | "waived";

function does(state: CommitmentState, deed: Deed) {
  if (deed === "submitted") return decideSubmission(state, 1, { input: {}, principal: grantee, now: NOW });
  return decideVerdict(state, { number: 1, now: NOW, status: deed, comment: "So be it" });
}

function only(result: Result<{ next: CommitmentState }>) {
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value.next.requirements[0];
}

function codeOf(result: Result<unknown>): string {
  return result.ok ? "accepted" : result.problem.code;
}

const ALLOWED: Readonly<Record<RequirementStatus, readonly Deed[]>> = {
  open: ["submitted", "waived"],
  submitted: ["returned", "accepted", "waived"],
  returned: ["submitted", "waived"],
  accepted: [],
  waived: [],
};
const DEEDS = ["submitted", "returned", "accepted", "waived"] as const;
const steps = REQUIREMENT_STATUSES.flatMap((from) => DEEDS.map((to) => ({ from, to })));

describe("a report", () => {
  it.each(steps)("goes from $from to $to only where that is a step of its life", async ({ from, to }) => {
    const result = does(await owing([aRequirement({ status: from })]), to);
    expect(codeOf(result)).toBe(ALLOWED[from].includes(to) ? "accepted" : "conflict");
    if (result.ok) expect(only(result)).toMatchObject({ status: to, revision: 2 });
  });

  it("leaves no final state, whatever is tried", async () => {
    const start = await owing([aRequirement()]);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DEEDS), { maxLength: 12 }), (deeds) => {
        let [state, ended] = [start, ""];
        for (const deed of deeds) {
          const result = does(state, deed);
          const before = state.requirements[0]?.status ?? "";
          if (ended !== "") expect([codeOf(result), before]).toEqual(["conflict", ended]);
          if (result.ok) state = result.value.next;
          const now = state.requirements[0]?.status ?? "";
          if (now === "accepted" || now === "waived") ended = now;
        }
      }),
    );
  });

  it("says from where it can go where", async () => {
    const result = does(await owing([aRequirement({ status: "submitted" })]), "submitted");
    expect(!result.ok && result.problem.detail).toBe(
      "Report 1 is submitted; from there it can become returned or accepted or waived.",
    );
    const over = does(await owing([aRequirement({ status: "accepted" })]), "waived");
    expect(!over.ok && over.problem.detail).toBe(
      "Report 1 is accepted; from there it can become nothing else.",
    );
  });
});

describe("handing in", () => {
  const period = { start: "2025-07-01", end: "2026-06-30", kind: "fiscal-year" as const };

  it("late keeps the period that was asked for, and says that it was late", async () => {
    const submitted = only(does(await owing([aRequirement({ period })]), "submitted"));
    // It is still 19 July where the funder is.
    expect(submitted).toMatchObject({ period, dueOn: "2026-06-30", submittedOn: "2026-07-19" });
    expect(submitted && requirementView(submitted)).toMatchObject({ wasLate: true });
    expect(submitted && requirementView(submitted)).not.toHaveProperty("blocksFromOn");
  });

  it("again after it was returned replaces what was handed in, and is awaited no more", async () => {
    const returned = aRequirement({ status: "returned", submission: { note: "First", isOnBehalf: false } });
    const again = decideSubmission(await owing([returned]), 1, {
      input: { note: "Second", reference: "https://cedar.example/report" },
      principal: grantee,
      now: NOW,
    });
    expect(only(again)?.submission).toEqual({
      note: "Second",
      reference: "https://cedar.example/report",
      isOnBehalf: false,
    });
  });

  it("is the funder's, too, which may say the day it got the report", async () => {
    const at = { principal: aPrincipal(), now: NOW };
    const state = await owing([aRequirement()]);
    const earlier = decideSubmission(state, 1, { input: { submittedOn: "2026-06-29" }, ...at });
    expect(only(earlier)).toMatchObject({ submittedOn: "2026-06-29", submission: { isOnBehalf: true } });
    const later = decideSubmission(state, 1, { input: { submittedOn: "2026-07-20" }, ...at });
    expect(!later.ok && later.problem.errors).toMatchObject([{ pointer: "/submittedOn" }]);
  });

  it("cannot be put back into the past by the organisation that owes it", async () => {
    const input = { submittedOn: "2026-06-29" };
    const result = decideSubmission(await owing([aRequirement()]), 1, {
      input,
      principal: grantee,
      now: NOW,
    });
    expect(!result.ok && result.problem.errors).toMatchObject([{ pointer: "/submittedOn" }]);
  });

  it("of what one may not know of is answered as if it were not there", async () => {
    const hand = (state: CommitmentState, principal = stranger, number = 1) =>
      decideSubmission(state, number, { input: {}, principal, now: NOW });
    const hidden = { code: "not_found", detail: "There is no such commitment." };
    const agreed = await owing([aRequirement()]);
    expect(hand(agreed)).toMatchObject({ problem: hidden });
    expect(hand(agreed, grantee, 2)).toMatchObject({ problem: hidden });
    const planned = await owing([aRequirement()], { status: "intended", agreedOn: undefined });
    expect(hand(planned, grantee)).toMatchObject({ problem: hidden });
    expect(hand(agreed, aPrincipal(), 2)).toMatchObject({
      problem: { code: "not_found", detail: "There is no report 2." },
    });
  });

  it("is forbidden to somebody who may read the commitment, and whose duty it is not", async () => {
    const backbone = "org_01JD0000000000000000000002";
    const state = await owing([aRequirement()]);
    const linked = { ...state, commitment: { ...state.commitment, partnershipOwnerId: backbone } };
    const principal = aPrincipal({ organisationId: backbone });
    const result = decideSubmission(linked, 1, { input: {}, principal, now: NOW });
    expect(!result.ok && result.problem).toMatchObject({
      code: "forbidden",
      detail: "Cedar County Promise hands in this report.",
    });
  });
});

describe("asking for reports", () => {
  it("numbers them on, and keeps the day each was due at first", async () => {
    const schedule = { frequency: "yearly", firstPeriodOn: "2026-07-01", periods: 2, dueAfterDays: 30 };
    const state = await owing([aRequirement({ number: 4 })]);
    const added = decideAddition(state, newRequirements({ schedule }), { id: "tpl_1", version: 3 });
    const made = added.ok ? added.value.next.requirements.slice(1) : [];
    expect(made).toMatchObject([
      { number: 5, revision: 1, dueOn: "2027-07-30", firstDueOn: "2027-07-30", status: "open" },
      { number: 6, dueOn: "2028-07-30", firstDueOn: "2028-07-30", template: { id: "tpl_1", version: 3 } },
    ]);
  });

  it("makes responsible only whom the commitment names, or a mere name", async () => {
    const state = await owing([]);
    const ask = (organisationId?: string) =>
      decideAddition(
        state,
        newRequirements({ responsible: { organisationId, name: "Somebody" } }),
        undefined,
      );
    const fiscalSponsor = { organisationId: stranger.organisationId, name: "Sponsor" };
    const sponsored = { ...state, commitment: { ...state.commitment, fiscalSponsor } };
    expect([ask(GRANTEE), ask(state.commitment.funder.organisationId), ask()].map(codeOf)).toEqual([
      "accepted",
      "accepted",
      "accepted",
    ]);
    const refused = ask(stranger.organisationId);
    expect(!refused.ok && refused.problem.errors).toMatchObject([{ pointer: "/responsible/organisationId" }]);
    const responsible = { organisationId: stranger.organisationId, name: "Sponsor" };
    expect(codeOf(decideAddition(sponsored, newRequirements({ responsible }), undefined))).toBe("accepted");
  });

  it("stops where one transaction could not hold a change of them all", async () => {
    const periods = (count: number) =>
      newRequirements({
        schedule: { frequency: "monthly", firstPeriodOn: "2026-01-01", periods: count, dueAfterDays: 0 },
      });
    const state = await owing([aRequirement()]);
    expect(codeOf(decideAddition(state, periods(59), undefined))).toBe("accepted");
    expect(codeOf(decideAddition(state, periods(60), undefined))).toBe("too_many_items");
    const tranches = Array.from({ length: 50 }, (_, index) => ({
      ...(state.tranches[0] ?? expect.fail("No tranche.")),
      number: index + 1,
    }));
    expect(codeOf(decideAddition({ ...state, tranches }, periods(34), undefined))).toBe("accepted");
    expect(codeOf(decideAddition({ ...state, tranches }, periods(35), undefined))).toBe("too_many_items");
  });

  it.each(["closed", "cancelled"] as const)("is over once the commitment is %s", async (status) => {
    const state = await owing([]);
    const over = { ...state, commitment: { ...state.commitment, status } };
    expect(codeOf(decideAddition(over, newRequirements(), undefined))).toBe("conflict");
  });
});

describe("changing a report", () => {
  it("moves its day and keeps the first one, the period and all that is not named", async () => {
    const before = aRequirement();
    const input = RequirementChangeSchema().parse({ dueOn: "2026-08-31", reason: "Their audit is late" });
    const result = decideRequirementChange(await owing([before]), 1, input);
    expect(only(result)).toEqual({ ...before, dueOn: "2026-08-31", revision: 2 });
  });

  it.each(["accepted", "waived"] as const)("is refused once it is %s", async (status) => {
    const input = RequirementChangeSchema().parse({ graceDays: 30, reason: "Be kind" });
    const result = decideRequirementChange(await owing([aRequirement({ status })]), 1, input);
    expect(codeOf(result)).toBe("conflict");
  });

  it("needs a field beside the reason, and whom the commitment names", async () => {
    expect(RequirementChangeSchema().safeParse({ reason: "No reason" }).success).toBe(false);
    const responsible = { organisationId: stranger.organisationId, name: "Somebody" };
    const input = RequirementChangeSchema().parse({ responsible, reason: "They asked" });
    const result = decideRequirementChange(await owing([aRequirement()]), 1, input);
    expect(codeOf(result)).toBe("validation_failed");
  });
});
