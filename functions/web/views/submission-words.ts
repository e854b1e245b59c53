import { formatDate } from "../../../shared/pages/index.ts";
import type { ReportSubmission } from "../../../shared/reporting/submissions/submission.ts";
import type { SubmissionView } from "../../../shared/reporting/submissions/submission-view.ts";

export type AnswerView = SubmissionView["answers"][number];

const STATUSES: Readonly<Record<ReportSubmission["status"], string>> = {
  draft: "Draft: anybody of you may write",
  "in-approval": "Waits for a second person; nothing is written meanwhile",
  approved: "Approved: ready to be handed in",
  submitted: "Frozen and handed in",
};

/** Where a submission stands, in words. */
export function statusOfSubmission({ status }: Pick<ReportSubmission, "status">): string {
  return STATUSES[status];
}

const STANDINGS: Readonly<Record<AnswerView["standing"], string>> = {
  "not-handed-in": "Open: not handed in yet",
  frozen: "Frozen, but not handed in: hand it in again",
  "with-funder": "With the funder, who has not decided",
  returned: "Returned to you",
  accepted: "Accepted",
  waived: "Waived: not asked for any more",
  otherwise: "Answered by other means",
};

/** How it stands with one funder, in words. */
export function standingWords({ standing, handedIn }: Pick<AnswerView, "standing" | "handedIn">): string {
  const on = handedIn?.submittedOn;
  const handed = on === undefined || standing === "waived" ? "" : `; handed in on ${formatDate(on)}`;
  return STANDINGS[standing] + handed;
}

/** What a funder is called beside its report. */
export function answerName({ funder, title }: Pick<AnswerView, "funder" | "title">): string {
  return `${funder.name}: ${title}`;
}

const KINDS: Readonly<Record<SubmissionView["sections"][number]["kinds"][number], string>> = {
  text: "text",
  figures: "figures",
  money: "money",
  file: "documents",
};

/** What a section wants, in words. */
export function kindWords(kinds: SubmissionView["sections"][number]["kinds"]): string {
  return kinds.map((kind) => KINDS[kind]).join(" and ");
}
