import { describe, expect, it } from "vitest";
import type { Requirement } from "../../../../shared/investments/index.ts";
import { decideAnswers } from "../../../../shared/reporting/submissions/answers.ts";
import { byName } from "../../../../shared/reporting/submissions/completeness.ts";
import { handsOf, isSecondPerson } from "../../../../shared/reporting/submissions/hands.ts";
import {
  mayTake,
  REPORT_SUBMISSION_STATUSES,
  type Step,
} from "../../../../shared/reporting/submissions/submission.ts";
import { standingOf } from "../../../../shared/reporting/submissions/submission-view.ts";
import { placeFaults } from "../../../../shared/reporting/submissions/write-section.ts";
import { aPrincipal } from "../../../support/commitments.ts";
import { aSection, asked, HARBOR, KEEPER, LAKES, owed } from "./builders.ts";

describe("a step", () => {
  it.each<[step: Step, from: readonly string[], approved: readonly string[]]>([
    ["draft", ["draft"], ["draft"]],
    ["ask for approval", ["draft"], ["draft"]],
    ["approve", ["in-approval"], ["in-approval"]],
    ["reopen", ["in-approval", "approved", "submitted"], ["in-approval", "approved", "submitted"]],
    ["hand in", ["draft", "approved"], ["approved"]],
  ])("%s is taken from %j, and from %j where a second person approves", (step, from, approved) => {
    const possible = (requiresApproval: boolean) =>
      REPORT_SUBMISSION_STATUSES.filter((status) => mayTake(step, { status, requiresApproval }));
    expect([possible(false), possible(true)]).toEqual([from, approved]);
  });
});

describe("a second person", () => {
  const person = aPrincipal({ id: "per_b" });

  it("neither asked nor wrote, by hand or by a key of theirs", () => {
    expect(isSecondPerson(person, [["per_a"], ["per_c"]])).toBe(true);
    expect(isSecondPerson(person, [["per_a"], ["per_b"]])).toBe(false);
    const key = aPrincipal({ kind: "key", id: "key_b", madeBy: "per_b" });
    expect(handsOf(key)).toEqual(["key_b", "per_b"]);
    expect(isSecondPerson(person, [handsOf(key)])).toBe(false);
  });

  it("is no key", () => {
    expect(isSecondPerson(aPrincipal({ kind: "key", id: "key_z" }), [["per_a"]])).toBe(false);
  });
});

describe("what a submission answers", () => {
  const partnershipId = "prt_01JD0000000000000000000001";
  const at = (commitmentId: string) => ({ commitmentId, requirementNumber: 1 });
  const held = async (commitmentId: string, sections = [aSection("story")], overrides = {}) => {
    const { requirement, commitment } = await owed(commitmentId, overrides);
    return { requirement, commitment, ...at(commitmentId), asked: asked(commitmentId, sections) };
  };
  const decide = async (
    requirements: readonly Awaited<ReturnType<typeof held>>[],
    more: Partial<Parameters<typeof decideAnswers>[0]> = {},
  ) =>
    decideAnswers({
      refs: requirements.map(({ commitmentId }) => at(commitmentId)),
      requirements: byName(requirements),
      principal: KEEPER,
      partnershipId,
      before: [],
      ...more,
    });

  it("has the keys of all its sections once, and keeps what was frozen of an answer", async () => {
    const kept = { ...at(LAKES), currency: "USD", edition: 2, round: 3 };
    const two = [await held(HARBOR), await held(LAKES, [aSection("story"), aSection("next")])];
    expect(await decide(two, { before: [kept] })).toEqual({
      ok: true,
      value: {
        answers: [{ ...at(HARBOR), currency: "USD", edition: 0, round: 0 }, kept],
        sectionKeys: ["story", "next"],
      },
    });
  });

  it("is refused where it is somebody else's duty, another partnership's, over, or not there", async () => {
    const theirs = { responsible: { name: "The sponsor", role: "data-lead" } };
    const elsewhere = await held(LAKES);
    const linked = { ...elsewhere.commitment, partnershipId: "prt_01JD0000000000000000000009" };
    const cases = [
      [await held(HARBOR, undefined, theirs)],
      [{ ...elsewhere, commitment: linked }],
      [await held(HARBOR, undefined, { status: "accepted" })],
    ];
    for (const requirements of cases)
      expect(await decide(requirements)).toMatchObject({
        problem: { code: "validation_failed", errors: [{ pointer: "/answers/0" }] },
      });
    expect(await decide([], { refs: [at(HARBOR)] })).toMatchObject({
      problem: { errors: [{ pointer: "/answers/0" }] },
    });
  });

  it("is at most sixty sections", async () => {
    const many = Array.from({ length: 60 }, (_, index) => aSection(`s-${index}`));
    expect((await decide([await held(HARBOR, many)])).ok).toBe(true);
    expect(await decide([await held(HARBOR, many), await held(LAKES, [aSection("more")])])).toMatchObject({
      problem: { code: "too_many_items", extra: { limit: 60 } },
    });
  });
});

describe("how an answer stands", () => {
  const id = "rps_01JD0000000000000000000001";
  const holding = (status: Requirement["status"], edition?: number, submissionId = id) => ({
    status,
    ...(edition === undefined
      ? {}
      : { submission: { isOnBehalf: false, report: { submissionId, edition, contentHash: "" } } }),
  });

  it.each([
    ["not-handed-in", "draft", 0, holding("open")],
    ["frozen", "submitted", 1, holding("open")],
    ["not-handed-in", "draft", 1, holding("open")],
    ["with-funder", "submitted", 1, holding("submitted", 1)],
    ["with-funder", "draft", 1, holding("submitted", 1)],
    ["returned", "submitted", 1, holding("returned", 1)],
    ["frozen", "submitted", 2, holding("returned", 1)],
    ["returned", "draft", 1, holding("returned", 1)],
    ["accepted", "submitted", 2, holding("accepted", 1)],
    ["otherwise", "submitted", 1, holding("submitted")],
    ["otherwise", "submitted", 1, holding("accepted", 1, "rps_01JD0000000000000000000002")],
    ["waived", "submitted", 1, holding("waived", 1)],
  ] as const)(
    "is %s in a %s with edition %i, where the requirement says %j",
    (standing, status, edition, said) => {
      expect(standingOf({ edition, round: 1 }, { id, status, round: 1 }, said)).toBe(standing);
    },
  );
});

describe("what of a section is for one commitment", () => {
  const answers = [{ commitmentId: HARBOR, requirementNumber: 1, currency: "USD", edition: 0, round: 0 }];
  const line = (commitmentId: string, currency: string) => {
    return { commitmentId, label: "Coaches", amount: { amount: "1.00", currency } };
  };

  it("belong to a commitment that is answered, in its currency", () => {
    expect(placeFaults({ answers }, { money: [line(HARBOR, "USD")] })).toEqual([]);
    const texts = [{ commitmentId: LAKES, text: "For Lakes" }];
    const money = [line(HARBOR, "EUR"), line(LAKES, "USD")];
    const attachments = [{ commitmentId: LAKES, documentId: "doc_01JD0000000000000000000001" }];
    expect(placeFaults({ answers }, { texts, money, attachments }).map(({ pointer }) => pointer)).toEqual([
      "/texts/0/commitmentId",
      "/money/1/commitmentId",
      "/attachments/0/commitmentId",
      "/money/0/amount/currency",
    ]);
  });
});
