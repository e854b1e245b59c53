import { describe, expect, test } from "vitest";
import {
  isSecondPerson,
  mayTake,
  type STEPS,
  SUBMISSION_STATUSES,
  type Submission,
  SubmissionReturnSchema,
} from "../../../shared/measurement/submissions/submission.ts";
import { NOW, ORG, PER, PRT } from "./builders.ts";

const by = (principalId: string) => ({ principalId, organisationId: ORG });
const aSubmission = (fields: Partial<Submission> = {}): Submission => ({
  id: `sub_${"0".repeat(26)}`,
  partnershipId: PRT,
  status: "submitted",
  rowCount: 1,
  rows: 1,
  returns: 0,
  writtenBy: by(PER),
  submitted: { at: NOW, by: by("per_submitter") },
  ...fields,
});

describe("a submission", () => {
  test("takes each step only from where it may, and none once it is approved or withdrawn", () => {
    const from = (step: keyof typeof STEPS) =>
      SUBMISSION_STATUSES.filter((status) => mayTake(step, aSubmission({ status })));
    expect(from("write")).toEqual(["draft", "returned"]);
    expect(from("submit")).toEqual(["draft", "returned"]);
    expect(from("return")).toEqual(["submitted"]);
    expect(from("approve")).toEqual(["submitted"]);
    expect(from("withdraw")).toEqual(["draft", "submitted", "returned"]);
  });

  test("is decided on by neither who wrote its rows nor who handed it in", () => {
    expect(isSecondPerson(aSubmission(), by(PER))).toBe(false);
    expect(isSecondPerson(aSubmission(), by("per_submitter"))).toBe(false);
    expect(isSecondPerson(aSubmission(), by("per_other"))).toBe(true);
  });

  test("is not returned without a word", () => {
    expect(SubmissionReturnSchema().safeParse({}).success).toBe(false);
    expect(SubmissionReturnSchema().safeParse({ message: "Add the county total." }).success).toBe(true);
    expect(SubmissionReturnSchema().safeParse({ comments: [{ row: 0, text: "High" }] }).success).toBe(true);
  });
});
